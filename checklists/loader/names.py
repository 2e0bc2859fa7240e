"""Collect the names that a document defines, and check its conditions against them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checklists.errors import did_you_mean, quoted
from checklists.language.parts import NOT_ASKED
from checklists.loader.document import Findings, Place, walk


@dataclass(frozen=True, slots=True)
class Reading:
    """The names that a document defines, as far as it can be read.

    Attributes:
        tones: Code to tone.
        sets: Answer set to codes; None while the document has none.
        groups: Group to codes.
        ordered: Levels, best to worst.
        levels: These and the levels beside the order.
        domains: Domain ids, as they are written, even where YAML reads them as something else than text.
        items: Item id to the codes it can take, NA among them if it has an `ask_if`; None if unknown.
        judged: Items that a rule of a domain reads, with the line.
        used: Everything that some condition lists after `is`.
    """

    tones: dict[str, str]
    sets: dict[str, tuple[str, ...]] | None
    groups: dict[str, tuple[str, ...]]
    ordered: tuple[str, ...]
    levels: tuple[str, ...]
    domains: tuple[str, ...]
    items: dict[str, frozenset[str] | None]
    judged: dict[str, int]
    used: frozenset[str]


@dataclass(frozen=True, slots=True)
class Scope:
    """The names that a condition may read, and how to say that something is outside."""

    items: tuple[str, ...]
    reason: str
    domains: bool = False


def read_names(root: Place) -> Reading:
    """Gather the names from a document, passing over whatever has the wrong shape."""
    tones = {code: option.at("tone").text or "" for code, option in root.at("answers").entries()}
    sets_place = root.at("answer_sets")
    sets = {name: _names(members) for name, members in sets_place.entries()}
    ordered = _names(root.at("judgement_scale", "ordered"))
    domains = root.at("domains").elements()
    items = {
        name: _offered(item, sets, tones)
        for domain in domains
        for item in domain.at("items").elements()
        if (name := item.at("id").raw)
    }
    rules = [rule for domain in domains for rule in domain.at("rules").elements()]
    return Reading(
        tones=tones,
        sets=sets if sets_place.kind == "mapping" else None,
        groups={name: _names(members) for name, members in root.at("groups").entries()},
        ordered=ordered,
        levels=ordered + _names(root.at("judgement_scale", "off_scale")),
        domains=tuple(domain.at("id").raw for domain in domains),
        items=items,
        judged={name: place.line for rule in reversed(rules) for name, place in items_read(rule.at("when"))},
        used=frozenset(name for place in walk(root) if place.key == "is" for name in _names(place)),
    )


def _names(place: Place) -> tuple[str, ...]:
    return tuple(name for name, _ in place.texts())


def _offered(item: Place, sets: dict[str, tuple[str, ...]], tones: dict[str, str]) -> frozenset[str] | None:
    codes = sets.get(item.at("answer_set").text or "")
    # A set with an undefined code is reported once, at the set, not again at every rule.
    if codes is None or not tones or any(code not in tones for code in codes):
        return None
    unasked = () if item.at("ask_if").kind == "absent" else (NOT_ASKED,)
    return frozenset((*codes, *unasked))


def items_read(condition: Place) -> Iterator[tuple[str, Place]]:
    """Yield the items that a condition names, each with its place."""
    for place in walk(condition):
        if place.key == "item" and place.text is not None:
            yield place.text, place
        elif place.key == "items":
            yield from place.texts()


def check_condition(condition: Place, scope: Scope, reading: Reading, findings: Findings) -> None:
    """Check the names in a condition, and that each of its parts can hold at all."""
    for place in walk(condition):
        if place.at("item").text is not None:
            _check_items(
                [(place.at("item").text or "", place.at("item"))], place.at("is"), scope, reading, findings
            )
        counted = place.at("count")
        if counted.kind == "mapping":
            listed = counted.at("items").texts()
            _check_items(listed, counted.at("is"), scope, reading, findings)
            _check_number(place.at("at_least"), len(listed), "items", findings)
        if place.at("domains").kind != "absent":
            _check_domains(place, scope, reading, findings)


def _check_items(
    listed: list[tuple[str, Place]], names: Place, scope: Scope, reading: Reading, findings: Findings
) -> None:
    offered: frozenset[str] | None = frozenset()
    seen: set[str] = set()
    for item, place in listed:
        if item in seen:
            findings.add(place, f"{quoted(item)} is listed twice")
        elif item not in scope.items:
            findings.add(place, f"{scope.reason} {quoted(item)}; {did_you_mean(item, scope.items)}")
        seen.add(item)
        codes = reading.items.get(item)
        offered = None if codes is None or offered is None else offered | codes
    seen.clear()
    for name, place in names.texts():
        if name in seen:
            findings.add(place, f"{quoted(name)} is listed twice")
        elif (message := _refuse_name(name, [item for item, _ in listed], offered, reading)) is not None:
            findings.add(place, message)
        seen.add(name)


def _refuse_name(name: str, items: list[str], offered: frozenset[str] | None, reading: Reading) -> str | None:
    """Say why a code or group cannot stand after `is`, or None if it can."""
    codes = reading.groups.get(name)
    if codes is None and name not in reading.tones:
        if not reading.tones:
            return None
        return (
            f"no answer code or group {quoted(name)}; {did_you_mean(name, [*reading.tones, *reading.groups])}"
        )
    if offered is None or offered.intersection(codes or (name,)):
        return None
    kind = "group" if codes is not None else "answer"
    return (
        f"the {kind} {quoted(name)} can never match: {' and '.join(items)} "
        f"can only be {', '.join(code for code in reading.tones if code in offered)}"
    )


def _check_number(place: Place, most: int, noun: str, findings: Findings) -> None:
    if isinstance(place.value, int) and place.value > most:
        findings.add(place, f"at_least: {place.value} can never hold for {most} {noun}")


def _check_domains(place: Place, scope: Scope, reading: Reading, findings: Findings) -> None:
    domains = place.at("domains")
    if not scope.domains:
        findings.add(domains, "domains can be read by overall rules and flags only")
    seen: set[str] = set()
    for name, spot in domains.texts():
        if name in seen:
            findings.add(spot, f"{quoted(name)} is listed twice")
        elif name not in reading.domains:
            findings.add(spot, f"no domain {quoted(name)}; {did_you_mean(name, reading.domains)}")
        seen.add(name)
    for level, spot in place.at("is").texts():
        if reading.levels and level not in reading.levels:
            findings.add(
                spot, f"no level {quoted(level)} on the scale; {did_you_mean(level, reading.levels)}"
            )
    most = len(reading.domains) if domains.text == "all" else len(domains.elements())
    # Without a list there is nothing to count, and that is reported as a fault of the shape.
    if most:
        _check_number(place.at("at_least"), most, "domains", findings)
