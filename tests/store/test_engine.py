"""Opening and making reviews, and the transactions on them."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.sql.compiler import SQLCompiler

from store import Store, create_review, history, open_review, reviews, studies
from store.bibliography import Bibliography
from store.engine import sqlite_files
from store.engine.locations import ServerPlace
from store.errors import (
    AlreadyExists,
    InvalidValue,
    LockedReview,
    NewerReview,
    NotAReview,
    NotFound,
    ReadOnlyReview,
    ReviewNotFound,
    StoreError,
    UnreachableReview,
)
from store.records import NewStudy


def test_created_and_opened(location: str) -> None:
    """A review that was made can be opened, and says the same about itself."""
    with create_review(location, title="T", question="Q?") as made:
        expected = reviews.read_review(made)
    with open_review(location) as opened:
        assert expected == reviews.read_review(opened)
        assert (expected.title, expected.question) == ("T", "Q?")
        assert [event.action for event in history.list_events(opened)] == ["review.create"]


def test_what_is_compiled_for_one_file_serves_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Statements that a program sent to one review are not made anew for another; each gets its own rows."""
    compiled: list[str] = []
    make = SQLCompiler.__init__

    def counted(self: SQLCompiler, *args: object, **named: object) -> None:
        make(self, *args, **named)  # type: ignore[arg-type]
        compiled.append(str(self))

    for name in ("one", "two", "three"):
        create_review(tmp_path / f"{name}.db", title=name).close()
    monkeypatch.setattr(SQLCompiler, "__init__", counted)
    for name in ("one", "two", "three"):
        compiled.clear()
        with open_review(tmp_path / f"{name}.db") as opened:
            studies.add_study(opened, NewStudy(name, Bibliography(title=name)), by="anna")
            assert "study.add" == history.list_events(opened)[-1].action
            assert ([name], name) == (
                [row.key for row in studies.list_studies(opened)],
                reviews.read_review(opened).title,
            )
    assert [] == compiled


def test_not_created_twice(location: str) -> None:
    """Making a review where one is changes nothing and says so."""
    with create_review(location, title="First"):
        pass
    with pytest.raises(AlreadyExists, match="open it"):
        create_review(location, title="Second")
    with open_review(location) as opened:
        assert reviews.read_review(opened).title == "First"


@pytest.mark.parametrize("title", ["", "  ", "a\0b", "a\ud800"])
def test_title_that_does_not_do(location: str, title: str) -> None:
    """A review needs a title that both databases can keep."""
    with pytest.raises(InvalidValue, match="title"):
        create_review(location, title=title)


def test_closed_store(db: Store) -> None:
    """A closed review refuses work in one line; closing it again does no harm."""
    db.close()
    db.close()
    with pytest.raises(StoreError, match="was closed: open it again"):
        studies.list_studies(db)


def test_newer_review(location: str) -> None:
    """A review of a later program is refused, with the advice to upgrade."""
    with create_review(location, title="T") as made, made.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerReview, match="upgrade appraisal-workbench"):
        open_review(location)


