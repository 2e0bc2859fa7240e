"""Find what was judged before the work of others could be seen, as the history tells.

A reviewer who has submitted sees what others have submitted too, and may then reopen the own appraisal.
What is changed from then on is no longer independent. The history keeps every answer, so what was
submitted before can still be had; agreement is measured on that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from checklists import Checklist
from store import history
from store.checklist_upgrades import UPGRADE
from store.merges import MOVE
from store.records import (
    Answer,
    Appraisal,
    AppraisalKind,
    AppraisalState,
    Event,
    Override,
    Quote,
    Worksheet,
)
from store.standing_merges import MERGE
from workbench.review.appraisals.resolve import directions
from workbench.review.appraisals.sheets import Sheet, judged, pinned_checklist
from workbench.review.blindness.visibility import Place
from workbench.review.reviewers.consensus import code_of, level_of, targets_of
from workbench.review.sentences import name_some
from workbench.review.session import ReviewSession

_STEPS = ("submit", "reopen", "blindness.lift", "blindness.restore", MERGE, MOVE)
_EXPOSING = ("reopen", "blindness.lift", MERGE)
"""Without one of these nobody can have worked with others' work in sight."""
_CHANGES = ("answer", "note", "override", "quote", "preliminary", UPGRADE)
"""What is taken back. A preliminary of the whole review belongs to no appraisal and has no part in judging.
"""


@dataclass(frozen=True, slots=True)
class Glimpse:
    """An appraisal that was worked on after others' work could be seen.

    Attributes:
        number: of the event from which on it is no longer independent; 0 where it never was.
        at: when that was.
        reason: why it was reopened, or blindness lifted.
        seen: the reviewers whose work could be seen.
        through_merge: True if it could be seen because records were merged as one study.
    """

    appraisal: Appraisal
    number: int
    at: datetime
    reason: str
    seen: tuple[str, ...]
    through_merge: bool = False

    def in_words(self) -> str:
        """Write the glimpse in one sentence."""
        day, names = f"{self.at:%Y-%m-%d}", " and ".join(self.seen)
        who = self.appraisal.reviewer
        if self.number:
            return f"{who} reopened on {day}, after the work of {names} could be seen ({self.reason})"
        if self.through_merge:
            return f"{who} submitted on {day} after the work of {names} on a merged record could be seen"
        return f"{who} submitted on {day} after blindness was lifted and the work of {names} could be seen"


def glimpses(session: ReviewSession, appraisals: Iterable[Appraisal]) -> dict[UUID, Glimpse]:
    """Find the first time that somebody went on after others' work could be seen, by appraisal id.

    Args:
        session: the open review.
        appraisals: all of the places in question, whoever made them and whoever looks.
    """
    if not history.list_events(session.db, actions=_EXPOSING):
        return {}  # nobody went on with others' work in sight, which spares reading thousands of submissions
    known = {
        appraisal.id: appraisal for appraisal in appraisals if appraisal.kind is AppraisalKind.INDEPENDENT
    }
    walk = _Walk(known)
    events = history.list_events(session.db, actions=_STEPS)
    walk.begin_where(events)
    for event in events:
        walk.take(event)
    return walk.found


