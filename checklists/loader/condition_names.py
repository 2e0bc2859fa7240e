"""Check that a condition reads only what it may read, and that each of its parts can hold at all."""

from __future__ import annotations

from dataclasses import dataclass

from checklists.errors import did_you_mean, quoted
from checklists.loader.document import Findings, Place, walk
from checklists.loader.names import ItemNames, Reading


@dataclass(frozen=True, slots=True)
class Scope:
    """The names that a condition may read, and how to say that something is outside.

    Attributes:
        items: The ids of the items that it may read.
        reason: The beginning of the message about another item.
        domains: The ids of the judged domains that it may read; None if it may read none.
        axis: The axis that `domains: all` means; None for every axis.
        preliminaries: True if it may read preliminaries.
        overall: True if it may read the judgement of the whole.
    """

    items: tuple[str, ...]
    reason: str
    domains: tuple[str, ...] | None = None
    axis: str | None = None
    preliminaries: bool = False
    overall: bool = False


def check_condition(condition: Place, scope: Scope, reading: Reading, findings: Findings) -> None:
    """Check the names in a condition, and that each of its parts can hold at all."""
    for place in walk(condition):
        if place.at("item").text is not None:
            listed = [(place.at("item").text or "", place.at("item"))]
            _check_items(listed, place.at("is"), scope, reading, findings)
        counted = place.at("count")
        if counted.kind == "mapping":
            _check_count(place, counted, scope, reading, findings)
        if place.at("domains").kind != "absent":
            _check_domains(place, scope, reading, findings)
        if place.at("total").text is not None:
            _check_total(place, scope, reading, findings)
        if place.at("preliminary").text is not None:
            _check_preliminary(place, scope, reading, findings)
        if place.at("overall").kind != "absent":
            _check_overall(place.at("overall"), scope, reading, findings)


def _check_count(place: Place, counted: Place, scope: Scope, reading: Reading, findings: Findings) -> None:
    listed = counted.at("items").texts()
    if counted.at("items").text == "all":
        judged = [
            name for name in scope.items if name in reading.items and not reading.items[name].is_recorded
        ]
        listed = [(name, counted.at("items")) for name in judged]
    _check_items(listed, counted.at("is"), scope, reading, findings)
    # Without a list there is nothing to count, and that is reported as a fault of the shape.
    if listed:
        _check_limits(place, len(listed), "items", findings)


def _check_limits(place: Place, most: int, noun: str, findings: Findings) -> None:
    """Check `at_least` and `at_most` of a count of so many items or domains."""
    least, highest = place.at("at_least"), place.at("at_most")
    if least.kind == "absent" and highest.kind == "absent":
        findings.add(place, '"at_least" or "at_most" is missing')
    if isinstance(least.value, int) and least.value > most:
        findings.add(least, f"at_least: {least.value} can never hold for {most} {noun}")
    if isinstance(highest.value, int) and highest.value >= most:
        findings.add(highest, f"at_most: {highest.value} always holds for {most} {noun}")
    if isinstance(least.value, int) and isinstance(highest.value, int) and least.value > highest.value:
        findings.add(place, f"at_least: {least.value} and at_most: {highest.value} can never both hold")


def _check_items(
    listed: list[tuple[str, Place]], names: Place, scope: Scope, reading: Reading, findings: Findings
) -> None:
    offered: frozenset[str] | None = frozenset()
    turned = [item for item, _ in listed if item in reading.items and reading.items[item].is_turned]
    seen: set[str] = set()
    for item, place in listed:
        if item in seen:
            findings.add(place, f"{quoted(item)} is listed twice")
        elif item not in scope.items:
            findings.add(place, f"{scope.reason} {quoted(item)}; {did_you_mean(item, scope.items)}")
        seen.add(item)
        known: ItemNames | None = reading.items.get(item)
        codes = None if known is None else known.codes
        offered = None if codes is None or offered is None else offered | codes
    seen.clear()
    for name, place in names.texts():
        if name in seen:
            findings.add(place, f"{quoted(name)} is listed twice")
        elif (message := _refuse_name(name, [item for item, _ in listed], offered, reading)) is not None:
            findings.add(place, message)
        elif turned and name in reading.groups and name in ("good", "poor"):
            findings.warn(
                place,
                f"{turned[0]} asks for the problem (yes_is: bad), so the group {name} means the opposite",
            )
        seen.add(name)


def _refuse_name(name: str, items: list[str], offered: frozenset[str] | None, reading: Reading) -> str | None:
    """Say why a code or group cannot stand after `is`, or None if it can."""
    codes = reading.groups.get(name)
    if codes is None and name not in reading.tones and name != "NA":
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


