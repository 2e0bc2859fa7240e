"""Tell what happened to a body of evidence: who rated it when, and what changed after that.

A submitted appraisal changes only by being reopened and submitted again, so that these two steps, the
findings, another start, another design, and leaving a study out or taking it in again are all that can change
what a rating was made on. Steps in appraisals that the
viewer may not see are no part of it: even that somebody is at work would say something.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Any
from uuid import UUID

from store.records import WHOLE_STUDY, Event
from workbench.grade import GRADE_DOMAINS, BodyKey, NumbersError, compares, numbers_from_json
from workbench.review.blindness.visibility import visible_events
from workbench.review.checklists.known_checklists import Catalogue
from workbench.review.evidence.bodies import Body, Evidence
from workbench.review.evidence.entries import (
    PARTS,
    STATEMENT,
    WORDS,
    start_named,
    starts_of,
    starts_without_comparison,
)
from workbench.review.evidence.outcome_lines import names_outcome

_RATED = ("rating", "rating.confirm")
_ENTERED = ("body", "body.confirm", "body.remove")
_DIVIDED = "body.divide"
"""Written by a migration: what was one body is several now."""
_STARTED = "start"
_FOUND = ("finding", "finding.remove")
_APPRAISED = ("submit", "reopen")
_ASSIGNED = "checklist.assign"
_THRESHOLD = "outcome.edit"
_THRESHOLDS = "thresholds"
_MEASURED = ("Imprecision", "Inconsistency")
"""The domains whose ratings rest on the thresholds of the outcome."""
_MERGED = ("study.merge", "study.split")
_EXCLUDED = ("study.exclude", "study.include", *_MERGED)
_ACTIONS = (
    *(*_RATED, *_ENTERED, _DIVIDED, _STARTED, *_FOUND, _THRESHOLD),
    *(*_APPRAISED, _ASSIGNED, *_EXCLUDED),
)
_MOST = 5
"""How many changes a row tells of."""


_RowKey = tuple[str, str, str]
"""Outcome, body, and the GRADE domain or the part of what is entered."""


class BodyHistory:
    """The part of the history that ratings of certainty rest on, sorted once for all bodies."""

    def __init__(
        self,
        events: Iterable[Event],
        unseen: Collection[str],
        evidence: Evidence,
        catalogue: Catalogue,
    ) -> None:
        """Sort the events that the viewer may see.

        Args:
            events: of the review, oldest first.
            unseen: handles of reviewers whose appraisals the viewer may not see.
            evidence: the bodies of evidence.
            catalogue: the checklists of the review.
        """
        self._catalogue = catalogue
        members = {
            (body.outcome.id, member.study.key): body.key
            for body in evidence.bodies
            for member in body.members
        }
        self._body_of = {**evidence.left_out, **members}
        changes = [event for event in events if event.action in _ACTIONS]
        visible = [*visible_events(changes, unseen)]
        seen = {event.number for event in visible}
        self._last_rated = {
            _row_key(event): event.number in seen for event in changes if event.action == "rating"
        }
        self._changed: dict[tuple[UUID, BodyKey], list[Event]] = {}
        self._results = evidence.results
        self._of_row: dict[_RowKey, list[Event]] = defaultdict(list)
        self._of_outcome: dict[str, list[Event]] = defaultdict(list)
        self._of_study: dict[str | None, list[Event]] = defaultdict(list)
        self._exclusions: list[Event] = []
        for event in visible:
            if event.action in (*_RATED, *_ENTERED):
                self._of_row[_row_key(event)].append(event)
            elif event.action in _EXCLUDED:
                self._exclusions.append(event)
            elif event.action in (*_APPRAISED, _ASSIGNED):
                self._of_study[event.study_key].append(event)
            else:
                self._of_outcome[event.about.get("outcome", "")].append(event)

    def rated(self, body: Body, domain: str) -> Event | None:
        """Return the event that last rated a domain of a body; its reviewer and time are the rating's."""
        return _last(event for event in self._about(body, domain) if event.action == "rating")

    def hides(self, body: Body, domain: str) -> bool:
        """Return True if the rating of a domain is the work of somebody whose appraisals are still hidden."""
        return self.hides_rating(body.outcome.id, str(body.key), domain)

    def hides_rating(self, outcome: UUID, body: str, domain: str) -> bool:
        """Return True if a rating is the work of somebody whose appraisals are still hidden."""
        return not self._last_rated.get((str(outcome), body, domain), True)

    def confirmed(self, body: Body, domain: str) -> Event | None:
        """Return the event in which another person confirmed the rating of a domain; None where nobody did.

        A confirmation that the body changed after counts no more.
        """
        rated = self.rated(body, domain)
        given = [] if rated is None else self._about(body, domain)
        confirmed = _last(
            event
            for event in given
            if rated is not None and event.number > rated.number and event.reviewer != rated.reviewer
        )
        return None if self._changed_after(body, confirmed, domain) else confirmed

    def stale_because(self, body: Body, domain: str) -> str:
        """Say what changed after a domain was last rated or confirmed; empty where nothing did."""
        looked_at = _last(self._about(body, domain))
        changed = self._changed_after(body, looked_at, domain)
        if looked_at is None or changed is None:
            return ""
        did = "rated" if looked_at.action == "rating" else "confirmed"
        return f"{did} on {looked_at.at:%Y-%m-%d}; {_changed(changed)} on {changed.at:%Y-%m-%d}: look again"

    def _changed_after(self, body: Body, looked_at: Event | None, domain: str) -> Event | None:
        """Return the last change of a body after an event that matters for a domain."""
        changes = self._changes(body)
        matters = (each for each in changes if each.action != _THRESHOLD or domain in _MEASURED)
        changed = _last(matters)
        is_after = looked_at is not None and changed is not None and changed.number > looked_at.number
        return changed if is_after else None

    def is_entry_stale(self, body: Body, part: str) -> bool:
        """Return True if the body changed after a part was entered or confirmed.

        An effect and a baseline risk rest on the studies and their findings, words on the appraisals too. A
        statement rests on the thresholds and on every rating besides: they are its size and its verb.
        """
        entered = _last(self._about(body, part))
        if part == STATEMENT and entered is not None:
            rated = (event for domain in GRADE_DOMAINS for event in self._about(body, domain))
            moved = (event for event in rated if event.action == "rating")
            if any(event.number > entered.number for event in (*moved, *self._changes(body))):
                return True
        return self._is_after(body, entered, all_changes=part in WORDS)

    def recently(self, body: Body) -> tuple[str, ...]:
        """Return the last changes of a body and its ratings, the newest first, one sentence each."""
        names = (*GRADE_DOMAINS, *PARTS)
        events = [*self._changes(body), *(event for name in names for event in self._about(body, name))]
        newest = sorted(events, key=lambda event: -event.number)[:_MOST]
        return tuple(_in_words(event) for event in newest)

    def _about(self, body: Body, name: str) -> list[Event]:
        """Return the events on one rating or one entry of a body."""
        return self._of_row.get((str(body.outcome.id), str(body.key), name), [])

    def _is_after(self, body: Body, looked_at: Event | None, *, all_changes: bool) -> bool:
        changes = self._changes(body)
        matters = (event for event in changes if event.action != _THRESHOLD)
        changed = _last(event for event in matters if all_changes or event.action not in _APPRAISED)
        return looked_at is not None and changed is not None and changed.number > looked_at.number

    def _changes(self, body: Body) -> list[Event]:
        """Return what changed the studies, findings and appraisals that the ratings of a body are made on."""
        key = (body.outcome.id, body.key)
        if key not in self._changed:  # asked for each domain and each part of a body
            of_outcome = (
                event for event in self._of_outcome[str(body.outcome.id)] if self._touches(body, event)
            )
            of_studies = (
                event
                for member in body.members
                for event in self._of_study[member.study.key]
                if self._concerns(body, event)
            )
            self._changed[key] = [*of_outcome, *of_studies, *self._exclusions_from(body)]
        return self._changed[key]

    def _exclusions_from(self, body: Body) -> Iterator[Event]:
        """Yield the events that left a study with a finding of the outcome out, or took it in again.

        A study that is left out concerns the body that it would be in by its finding, design and checklist.
        Of one that was merged into another nobody knows that, so every body that has studies is looked at
        again; the other one may be a member itself.
        """
        if not body.members:
            return
        found = self._of_outcome[str(body.outcome.id)]
        having = {event.study_key for event in found if event.action == "finding"}
        members = {member.study.key for member in body.members}
        ids = {str(member.study.id) for member in body.members}
        for event in self._exclusions:
            leaves = event.study_key in having and event.action in ("study.exclude", "study.merge")
            would_be_in = self._body_of.get((body.outcome.id, event.study_key or ""))
            if (
                event.study_key in members
                or event.about.get("kept") in ids
                or (leaves and would_be_in in (None, body.key))
            ):
                yield event

    def _concerns(self, body: Body, event: Event) -> bool:
        """Return True if a step in an appraisal, or another checklist, changed what a body is made of."""
        if event.action == _ASSIGNED:
            parts = ("checklist", "design")
            return any(_field(event.before, part) != _field(event.after, part) for part in parts)
        result = self._results.get(event.appraisal_id.hex) if event.appraisal_id else None
        if result is None:
            return False
        return result == WHOLE_STUDY or names_outcome(result, body.outcome)

    def _touches(self, body: Body, event: Event) -> bool:
        """Return True if an event on findings, starts or bodies of the outcome changed this body of it."""
        if event.action == _DIVIDED:
            return event.about.get("body") == str(body.key)
        if event.action == _STARTED:
            return self._moves(body, event)
        if event.action == _THRESHOLD:
            return _THRESHOLDS in (event.after or {})
        if event.action == "finding.remove":
            return bool(body.members)  # the study is no member any more
        is_member = event.study_key in {member.study.key for member in body.members}
        return is_member or _left(body, event)

    def _moves(self, body: Body, event: Event) -> bool:
        """Return True if studies came into the body or left it with another start; in doubt they did."""
        checklist = self._catalogue.get(event.about.get("checklist"))
        if checklist is None or checklist.grade is None:
            return True
        starts = starts_of(checklist)
        names = [str(_field(value, "start")) for value in (event.before, event.after)]
        if any(name not in starts for name in names):
            return True
        if not body.key.controlled:
            low = starts_without_comparison(checklist)
            kept = [start_named(checklist, name, compared=False) for name in names]
            return kept[0] != kept[1] and any(low[name].start == body.start for name in kept if name)
        return any(starts[name].start == body.start for name in names)