def test_failed_transaction_leaves_nothing(db: Store) -> None:
    """What a writing transaction did before it failed is not there afterwards, and the next one works."""

    def fail() -> None:
        with db.writing() as session:
            session.execute(text("UPDATE review SET title = 'changed'"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert reviews.read_review(db).title == "Fluvoxamine"
    studies.add_study(db, NewStudy("a", Bibliography(title="A")), by="anna")


def test_errors_of_the_database_do_not_leak(db: Store) -> None:
    """A statement that the database refuses ends in a StoreError of one line."""
    for statement in ("SELECT * FROM nothing", "INSERT INTO review SELECT * FROM review"):
        with pytest.raises(StoreError) as caught, db.writing() as session:
            session.execute(text(statement))
        assert len(str(caught.value).splitlines()) == 1


def test_changes_in_one_block_are_saved_together(db: Store) -> None:
    """Of several changes in one writing block none is saved if the last one fails."""

    def change() -> None:
        with db.writing():
            _add(db, "one")
            _add(db, "two", title="\0")

    with pytest.raises(InvalidValue):
        change()
    assert studies.list_studies(db) == []


def test_a_failure_inside_a_block_cannot_be_passed_over(db: Store) -> None:
    """A block that goes on after a part of it failed saves nothing and says so."""

    def change() -> None:
        with db.writing():
            _add(db, "one")
            with suppress(NotFound), db.writing():
                _add(db, "two")
                studies.set_calibration(db, uuid4(), True, by="anna")

    with pytest.raises(StoreError, match="none of it was saved"):
        change()
    assert studies.list_studies(db) == []


def test_reading_inside_writing_sees_what_was_written(db: Store) -> None:
    """What a use case reads between its changes holds those that it made so far."""
    with db.writing():
        _add(db, "one")
        assert [row.key for row in studies.list_studies(db)] == ["one"]


def _add(db: Store, key: str, title: str = "A title") -> None:
    studies.add_study(db, NewStudy(key, Bibliography(title=title)), by="anna")


def test_writers_wait_for_each_other(db: Store, impatient: None) -> None:
    """A second program's writing transaction cannot begin beside the first, not even to read: it is told of
    the lock.
    """
    with _again(db) as other, db.writing():
        with pytest.raises(LockedReview, match="close that one, or wait"), other.writing():
            pass
        assert studies.list_studies(other) == []


def _again(db: Store) -> Store:
    """The same review opened once more, as another program does."""
    place = db._place
    return open_review(place.url.render_as_string(False) if isinstance(place, ServerPlace) else place.path)


def test_readers_see_one_moment(db: Store) -> None:
    """What is committed while a reading transaction lasts does not show in it."""
    with db.reading() as session:
        before = session.execute(text("SELECT count(*) FROM study")).scalar()
        studies.add_study(db, NewStudy("a", Bibliography(title="A")), by="anna")
        assert before == session.execute(text("SELECT count(*) FROM study")).scalar()
    assert len(studies.list_studies(db)) == 1


def test_used_by_threads(db: Store) -> None:
    """Threads of one program may write at the same time; nothing is lost and no number of the history is
    given twice.
    """

    def add(letter: str) -> None:
        for number in range(10):
            studies.add_study(db, NewStudy(f"{letter}{number}", Bibliography(title=letter)), by="anna")

    threads = [threading.Thread(target=add, args=(letter,)) for letter in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    numbers = [event.number for event in history.list_events(db)]
    assert len(studies.list_studies(db)) == 40
    assert list(range(1, len(numbers) + 1)) == numbers


@pytest.mark.parametrize(
    "location", ["", "  ", ":memory:", "sqlite://", "sqlite:///", "mysql://u:secret@h/d", "a\0b"]
)
def test_locations_that_are_none(location: str) -> None:
    """What is neither a file nor a PostgreSQL address is refused, without repeating a password."""
    with pytest.raises(InvalidValue) as caught:
        open_review(location)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "most"), [("a" * 251 + ".db", 247), ("ä" * 124 + ".db", 247), ("/".join(["a" * 90] * 6), 460)]
)
def test_names_that_leave_no_room_for_side_files(tmp_path: Path, name: str, most: int) -> None:
    """They are refused with the length that fits, before anything is made."""
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    for attempt in (open_review, partial(create_review, title="T")):
        with pytest.raises(InvalidValue, match=f"too long.*at most {most} bytes"):
            attempt(tmp_path / name)
    assert [] == [path for path in tmp_path.rglob("*") if path.is_file()]


def test_the_longest_name_that_fits(tmp_path: Path) -> None:
    """It is made, opened again, and written."""
    path = tmp_path / ("a" * 244 + ".db")
    create_review(path, title="T").close()
    with open_review(path) as opened:
        studies.add_study(opened, NewStudy("a", Bibliography(title="A")), by="anna")


def test_sqlite_address(tmp_path: Path) -> None:
    """A file may be given as SQLAlchemy writes it, and with characters that mean something in an address."""
    path = tmp_path / "a ?#%41&b.db"
    with create_review(path, title="T"):
        pass
    with open_review(path) as opened:
        assert str(path) == opened.location
    plain = tmp_path / "plain.db"
    path.rename(plain)
    with open_review(f"sqlite:///{plain}") as opened:
        assert reviews.read_review(opened).title == "T"


def test_settings_of_sqlite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each connection keeps commits through a power cut, holds foreign keys and waits for locks."""
    connect_as_users_do = sqlite_files.connect_for_use.__wrapped__  # type: ignore[attr-defined]
    monkeypatch.setattr(sqlite_files, "connect_for_use", connect_as_users_do)
    with create_review(tmp_path / "r.db", title="T") as made, made.writing() as session:
        got = {
            name: session.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "application_id")
        }
    expected = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000}
    assert expected | {"application_id": sqlite_files.APPLICATION_ID} == got


def test_writing_begins_immediate(tmp_path: Path) -> None:
    """A writing transaction holds SQLite's write lock before its first statement, a reading one never."""
    path = tmp_path / "r.db"
    with create_review(path, title="T") as made, closing(sqlite3.connect(path, timeout=0)) as other:
        with made.reading() as session:
            session.execute(text("SELECT 1"))
            other.execute("BEGIN IMMEDIATE")
            other.rollback()
        with made.writing() as session:
            session.execute(text("SELECT 1"))
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                other.execute("BEGIN IMMEDIATE")


def test_file_that_vanishes(tmp_path: Path) -> None:
    """Nothing is written into a file that was deleted or replaced while open: the reviewer learns it."""
    path = tmp_path / "r.db"
    with create_review(path, title="T") as made:
        path.rename(tmp_path / "elsewhere.db")
        with pytest.raises(UnreachableReview, match="moved, deleted or replaced"):
            studies.add_study(made, NewStudy("a", Bibliography(title="A")), by="anna")


@pytest.mark.postgres
def test_postgres_that_is_no_review(new_database: Callable[[], str]) -> None:
    """An empty database, one of another program, one that is not there: each has its own answer."""
    address = new_database()
    with pytest.raises(ReviewNotFound, match="is empty"):
        open_review(address)
    with psycopg.connect(address) as connection:
        connection.execute("CREATE TABLE invoices (id int)")
    with pytest.raises(NotAReview, match="left alone"):
        open_review(address)
    with pytest.raises(AlreadyExists, match="another program"):
        create_review(address, title="T")
    with pytest.raises(ReviewNotFound, match="createdb"):
        open_review(address.replace("/review", "/nowhere"))


@pytest.mark.postgres
def test_a_request_that_takes_too_long_is_called_so(new_database: Callable[[], str]) -> None:
    """The server can be reached; it has a limit."""

    def take_long(review: Store) -> None:
        with review.reading() as session:
            session.execute(text("SET LOCAL statement_timeout = 1"))
            session.execute(text("SELECT pg_sleep(20)"))

    with create_review(new_database(), title="T") as made:
        with pytest.raises(UnreachableReview, match="took longer than its server allows") as caught:
            take_long(made)
        assert "cannot be reached" not in str(caught.value)


@pytest.mark.postgres
def test_the_example_fills_an_empty_database(new_database: Callable[[], str]) -> None:
    """As it makes a file where there is none; one that is not there is named with what makes it."""
    from workbench.errors import NotFoundError
    from workbench.review.admin.demo import make_example

    address = new_database()
    assert make_example(address)
    assert not make_example(address)
    with open_review(address) as made:
        assert 5 == len(studies.list_studies(made))
    with pytest.raises(NotFoundError, match="createdb"):
        make_example(address.replace("/review", "/nowhere"))


@pytest.mark.postgres
@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_postgres_addresses(new_database: Callable[[], str], scheme: str) -> None:
    """All three ways to write an address work, and none shows the password."""
    address = new_database().replace("postgresql://postgres:@", f"{scheme}://postgres:s3cret@")
    with create_review(address + "&password=s3cret", title="T") as made:
        assert "s3cret" not in made.location
        assert made.location.startswith("postgresql://postgres:***@/review")


@pytest.mark.postgres
def test_postgres_read_only(new_database: Callable[[], str]) -> None:
    """A reviewer who may only read learns it on opening."""
    address = new_database()
    with create_review(address, title="T"):
        pass
    with psycopg.connect(address) as connection:
        name = connection.info.dbname
        connection.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    with pytest.raises(ReadOnlyReview, match="cannot be written"):
        open_review(address)


def test_unreachable_server() -> None:
    """A server that does not answer gives one line without the password."""
    with pytest.raises(UnreachableReview, match="see that the server runs") as caught:
        open_review("postgresql://anna:s3cret@127.0.0.1:1/review?connect_timeout=1")
    assert "s3cret" not in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1


def test_missing_driver(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without psycopg, the message names the extra to install."""
    monkeypatch.setitem(__import__("sys").modules, "psycopg", None)
    with pytest.raises(StoreError, match=r"appraisal-workbench\[postgres\]"):
        open_review("postgresql://anna@127.0.0.1/review")
