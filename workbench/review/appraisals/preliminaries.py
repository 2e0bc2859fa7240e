"""Read what a checklist asks before the items: what is filled in and since when, what the protocol offers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from checklists import Preliminary
from store import appraisals as stored
from store import history, reviews
from store.records import Appraisal, AppraisalKind, Event, ProtocolEntry
from workbench.review.appraisals.first_work import FirstWork, Lateness, lateness
from workbench.review.appraisals.protocol_links import offered_value, rests_on
from workbench.review.appraisals.resolve import known_item
from workbench.review.appraisals.sheets import Sheet, read_sheet
from workbench.review.appraisals.variants import asked_preliminaries, governing
from workbench.review.session import ReviewSession, use_case
from workbench.review.studies.known_studies import find

OWN, SHARED = "preliminary", "preliminary.shared"
"""The actions of the events that fill in a preliminary, for one appraisal or for all with a checklist."""


@dataclass(frozen=True, slots=True)
class PreliminaryLine:
    """One preliminary of a sheet.

    Attributes:
        preliminary: as the checklist asks it.
        value: what is filled in; empty for nothing.
        at: when that was filled in; None where nothing is, or where it is not known.
        late: where it holds for the whole review, how it came after the first study was appraised.
        offered: what the protocol says about it, while nothing is filled in.
    """

    preliminary: Preliminary
    value: str
    at: datetime | None
    late: Lateness | None
    offered: str

    @property
    def when(self) -> str:
        """The day on which it was filled in, with the remark where that was late; empty while it is not."""
        if not self.value or self.at is None:
            return ""
        return f"{self.at:%Y-%m-%d}" + (f", {self.late.remark}" if self.late else "")

    def as_json(self) -> dict[str, Any]:
        """Return the shape that `workbench judge --format json` prints."""
        return {
            "id": self.preliminary.id,
            "text": self.preliminary.text,
            "scope": self.preliminary.scope,
            "value": self.value or None,
            "at": self.at.isoformat() if self.at else None,
            "after_first_appraisal": self.late is not None,
            "offered": self.offered or None,
        }


@dataclass(frozen=True, slots=True)
class Basis:
    """What an item rests on: a preliminary of the appraisal, or a field of the protocol.

    Attributes:
        name: its id, or the name of the field.
        value: what is written.
        remark: where it is from, or when it was written.
        is_late: True if that was after the first study was appraised.
    """

    name: str
    value: str
    remark: str
    is_late: bool = False

    def in_words(self) -> str:
        """Write it on one line."""
        return f"{self.name}: {' / '.join(self.value.splitlines())} ({self.remark})"


@dataclass(frozen=True)
class Preliminaries:
    """What is settled before the items of a sheet, and what the protocol says.

    Attributes:
        lines: of the preliminaries that are asked; what anything depends on is first.
        first: the ids of those to be asked at once: what the study needs, and in the reviewer's first one
            with the checklist what holds for all.
        protocol: the entries of the protocol.
        studies: how many studies the reviewer has begun with the checklist.
    """

    sheet: Sheet
    lines: tuple[PreliminaryLine, ...]
    first: tuple[str, ...]
    protocol: Mapping[str, ProtocolEntry]
    studies: int

    @cached_property
    def by_id(self) -> dict[str, PreliminaryLine]:
        """The lines by the ids of the preliminaries."""
        return {line.preliminary.id: line for line in self.lines}

    def bases(self, item_id: str) -> tuple[Basis, ...]:
        """Return what an item rests on, as it is written in the appraisal or else in the protocol."""
        bases = []
        for name in rests_on(self.sheet.checklist, item_id):
            line, entry = self.by_id.get(name), self.protocol.get(name)
            if line is not None and line.value:
                bases.append(Basis(name, line.value, line.when or "filled in", line.late is not None))
            elif line is not None and line.offered:
                bases.append(Basis(name, line.offered, "the protocol says so; not filled in yet"))
            elif line is not None and line.preliminary.scope == "review":
                bases.append(Basis(name, "–", "not filled in yet"))
            elif line is None and entry is not None:
                bases.append(Basis(name.replace("_", "-"), entry.value, "protocol"))
        return tuple(bases)


@use_case
def read_preliminaries(session: ReviewSession, sheet: Sheet) -> Preliminaries:
    """Read what is settled before the items of the viewer's own sheet."""
    protocol = reviews.read_review(session.db).protocol
    own = stored.find_appraisals(
        session.db,
        reviewer=session.require_reviewer(),
        checklist_id=sheet.checklist.id,
        kind=AppraisalKind.INDEPENDENT,
    )
    events = _events_by_id(session, sheet, own)
    begun = history.first_work(session.db, [appraisal.id for appraisal in own])
    first = min((FirstWork(*work) for work in begun.values()), key=lambda work: work.number, default=None)
    asked = asked_preliminaries(sheet.checklist, sheet.preliminaries)
    lines = tuple(_line(sheet, each, events[each.id], first, protocol) for each in asked)
    waiting = [
        line.preliminary.id
        for line in lines
        if (line.preliminary.scope == "review" or line.preliminary.required)
        and not line.value
        and line.preliminary not in governing(sheet.checklist)
    ]
    if any(appraisal.study_id != sheet.study.id for appraisal in own):
        shared = {line.preliminary.id for line in lines if line.preliminary.scope == "review"}
        waiting = [each for each in waiting if each not in shared]
    studies = len({appraisal.study_id for appraisal in own})
    return Preliminaries(sheet, lines, tuple(waiting), protocol, studies)


