"""Read the thresholds of an outcome, from the review and from what somebody typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from store.records import Outcome
from workbench.grade import FIELDS, SIZES, TARGETS, NumbersError, Problem, Threshold, Thresholds
from workbench.grade.body.thresholds import TARGET, threshold_problems
from workbench.grade.numbers.fields import read_field

Changes = dict[str, dict[str, Any] | None]
"""By name value and source, or None for a threshold that is taken away; as the store takes them."""


def thresholds_of(outcome: Outcome) -> Thresholds:
    """Return the thresholds of an outcome; those that were never set are None."""
    given = outcome.thresholds
    sizes = {name: _threshold(given[name]) for name in SIZES if name in given}
    target = str(given[TARGET]["value"]) if TARGET in given else ""
    return Thresholds(**sizes, target=target, better=outcome.better, unit=outcome.unit)


def _threshold(stored: Mapping[str, Any]) -> Threshold:
    at = datetime.fromisoformat(stored["at"]) if stored.get("at") else None
    return Threshold(stored["value"], stored.get("source", ""), stored.get("by", ""), at)


def read_threshold_changes(texts: Mapping[str, str], source: str, before: Thresholds) -> Changes:
    """Read what was typed into changes; what is the same as before is none.

    Args:
        texts: name of a threshold, or the target, to what was typed; blank takes it away.
        source: where the numbers are from; blank keeps the source of a number that stays.
        before: the thresholds of now.

    Raises:
        NumbersError: it cannot be; every problem is in it.
    """
    problems: list[Problem] = []
    changes: Changes = {}
    for name, text in texts.items():
        try:
            change = _change(name, " ".join(text.split()), " ".join(source.split()), before)
        except ValueError as error:
            problems.append(Problem(name, str(error)))
        else:
            changes |= change
    if source.strip() and not texts:
        problems.append(Problem("source", "give the threshold that it is the source of"))
    if problems:
        raise NumbersError(tuple(problems))
    return changes


def _change(name: str, text: str, source: str, before: Thresholds) -> Changes:
    """Return the change of one threshold; nothing where it stays.

    Raises:
        ValueError: it is no number, no target, or has no source.
    """
    if name == TARGET:
        if text and text not in TARGETS:
            raise ValueError(f"{text[:40]!r} is no target; there are {', '.join(TARGETS)}")
        if text == before.target:
            return {}
        return {name: {"value": text, "source": source} if text else None}
    old: Threshold | None = getattr(before, name)
    if not text:
        return {} if old is None else {name: None}
    number = read_field(FIELDS["estimate"], text)
    value = float(str(number))
    if old is not None and old.value == value and source in ("", old.source):
        return {}
    if not source:
        raise ValueError("say where it is from: a threshold has a source, such as a study or a panel")
    return {name: {"value": int(value) if value.is_integer() else value, "source": source}}


def check_changed(before: Thresholds, changes: Changes, *, better: str, unit: str) -> None:
    """Refuse thresholds that cannot stand together after a change.

    Raises:
        NumbersError: every problem is in it.
    """
    sizes = {
        name: Threshold(change["value"], change["source"]) if change else None
        for name, change in changes.items()
        if name in SIZES
    }
    target = changes.get(TARGET, {"value": before.target})
    after = replace(before, **sizes, target=target["value"] if target else "", better=better, unit=unit)
    if problems := threshold_problems(after):
        raise NumbersError(problems)
