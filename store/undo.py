"""Take back what was changed in a draft, step by step, by what the history says."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from store import answers, consensus_decisions, preliminaries, quotes
from store.checklist_upgrades import UPGRADE
from store.column_types import columns
from store.draft_changes import Aspect, Draft, changing
from store.engine.store import Store
from store.history import read_event
from store.records import Event
from store.tables import StoredEvent

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
        return take_back_last(draft)


def take_back_last(draft: Draft) -> Event | None:
    """Take back the last change of a draft that still stands; called again, the one before.

    A shared preliminary that was changed again through another appraisal no longer stands and is passed over.

    Returns:
        The new event, whose `undoes` is the number of the one taken back; None where there is none.

    Raises:
        Conflict: the appraisal is submitted.
    """
    draft.require_draft()
    draft.save()  # what was changed in this transaction can be taken back as well
    events = draft.session.execute(_undoable(draft.appraisal.id)).all()
    for number, action, target, before, after in events:
        aspect = ASPECTS[action]
        if action == quotes.QUOTE.action and before is None:
            aspect = quotes.removed(after["id"])
        if aspect.read(draft, target, after if before is None else before) != after:
            continue
        draft.put(aspect, target, before, undoes=number)
        undone = draft.save()
        return None if undone is None else read_event(draft.session, undone)
    return None


def _undoable(appraisal_id: UUID) -> Select[Any]:
    """Select the changes that were not taken back, the last one first; taking back is not one of them.

    What was changed before an upgrade is left out: it was said of the words of an earlier version.
    """
    later, upgraded = aliased(StoredEvent), aliased(StoredEvent)
    fields = (
        StoredEvent.number,
        StoredEvent.action,
        StoredEvent.target,
        StoredEvent.before,
        StoredEvent.after,
    )
    return (
        select(*columns(*fields))
        .where(
            col(StoredEvent.appraisal_id) == appraisal_id,
            col(StoredEvent.action).in_(ASPECTS),
            col(StoredEvent.undoes).is_(None),
            ~select(col(later.id)).where(col(later.undoes) == col(StoredEvent.number)).exists(),
            ~select(col(upgraded.id))
            .where(
                col(upgraded.appraisal_id) == appraisal_id,
                col(upgraded.action) == UPGRADE,
                col(upgraded.number) > col(StoredEvent.number),
            )
            .exists(),
        )
        .order_by(col(StoredEvent.number).desc())
    )
