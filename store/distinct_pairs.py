"""Keep which studies look alike and are not the same, as somebody decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from store import validation
from store.column_types import AnySelect, columns
from store.engine.store import Store
from store.errors import AlreadyExists, InvalidValue, NotFound
from store.handles import present_handle
from store.history import record
from store.reviewers import reviewer_of
from store.tables import StoredDistinctPair, StoredStudy

DISTINCT: Final = "study.distinct"
TAKEN_BACK: Final = "study.distinct.remove"
"""Actions of the events."""


@dataclass(frozen=True, slots=True)
class DistinctPair:
    """Two studies that are not the same, and who said so; `first` is the smaller id."""

    first: UUID
    second: UUID
    reason: str
    decided_by: str
    decided_at: datetime


def list_distinct(db: Store) -> list[DistinctPair]:
    """List the pairs, oldest first."""
    fields = (
        StoredDistinctPair.study_id,
        StoredDistinctPair.other_id,
        StoredDistinctPair.reason,
    )
    decided = present_handle(StoredDistinctPair.decided_by), col(StoredDistinctPair.decided_at)
    query: AnySelect = select(*columns(*fields), *decided)
    with db.reading() as session:
        pairs = [DistinctPair(*row) for row in session.execute(query)]
    return sorted(pairs, key=lambda pair: (pair.decided_at, pair.first, pair.second))


def mark_distinct(db: Store, one: UUID, other: UUID, reason: str, *, by: str) -> None:
    """Keep that two studies are not the same.

    Raises:
        NotFound: there is no such study.
        AlreadyExists: that was said before.
        InvalidValue: no reason, or one study with itself.
    """
    reason = validation.text(reason, "reason", required=True)
    first, second = _ordered(one, other)
    with db.writing() as session:
        reviewer = reviewer_of(session, by)
        keys = [_key(session, identity) for identity in (one, other)]
        if _row(session, first, second) is not None:
            raise AlreadyExists(
                f"{keys[0]} and {keys[1]} are marked as distinct already: nothing was changed"
            )
        session.add(
            StoredDistinctPair(
                id=uuid4(),
                study_id=first,
                other_id=second,
                reason=reason,
                decided_by=reviewer.handle,
                decided_at=datetime.now(UTC),
            )
        )
        session.flush()
        _tell(session, DISTINCT, reviewer.handle, (one, other), keys[1], reason)


def take_back_distinct(db: Store, one: UUID, other: UUID, reason: str, *, by: str) -> None:
    """Take back that two studies are not the same; the history keeps that it was said.

    Raises:
        NotFound: there is no such study, or nobody has said so.
        InvalidValue: no reason, or one study with itself.
    """
    reason = validation.text(reason, "reason", required=True)
    first, second = _ordered(one, other)
    with db.writing() as session:
        reviewer = reviewer_of(session, by)
        keys = [_key(session, identity) for identity in (one, other)]
        row = _row(session, first, second)
        if row is None:
            raise NotFound(
                f"{keys[0]} and {keys[1]} are not marked as distinct: there is nothing to take back"
            )
        session.delete(row)
        session.flush()
        _tell(session, TAKEN_BACK, reviewer.handle, (one, other), keys[1], reason)


def _ordered(one: UUID, other: UUID) -> tuple[UUID, UUID]:
    if one == other:
        raise InvalidValue("a study is not distinct from itself: name two studies")
    first, second = sorted((one, other))
    return first, second


def _row(session: Session, first: UUID, second: UUID) -> StoredDistinctPair | None:
    query = select(StoredDistinctPair).filter_by(study_id=first, other_id=second)
    return session.execute(query).scalar()


def _key(session: Session, study: UUID) -> str:
    key: Any = session.execute(select(col(StoredStudy.key)).where(col(StoredStudy.id) == study)).scalar()
    if key is None:
        raise NotFound("the study is not in the review any more: list the studies to see what is")
    return str(key)


def _tell(session: Session, action: str, by: str, pair: tuple[UUID, UUID], target: str, reason: str) -> None:
    one, other = pair
    record(
        session,
        action=action,
        reviewer=by,
        study_id=one,
        target=target,
        about={"other": str(other)},
        reason=reason,
    )
