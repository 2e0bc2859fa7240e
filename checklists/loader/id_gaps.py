"""Check that ids run without a gap, because a gap means that something was lost on the way into the file."""

from __future__ import annotations

from checklists.errors import quoted
from checklists.loader.document import Findings, Place


def check_numbering(root: Place, findings: Findings) -> None:
    """Check the ids of domains, items, rules, flags and preliminaries, and the place of `otherwise`."""
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


def _check_run(places: Place, prefix: str, noun: str, findings: Findings) -> None:
    expected, lines, previous = 1, dict[str, int](), ""
    for element in places.elements():
        place = element.at("id")
        name = place.text
        if name is None:
            expected += 1
            continue
        number = _number(name, prefix)
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
