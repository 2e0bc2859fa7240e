"""Define the form of a finding: what it asks, how it is stored, and how it reads in one line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from store.records import Finding
from workbench.grade import (
    FIELDS as READ_FIELDS,
)
from workbench.grade import (
    MEASURES,
    Centre,
    Group,
    NumbersError,
    StudyNumbers,
    numbers_from_json,
    numbers_to_json,
    read_numbers,
)
from workbench.grade.numbers.wording import percent_of_counts

_QUOTE = "quote"
"""Where a finding keeps the passage behind it, beside its numbers."""

_HINTS = {
    "count": "a whole number",
    "number": "a number, with a point for decimals",
    "spread": "a number, 0 or more",
    "percent": "as printed, such as 82.4",
    "p": "as printed, such as 0.049 or <0.001",
    "measure": " ".join(MEASURES),
    "statistic": "as printed, such as t(34) = 2.31 or F(2, 45) = 3.20",
    "yes_no": "yes or no",
    "text": "free text",
}
_OWN_HINTS = {
    "single_arm": "yes where nobody was compared; a comparison is refused then",
    "confidence": "95 unless another is printed",
    "effect_kind": "crude, adjusted, matched, weighted, pooled or imputed, as far as it is said",
    "test": "as named, such as log-rank; a p of a test that is none of a 2×2 table is not compared",
    "wording": "what the text says of the change, such as decreased",
    "unit": "such as mmHg; empty for counts",
    "whole_numbers": "yes where each person's value is a whole number, such as a score",
    "sentence": "the result in your words, for what has no numbers",
}


_EFFECT = {"measure", "estimate", "lower", "upper", "confidence", "effect_kind", "p", "test", "statistic"}


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field that a form asks.

    Attributes:
        id: name of the field, as `record_finding` takes it; `treatment_events` for one.
        label: what stands before it.
        hint: what may be entered.
        group: heading of the part of the form that it stands in; empty for the first, which needs none.
    """

    id: str
    label: str
    hint: str
    group: str


def _group_of(name: str) -> str:
    for start, group in (("treatment_", "Treatment"), ("comparison_", "Comparison")):
        if name.startswith(start):
            return group
    if name == "single_arm":
        return ""
    return "Effect" if name in _EFFECT else "Result"


FIELDS: tuple[FieldSpec, ...] = tuple(
    FieldSpec(field.name, field.title, _OWN_HINTS.get(field.name, _HINTS[field.kind]), _group_of(field.name))
    for field in READ_FIELDS.values()
)
"""What a form asks, in its order."""


def as_stored(fields: Mapping[str, str], quote: Mapping[str, Any] | None) -> dict[str, Any]:
    """Turn a form into the value that the store keeps.

    Raises:
        NumbersError: it cannot be kept; every problem is in it.
    """
    kept = numbers_to_json(read_numbers(fields))
    return kept | {_QUOTE: dict(quote)} if quote else kept


def numbers_of(finding: Finding) -> StudyNumbers | None:
    """Read the numbers of a stored finding; None where this version of the program cannot read them."""
    try:
        return numbers_from_json(_bare(finding))
    except NumbersError:
        return None


def quote_of(finding: Finding) -> str:
    """Return the passage behind a stored finding; empty where there is none."""
    return str(stored_quote(finding).get("text", ""))


def stored_quote(finding: Finding) -> dict[str, Any]:
    """Return the passage with its place, as it was stored; empty where there is none."""
    kept = finding.numbers.get(_QUOTE)
    return kept if isinstance(kept, dict) else {}


def fields_of(finding: Finding) -> dict[str, str]:
    """Return the text of each field by its id, to fill the form again."""
    return {name: _text(value) for name, value in _bare(finding).items() if value is not None}


def shown(finding: Finding) -> str:
    """Write a stored finding in one line."""
    numbers = numbers_of(finding)
    if numbers is None:
        return "; ".join(f"{name} {text}" for name, text in fields_of(finding).items())
    return numbers_shown(numbers)


def numbers_shown(numbers: StudyNumbers) -> str:
    """Write numbers in one line: the groups, the effect, p, the words.

    >>> numbers_shown(read_numbers({"treatment_events": "14", "treatment_total": "17", "p": "<0.05"}))
    '14/17 (82.4 %); P <0.05'
    """
    treated, compared = (
        _group_shown(group, numbers.unit) for group in (numbers.treatment, numbers.comparison)
    )
    parts = [f"{treated} against {compared}" if compared else treated]
    if numbers.effect is not None:
        parts.append(str(numbers.effect))
    if numbers.p is not None:
        test = f" ({numbers.test})" if numbers.test else ""
        parts.append(f"P {numbers.p}{test}")
    if numbers.statistic is not None:
        parts.append(str(numbers.statistic))
    if numbers.effect_kind:
        parts.append(numbers.effect_kind)
    if numbers.wording:
        parts.append(f"“{numbers.wording}”")
    parts.append(numbers.sentence.rstrip("."))
    return "; ".join(part for part in parts if part)


def _group_shown(group: Group | None, unit: str) -> str:
    if group is None:
        return ""
    parts = []
    if group.events is not None and group.total is not None:
        parts.append(f"{group.events}/{group.total} ({percent_of_counts(group.events, group.total)})")
    elif group.percent is not None:
        parts.append(f"{group.percent} % of {group.total}")
    before, after = _centre_shown(group.before), _centre_shown(group.after)
    if before or after:
        change = f"{before} → {after}" if before and after else after or f"{before} before"
        parts.append(f"{change} {unit}".rstrip())
    if group.total is not None and group.events is None and group.percent is None:
        parts.append(f"n {group.total}")
    return ", ".join(parts)


def _centre_shown(centre: Centre) -> str:
    if centre.mean is not None:
        return f"{centre.mean} ± {centre.sd}" if centre.sd is not None else f"{centre.mean}"
    if centre.median is not None:
        quartiles = f" ({centre.q1} to {centre.q3})" if centre.q1 is not None else ""
        return f"median {centre.median}{quartiles}"
    return ""


def _bare(finding: Finding) -> dict[str, Any]:
    return {name: value for name, value in finding.numbers.items() if name != _QUOTE}


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, float) else str(value)
