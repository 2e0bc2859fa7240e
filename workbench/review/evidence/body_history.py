"""What happened to a body of evidence: who rated it when, and what changed after that.

A submitted appraisal changes only by being reopened and submitted again, so that these two steps, the
findings and another start are all that can change what a rating was made on. Steps in appraisals that the
viewer may not see are no part of it: even that somebody is at work would say something.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from checklists import ChecklistNotFound, find_checklist
from store import history
from store.records import WHOLE_STUDY, Event
from workbench.grade import GRADE_DOMAINS
from workbench.review.blindness.visibility import unseen_reviewers, visible_events
from workbench.review.evidence.bodies import Body, Evidence
from workbench.review.evidence.entries import COMMENT, event_key
from workbench.review.evidence.outcomes import names_outcome
from workbench.review.session import ReviewSession

_RATED = ("rating", "rating.confirm")
_ENTERED = ("body", "body.confirm", "body.remove")
_STARTED = "start"
_FOUND = ("finding", "finding.remove")
_APPRAISED = ("submit", "reopen")
_ASSIGNED = "checklist.assign"
_MOST = 5
"""How many changes a row tells of."""


class BodyHistory:
    """The part of the history that ratings of certainty rest on, read once for all bodies."""

    def __init__(self, session: ReviewSession, evidence: Evidence) -> None:
        actions = (*_RATED, *_ENTERED, _STARTED, *_FOUND, *_APPRAISED, _ASSIGNED)
        told = history.list_events(session.db, actions=actions)
        self._events = visible_events(told, unseen_reviewers(session))
        seen = {event.number for event in self._events}
        self._last_rated = {
            event_key(event): event.number in seen for event in told if event.action == "rating"
        }
        self._changed: dict[tuple[UUID, str | None], list[Event]] = {}
        self._seen = {one.id: one for one in evidence.seen}

    def rated(self, body: Body, domain: str) -> Event | None:
        """The event that last rated a domain of a body; its reviewer and time are the rating's."""
        return _last(event for event in self._ratings(body, domain) if event.action == "rating")

    def hides(self, body: Body, domain: str) -> bool:
        """Whether the rating of a domain is the work of somebody whose appraisals are still hidden."""
        return self.hides_key(body.outcome.id, body.key(domain))

    def hides_key(self, outcome: UUID, key: str) -> bool:
        """The same, by the name under which the store keeps the rating."""
        return not self._last_rated.get((outcome, key), True)

    def is_stale(self, body: Body, domain: str) -> bool:
        """Whether the body changed after a domain was last rated or confirmed."""
        return self._is_after(body, _last(self._ratings(body, domain)), all_changes=True)

    def is_entry_stale(self, body: Body, part: str) -> bool:
        """Whether the body changed after a part was entered or confirmed: an effect and a baseline risk rest
        on the studies and their findings, a comment on the appraisals too.
        """
        key = (body.outcome.id, body.key(part))
        looked_at = _last(e for e in self._events if e.action in _ENTERED and event_key(e) == key)
        return self._is_after(body, looked_at, all_changes=part == COMMENT)

    def _is_after(self, body: Body, looked_at: Event | None, *, all_changes: bool) -> bool:
        about = (body.outcome.id, body.start)
        if about not in self._changed:  # asked for each domain and each part of a body
            self._changed[about] = [event for event in self._events if self._changes(body, event)]
        changes = self._changed[about]
        changed = _last(event for event in changes if all_changes or event.action not in _APPRAISED)
        return looked_at is not None and changed is not None and changed.number > looked_at.number

    def recently(self, body: Body) -> tuple[str, ...]:
        """The last changes of a body and its ratings, the newest first, one sentence each."""
        about = [
            event
            for event in self._events
            if self._changes(body, event) or (event.action in (*_RATED, *_ENTERED) and _concerns(body, event))
        ]
        return tuple(_in_words(event) for event in reversed(about[-_MOST:]))

    def _ratings(self, body: Body, domain: str) -> Iterable[Event]:
        key = (body.outcome.id, body.key(domain))
        return (event for event in self._events if event.action in _RATED and event_key(event) == key)

    def _changes(self, body: Body, event: Event) -> bool:
        """Whether an event changed what the ratings of a body are made on."""
        if event.action == _STARTED:
            return event_key(event)[0] == body.outcome.id and _moves(body, event)
        if event.action == "finding.remove" and body.members:
            return event_key(event)[0] == body.outcome.id  # the study is no member any more
        if event.study_key not in {member.study.key for member in body.members}:
            return False
        if event.action in _FOUND:
            return event_key(event)[0] == body.outcome.id
        if event.action == _ASSIGNED:
            return bool(_field(event.before, "checklist") != _field(event.after, "checklist"))
        one = self._seen.get(event.appraisal_id) if event.appraisal_id else None
        if event.action not in _APPRAISED or one is None:
            return False
        return one.result == WHOLE_STUDY or names_outcome(one.result, body.outcome)


def _last(events: Iterable[Event]) -> Event | None:
    return max(events, key=lambda event: event.number, default=None)


def _concerns(body: Body, event: Event) -> bool:
    outcome, key = event_key(event)
    return outcome == body.outcome.id and key.startswith(body.key(""))


def _moves(body: Body, event: Event) -> bool:
    """Whether studies came into the body or left it as another start was chosen; in doubt they did."""
    try:
        starts = find_checklist(event_key(event)[1]).grade.starts
    except ChecklistNotFound:
        return True
    names = [str(_field(value, "start")) for value in (event.before, event.after)]
    return any(name not in starts or starts[name].start == body.start for name in names)


def _field(value: Any, name: str) -> Any:
    return value.get(name) if isinstance(value, dict) else None


def _in_words(event: Event) -> str:
    return f"{event.at:%Y-%m-%d %H:%M} {event.reviewer} {_what(event)}"


def _what(event: Event) -> str:
    if event.action in _RATED:
        key = event_key(event)[1]
        domain = GRADE_DOMAINS.get(key.rpartition("/")[2])
        title = domain.title if domain else key
        if event.action == "rating.confirm":
            return f"confirmed {title}"
        before, after = _field(event.before, "levels"), _field(event.after, "levels")
        return f"rated {title} {_signed(after)}" + ("" if before is None else f" (was {_signed(before)})")
    if event.action in _ENTERED:
        did = {"body": "entered", "body.confirm": "confirmed", "body.remove": "removed"}[event.action]
        return f"{did} the {event_key(event)[1].rpartition('/')[2]}"
    if event.action == _STARTED:
        return f"chose {_field(event.after, 'start')} for {event_key(event)[1]}"
    verbs = {
        "submit": "submitted the appraisal of",
        "reopen": "reopened the appraisal of",
        "finding": "changed the finding of" if event.before else "entered the finding of",
        "finding.remove": "removed the finding of",
        _ASSIGNED: "assigned another checklist to",
    }
    return f"{verbs[event.action]} {event.study_key}"


def _signed(levels: object) -> str:
    return f"{levels:+d}" if isinstance(levels, int) and levels else str(levels)