@use_case
def bases_for(session: ReviewSession, text: str, item: str) -> tuple[Basis, ...]:
    """Return what an item of a study rests on, in the viewer's own sheet of the study as a whole.

    Nothing is returned where nobody said who is looking.

    Raises:
        UsageError: the checklist has no such item.
    """
    if session.reviewer is None:
        return ()
    sheet = read_sheet(session, find(session, text))
    return read_preliminaries(session, sheet).bases(known_item(sheet.checklist, item))


@use_case
def first_questions(session: ReviewSession, sheet: Sheet) -> tuple[PreliminaryLine, ...]:
    """Return what is asked at once and not filled in.

    That is what the checklist needs to be submitted, and in its first study what holds for all.

    Args:
        session: the open review and who works in it.
        sheet: the viewer's own, begun or not.
    """
    settled = read_preliminaries(session, sheet)
    return tuple(
        line
        for line in settled.lines
        if not line.value
        and (settled.studies <= 1 if line.preliminary.scope == "review" else line.preliminary.required)
    )


def _events_by_id(session: ReviewSession, sheet: Sheet, own: list[Appraisal]) -> dict[str, list[Event]]:
    """Return the events that filled in each preliminary of a sheet, oldest first."""
    here = sheet.appraisal.id if sheet.appraisal else None
    shared = {appraisal.id for appraisal in own}
    events: dict[str, list[Event]] = defaultdict(list)
    for event in history.list_events(session.db, actions=(OWN, SHARED)) if own else ():
        if event.appraisal_id == here or (event.action == SHARED and event.appraisal_id in shared):
            events[event.target].append(event)
    return events


def _line(
    sheet: Sheet,
    preliminary: Preliminary,
    events: list[Event],
    first: FirstWork | None,
    protocol: Mapping[str, ProtocolEntry],
) -> PreliminaryLine:
    value = sheet.preliminaries.get(preliminary.id, "").strip()
    # What was submitted keeps its value, whatever was entered for other studies since.
    while events and value and events[-1].after != value:
        events = events[:-1]
    is_shared = preliminary.scope == "review"
    return PreliminaryLine(
        preliminary,
        value,
        events[-1].at if events and value else None,
        lateness(events, first) if is_shared and value else None,
        "" if value else offered_value(protocol, sheet.checklist.id, preliminary),
    )