class _Walk:
    """A walk through the history that tracks who had submitted what at each moment."""

    def __init__(self, known: dict[UUID, Appraisal]) -> None:
        self._known = known
        self._places: dict[UUID, Place] = {
            appraisal.id: (appraisal.study_id, appraisal.result, appraisal.checklist_id)
            for appraisal in known.values()
        }
        self._submitted: dict[Place, set[str]] = defaultdict(set)
        self._lifted = False
        self._exposed: dict[Place, set[str]] = defaultdict(set)
        """Whose work of a place lay open to everybody at some moment."""
        self._seen: dict[tuple[Place, str], set[str]] = defaultdict(set)
        """By place and reviewer, whose work was submitted while the reviewer's own was."""
        self._merged: set[UUID] = set()
        """Ids of the studies that were merged or kept at some moment."""
        self.found: dict[UUID, Glimpse] = {}

    def begin_where(self, events: Iterable[Event]) -> None:
        """Put the appraisals that were moved since where they were made.

        Args:
            events: in the order of time.
        """
        for event in reversed([event for event in events if event.action == MOVE]):
            if event.appraisal_id is not None and event.appraisal_id in self._places:
                came_from = event.about["kept" if event.undoes is not None else "merged"]
                _, result, checklist = self._places[event.appraisal_id]
                self._places[event.appraisal_id] = UUID(came_from), result, checklist

    def take(self, event: Event) -> None:
        """Take the next event of the history into account."""
        if event.action == MERGE:
            self._merge(UUID(event.about["merged"]), UUID(event.about["kept"]))
            return
        if event.appraisal_id is None:
            self._lifted = event.action == "blindness.lift"
            if self._lifted:
                for place, names in self._submitted.items():
                    self._exposed[place] |= names
            return
        appraisal = self._known.get(event.appraisal_id)
        if appraisal is not None:
            steps = {"submit": self._submit, "reopen": self._reopen, MOVE: self._move}
            steps[event.action](appraisal, event)

    def _submit(self, appraisal: Appraisal, event: Event) -> None:
        place = self._places[appraisal.id]
        self._tell(appraisal, event, 0, self._exposed[place])
        if place[0] in self._merged:
            self._tell(appraisal, event, 0, self._seen[place, appraisal.reviewer], through_merge=True)
        self._stand(place, appraisal.reviewer)

    def _stand(self, place: Place, reviewer: str) -> None:
        """Let a submitted appraisal stand in a place: those who are done there see each other's."""
        for other in self._submitted[place]:
            self._seen[place, other].add(reviewer)
        self._seen[place, reviewer] |= self._submitted[place]
        self._submitted[place].add(reviewer)
        if self._lifted:
            self._exposed[place].add(reviewer)

    def _merge(self, other: UUID, kept: UUID) -> None:
        """Take over what was seen of a duplicate: it was seen of the study that was kept."""
        self._merged |= {other, kept}
        for (place, reviewer), seen in list(self._seen.items()):
            if place[0] == other:
                self._seen[(kept, *place[1:]), reviewer] |= seen
        for place, seen in list(self._exposed.items()):
            if place[0] == other:
                self._exposed[(kept, *place[1:])] |= seen

    def _move(self, appraisal: Appraisal, event: Event) -> None:
        """Move an appraisal to the study that was kept, or back."""
        before = self._places[appraisal.id]
        study = event.about["merged" if event.undoes is not None else "kept"]
        place = self._places[appraisal.id] = UUID(study), before[1], before[2]
        if appraisal.reviewer in self._submitted[before]:
            self._submitted[before].discard(appraisal.reviewer)
            self._stand(place, appraisal.reviewer)

    def _reopen(self, appraisal: Appraisal, event: Event) -> None:
        place = self._places[appraisal.id]
        self._submitted[place].discard(appraisal.reviewer)
        # Who has taken back an appraisal since is seen no more, and not forgotten either.
        self._tell(appraisal, event, event.number, self._seen[place, appraisal.reviewer])

    def _tell(
        self,
        appraisal: Appraisal,
        event: Event,
        number: int,
        seen: set[str],
        *,
        through_merge: bool = False,
    ) -> None:
        others = tuple(sorted(seen - {appraisal.reviewer}))
        if others and appraisal.id not in self.found:
            self.found[appraisal.id] = Glimpse(
                appraisal, number, event.at, event.reason, others, through_merge
            )


def as_first_submitted(
    session: ReviewSession, sheets: Sequence[Sheet], glimpses_by_appraisal: dict[UUID, Glimpse]
) -> list[Sheet]:
    """Take sheets back to what stood before others' work was visible; `Sheet.now` has today's sheet."""
    earlier = []
    for sheet in sheets:
        glimpse = glimpses_by_appraisal.get(sheet.appraisal.id) if sheet.appraisal else None
        earlier.append(_before(session, sheet, glimpse.number) if glimpse and glimpse.number else sheet)
    return earlier


