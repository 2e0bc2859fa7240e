"""Fold the changes of one thing into one: what a later change made void is not told."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import replace
from typing import Any

from store.appraisal_line import DECIDE
from store.records import Event
from workbench.review.updates.decisions import decided_fact

_STANDING = ("study.exclude", "study.include", "study.merge", "study.split")
_OPPOSITES = {
    ("study.exclude", "study.include"),
    ("study.include", "study.exclude"),
    ("study.merge", "study.split"),
    ("study.split", "study.merge"),
    ("document.withdraw", "document.restore"),
    ("document.restore", "document.withdraw"),
}
_FIELDS = ("study.edit", "study.fill", "checklist.assign")
"""Actions whose before and after have a value for each field that changed."""


def standing_changes(events: Iterable[Event]) -> list[Event]:
    """Return the changes that stand, each with what was there before the first of its kind.

    Of several changes of one thing the last stands, at its place, with the value from before the first.
    Nothing is left of those that come to what was there before, such as an exclusion that was taken back.

    Args:
        events: in the order in which they happened.
    """
    standing: dict[Hashable, Event] = {}
    for event in events:
        subject = _subject(event)
        earlier = standing.pop(subject, None)
        folded = event if earlier is None else _fold(earlier, event)
        if folded is not None:
            standing[subject] = folded
    added = {(event.study_key, event.target) for event in standing.values() if event.action == "outcome.add"}
    return [
        event
        for event in standing.values()
        if not (event.action == "outcome.edit" and (event.study_key, event.target) in added)
    ]


def _subject(event: Event) -> Hashable:
    """Return what two events must share for the later one to make the earlier one void."""
    if event.action in _STANDING:
        return event.study_key, "standing"
    if event.action in ("document.withdraw", "document.restore"):
        return event.study_key, "read", event.target
    fact = decided_fact(event)
    if fact is not None:
        return fact
    if event.action in ("study.edit", "study.fill"):
        return event.study_key, "record"
    if event.action == "checklist.assign":
        return event.study_key, event.action
    if event.action in ("protocol", "header", "outcome.edit", "checklist.add"):
        return event.action, event.target
    return event.number


def _fold(earlier: Event, later: Event) -> Event | None:
    """Return the change that two come to; None where they come to nothing."""
    if (earlier.action, later.action) in _OPPOSITES:
        return None
    if later.action in _FIELDS:
        before = {**_values(later.before), **_values(earlier.before)}
        after = {**_values(earlier.after), **_values(later.after)}
        same = {name for name in before.keys() & after.keys() if before[name] == after[name]}
        kept = [{name: side[name] for name in side if name not in same} for side in (before, after)]
        if not kept[1]:
            return None
        # A design or checklist that came back says nothing, but its fields are looked up by name.
        whole = [before, after] if later.action == "checklist.assign" else kept
        return replace(later, before=whole[0], after=whole[1])
    if later.action == DECIDE and earlier.before == later.after:
        return None
    if later.action == "protocol" and (earlier.before or None) == (later.after or None):
        return None
    return replace(later, before=earlier.before)


def _values(side: Any) -> dict[str, Any]:
    return dict(side) if isinstance(side, dict) else {}
