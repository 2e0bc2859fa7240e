"""Tell which studies are merged into which, by the merges that were not taken back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from store import appraisal_line
from store.column_types import columns
from store.engine.store import Store
from store.errors import Conflict, NotFound
from store.history import list_events, read_event
from store.history_tables import StoredEvent
from store.records import Event
from store.tables import StoredStudy

MERGE: Final = "study.merge"
MOVE: Final = appraisal_line.MOVE
FOLLOW: Final = "study.follow"
"""Actions of the events of a merge, of an appraisal that went along, and of what came later from another file
and went to the kept study too."""


@dataclass(frozen=True, slots=True)
class StandingMerge:
    """A merge that was not taken back: which study was merged into which, by whom, when and why."""

    other: UUID
    other_key: str
    kept: UUID
    event: Event


def standing_merges(db: Store, kept: UUID | None = None) -> list[StandingMerge]:
    """List the merges that were not taken back, of the review or into one study, oldest first."""
    fields = (StoredStudy.id, StoredStudy.key, StoredStudy.merged_into)
    query = select(*columns(*fields)).where(col(StoredStudy.merged_into).is_not(None))
    if kept is not None:
        query = query.where(col(StoredStudy.merged_into) == kept)
    with db.reading() as session:
        rows: list[Any] = list(session.execute(query))
        last = {event.study_key: event for event in list_events(db, actions=(MERGE,))} if rows else {}
    merges = [StandingMerge(other, key, into, last[key]) for other, key, into in rows if key in last]
    return sorted(merges, key=lambda merge: merge.event.number)


def merged_keys(db: Store) -> dict[UUID, tuple[str, ...]]:
    """Return the keys of the studies that were merged into others, by id of the other."""
    fields = (StoredStudy.merged_into, StoredStudy.key)
    query = select(*columns(*fields)).where(col(StoredStudy.merged_into).is_not(None))
    merged: dict[UUID, tuple[str, ...]] = {}
    with db.reading() as session:
        rows: list[Any] = sorted(session.execute(query))
        for kept, key in rows:
            merged[kept] = (*merged.get(kept, ()), key)
    return merged


def merge_to_split(session: Session, other: StoredStudy) -> StandingMerge:
    """Return the merge of a study that can be taken back.

    Raises:
        Conflict: it is not merged, or another study was merged into the same one later.
    """
    if other.merged_into is None:
        raise Conflict(f"{other.key} is not merged into another study: there is nothing to split")
    beside = [stored_study(session, each) for each in merged_into(session, other.merged_into)]
    last = max((_last_merge(session, each) for each in beside), key=lambda merge: merge.event.number)
    if last.other != other.id:
        raise Conflict(f"{last.other_key} was merged later: split {last.other_key} first")
    return last


def _last_merge(session: Session, other: StoredStudy) -> StandingMerge:
    event = _last_event(session, other.id)
    if event is None:
        raise Conflict(f"the history does not say how {other.key} was merged: it cannot be split")
    return StandingMerge(other.id, other.key, _id(other.merged_into), event)


def merged_into(session: Session, kept: UUID) -> list[UUID]:
    """Return the ids of the studies that are merged into one, in a writing transaction or a reading one."""
    query = select(col(StoredStudy.id)).where(col(StoredStudy.merged_into) == kept)
    return sorted(session.execute(query).scalars())


def stored_study(session: Session, identity: UUID) -> StoredStudy:
    """Return the row of a study.

    Raises:
        NotFound: there is none.
    """
    study = session.get(StoredStudy, identity)
    if study is None:
        raise NotFound("the study is not in the review any more: list the studies to see what is")
    return study


def _id(identity: UUID | None) -> UUID:
    assert identity is not None
    return identity


def _last_event(session: Session, study: UUID) -> Event | None:
    """Return the event of the last merge of a study; None where there is none."""
    query = select(col(StoredEvent.number)).where(
        col(StoredEvent.action) == MERGE, col(StoredEvent.study_id) == study
    )
    number = session.execute(query.order_by(col(StoredEvent.number).desc()).limit(1)).scalar()
    return None if number is None else read_event(session, number)
