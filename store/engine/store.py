"""Open and make reviews, and run the transactions in which everything else in the store works."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self
from uuid import uuid4

from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

from store.drafts import clear_abandoned
from store.engine import postgres, schema, sqlite, sqlite_files
from store.engine.error_translation import locked, translating
from store.engine.locations import FilePlace, Place, ServerPlace, find_place
from store.engine.shared_folders import refuse_shared_folder
from store.engine.wholeness import Wholeness
from store.errors import StoreError, UnreachableReview
from store.history import record
from store.new_events import BY_CLOCK, PLACES
from store.tables import StoredReview
from store.validation import handle, text
from store.writing_places import PlaceOf

if TYPE_CHECKING:
    from store.damaged_rows import DamagedRow
    from store.server_damage import ServerDamage
    from store.team.members import Member


class Store:
    """An open review, which several threads may use at once; close it when done, or use it as a context.

    The functions of the store's modules take it as their first argument. Its transactions are for them alone.
    """

    def __init__(self, place: Place, engine: Engine) -> None:
        self._place = place
        self._engine = engine
        self._reader, self._writer = _reader(engine), engine.execution_options(immediate=True)
        self._turn, self._closing = threading.Lock(), threading.Lock()
        self._open = threading.local()
        self._closed = False
        self.place_of: PlaceOf | None = None
        """Who writes where; while nobody says, steps are written without a key."""
        self._file = sqlite_files.identity(place.path) if isinstance(place, FilePlace) else None
        self._whole = Wholeness(place.path) if isinstance(place, FilePlace) else None
        self._server_damage: ServerDamage | None = None
        self.left_out: tuple[DamagedRow, ...] = ()
        """What cannot be read and is left out of every reading; see `leave_out_damage`."""
        self.member: Member | None = None
        """Who is connected, where the server keeps the members of a team apart; None elsewhere."""
        self.changes = 0
        """How many transactions changed the review so far."""
        if self._file is not None:
            sqlite_files.in_use[self._file] += 1

    @property
    def location(self) -> str:
        """The file or address as it was given, without any password."""
        return self._place.shown

    @property
    def is_on_server(self) -> bool:
        """True if it is in a database on a server, and not in a file."""
        return isinstance(self._place, ServerPlace)

    def close(self) -> None:
        """Let go of the review; closing twice does no harm."""
        with self._closing:
            closed, self._closed = self._closed, True
        if not closed:
            with translating(self.location):
                self._engine.dispose()
            if self._whole is not None:
                self._whole.close()
            if self._file is not None:
                sqlite_files.in_use[self._file] -= 1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give one consistent view of the review.

        A block inside another block of the same thread joins it: it sees the same state, and inside
        `writing` what was written so far.

        Raises:
            StoreError: whatever goes wrong in the block below the store.
        """
        outer = self._current
        if outer is not None:
            yield outer.session
            return
        try:
            with (
                self._translating(),
                Session(self._reader, autoflush=False) as session,
                self._joining(_Transaction(session, writes=False)),
            ):
                self._hide_damage(session, guard=False)
                yield session
        finally:
            self.make_whole()  # what was written during this read could not go into the file

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Run one transaction that changes the review: all of the block is saved at its end, or nothing.

        It is the only one of its kind while it lasts (SQLite: BEGIN IMMEDIATE; PostgreSQL: an advisory
        lock), so that what is read in it stays true until it ends. A `writing` block inside another one of
        the same thread joins it, so that a use case with several changes keeps all of them or none.

        Raises:
            LockedReview: another program did not let go in time.
            StoreError: whatever else goes wrong in the block below the store.
        """
        outer = self._current
        if outer is not None and outer.writes:
            with _dooming(outer):
                yield outer.session
            return
        with self._translating(), self._taking_turns():
            self._see_that_the_file_is_there()
            with Session(self._writer, expire_on_commit=False) as session, session.begin():
                session.info[PLACES] = self.place_of
                session.info[BY_CLOCK] = self.member is not None
                session.connection()  # begins here: SQLAlchemy would wait for the first statement
                if session.get_bind().dialect.name == "postgresql":
                    postgres.wait_for_turn(session)
                self._hide_damage(session, guard=True)
                transaction = _Transaction(session, writes=True)
                with self._joining(transaction):
                    yield session
                if transaction.is_doomed:
                    raise StoreError("a part of this change failed, so none of it was saved: try again")
            self.changes += 1
            if self._whole is not None:
                self._whole.checkpoint()

    def leave_out_damage(self) -> bool:
        """Look for what cannot be read, and leave it out of everything that is read from now on.

        Returns:
            True if there is some that was not left out before, so that it is worth reading again. False
            within a transaction, which goes on as it began.

        Raises:
            DamagedValue: too much of it cannot be read.
        """
        if self._current is not None:
            return False
        with self._translating():
            found = self._find_damage()
        is_more = not set(found) <= set(self.left_out)
        if is_more:
            self._leave_out(found)
        return is_more

    def _find_damage(self) -> tuple[DamagedRow, ...]:
        from store import damaged_rows, server_damage  # only where there is damage

        if isinstance(self._place, FilePlace):
            return damaged_rows.find_damage(self._place)
        return server_damage.find_damage(self._engine)

    def _leave_out(self, found: tuple[DamagedRow, ...]) -> None:
        from store import damaged_rows, server_damage

        if isinstance(self._place, FilePlace):
            if not self.left_out:
                damaged_rows.send_writes_to_tables(self._engine)
        else:
            if self._server_damage is None:
                self._server_damage = server_damage.ServerDamage(self._engine)
                self._reader = postgres.reader(self._engine, with_views=True)
            self._server_damage.rows = found
        self.left_out = found

    def _hide_damage(self, session: Session, *, guard: bool) -> None:
        if self._server_damage is not None:
            self._server_damage.hide(session.connection())
        elif self.left_out:
            from store import damaged_rows

            damaged_rows.hide(session.connection(), self.left_out, guard=guard)

    def make_whole(self) -> bool:
        """Bring into the file what is still beside it, so that a plain copy of the file has every change.

        That is done after each change by itself. Where another program was within a read then, it is done
        when the next read of this program ends, when it closes the review, or when this is called.

        Returns:
            True if the file holds everything; always so on a server, whose files nobody copies.
        """
        return self._whole is None or self._closed or self._whole.see_to()

    @property
    def _current(self) -> _Transaction | None:
        """The transaction that this thread is in."""
        return getattr(self._open, "transaction", None)

    @contextmanager
    def _joining(self, transaction: _Transaction) -> Iterator[None]:
        """Let blocks inside this one join its transaction."""
        outer, self._open.transaction = self._current, transaction
        try:
            yield
        finally:
            self._open.transaction = outer

    @contextmanager
    def _translating(self) -> Iterator[None]:
        if self._closed:
            raise StoreError(f"{self.location} was closed: open it again")
        secrets = self._place.secrets if isinstance(self._place, ServerPlace) else ()
        with translating(self.location, secrets):
            yield

    @contextmanager
    def _taking_turns(self) -> Iterator[None]:
        # SQLite's own waiting is polling and not fair; threads of one program need not go through it.
        if not self._turn.acquire(timeout=sqlite_files.BUSY_SECONDS * 4):
            raise locked(self.location)
        try:
            yield
        finally:
            self._turn.release()

    def _see_that_the_file_is_there(self) -> None:
        """Refuse to go on without the file: SQLite would write into a deleted one, and all would be lost."""
        if isinstance(self._place, FilePlace) and self._file != sqlite_files.identity(self._place.path):
            raise UnreachableReview(
                f"{self.location} was moved, deleted or replaced meanwhile: put it back, or open it again"
            )


@dataclass(slots=True)
class _Transaction:
    """A transaction that a thread is in.

    Attributes:
        session: through which all statements of the transaction go.
        writes: True in a `writing` block.
        is_doomed: True once a block inside it failed; what is left of it must not be saved.
    """

    session: Session
    writes: bool
    is_doomed: bool = False


@contextmanager
def _dooming(transaction: _Transaction) -> Iterator[None]:
    """Mark the transaction as one that must not be saved if the block fails."""
    try:
        yield
    except BaseException:
        transaction.is_doomed = True
        raise


def create_review(location: str | Path, *, title: str, question: str = "", by: str = "") -> Store:
    """Make a new review and open it.

    Args:
        location: a file that does not exist yet, or the address of an empty PostgreSQL database.
        title: of the review; not empty.
        question: that the review asks.
        by: handle of who wrote the question; empty where nobody said.

    Raises:
        AlreadyExists: there is something already; it is left as it was.
        SharedFolder: the file would be on a network drive or in a synchronised folder.
        InvalidValue: the title is empty, or the location is neither a path nor a PostgreSQL address.
        StoreError: it cannot be made there, for the reason given.
    """
    text(title, "title", required=True)
    text(question, "question")
    author = handle(by) if by and question else ""
    place = find_place(location)

    def fill(connection: Connection) -> None:
        schema.create_tables(connection)
        with Session(connection) as session:
            asked = {"title": title, "question": question}
            now = datetime.now(UTC)
            protocol = {"question": {"by": author, "at": now.isoformat()}} if author else {}
            new = StoredReview(id=uuid4(), **asked, created_at=now, blind=True, header={}, protocol=protocol)
            session.add(new)
            record(session, action="review.create", reviewer=author, after=asked)
            session.flush()

    if isinstance(place, ServerPlace):
        engine = postgres.make_engine(place)
        with _disposing_on_failure(engine), translating(place.shown, place.secrets):
            postgres.create(engine, place.shown, fill)
            return Store(place, engine)
    with translating(place.shown):
        refuse_shared_folder(place.path)
        sqlite_files.create_file(place.path, place.shown, lambda draft: sqlite.in_file(draft, fill))
    return open_review(location)


def open_review(location: str | Path) -> Store:
    """Open a review that exists; an older review is brought to the present version.

    Raises:
        ReviewNotFound, NotAReview, NewerReview, ReadOnlyReview, LockedReview, CorruptReview, SharedFolder,
        UnreachableReview, MissingDriver, InvalidValue: as their names say. What is there stays as it was.
    """
    place = find_place(location)
    if isinstance(place, ServerPlace):
        engine = postgres.make_engine(place)
        with _disposing_on_failure(engine), translating(place.shown, place.secrets):
            postgres.examine_and_migrate(engine, place.shown)
            db = Store(place, engine)
            with db.reading() as session:
                from store.team.members import own_membership  # only for a server

                db.member = own_membership(session)
            return db
    with translating(place.shown):
        clear_abandoned(place.path.parent)
        version = sqlite_files.examine(place.path, place.shown)
        refuse_shared_folder(place.path)
        if schema.is_older(version, place.shown):
            sqlite.in_file(place.path, lambda connection: sqlite.migrate_file(connection, place.shown))
        engine = sqlite.make_engine(place.path)
        with _disposing_on_failure(engine):
            sqlite.try_writing(engine, place)
            db = Store(place, engine)
            db.make_whole()  # a crash may have left something beside the file
            return db


def _reader(engine: Engine) -> Engine:
    return postgres.reader(engine) if engine.dialect.name == "postgresql" else engine


@contextmanager
def _disposing_on_failure(engine: Engine) -> Iterator[None]:
    try:
        yield
    except BaseException:
        engine.dispose()
        raise
