"""Write and read the history: who changed what, when, from what to what; it is never altered."""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from itertools import chain
from sys import intern
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, String, Uuid, and_, bindparam, func, insert, or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from store import event_chain
from store.column_types import AnySelect
from store.errors import NotFound
from store.handles import present_handle
from store.records import Event
from store.standing_versions import HAS_MERGED, standing_head
from store.tables import StoredEvent, StoredPlace, StoredStudy
from store.validation import handle_key
from store.writing_places import WritingPlace, open_place

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
    aside: bool = False
    """True if it is a step in a draft of one's own, which goes to the side chain of the draft."""
    joins: tuple[str, ...] = ()
    """Hashes of the events that it comes after besides the last one of its own chain."""


_FIELDS = tuple(name for name in Entry.__slots__ if name not in ("aside", "joins"))

_AT = "at"
"""Under this name a session knows when the last event of its transaction was written."""

_HEAD = "head"
"""Under this name a session knows the hash of the last event that was written in its transaction."""

BY_CLOCK = "by clock"
"""Under this name a session knows that events are numbered by the clock: see `team.last_number`."""

KEPT_BY: Mapping[str, str] = {"kept": "server"}
"""What an event on an appraisal says under `about` where the login of a team's member wrote it."""

PLACES = "places"
"""Under this name a session knows who writes where: a `store.writing_places.PlaceOf`."""


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
        **entry: the fields of `Entry`.

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
    chain = _Chain(session, begun)
    rows = [chain.add(entry) for entry in entries]
    if rows:
        # The connection takes thousands at once; the session would send them in small lots.
        session.connection().execute(insert(StoredEvent), rows)
        session.info[_HEAD], session.info[_AT] = rows[-1]["hash"], rows[-1]["at"]
    return chain.number


class _Chain:
    """The ends of the chains that events of one transaction go on from.

    A writing transaction is alone (see `Store.writing`), so what was read once stays true.
    """

    def __init__(self, session: Session, begun: Iterable[UUID] = ()) -> None:
        self._session = session
        self._now = datetime.now(UTC)
        self._number: int | None = None
        self._main: dict[str, str | None] = {}
        """By reviewer, the head of the main chain at the place here."""
        self._side: dict[UUID, tuple[str | None, bool]] = dict.fromkeys(begun, (None, False))
        """By appraisal, the last event on it by its reviewer, and whether that is in its side chain."""
        self._places: dict[str, WritingPlace | None] = {}

    @property
    def number(self) -> int:
        """The number of the last event."""
        if self._number is None:
            number = select(_last_number(bool(self._session.info.get(BY_CLOCK))))
            self._number = self._session.execute(number).scalar_one()
        return self._number

    def add(self, entry: Entry) -> dict[str, Any]:
        """Return the row of one more event."""
        place = self._place_of(entry.reviewer)
        self._read_heads(entry, place)
        parents = self._parents(entry)
        self._number = self.number + 1
        fields = {name: getattr(entry, name) for name in _FIELDS} | {"about": dict(entry.about)}
        row: dict[str, Any] = {
            "id": uuid4(),
            "number": self._number,
            "at": self._now,
            **fields,
            "parents": sorted(parents),
            "salt": event_chain.new_salt(),
            "place_id": place.id if place else None,
            "line": event_chain.line_of(entry.appraisal_id) if entry.aside else event_chain.MAIN,
            "original": None,
        }
        content = event_chain.content_of(row, self._undone(entry))
        row["commitment"] = event_chain.commitment(row["salt"], content)
        row["hash"] = event_chain.event_hash(parents, row["commitment"])
        signs = place is not None and entry.action in event_chain.SIGNED
        row["signature"] = place.sign(bytes.fromhex(row["hash"])).hex() if place and signs else None
        if entry.aside:
            self._side[_draft_of(entry)] = row["hash"], True
        else:
            self._main[entry.reviewer] = row["hash"]
            if entry.appraisal_id is not None:
                self._side[entry.appraisal_id] = row["hash"], False
        return row

    def _parents(self, entry: Entry) -> list[str]:
        main = self._main[entry.reviewer]
        last, is_aside = None, False
        if entry.appraisal_id is not None:
            last, is_aside = self._side.get(entry.appraisal_id, (None, False))
        parents = (last,) if entry.aside and is_aside else (main, last)
        return list(dict.fromkeys(parent for parent in (*parents, *entry.joins) if parent))

    def _place_of(self, reviewer: str) -> WritingPlace | None:
        if reviewer not in self._places:
            place_of = self._session.info.get(PLACES)
            self._places[reviewer] = place_of(reviewer) if place_of is not None and reviewer else None
        return self._places[reviewer]

    def _read_heads(self, entry: Entry, place: WritingPlace | None) -> None:
        """Read the last number and the heads of the chains that an event goes on from, in one statement."""
        draft = entry.appraisal_id
        if entry.reviewer in self._main and (draft is None or draft in self._side):
            return
        query = _heads(placed=place is not None, by_clock=bool(self._session.info.get(BY_CLOCK)))
        asked = {"reviewer": entry.reviewer, "draft": draft, "place": place.id if place else None}
        number, main, head, line, is_known, has_merged = self._session.execute(query, asked).one()
        if self._number is None:
            self._number = number
        if place is not None and not is_known:
            open_place(self._session, place, handle_key(entry.reviewer))
            # What was written before the person had a key here goes on in the chain of the key.
            before = _last_of(_without_place(entry.reviewer), col(StoredEvent.line) == event_chain.MAIN)
            main = self._session.execute(before).scalar()
        self._main.setdefault(entry.reviewer, main)
        if draft is not None:
            if has_merged and draft not in self._side:
                # The last event may be one of a version that waits, or gave way.
                head, line = standing_head(self._session, draft, entry.reviewer, entry.action) or (None, None)
            self._side.setdefault(draft, (head, bool(line)))

    def _undone(self, entry: Entry) -> str | None:
        if entry.undoes is None:
            return None
        query = select(_HASH).where(col(StoredEvent.number) == entry.undoes)
        return self._session.execute(query).scalar()


