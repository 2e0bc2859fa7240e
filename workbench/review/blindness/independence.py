"""Find what was judged before the work of others could be seen, as the history tells.

A reviewer who has submitted sees what others have submitted too, and may then reopen the own appraisal.
What is changed from then on is no longer independent. The history keeps every answer, so what was
submitted before can still be had; agreement is measured on that.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from checklists import Checklist
from store import history
from store.appraisal_line import DECIDE
from store.checklist_upgrades import UPGRADE
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
from store.standing_versions import standing_numbers
from workbench.review.appraisals.resolve import directions
from workbench.review.appraisals.sheets import Sheet, judged, pinned_checklist
from workbench.review.blindness.adjudication import were_named
from workbench.review.blindness.exposure import SEEN, STEPS, Exposure
from workbench.review.blindness.exposure import Glimpse as Glimpse
from workbench.review.sentences import name_some
from workbench.review.session import ReviewSession

_EXPOSING = ("reopen", DECIDE, "blindness.lift", MERGE)
"""Without one of these nobody can have worked with others' work in sight."""
_CHANGES = ("answer", "note", "override", "quote", "preliminary", UPGRADE)
"""What is taken back. A preliminary of the whole review belongs to no appraisal and has no part in judging.
"""


def glimpses(session: ReviewSession, appraisals: Iterable[Appraisal]) -> dict[UUID, Glimpse]:
    """Find the first time that somebody went on after others' work could be seen, by appraisal id.

    Args:
        session: the open review.
        appraisals: all of the places in question, whoever made them and whoever looks.
    """
    known = {
        appraisal.id: appraisal for appraisal in appraisals if appraisal.kind is AppraisalKind.INDEPENDENT
    }
    if not may_be_exposed(session, {appraisal.reviewer for appraisal in known.values()}):
        return {}  # which spares reading thousands of submissions
    exposure = Exposure(known)
    events = history.list_events(session.db, actions=STEPS)
    exposure.begin_where(events)
    for event in events:
        exposure.take(event)
    return exposure.found


def may_be_exposed(session: ReviewSession, reviewers: Collection[str]) -> bool:
    """Return False if nobody can have gone on with others' work in sight.

    Args:
        session: the open review.
        reviewers: the handles of those who have independent appraisals.
    """
    named = were_named(session)
    if named and any(handle.casefold() in named for handle in reviewers):
        return True
    return bool(history.list_events(session.db, actions=_EXPOSING))


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
    from workbench.review.reviewers.consensus import code_of, level_of, targets_of  # few sheets come here

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
    identity = earlier.appraisal.id
    standing = standing_numbers(session.db, identity)
    events = [
        event
        for event in history.list_events(session.db, appraisal_id=identity, actions=(*_CHANGES, "reopen"))
        if event.number in standing
    ]
    if (
        number not in standing
    ):  # somebody went on after others' work was seen in a version that does not stand
        seen = (event.number for event in events if event.action == "reopen" and event.about.get(SEEN))
        number = next(seen, max(standing, default=number))
    for event in reversed([event for event in events if event.number > number and event.action != "reopen"]):
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
