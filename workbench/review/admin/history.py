"""List the history: who changed what, when, from what to what, as far as the viewer may see it."""

from __future__ import annotations

import json
from collections.abc import Collection
from contextlib import closing
from datetime import datetime
from typing import Any, NamedTuple

from store import history as stored_history
from store.records import Event
from store.standing_merges import standing_merges
from workbench.review.blindness.comments import CommentGate
from workbench.review.blindness.visibility import visible_events
from workbench.review.session import ReviewSession, use_case
from workbench.review.studies.known_studies import find
from workbench.review.view import View


class HistoryLine(NamedTuple):
    """One entry of the history; a tuple, for a big review has half a million of them."""

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
    db, visible_ids, gate = view.session.db, view.visible_ids, CommentGate(view)
    unreadable = {row.name for row in db.left_out if row.table == "event"}
    numbers: dict[int, int] = {}
    lines = []
    # Closed even where a value in it is no good: what is damaged is looked for when nothing is being read.
    with closing(stored_history.each_event(db)) as events:
        for event in visible_events(events, view.unseen_reviewers):
            is_hidden = event.appraisal_id is not None and event.appraisal_id not in visible_ids
            if is_hidden or gate.hides(event) or f"event {event.number}" in unreadable:
                continue
            numbers[event.number] = len(numbers) + 1
            if keys is None or event.study_key in keys:
                lines.append(_line(event, numbers[event.number]))
    undone = {line.undoes: numbers.get(line.undoes) for line in lines if line.undoes is not None}
    return [line if line.undoes is None else line._replace(undoes=undone[line.undoes]) for line in lines]


def _line(event: Event, number: int) -> HistoryLine:
    return HistoryLine(
        number,
        event.at,
        event.reviewer,
        event.action,
        event.study_key,
        event.target,
        event.before,
        event.after,
        event.reason,
        event.undoes,
    )
