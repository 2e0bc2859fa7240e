"""What was judged independently: before the work of others could be seen, as the history tells.

A reviewer who has submitted sees what others have submitted too, and may then reopen the own appraisal.
What is changed from then on is no longer independent. The history keeps every answer, so what was
submitted before can still be had; agreement is measured on that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from store import history
from store.records import Answer, Appraisal, AppraisalKind, Event, Override
from workbench.desk.blindness import Place, place_of
from workbench.desk.session import Desk
from workbench.desk.sheets import Sheet, judged

_STEPS = ("submit", "reopen", "blindness.lift", "blindness.restore")


@dataclass(frozen=True, slots=True)
class Glimpse:
    """An appraisal that was worked on after others' work could be seen.

    Attributes:
        number: of the event from which on it is no longer independent; 0 where it never was.
        at: when that was.
        reason: why it was reopened, or blindness lifted.
        seen: the reviewers whose work could be seen.
    """

    appraisal: Appraisal
    number: int
    at: datetime
    reason: str
    seen: tuple[str, ...]

    def in_words(self) -> str:
        """One sentence."""
        day, names = f"{self.at:%Y-%m-%d}", " and ".join(self.seen)
        who = self.appraisal.reviewer
        if self.number:
            return f"{who} reopened on {day}, after the work of {names} could be seen ({self.reason})"
        return f"{who} submitted on {day} after blindness was lifted and the work of {names} could be seen"


def glimpses(desk: Desk, appraisals: Iterable[Appraisal]) -> dict[UUID, Glimpse]:
    """By appraisal id, the first time that somebody went on after others' work could be seen.

    Args:
        appraisals: all of the places in question, whoever made them and whoever looks.
    """
    known = {one.id: one for one in appraisals if one.kind is AppraisalKind.INDEPENDENT}
    walk = _Walk(known)
    for event in history.list_events(desk.db, actions=_STEPS):
        walk.take(event)
    return walk.found


class _Walk:
    """Goes through the history and keeps who had submitted what at each moment."""

    def __init__(self, known: dict[UUID, Appraisal]) -> None:
        self._known = known
        self._submitted: dict[Place, set[str]] = defaultdict(set)
        self._lifted = False
        self._exposed: dict[Place, set[str]] = defaultdict(set)
        """Whose work of a place lay open to everybody at some moment."""
        self.found: dict[UUID, Glimpse] = {}

    def take(self, event: Event) -> None:
        """The next event."""
        if event.appraisal_id is None:
            self._lifted = event.action == "blindness.lift"
            if self._lifted:
                for place, names in self._submitted.items():
                    self._exposed[place] |= names
            return
        one = self._known.get(event.appraisal_id)
        if one is not None:
            (self._submit if event.action == "submit" else self._reopen)(one, event)

    def _submit(self, one: Appraisal, event: Event) -> None:
        place = place_of(one)
        self._tell(one, event, 0, self._exposed[place])
        self._submitted[place].add(one.reviewer)
        if self._lifted:
            self._exposed[place].add(one.reviewer)

    def _reopen(self, one: Appraisal, event: Event) -> None:
        place = place_of(one)
        self._submitted[place].discard(one.reviewer)
        self._tell(one, event, event.number, self._submitted[place])

    def _tell(self, one: Appraisal, event: Event, number: int, seen: set[str]) -> None:
        others = tuple(sorted(seen - {one.reviewer}))
        if others and one.id not in self.found:
            self.found[one.id] = Glimpse(one, number, event.at, event.reason, others)


def as_first_submitted(desk: Desk, sheets: Sequence[Sheet], found: dict[UUID, Glimpse]) -> list[Sheet]:
    """The sheets with the answers and overrides that stood before others' work could be seen."""
    made = []
    for sheet in sheets:
        glimpse = found.get(sheet.appraisal.id) if sheet.appraisal else None
        made.append(_before(desk, sheet, glimpse.number) if glimpse and glimpse.number else sheet)
    return made


def _before(desk: Desk, sheet: Sheet, number: int) -> Sheet:
    """The sheet as it was when the event with this number happened."""
    assert sheet.worksheet is not None
    appraisal = sheet.worksheet.appraisal
    answers, overrides = dict(sheet.worksheet.answers), dict(sheet.worksheet.overrides)
    events = history.list_events(desk.db, appraisal_id=appraisal.id, actions=("answer", "override"))
    for event in reversed([event for event in events if event.number > number]):
        if event.action == "answer":
            answers[event.target] = Answer(event.target, event.before, "", event.at)
        elif event.before is None:
            overrides.pop(event.target, None)
        else:
            then = event.before
            overrides[event.target] = Override(event.target, then["judgement"], then["reason"], event.at)
    worksheet = replace(sheet.worksheet, answers=answers, overrides=overrides)
    return replace(sheet, worksheet=worksheet, verdict=judged(sheet.checklist, worksheet))
