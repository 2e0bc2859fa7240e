"""What happened to a body of evidence: who rated it when, and what changed after that.

A submitted appraisal changes only by being reopened and submitted again, so that these two steps and the
findings are all that can change what a rating was made on. Steps in appraisals that the viewer may not see
are no part of it: even that somebody is at work would say something.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from store import history
from store.records import WHOLE_STUDY, Event
from workbench.desk.blindness import tells_of_appraisals, unseen_reviewers
from workbench.desk.bodies import Body, Evidence
from workbench.desk.outcomes import names_outcome
from workbench.desk.session import Desk
from workbench.evidence import GRADE_DOMAINS

_RATED = ("rating", "rating.confirm")
_FOUND = ("finding", "finding.remove")
_APPRAISED = ("submit", "reopen")
_ASSIGNED = "checklist.assign"
_MOST = 5
"""How many changes a row tells of."""


class BodyHistory:
    """The part of the history that ratings of certainty rest on, read once for all bodies."""

    def __init__(self, desk: Desk, evidence: Evidence) -> None:
        actions = (*_RATED, *_FOUND, *_APPRAISED, _ASSIGNED)
        unseen = unseen_reviewers(desk)
        self._events = history.list_events(desk.db, actions=actions)
        self._hidden = {e.number for e in self._events if e.reviewer in unseen and tells_of_appraisals(e)}
        self._seen = {one.id: one for one in evidence.seen}

    def rated(self, body: Body, domain: str) -> Event | None:
        """The event that last rated a domain of a body; its reviewer and time are the rating's."""
        return _last(event for event in self._ratings(body, domain) if event.action == "rating")

    def hides(self, body: Body, domain: str) -> bool:
        """Whether the rating of a domain is the work of somebody whose appraisals are still hidden."""
        rating = self.rated(body, domain)
        return rating is not None and rating.number in self._hidden

    def is_stale(self, body: Body, domain: str) -> bool:
        """Whether the body changed after a domain was last rated or confirmed."""
        looked_at = _last(self._ratings(body, domain))
        changed = _last(event for event in self._events if self._changes(body, event))
        return looked_at is not None and changed is not None and changed.number > looked_at.number

    def recently(self, body: Body) -> tuple[str, ...]:
        """The last changes of a body and its ratings, the newest first, one sentence each."""
        about = [
            event
            for event in self._events
            if event.number not in self._hidden
            and (self._changes(body, event) or (event.action in _RATED and _concerns(body, event)))
        ]
        return tuple(_in_words(event) for event in reversed(about[-_MOST:]))

    def _ratings(self, body: Body, domain: str) -> Iterable[Event]:
        key = body.key(domain)
        return (
            event
            for event in self._events
            if event.action in _RATED and _outcome_of(event) == body.outcome.id and _key_of(event) == key
        )

    def _changes(self, body: Body, event: Event) -> bool:
        """Whether an event changed what the ratings of a body are made on."""
        if event.study_key not in {member.study.key for member in body.members}:
            return False
        if event.action in _FOUND:
            return _outcome_of(event) == body.outcome.id
        if event.action == _ASSIGNED:
            return bool(_field(event.before, "checklist") != _field(event.after, "checklist"))
        one = self._seen.get(event.appraisal_id) if event.appraisal_id else None
        if event.action not in _APPRAISED or one is None:
            return False
        return one.result == WHOLE_STUDY or names_outcome(one.result, body.outcome)


def _last(events: Iterable[Event]) -> Event | None:
    return max(events, key=lambda event: event.number, default=None)


def _concerns(body: Body, event: Event) -> bool:
    return _outcome_of(event) == body.outcome.id and _key_of(event).startswith(body.key(""))


def _outcome_of(event: Event) -> UUID | None:
    given = _field(event.after, "outcome") or _field(event.before, "outcome")
    return UUID(given) if isinstance(given, str) else None


def _key_of(event: Event) -> str:
    """Start and domain: what stands last in the target, after the outcome."""
    return event.target.rpartition(": ")[2]


def _field(value: Any, name: str) -> Any:
    return value.get(name) if isinstance(value, dict) else None


def _in_words(event: Event) -> str:
    return f"{event.at:%Y-%m-%d %H:%M} {event.reviewer} {_what(event)}"


def _what(event: Event) -> str:
    if event.action in _RATED:
        domain = GRADE_DOMAINS.get(_key_of(event).rpartition("/")[2])
        title = domain.title if domain else _key_of(event)
        if event.action == "rating.confirm":
            return f"confirmed {title}"
        before, after = _field(event.before, "levels"), _field(event.after, "levels")
        return f"rated {title} {_signed(after)}" + ("" if before is None else f" (was {_signed(before)})")
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
