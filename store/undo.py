"""Take back what was changed in a draft, step by step, and bring it again, by what the history says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from store import answers, consensus_decisions, preliminaries, quotes
from store.checklist_upgrades import UPGRADE
from store.column_types import columns
from store.draft_changes import Aspect, Draft, changing
from store.engine.store import Store
from store.errors import Conflict
from store.history import read_event
from store.history_tables import StoredEvent
from store.records import Event
from store.standing_versions import numbers_apart

ASPECTS: dict[str, Aspect] = {
    aspect.action: aspect
    for aspect in (
        answers.CODE,
        answers.NOTE,
        answers.OVERRIDE,
        consensus_decisions.ITEM,
        consensus_decisions.JUDGEMENT,
        preliminaries.OWN,
        preliminaries.SHARED,
        quotes.QUOTE,
    )
}


def undo_last(db: Store, appraisal_id: UUID, *, by: str) -> Event | None:
    """Take back the last change of a draft that still stands; see `take_back_last`.

    Args:
        db: the review.
        appraisal_id: a draft of the reviewer.
        by: handle of the reviewer.

    Raises:
        NotFound: there is no such appraisal.
        Conflict: it is submitted, or somebody else's.
    """
    with changing(db, appraisal_id, by) as draft:
        events = take_back_last(draft)
        return events[0] if events else None


def take_back_last(draft: Draft) -> list[Event]:
    """Take back the last change of a draft that still stands; called again, the one before.

    What one change wrote of an item, such as a code with its note, is taken back together. A shared
    preliminary that was changed again through another appraisal no longer stands and is passed over.

    Returns:
        The new events, whose `undoes` are the numbers of those taken back, the first of them first; none
        where there is nothing to take back.

    Raises:
        Conflict: the appraisal is submitted.
    """
    steps = _steps(draft)
    taken_back = {step.undoes for step in steps}
    standing: list[_Step] = []
    for step in reversed(steps):
        if step.action == UPGRADE:  # what was changed before it was said of the words of an earlier version
            break
        if step.action in ASPECTS and not step.takes_back and step.number not in taken_back:
            standing.append(step)
    for place, step in enumerate(standing):
        if _reverse(draft, step):
            rest = [other for other in _made_with(step, standing[place + 1 :]) if _reverse(draft, other)]
            return _written(draft, [*reversed(rest), step])
    return []


def redo_last(draft: Draft) -> list[Event]:
    """Bring again what was taken back last; called again, what was taken back before it.

    Returns:
        The new events, whose `undoes` are the numbers of those that had taken it back, in the order in which
        it was made; none where nothing was taken back since the last other change.

    Raises:
        Conflict: the appraisal is submitted, or what was taken back has another value by now.
    """
    steps = _steps(draft)
    redone = {step.undoes for step in steps}
    waiting: list[_Step] = []
    for step in reversed(steps):
        if step.action not in ASPECTS or step.depth == 0:
            break
        if step.takes_back and step.number not in redone:
            waiting.append(step)
    if not waiting:
        return []
    group = [waiting[0], *_made_with(waiting[0], waiting[1:])]
    for step in group:
        if not _reverse(draft, step):
            raise Conflict(f"{step.action} {step.target} was changed since it was taken back")
    return _written(draft, group)


@dataclass(frozen=True, slots=True)
class _Step:
    """An event of an appraisal.

    Attributes:
        at: the time of its transaction.
        depth: 0 for a change, 1 for taking it back, 2 for bringing it again, and so on.
    """

    number: int
    action: str
    target: str
    before: Any
    after: Any
    undoes: int | None
    at: datetime
    depth: int

    @property
    def takes_back(self) -> bool:
        """True for what takes a change back, False for a change and for what brings it again."""
        return self.depth % 2 == 1


def _steps(draft: Draft) -> list[_Step]:
    """Return the events of a draft, oldest first, also those of this transaction; of no other version of it.

    Raises:
        Conflict: it is submitted.
    """
    draft.require_draft()
    draft.save()  # what was changed in this transaction can be taken back as well
    fields = (
        StoredEvent.number,
        StoredEvent.action,
        StoredEvent.target,
        StoredEvent.before,
        StoredEvent.after,
        StoredEvent.undoes,
        StoredEvent.at,
    )
    query = (
        select(*columns(*fields))
        .where(col(StoredEvent.appraisal_id) == draft.appraisal.id)
        .order_by(col(StoredEvent.number))
    )
    steps: list[_Step] = []
    depths: dict[int, int] = {}
    apart = numbers_apart(draft.session, draft.appraisal.id)
    for number, action, target, before, after, undoes, at in draft.session.execute(query):
        if number in apart:
            continue
        depths[number] = 0 if undoes is None else depths.get(undoes, 0) + 1
        steps.append(_Step(number, action, target, before, after, undoes, at, depths[number]))
    return steps


def _made_with(step: _Step, others: Sequence[_Step]) -> Iterator[_Step]:
    """Give the steps that one change made together with a step: other values of the same target.

    Args:
        step: what was made last.
        others: what was made before it, the latest first.
    """
    actions = {step.action}
    for other in others:
        if (other.at, other.target) != (step.at, step.target) or other.action in actions:
            return
        actions.add(other.action)
        yield other


def _reverse(draft: Draft, step: _Step) -> bool:
    """Give what an event changed the value of before it; return False where it has another value by now."""
    aspect = ASPECTS[step.action]
    if step.action == quotes.QUOTE.action and step.before is None:
        aspect = quotes.removed(step.after["id"])
    if aspect.read(draft, step.target, step.after if step.before is None else step.before) != step.after:
        return False
    return draft.put(aspect, step.target, step.before, undoes=step.number)


def _written(draft: Draft, steps: Sequence[_Step]) -> list[Event]:
    """Write what reversed some steps, at one time, and return its events in the order of the steps."""
    last = draft.save()
    if last is None:
        return []
    if len(steps) == 1:
        return [read_event(draft.session, last)]
    query = (
        select(col(StoredEvent.undoes), col(StoredEvent.number))
        .where(
            col(StoredEvent.appraisal_id) == draft.appraisal.id,
            col(StoredEvent.undoes).in_([step.number for step in steps]),
        )
        .order_by(col(StoredEvent.number))  # where two copies took back the same, this one is the later
    )
    numbers: dict[Any, int] = {row.undoes: row.number for row in draft.session.execute(query)}
    return [read_event(draft.session, numbers[step.number]) for step in steps]
