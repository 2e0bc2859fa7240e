"""Refuse fields of a finding that contradict each other, one rule a function, with field and reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from workbench.counts import count
from workbench.grade.numbers.fields import FIELDS, Value
from workbench.grade.numbers.numbers import MEASURES

GROUPS = ("treatment", "comparison")
Values = Mapping[str, Value]
_TITLES = {
    "effect_source": "source of the effect",
    "baseline": "baseline risk",
    "baseline_source": "source of the baseline risk",
    "mid_benefit": "smallest benefit that matters",
    "mid_harm": "smallest harm that matters",
    "small": "limit of small effects",
    "large": "limit of large effects",
}
"""What is entered beside findings, for whole bodies of evidence and for outcomes."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A reason why something entered cannot stand.

    Attributes:
        field: Name of the field to mend; empty where it is the whole.
        message: What is wrong with it.
    """

    field: str
    message: str

    def __str__(self) -> str:
        title = FIELDS[self.field].title if self.field in FIELDS else _TITLES.get(self.field, self.field)
        return f"{title}: {self.message}" if title else self.message


def contradictions(values: Values) -> Iterator[Problem]:
    """Give every problem of fields that were read one by one without one."""
    for rule in RULES:
        yield from rule(values)


def _decimal(values: Values, name: str) -> Decimal | None:
    value = values.get(name)
    return value if isinstance(value, Decimal) else None


def _of_group(values: Values, group: str) -> list[str]:
    return [name for name in values if name.startswith(f"{group}_")]


def _counts(values: Values) -> Iterator[Problem]:
    for group in GROUPS:
        events, total = values.get(f"{group}_events"), values.get(f"{group}_total")
        if total == 0:
            yield Problem(f"{group}_total", "nobody is in the group")
        if isinstance(events, int) and total is None:
            yield Problem(f"{group}_total", "missing; a number of events needs its total")
        if isinstance(events, int) and isinstance(total, int) and events > total:
            yield Problem(
                f"{group}_events", f"{count(events, 'event is', 'events are')} more than the {total} people"
            )
        if f"{group}_percent" in values and total is None:
            yield Problem(f"{group}_total", "missing; a percentage needs its total")


def _centres(values: Values) -> Iterator[Problem]:
    for group in GROUPS:
        for prefix in (f"{group}_before_", f"{group}_"):
            q1, median, q3 = (_decimal(values, prefix + part) for part in ("q1", "median", "q3"))
            if _decimal(values, prefix + "sd") is not None and _decimal(values, prefix + "mean") is None:
                yield Problem(prefix + "mean", "missing; a standard deviation needs its mean")
            if (q1 is None) != (q3 is None):
                yield Problem(prefix + ("q1" if q1 is None else "q3"), "missing; there are two quartiles")
            if q1 is not None and q3 is not None and q1 > q3:
                yield Problem(prefix + "q1", f"{q1} is above the upper quartile {q3}")
            elif median is None and (q1 is not None or q3 is not None):
                yield Problem(prefix + "median", "missing; quartiles need their median")
            elif median is not None and q1 is not None and q3 is not None and not q1 <= median <= q3:
                yield Problem(prefix + "median", f"{median} is outside its quartiles {q1} to {q3}")


def _effect(values: Values) -> Iterator[Problem]:
    estimate, lower, upper = (_decimal(values, name) for name in ("estimate", "lower", "upper"))
    if (lower is None) != (upper is None):
        yield Problem("lower" if lower is None else "upper", "missing; an interval has two limits")
    if estimate is None and (lower is not None or upper is not None):
        yield Problem("estimate", "missing; an interval needs its estimate")
    elif estimate is None and "measure" in values:
        yield Problem("estimate", "missing; a measure needs its estimate")
    if estimate is not None and "measure" not in values:
        yield Problem("measure", f"missing; what is estimated? {', '.join(MEASURES)}")
    if lower is not None and upper is not None and lower > upper:
        yield Problem("lower", f"{lower} is above the upper limit {upper}")
    elif estimate is not None and lower is not None and upper is not None and not lower <= estimate <= upper:
        yield Problem("estimate", f"{estimate} is outside its interval {lower} to {upper}")
    confidence = _decimal(values, "confidence")
    if confidence is not None and not 50 <= confidence < 100:
        yield Problem("confidence", f"{confidence} is no level of an interval, such as 95")


def _range_of_measure(values: Values) -> Iterator[Problem]:
    measure = values.get("measure")
    if not isinstance(measure, str):
        return
    for name in ("estimate", "lower", "upper"):
        number = _decimal(values, name)
        if number is None:
            continue
        if MEASURES[measure].is_ratio and number < 0:
            yield Problem(name, f"{number} is negative; a {MEASURES[measure].title} is 0 or more")
        if measure == "RD" and not -1 <= number <= 1:
            yield Problem(name, f"{number} is outside -1 to 1; a risk difference is a share, 12 % is 0.12")


def _comparison(values: Values) -> Iterator[Problem]:
    entered = _of_group(values, "comparison")
    if values.get("single_arm") is True:
        for name in entered:
            yield Problem(name, "a single-arm finding has no comparison")
        measure = values.get("measure")
        if isinstance(measure, str) and MEASURES[measure].compares:
            yield Problem(
                "measure",
                f"a single-arm finding has no {MEASURES[measure].title}; CHANGE is within one group",
            )
    elif entered and not _of_group(values, "treatment"):
        yield Problem("treatment_total", "missing; a comparison needs the treated group")


def _something(values: Values) -> Iterator[Problem]:
    # Parts of an effect without their estimate are complained of by its own rule.
    said = {
        "sentence",
        "measure",
        "estimate",
        "lower",
        "upper",
        "statistic",
        *_of_group(values, "treatment"),
        *_of_group(values, "comparison"),
    }
    if not said & values.keys():
        given = "p alone says nothing of the size; " if "p" in values else ""
        yield Problem("", f"nothing to keep: {given}give numbers or a sentence")


RULES: tuple[Callable[[Values], Iterator[Problem]], ...] = (
    _counts,
    _centres,
    _effect,
    _range_of_measure,
    _comparison,
    _something,
)
"""Every rule, in the order of the form."""
