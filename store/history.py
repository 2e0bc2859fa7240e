"""Write and read the history: who changed what, when, from what to what; it is never altered."""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterable, Iterator
from datetime import datetime
from itertools import chain
from sys import intern
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import and_, func, insert, or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from store.column_types import AnySelect
from store.errors import NotFound
from store.handles import present_handle
from store.history_tables import StoredEvent
from store.new_events import HASH, ChainEnds, Entry
from store.records import Event
from store.tables import StoredStudy

if TYPE_CHECKING:
    from store.engine.store import Store

_AT = "at"
"""Under this name a session knows when the last event of its transaction was written."""

_HEAD = "head"
"""Under this name a session knows the hash of the last event that was written in its transaction."""


def list_events(
    db: Store,
    *,
    study_key: str | None = None,
    appraisal_id: UUID | None = None,
    actions: Collection[str] | None = None,
    since: datetime | None = None,
) -> list[Event]:
    """List events of the review, a study or an appraisal, oldest first.

    Args:
        db: the review.
        study_key: only those on this study.
        appraisal_id: only those on this appraisal.
        actions: only those of these actions.
        since: only those after this moment.

    Raises:
        NotFound: there is no study with this key.
    """
    query = _EVENTS.order_by(col(StoredEvent.number))
    if appraisal_id is not None:
        query = query.where(col(StoredEvent.appraisal_id) == appraisal_id)
    if actions is not None:
        query = query.where(col(StoredEvent.action).in_(actions))
    if since is not None:
        query = query.where(col(StoredEvent.at) > since)
    with db.reading() as session:
        if study_key is not None:
            study_id = session.execute(
                select(col(StoredStudy.id)).where(col(StoredStudy.key) == study_key)
            ).scalar()
            if study_id is None:
                raise NotFound(f"no study has the key {study_key!r}: list the studies to see their keys")
            query = query.where(col(StoredEvent.study_id) == study_id)
        return [*_events(session, query)]


def each_event(db: Store) -> Generator[Event, None, None]:
    """Give all events of the review one by one, oldest first, so that a long history is not in memory.

    The review is being read until it ends or is closed.
    """
    with db.reading() as session:
        yield from _events(session, _EVENTS.order_by(col(StoredEvent.number)))


def _events(session: Session, query: AnySelect) -> Iterator[Event]:
    """Give the events that a query selects as `_EVENTS` does; the words that most share are there once."""
    some_at_once: Iterable[Any] = session.connection().execute(query).partitions(_ROWS_AT_ONCE)
    for number, at, reviewer, action, study, appraisal, target, *rest in chain.from_iterable(some_at_once):
        key = None if study is None else intern(study)
        yield Event(number, at, intern(reviewer), intern(action), key, appraisal, intern(target), *rest)


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
        return [*_events(session, _EVENTS.where(wanted).order_by(col(StoredEvent.number)))]


def list_placed(db: Store, actions: Collection[str]) -> list[dict[str, Any]]:
    """List events of some actions with the places that wrote them (ids as text), oldest first."""
    fields = (col(StoredEvent.action), col(StoredEvent.about), col(StoredEvent.place_id))
    query = (
        select(*fields, present_handle(StoredEvent.reviewer).label("reviewer"))
        .where(col(StoredEvent.action).in_(actions))
        .order_by(col(StoredEvent.number))
    )
    with db.reading() as session:
        rows: list[Any] = list(session.execute(query))
    names = ("action", "about", "place_id", "reviewer")
    found = [dict(zip(names, row, strict=True)) for row in rows]
    return [row | {"place_id": str(row["place_id"]) if row["place_id"] else None} for row in found]


def first_work(db: Store, appraisals: Collection[UUID] | None = None) -> dict[UUID, tuple[int, datetime]]:
    """Return by appraisal the number and the time of its first event that is more than a preparation.

    Beginning an appraisal and filling in its preliminaries is preparation; an answer, a note, a quote or a
    judgement is not.

    Args:
        db: the review.
        appraisals: ids of those that are asked about; of more than some thousand, all are read. None: all.
    """
    query = (
        select(
            col(StoredEvent.appraisal_id), func.min(col(StoredEvent.number)), func.min(col(StoredEvent.at))
        )
        .where(col(StoredEvent.appraisal_id).is_not(None), col(StoredEvent.action).not_in(_PREPARING))
        .group_by(col(StoredEvent.appraisal_id))
    )
    if appraisals is not None and len(appraisals) <= _MANY:
        query = query.where(col(StoredEvent.appraisal_id).in_(appraisals))
    with db.reading() as session:
        rows: list[Any] = list(session.execute(query))
    return {identity: (number, at) for identity, number, at in rows}


def record(session: Session, **entry: Any) -> int:
    """Write one event into the caller's transaction.

    Args:
        session: in a writing transaction.
        **entry: the fields of `store.new_events.Entry`.

    Returns:
        Its number.
    """
    return record_all(session, [Entry(**entry)])


def tell(db: Store, **entry: Any) -> int:
    """Write one event, in the transaction that the caller is in or in one of its own; see `record`."""
    with db.writing() as session:
        return record(session, **entry)


def last_time(session: Session) -> datetime:
    """Return the time of the last event that was written in this transaction; there must be one."""
    return session.info[_AT]  # type: ignore[no-any-return]


def record_all(session: Session, entries: Iterable[Entry], *, begun: Iterable[UUID] = ()) -> int:
    """Write events into the caller's transaction, in this order, each chained to those before it.

    Args:
        session: in a writing transaction.
        entries: the events.
        begun: ids of drafts that are made in this transaction: no event before is asked for.

    Returns:
        The number of the last event of the review.
    """
    chain = ChainEnds(session, begun)
    rows = [chain.add(entry) for entry in entries]
    if rows:
        # The connection takes thousands at once; the session would send them in small lots.
        session.connection().execute(insert(StoredEvent), rows)
        session.info[_HEAD], session.info[_AT] = rows[-1]["hash"], rows[-1]["at"]
    return chain.number


def head_of(session: Session) -> str:
    """Return the hash of the last event of the review, in a writing transaction, which is alone."""
    if _HEAD in session.info:  # written in this transaction, so it need not be read
        return str(session.info[_HEAD])
    query = select(HASH).order_by(col(StoredEvent.number).desc()).limit(1)
    return session.execute(query).scalar_one()


def read_event(session: Session, number: int) -> Event:
    """Read the event with this number, which must exist."""
    return Event(*session.execute(_EVENTS.where(col(StoredEvent.number) == number)).one())


_PREPARING = ("appraisal.start", "appraisal.move", "preliminary", "preliminary.shared")
"""Actions of the events on an appraisal that are no work on it, and may come before its first answer."""

_MANY = 5000
"""How many ids one query may name."""
_ROWS_AT_ONCE = 1000
"""How many events are fetched in one go."""

_EVENTS = select(
    col(StoredEvent.number),
    col(StoredEvent.at),
    present_handle(StoredEvent.reviewer),
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