def _check_domains(place: Place, scope: Scope, reading: Reading, findings: Findings) -> None:
    domains = place.at("domains")
    if scope.domains is None:
        findings.add(domains, "domains can be read by overall rules and flags only")
    seen: set[str] = set()
    for name, spot in domains.texts():
        if name in seen:
            findings.add(spot, f"{quoted(name)} is listed twice")
        elif name not in reading.domains:
            findings.add(spot, f"no domain {quoted(name)}; {did_you_mean(name, reading.domains)}")
        elif name in reading.unjudged:
            findings.add(spot, f"nobody judges {name}, so that it has no level to read")
        elif scope.domains is not None and name not in scope.domains:
            findings.add(spot, f"{name} lies on another axis; {did_you_mean(name, scope.domains)}")
        seen.add(name)
    readable = scope.domains if scope.domains is not None else reading.domains
    if domains.text == "all" and scope.domains is not None and not readable and reading.domains:
        findings.add(domains, "no domain is judged that could be read here")
    named = readable if domains.text == "all" else tuple(name for name, _ in domains.texts())
    levels = _levels(named, reading)
    for level, spot in place.at("is").texts():
        if levels and level not in levels:
            findings.add(spot, f"no level {quoted(level)} on the scale; {did_you_mean(level, levels)}")
    # Without a list there is nothing to count, and that is reported as a fault of the shape.
    if named:
        _check_limits(place, len(named), "domains", findings)


def _levels(domains: tuple[str, ...], reading: Reading) -> tuple[str, ...]:
    scales = [reading.scale(reading.domain_scales.get(name)) for name in domains if name in reading.domains]
    if not scales:
        scales = list(reading.scales.values())
    return tuple(dict.fromkeys(level for scale in scales for level in scale.levels))


def _check_total(place: Place, scope: Scope, reading: Reading, findings: Findings) -> None:
    name, spot = place.at("total").text or "", place.at("total")
    items = reading.totals.get(name)
    if items is None:
        findings.add(spot, f"no total {quoted(name)}; {did_you_mean(name, reading.totals)}")
        return
    beyond = [item for item in items if item not in scope.items]
    if beyond:
        findings.add(spot, f"the total {name} adds up {beyond[0]}, which may not be read here")
        return
    least, highest = place.at("at_least"), place.at("at_most")
    if least.kind == "absent" and highest.kind == "absent":
        findings.add(place, '"at_least" or "at_most" is missing')
    low, high = _range(items, reading)
    for limit, verb in ((least, "at_least"), (highest, "at_most")):
        if isinstance(limit.value, int) and not isinstance(limit.value, bool):
            wrong = _dead(verb, limit.value, low, high)
            if wrong:
                findings.add(
                    limit, f"{verb}: {limit.value} {wrong} for the total {name}, which is {low} to {high}"
                )


def _range(items: tuple[str, ...], reading: Reading) -> tuple[int, int]:
    low = high = 0
    for item in items:
        known = reading.items[item]
        points = known.points or {}
        earned = [points.get(code, 0) for code in known.codes or points]
        # An item that a variant does not have counts 0.
        low, high = low + min([0, *earned]), high + max([0, *earned])
    return low, high


def _dead(verb: str, limit: int, low: int, high: int) -> str:
    if verb == "at_least":
        return "can never hold" if limit > high else "always holds" if limit <= low else ""
    return "always holds" if limit >= high else "can never hold" if limit < low else ""


def _check_preliminary(place: Place, scope: Scope, reading: Reading, findings: Findings) -> None:
    name, spot = place.at("preliminary").text or "", place.at("preliminary")
    if not scope.preliminaries:
        findings.add(spot, "preliminaries can be read by overall rules, flags and `only_if` only")
    options = reading.options.get(name)
    if options is None:
        findings.add(spot, f"no preliminary {quoted(name)}; {did_you_mean(name, reading.options)}")
        return
    check_options(name, spot, place.at("is"), reading, findings)


def check_options(name: str, spot: Place, listed: Place, reading: Reading, findings: Findings) -> None:
    """Check the options of a preliminary that decides something: it has some, and it must be answered."""
    options = reading.options[name]
    if not options:
        findings.add(spot, f"the preliminary {name} has no options to decide by: list them there")
        return
    if name not in reading.required:
        findings.add(spot, f"the preliminary {name} decides something: write `required: true` there")
    seen: set[str] = set()
    for option, place in listed.texts():
        if option in seen:
            findings.add(place, f"{quoted(option)} is listed twice")
        elif option not in options:
            findings.add(place, f"{name} has no option {quoted(option)}; {did_you_mean(option, options)}")
        seen.add(option)


def _check_overall(overall: Place, scope: Scope, reading: Reading, findings: Findings) -> None:
    if not scope.overall:
        findings.add(overall, "the overall judgement can be read by flags only")
        return
    if not reading.wholes:
        findings.add(overall, "this checklist has no overall judgement to read")
        return
    scales = [reading.whole_scale(axis) for axis in reading.wholes]
    levels = tuple(dict.fromkeys(level for scale in scales for level in scale.levels))
    for level, spot in overall.texts():
        if levels and level not in levels:
            findings.add(spot, f"no level {quoted(level)} on the scale; {did_you_mean(level, levels)}")
