"""Read a finding from what was typed or stored, with every problem at once, and write it back."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import fields as parts_of
from decimal import Decimal
from typing import Any, TypeAlias

from workbench.errors import UsageError
from workbench.grade.checks.proportion import decimals
from workbench.grade.numbers.contradictions import GROUPS, Problem, contradictions
from workbench.grade.numbers.fields import FIELDS, Value, read_field
from workbench.grade.numbers.numbers import Centre, Effect, Group, PValue, StudyNumbers
from workbench.grade.numbers.test_statistic import read_statistic

Read: TypeAlias = dict[str, Value]
_COUNTS = ("events", "total", "percent")
_TEXTS = ("test", "effect_kind", "wording", "sentence", "unit")
_FLAGS = ("whole_numbers", "single_arm")


class NumbersError(UsageError):
    """The entries cannot be; `problems` has every reason with its field."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(str(problem) for problem in problems))
        self.problems = problems


def problems_of(texts: Mapping[str, str]) -> tuple[Problem, ...]:
    """Say everything that is wrong with text fields, for a form that checks while one types.

    Args:
        texts: Field name → what was typed; blank is the same as absent.
    """
    return _read(texts)[1]


def read_numbers(texts: Mapping[str, str]) -> StudyNumbers:
    """Make a finding's numbers from text fields.

    Args:
        texts: Field name (one of `FIELDS`) → what was typed; blank is the same as absent.

    Raises:
        NumbersError: If anything contradicts itself or cannot be read; it lists every problem.

    >>> read_numbers({"treatment_events": "14", "treatment_total": "17"}).treatment.events
    14
    >>> read_numbers({"treatment_events": "18", "treatment_total": "17", "lower": "0.5"})
    Traceback (most recent call last):
    workbench.grade.numbers.entry.NumbersError: treatment: events: 18 events are more than the 17 people; \
upper limit: missing; an interval has two limits; estimate: missing; an interval needs its estimate
    """
    values, problems = _read(texts)
    if problems:
        raise NumbersError(problems)
    return _built(values)


def numbers_from_json(stored: Mapping[str, Any]) -> StudyNumbers:
    """Make a finding's numbers from the JSON values of `Finding.numbers`.

    Args:
        stored: Field name → text, number or boolean, as `numbers_to_json` gives them.

    Raises:
        NumbersError: If they cannot be; it lists every problem.
    """
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for name, value in stored.items():
        if value is None:
            continue
        if isinstance(value, bool):
            texts[name] = "yes" if value else "no"
        elif isinstance(value, str | int | float):
            texts[name] = str(value)
        else:
            problems.append(Problem(name, f"a {type(value).__name__} is neither text nor number"))
    if problems:
        raise NumbersError(tuple(problems) + problems_of(texts))
    return read_numbers(texts)


def numbers_to_json(numbers: StudyNumbers) -> dict[str, Any]:
    """Give JSON values by field name, without the empty ones; `numbers_from_json` reads them back.

    Counts are numbers; what was printed with decimals stays the text it was, so that 82.40 keeps its zero.
    """
    stored: dict[str, Any] = {}
    for name in GROUPS:
        group: Group | None = getattr(numbers, name)
        if group is not None:
            stored |= _group_to_json(name, group)
    if numbers.effect is not None:
        stored |= _effect_to_json(numbers.effect)
    if numbers.p is not None:
        stored["p"] = str(numbers.p)
    if numbers.statistic is not None:
        stored["statistic"] = str(numbers.statistic)
    stored |= {name: getattr(numbers, name) for name in (*_TEXTS, *_FLAGS) if getattr(numbers, name)}
    return {name: stored[name] for name in FIELDS if name in stored}


def _read(texts: Mapping[str, str]) -> tuple[Read, tuple[Problem, ...]]:
    values: Read = {}
    problems: list[Problem] = []
    for name, text in texts.items():
        field = FIELDS.get(name)
        if field is None:
            problems.append(Problem(name, _unknown(name)))
            continue
        try:
            value = read_field(field, text)
        except ValueError as error:
            problems.append(Problem(name, str(error)))
            continue
        if value is not None:
            values[name] = value
    unreadable = {problem.field for problem in problems}
    # A field that could not be read is not missing: do not say so as well.
    later = (each for each in contradictions(values) if each.field not in unreadable)
    if not (unreadable and not values):
        problems += later
    return values, tuple(problems)


def _unknown(name: str) -> str:
    close = difflib.get_close_matches(name, FIELDS, n=1)
    return f"there is no such field; did you mean {close[0]}?" if close else "there is no such field"


def _built(values: Read) -> StudyNumbers:
    groups = {name: _group(values, name) for name in GROUPS}
    texts = {name: str(values[name]) for name in _TEXTS if name in values}
    flags = {name: True for name in _FLAGS if values.get(name) is True}
    statistic = read_statistic(str(values["statistic"])) if "statistic" in values else None
    entered = {"effect": _effect(values), "p": _p(values), "statistic": statistic}
    return StudyNumbers(**groups, **entered, **texts, **flags)  # type: ignore[arg-type]


def _group(values: Read, name: str) -> Group | None:
    if not any(key.startswith(f"{name}_") for key in values):
        return None
    counts = {part: values.get(f"{name}_{part}") for part in _COUNTS}
    before, after = (_centre(values, prefix) for prefix in (f"{name}_before_", f"{name}_"))
    return Group(**counts, before=before, after=after)  # type: ignore[arg-type]


def _centre(values: Read, prefix: str) -> Centre:
    return Centre(**{part.name: values.get(prefix + part.name) for part in parts_of(Centre)})  # type: ignore[arg-type]


def _effect(values: Read) -> Effect | None:
    if "estimate" not in values:
        return None
    numbers = {
        name: float(values[name]) for name in ("estimate", "lower", "upper", "confidence") if name in values
    }
    measure = str(values["measure"])
    unit = str(values.get("unit", "")) if measure == "MD" else ""
    return Effect(measure, decimals=decimals(Decimal(values["estimate"])), unit=unit, **numbers)


def _p(values: Read) -> PValue | None:
    text = values.get("p")
    if text is None:
        return None
    relation = str(text)[0] if str(text)[0] in "<>≤≥" else "="
    return PValue(Decimal(str(text).lstrip("<>≤≥")), relation)


def _effect_to_json(effect: Effect) -> dict[str, Any]:
    estimate = effect.estimate if effect.decimals is None else f"{effect.estimate:.{effect.decimals}f}"
    stored: dict[str, Any] = {
        "measure": effect.measure,
        "estimate": estimate,
        "confidence": effect.confidence,
    }
    return stored | {
        part: getattr(effect, part) for part in ("lower", "upper") if getattr(effect, part) is not None
    }


def _group_to_json(name: str, group: Group) -> dict[str, Any]:
    stored: dict[str, Any] = {f"{name}_{part}": getattr(group, part) for part in _COUNTS}
    for prefix, centre in ((f"{name}_before_", group.before), (f"{name}_", group.after)):
        stored |= {prefix + part.name: getattr(centre, part.name) for part in parts_of(Centre)}
    return {
        key: str(value) if isinstance(value, Decimal) else value
        for key, value in stored.items()
        if value is not None
    }
