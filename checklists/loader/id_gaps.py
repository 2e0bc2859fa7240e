"""Check that ids run without a gap, because a gap means that something was lost on the way into the file."""

from __future__ import annotations

import re
import string
from typing import Final

from checklists.errors import quoted
from checklists.loader.document import Findings, Place
from checklists.loader.names import read_wholes
from checklists.loader.versions import is_old

_LETTERS: Final = string.ascii_letters
_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9.\-]{0,15}")


def check_numbering(root: Place, findings: Findings) -> None:
    """Check the ids of domains, items, rules, flags and preliminaries, and the place of `otherwise`.

    Version 0.1 prescribes every id, and so do the house rules. Other ids are free, and a gap is noted where
    they run (1.1, 1.2, 1.4).
    """
    if not is_old(root) and root.at("house_rules").raw != "true":
        _check_free(root, findings)
        return
    _check_run(root.at("preliminaries"), "P", "preliminary", findings)
    _check_run(root.at("domains"), "D", "domain", findings)
    for domain in root.at("domains").elements():
        name = domain.at("id").text
        if name is not None:
            number = name.removeprefix("D")
            _check_run(domain.at("items"), f"{number}.", "item", findings)
            _check_run(domain.at("rules"), f"{name}-R", "rule", findings)
        _check_otherwise(domain.at("rules"), findings)
    _check_run(root.at("overall", "rules"), "O-R", "rule", findings)
    _check_otherwise(root.at("overall", "rules"), findings)
    _check_run(root.at("flags"), "F", "flag", findings)


def _check_free(root: Place, findings: Findings) -> None:
    """Check ids that may be chosen freely: their form, that none is used twice, and gaps where they run."""
    used: dict[str, int] = {}
    domains = root.at("domains").elements()
    lists = [(root.at("preliminaries"), "P", "preliminary"), (root.at("domains"), "D", "domain")]
    lists += [(domain.at("items"), _prefix(domain.at("items")), "item") for domain in domains]
    for places, prefix, noun in lists:
        _check_unique(places, noun, used, findings)
        _check_run(places, prefix, noun, findings, free=True)
    _check_unique(root.at("totals"), "total", used, findings)
    wholes = list(read_wholes(root).values())
    for part in (*domains, *wholes):
        _check_unique(part.at("rules"), "rule", {}, findings)
        _check_run(part.at("rules"), _prefix(part.at("rules")), "rule", findings, free=True)
        _check_otherwise(part.at("rules"), findings)
    _check_unique(root.at("flags"), "flag", {}, findings)
    _check_run(root.at("flags"), "F", "flag", findings, free=True)


def _prefix(places: Place) -> str:
    """Return what stands before the number of the first id of a list: "1." of "1.1", "D1-R" of "D1-R1"."""
    first = next((element.at("id").raw for element in places.elements()), "")
    return first[: len(first.rstrip("0123456789"))] if first.isascii() else first


def _check_unique(places: Place, noun: str, used: dict[str, int], findings: Findings) -> None:
    for element in places.elements():
        place = element.at("id")
        name = place.text
        if name is None:
            continue
        if _ID.fullmatch(name) is None:
            message = f"the {noun} id is written in letters and digits, such as 1.2 or D1, not {quoted(name)}"
            findings.add(place, message)
        if name in used:
            findings.add(place, f"the {noun} id {quoted(name)} is used twice (first on line {used[name]})")
        used.setdefault(name, place.line)


def _check_run(places: Place, prefix: str, noun: str, findings: Findings, *, free: bool = False) -> None:
    expected, lines, previous = 1, dict[str, int](), ""
    for element in places.elements():
        place = element.at("id")
        name = place.text
        if name is None:
            expected += 1
            continue
        number = _number(name.rstrip(_LETTERS) if free else name, prefix)
        if free and (number is None or name in lines or number == expected - 1):
            continue  # an id of another form, one told already, or another variant of the one before
        if free and not previous:
            expected = number or expected
        if name in lines:
            findings.add(place, f"the {noun} id {quoted(name)} is used twice (first on line {lines[name]})")
        elif number is None:
            findings.add(place, f'the {noun} id should be "{prefix}{expected}" here, not {quoted(name)}')
            expected += 1
        elif number > expected:
            findings.add(place, _gap(noun, prefix, expected, number, previous))
            expected = number + 1
        elif number < expected:
            findings.add(place, f"the {noun} {quoted(name)} is out of order: {previous} comes before it")
        else:
            expected += 1
        lines.setdefault(name, place.line)
        previous = name


def _number(name: str, prefix: str) -> int | None:
    digits = name.removeprefix(prefix)
    if (
        name == digits
        or not (digits.isascii() and digits.isdigit())
        or digits.startswith("0")
        or len(digits) > 4
    ):
        return None
    return int(digits)


def _gap(noun: str, prefix: str, expected: int, number: int, previous: str) -> str:
    present = f"{prefix}{number}"
    missing = f"{prefix}{expected}" + (f" to {prefix}{number - 1}" if number - expected > 1 else "")
    verb = "are" if number - expected > 1 else "is"
    where = f"after {previous} comes {present}" if previous else f"the {noun}s begin with {present}"
    return f"{noun} {missing} {verb} missing: {where}"


def _check_otherwise(rules: Place, findings: Findings) -> None:
    """Check that the last rule, and only the last, is `otherwise: true`; every other has a condition."""
    listed = rules.elements()
    for position, rule in enumerate(listed):
        has_when = rule.at("when").kind != "absent"
        has_otherwise = rule.at("otherwise").kind != "absent"
        last = position == len(listed) - 1
        if has_when and has_otherwise:
            findings.add(rule, "a rule has either `when` or `otherwise`, not both")
        elif has_otherwise and not last:
            findings.add(
                rule, "`otherwise` stands before the last rule, so that the rules after it never fire"
            )
        elif not has_when and not has_otherwise:
            findings.add(rule, "a rule needs `when: …`, or `otherwise: true` if it is the last")
        elif last and not has_otherwise:
            findings.add(rule, "the rules do not end with `otherwise: true`: the last rule is missing")
