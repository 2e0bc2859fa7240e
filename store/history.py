"""Write and read the history: who changed what, when, from what to what; it is never altered."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from sqlalchemy import and_, func, insert, or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from store.errors import NotFound
from store.records import Event
from store.tables import StoredEvent, StoredStudy

if TYPE_CHECKING:
    from store.engine.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An event about to be written."""

    action: str
    reviewer: str = ""
    study_id: UUID | None = None
    appraisal_id: UUID | None = None
    target: str = ""
    about: Mapping[str, str] = field(default_factory=dict)
    before: Any = None
    after: Any = None
    reason: str = ""
    undoes: int | None = None


def list_events(
    db: Store,
    *,
    study_key: str | None = None,
    appraisal_id: UUID | None = None,
    actions: Collection[str] | None = None,
) -> list[Event]:
    """List events of the review, a study or an appraisal, or of some actions only, oldest first.

    Raises:
        NotFound: there is no study with this key.
    """
    query = _EVENTS.order_by(col(StoredEvent.number))
    if appraisal_id is not None:
        query = query.where(col(StoredEvent.appraisal_id) == appraisal_id)
    if actions is not None:
        query = query.where(col(StoredEvent.action).in_(actions))
    with db.reading() as session:
        if study_key is not None:
            study_id = session.execute(
                select(col(StoredStudy.id)).where(col(StoredStudy.key) == study_key)
            ).scalar()
            if study_id is None:
                raise NotFound(f"no study has the key {study_key!r}: list the studies to see their keys")
            query = query.where(col(StoredEvent.study_id) == study_id)
        return [Event(*row) for row in session.execute(query)]


def list_events_on(
    db: Store, study_ids: Collection[UUID], *, actions: Collection[str], always: Collection[str]
) -> list[Event]:
    """List events of some actions on some studies, and of other actions on any, oldest first.

    Args:
        db: the review.
        study_ids: the studies; of more than some thousand, the events on all are listed.
        actions: those whose events are listed on these studies only.
        always: those whose events are listed whatever they are on.
    """
    on_them = [col(StoredEvent.action).in_(actions)]
    if len(study_ids) <= _MANY:
        on_them.append(col(StoredEvent.study_id).in_(study_ids))
    wanted = or_(col(StoredEvent.action).in_(always), and_(*on_them))
    with db.reading() as session:
        query = _EVENTS.where(wanted).order_by(col(StoredEvent.number))
        return [Event(*row) for row in session.execute(query)]


def first_work(db: Store) -> dict[UUID, tuple[int, datetime]]:
    """Return by appraisal the number and the time of its first event that is more than a preparation.

    Beginning an appraisal and filling in its preliminaries is preparation; an answer, a note, a quote or a
    judgement is not.
    """
    query = (
        select(
            col(StoredEvent.appraisal_id), func.min(col(StoredEvent.number)), func.min(col(StoredEvent.at))
        )
        .where(col(StoredEvent.appraisal_id).is_not(None), col(StoredEvent.action).not_in(_PREPARING))
        .group_by(col(StoredEvent.appraisal_id))
    )
    with db.reading() as session:
        rows: list[Any] = list(session.execute(query))
    return {identity: (number, at) for identity, number, at in rows}


def record(session: Session, **entry: Any) -> int:
    """Write one event into the caller's transaction.

    Args:
        session: in a writing transaction.
        **entry: the fields of `Entry`.

    Returns:
        Its number.
    """
    return record_all(session, [Entry(**entry)])


def record_all(session: Session, entries: Iterable[Entry]) -> int:
    """Write events into the caller's transaction, in this order.

    Returns:
        The number of the last event of the review.
    """
    # Safe, because a writing transaction is alone: see Store.writing.
    number = session.execute(select(func.coalesce(func.max(col(StoredEvent.number)), 0))).scalar_one()
    now = datetime.now(UTC)
    rows = []
    for entry in entries:
        number += 1
        fields = {name: getattr(entry, name) for name in Entry.__slots__} | {"about": dict(entry.about)}
        rows.append({"id": uuid4(), "number": number, "at": now, **fields})
    if rows:
        # The connection takes thousands at once; the session would send them in small lots.
        session.connection().execute(insert(StoredEvent), rows)
    return number


def read_event(session: Session, number: int) -> Event:
    """Read the event with this number, which must exist."""
    return Event(*session.execute(_EVENTS.where(col(StoredEvent.number) == number)).one())


_PREPARING = ("appraisal.start", "preliminary", "preliminary.shared")
"""Actions of the events on an appraisal that come before its first answer."""

_MANY = 5000
"""How many ids one query may name."""

_EVENTS = select(
    col(StoredEvent.number),
    col(StoredEvent.at),
    col(StoredEvent.reviewer),
    col(StoredEvent.action),
    col(StoredStudy.key),
    col(StoredEvent.appraisal_id),
    col(StoredEvent.target),
    col(StoredEvent.about),
    col(StoredEvent.before),
    col(StoredEvent.after),
    col(StoredEvent.reason),
    col(StoredEvent.undoes),
).outerjoin(StoredStudy, col(StoredStudy.id) == col(StoredEvent.study_id))
