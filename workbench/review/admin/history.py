"""List the history: who changed what, when, from what to what, as far as the viewer may see it."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from store import history as stored_history
from store.standing_merges import standing_merges
from workbench.review.blindness.comments import CommentGate
from workbench.review.blindness.visibility import visible_events
from workbench.review.session import ReviewSession, use_case
from workbench.review.studies.study_list import find
from workbench.review.view import View


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One entry of the history."""

    number: int
    at: datetime
    reviewer: str
    action: str
    study: str | None
    target: str
    before: Any
    after: Any
    reason: str
    undoes: int | None

    def in_words(self) -> str:
        """Write the change in one line: when, who, what, from what to what, and why."""
        change = ""
        if self.before is not None or self.after is not None:
            change = f": {_short(self.before)} → {_short(self.after)}"
        reason = f" ({self.reason})" if self.reason else ""
        undone = f" [takes back {self.undoes}]" if self.undoes is not None else ""
        what = " ".join(filter(None, [self.action, self.target]))
        return f"{self.number} {self.at:%Y-%m-%d %H:%M} {self.reviewer} {what}{change}{reason}{undone}"


MOST_SHOWN = 60


def _short(value: Any) -> str:
    """Shorten a value of the history to a few characters."""
    text = "–" if value is None else value_in_words(value)
    return text if len(text) <= MOST_SHOWN else text[: MOST_SHOWN - 1] + "…"


def value_in_words(value: Any) -> str:
    """Write a value of the history for people: of an object what it holds, by name.

    >>> value_in_words({"key": "ono2024", "title": "", "year": 2024})
    'key: ono2024; year: 2024'
    """
    if isinstance(value, dict):
        held = {name: each for name, each in value.items() if each not in (None, "", [], {})}
        return "; ".join(f"{name}: {value_in_words(each)}" for name, each in held.items())
    if isinstance(value, list):
        return ", ".join(map(value_in_words, value))
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


@use_case
def list_events(session: ReviewSession, text: str | None = None) -> list[HistoryLine]:
    """List the history of the review, or of one study with those that were merged into it, oldest first.

    What others did to appraisals that the viewer may not see yet is left out altogether: even how many
    answers somebody gave would say something. So the lines are numbered as the viewer sees them, without
    gaps.
    """
    if not text:
        return lines_of(View(session))
    study = find(session, text)
    duplicates = standing_merges(session.db, study.id)
    return lines_of(View(session), {study.key, *(merge.other_key for merge in duplicates)})


def lines_of(view: View, keys: Collection[str] | None = None) -> list[HistoryLine]:
    """Return the history of the review, or of the studies with some keys; see `list_events`."""
    events = stored_history.list_events(view.session.db)
    gate = CommentGate(view)
    unreadable = {row.name for row in view.session.db.left_out if row.table == "event"}
    shown = [
        event
        for event in visible_events(events, view.unseen_reviewers)
        if f"event {event.number}" not in unreadable
        and (event.appraisal_id is None or event.appraisal_id in view.visible_ids)
        and not gate.hides(event)
    ]
    numbers = {event.number: number for number, event in enumerate(shown, 1)}
    return [
        HistoryLine(
            numbers[event.number],
            event.at,
            event.reviewer,
            event.action,
            event.study_key,
            event.target,
            event.before,
            event.after,
            event.reason,
            numbers.get(event.undoes) if event.undoes is not None else None,
        )
        for event in shown
        if keys is None or event.study_key in keys
    ]
