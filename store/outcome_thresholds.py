"""Keep the thresholds of an outcome: what difference matters, and what is small or large.

Each is kept with its source, and with who entered it and when, since a threshold that was chosen after the
results were seen says less than one from before.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from store import validation
from store.errors import InvalidValue

TARGET: Final = "target"
"""What the certainty is about: an effect beyond the smallest that matters, or any effect at all."""
TARGETS: Final = ("mid", "null")

NUMBERS: Final = ("mid_benefit", "mid_harm", "small", "large")
"""The smallest difference that matters for benefit and for harm, and up to where an effect is small, and not
large; per 1,000, or in the unit of a difference of means. All are sizes, so above 0.
"""
NAMES: Final = (*NUMBERS, TARGET)

_SAID = ("value", "source")
_WRITTEN = ("by", "at")

Thresholds = dict[str, dict[str, Any]]
"""By name `value`, `source`, `by` (a handle) and `at` (a time in UTC as text)."""


def checked_changes(changes: object) -> dict[str, dict[str, Any] | None]:
    """Return changes of thresholds by name: `value` and `source`, or None to take one away.

    Raises:
        InvalidValue: a name that is none of `NAMES`, no size above 0, no source, or a target that is none.
    """
    return {
        _name(name): None if given is None else _said(name, given)
        for name, given in validation.numbers_by_name(changes, "thresholds").items()
    }


def checked_thresholds(value: object) -> Thresholds:
    """Return the column `thresholds` of an outcome that is brought in from a file, or refuse it.

    Raises:
        InvalidValue: a threshold has no author and time, or is one that cannot be.
    """
    kept: Thresholds = {}
    for name, given in validation.numbers_by_name(value, "thresholds").items():
        if not isinstance(given, dict) or set(given) != {*_SAID, *_WRITTEN}:
            raise InvalidValue(
                f"the threshold {name[:40]!r} must have its value, its source, who entered it and when"
            )
        said = _said(_name(name), {each: given[each] for each in _SAID})
        by = validation.text(given["by"], f"author of the threshold {name}")
        kept[name] = {**said, "by": by, "at": validation.utc_time(given["at"], f"time of {name}")}
    return kept


def said_of(thresholds: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return the thresholds without who entered them and when, as the history tells them."""
    return {name: {each: given[each] for each in _SAID} for name, given in thresholds.items()}


def different(
    thresholds: Mapping[str, Mapping[str, Any]], changes: Mapping[str, dict[str, Any] | None]
) -> dict[str, dict[str, Any] | None]:
    """Return those of the changes that change something."""
    before = said_of(thresholds)
    return {name: value for name, value in changes.items() if value != before.get(name)}


def changed(
    thresholds: Mapping[str, Mapping[str, Any]],
    changes: Mapping[str, dict[str, Any] | None],
    *,
    by: str,
    at: str,
) -> Thresholds:
    """Return the thresholds after changes, in the order of `NAMES`.

    Args:
        thresholds: those of before.
        changes: see `checked_changes`.
        by: handle of who changes them.
        at: when, as text.
    """
    kept = {name: dict(given) for name, given in thresholds.items()}
    for name, said in changes.items():
        if said is None:
            kept.pop(name, None)
        else:
            kept[name] = {**said, "by": by, "at": at}
    return {name: kept[name] for name in NAMES if name in kept}


def _name(name: str) -> str:
    if name not in NAMES:
        raise InvalidValue(f"an outcome has no threshold {name[:40]!r}; there are {', '.join(NAMES)}")
    return name


def _said(name: str, given: object) -> dict[str, Any]:
    what = name.replace("_", " ")
    if not isinstance(given, dict) or not {"value"} <= given.keys() <= {*_SAID}:
        raise InvalidValue(f"the threshold {what} must have a value and a source")
    value = given["value"]
    if name == TARGET:
        if value not in TARGETS:
            raise InvalidValue(f"the target must be {' or '.join(TARGETS)}, not {str(value)[:40]!r}")
    elif isinstance(value, bool) or not isinstance(value, int | float) or not value > 0:
        raise InvalidValue(f"the threshold {what} must be a number above 0, not {str(value)[:40]!r}")
    source = validation.text(
        given.get("source", ""), f"source of the threshold {what}", required=name != TARGET
    )
    return {"value": value, "source": source}