def _row_key(event: Event) -> _RowKey:
    """Return the keys of the rating or the entry that an event is about."""
    about = event.about
    return about.get("outcome", ""), about.get("body", ""), about.get("domain") or about.get("part", "")


def _left(body: Body, event: Event) -> bool:
    """Return True if a change of a finding took its study out of the body: it has a comparison or lost it."""
    if event.before is None or not body.members:
        return False
    before, after = (_is_compared(_field(value, "numbers")) for value in (event.before, event.after))
    return before != after and before in (None, body.key.controlled)


def _is_compared(numbers: Any) -> bool | None:
    """Return whether stored numbers have a comparison; None where they cannot be read."""
    try:
        return compares(numbers_from_json(numbers))
    except (NumbersError, AttributeError):
        return None


def _last(events: Iterable[Event]) -> Event | None:
    return max(events, key=lambda event: event.number, default=None)


def _field(value: Any, name: str) -> Any:
    return value.get(name) if isinstance(value, dict) else None


def _in_words(event: Event) -> str:
    return f"{event.at:%Y-%m-%d %H:%M} {event.reviewer or 'a newer version of the workbench'} {_what(event)}"


def _what(event: Event) -> str:
    if event.action in _RATED:
        domain = GRADE_DOMAINS.get(event.about["domain"])
        title = domain.title if domain else event.about["domain"]
        if event.action == "rating.confirm":
            return f"confirmed {title}"
        before, after = _field(event.before, "levels"), _field(event.after, "levels")
        return f"rated {title} {_signed(after)}" + ("" if before is None else f" (was {_signed(before)})")
    if event.action in _ENTERED:
        did = {"body": "entered", "body.confirm": "confirmed", "body.remove": "removed"}[event.action]
        return f"{did} the {event.about['part']}"
    if event.action == _THRESHOLD:
        return "changed the thresholds"
    if event.action == _STARTED:
        return f"chose {_field(event.after, 'start')} for {event.about['checklist']}"
    if event.action == _DIVIDED:
        return "made several bodies of one, and gave its ratings to this"
    if event.action in _MERGED:
        did, where = ("merged", "into") if event.action == "study.merge" else ("split", "from")
        return f"{did} {event.study_key} {where} {event.target}"
    verbs = {
        "submit": "submitted the appraisal of",
        "reopen": "reopened the appraisal of",
        "finding": "changed the finding of" if event.before else "entered the finding of",
        "finding.remove": "removed the finding of",
        _ASSIGNED: "assigned another checklist or design to",
        "study.exclude": "excluded",
        "study.include": "included again",
    }
    return f"{verbs.get(event.action, event.action)} {event.study_key or event.target}"


def _changed(event: Event) -> str:
    """Say in a few words what an event changed of what ratings rest on."""
    if event.action in _FOUND:
        return "numbers changed"
    if event.action in _APPRAISED:
        return "an appraisal changed"
    if event.action == _THRESHOLD:
        return "thresholds changed"
    if event.action in _EXCLUDED:
        return "its studies changed"
    return (
        "where it starts changed" if event.action == _STARTED else "its studies or their checklists changed"
    )


def _signed(levels: object) -> str:
    return f"{levels:+d}" if isinstance(levels, int) and levels else str(levels)