def changed_later(sheet: Sheet) -> dict[str, tuple[str | None, str | None]]:
    """Return each item and judgement that differs today from what was submitted, with both values.

    Answers are codes, NA where an item is not asked; judgements are ids of levels; None where there is none.
    """
    now = sheet.now
    if now is None:
        return {}
    pairs = {item.id: (code_of(sheet, item.id), code_of(now, item.id)) for item in sheet.checklist.items}
    pairs |= {name: (sheet.codes.get(name), now.codes.get(name)) for name in directions(sheet.checklist)}
    for target in targets_of(sheet.checklist):
        pairs[target] = (level_of(sheet.verdict, target), level_of(now.verdict, target))
    return {target: pair for target, pair in pairs.items() if pair[0] != pair[1]}


def later_words(sheet: Sheet) -> str:
    """Write the answers that are different by now, else the judgements, such as "1.3 NI, 2.1 Y"."""
    changed, checklist = changed_later(sheet), sheet.checklist
    answers = [f"{item.id} {changed[item.id][1] or 'none'}" for item in checklist.items if item.id in changed]
    if answers:
        return name_some(answers)
    levels = [f"{target} {_level_word(checklist, now)}" for target, (_, now) in changed.items()]
    return ", ".join(levels) or "the same answers"


def _level_word(checklist: Checklist, level: str | None) -> str:
    return checklist.label(level) if level else "not judged"


def _before(session: ReviewSession, sheet: Sheet, number: int) -> Sheet:
    """Return the sheet as it was submitted when the event with this number happened."""
    assert sheet.worksheet is not None
    earlier = _Earlier(sheet.worksheet)
    events = history.list_events(session.db, appraisal_id=earlier.appraisal.id, actions=_CHANGES)
    for event in reversed([event for event in events if event.number > number]):
        earlier.take_back(event)
    worksheet = earlier.worksheet()
    checklist = pinned_checklist(session, worksheet.appraisal)
    verdict = judged(checklist, worksheet)
    return replace(sheet, checklist=checklist, worksheet=worksheet, verdict=verdict, now=sheet)


class _Earlier:
    """A worksheet from which changes are taken back, the last one first."""

    def __init__(self, now: Worksheet) -> None:
        self.appraisal = now.appraisal
        self._answers = dict(now.answers)
        self._overrides = dict(now.overrides)
        self._quotes = {quote.id: quote for quote in now.quotes}
        self._preliminaries = dict(now.preliminaries)

    def take_back(self, event: Event) -> None:
        """Undo what an event says."""
        before = event.before
        if event.action in ("answer", "note"):
            known = self._answers.get(event.target) or Answer(event.target, None, "", event.at)
            old = {"code": before} if event.action == "answer" else {"note": before or ""}
            self._answers[event.target] = replace(known, **old)
        elif event.action == UPGRADE:
            self.appraisal = replace(
                self.appraisal, checklist_version=before["version"], checklist_sha256=before["sha256"]
            )
        elif event.action == "override":
            self._overrides.pop(event.target, None)
            if before is not None:
                override = Override(event.target, before["judgement"], before["reason"], event.at)
                self._overrides[event.target] = override
        elif event.action == "quote":
            if event.after is not None:
                self._quotes.pop(UUID(event.after["id"]), None)
            if before is not None:
                quote = _quote(self.appraisal.id, event.target, before)
                self._quotes[quote.id] = quote
        else:
            self._preliminaries.pop(event.target, None)
            if before is not None:
                self._preliminaries[event.target] = before

    def worksheet(self) -> Worksheet:
        """Return the worksheet that is left after the changes were taken back."""
        quotes = sorted(
            self._quotes.values(),
            key=lambda quote: (quote.document_id, quote.start, quote.end, quote.item_id),
        )
        return Worksheet(
            replace(self.appraisal, state=AppraisalState.SUBMITTED),
            {
                item: answer
                for item, answer in self._answers.items()
                if answer.code is not None or answer.note
            },
            self._overrides,
            self._preliminaries,
            tuple(quotes),
        )


def _quote(appraisal: UUID, item: str, value: dict[str, Any]) -> Quote:
    ids = UUID(value["id"]), appraisal, item, UUID(value["document_id"])
    return Quote(*ids, value["start"], value["end"], value["text"])
