"""Give rows to another study, and write the events of the appraisals that moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session
from sqlmodel import col

from store.column_types import Row
from store.history import record_all
from store.new_events import Entry
from store.records import AppraisalKind
from store.standing_merges import MOVE
from store.tables import StoredStudy


@dataclass(frozen=True, slots=True)
class AppraisalMove:
    """An appraisal that moves; `undoes` is the number of the event of an earlier move that it takes back."""

    appraisal: UUID
    kind: str
    undoes: int | None = None


def tell_moves(
    session: Session, by: str, other: StoredStudy, kept: StoredStudy, moves: Sequence[AppraisalMove]
) -> None:
    """Write an event for each appraisal that moved.

    It is a step aside, as those in a draft are, so that the main chain does not tell how many drafts moved.
    """
    about = {"merged": str(other.id), "kept": str(kept.id)}
    entries = [
        Entry(
            action=MOVE,
            reviewer=by,
            study_id=other.id,
            appraisal_id=move.appraisal,
            target=kept.key if move.undoes is None else other.key,
            about=about,
            undoes=move.undoes,
            aside=move.kind == AppraisalKind.INDEPENDENT,
        )
        for move in moves
    ]
    record_all(session, entries)


def move_rows(session: Session, table: type[Row], ids: Any, study: UUID, source: UUID | None = None) -> None:
    """Give rows to another study; with `source` only those that it has now."""
    wanted = list(ids)
    if not wanted:
        return
    change = update(table).where(col(table.id).in_(wanted))
    if source is not None:
        change = change.where(table.study_id == source)  # type: ignore[attr-defined]
    session.execute(change.values(study_id=study), execution_options={"synchronize_session": False})


def ids_in(moved: dict[str, Any], name: str) -> list[UUID]:
    return [UUID(each) for each in moved.get(name, ())]