def _draft_of(entry: Entry) -> UUID:
    if entry.appraisal_id is None:
        raise ValueError("a step aside is one in an appraisal")
    return entry.appraisal_id


@cache
def _heads(*, placed: bool, by_clock: bool) -> AnySelect:
    """Return the query of `_Chain._read_heads`, made once, since each change of an appraisal asks it.

    Its parameters are `reviewer`, `draft` and `place`, of which the last two may be None.

    Args:
        placed: for a reviewer with a key, whose events have a place.
        by_clock: see `_last_number`.
    """
    reviewer = bindparam("reviewer", type_=String)
    # Wherever it was made: the version that stands may have come from another machine of the reviewer.
    by_whom = present_handle(StoredEvent.reviewer) == reviewer
    of_draft = _last_of(by_whom, col(StoredEvent.appraisal_id) == bindparam("draft", type_=Uuid))
    place = bindparam("place", type_=Uuid)
    own = col(StoredEvent.place_id) == place if placed else _without_place(reviewer)
    return select(
        _last_number(by_clock),
        _last_of(own, col(StoredEvent.line) == event_chain.MAIN).scalar_subquery(),
        of_draft.scalar_subquery(),
        of_draft.with_only_columns(col(StoredEvent.line)).scalar_subquery(),
        select(func.count()).where(col(StoredPlace.id) == place).scalar_subquery(),
        HAS_MERGED,
    )


def _without_place(reviewer: str | ColumnElement[str]) -> ColumnElement[bool]:
    """Select the events of a reviewer, called so now, from before there was a key: they have no place."""
    return and_(col(StoredEvent.place_id).is_(None), present_handle(StoredEvent.reviewer) == reviewer)


def _last_of(*conditions: ColumnElement[bool]) -> AnySelect:
    return select(_HASH).where(*conditions).order_by(col(StoredEvent.number).desc()).limit(1)


def _last_number(by_clock: bool) -> ColumnElement[Any]:
    """Return the expression of the last number that was given.

    On a server with a team nobody sees all events, and their number would tell how much others have written.
    """
    return func.team.last_number() if by_clock else _LAST_NUMBER


def head_of(session: Session) -> str:
    """Return the hash of the last event of the review, in a writing transaction, which is alone."""
    if _HEAD in session.info:  # written in this transaction, so it need not be read
        return str(session.info[_HEAD])
    query = select(_HASH).order_by(col(StoredEvent.number).desc()).limit(1)
    return session.execute(query).scalar_one()


def read_event(session: Session, number: int) -> Event:
    """Read the event with this number, which must exist."""
    return Event(*session.execute(_EVENTS.where(col(StoredEvent.number) == number)).one())


_PREPARING = ("appraisal.start", "appraisal.move", "preliminary", "preliminary.shared")
"""Actions of the events on an appraisal that are no work on it, and may come before its first answer."""
_HASH = col(StoredEvent.hash)
_LAST_NUMBER = select(func.coalesce(func.max(col(StoredEvent.number)), 0)).scalar_subquery()

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
