"""Files that are no reviews, or damaged, or must not be written: one line, and the file as it was."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from pathlib import Path

import pytest

from store import Store, create_review, open_review, studies
from store.bibliography import Bibliography
from store.engine import schema, sqlite_files
from store.errors import (
    AlreadyExists,
    CorruptReview,
    LockedReview,
    NotAReview,
    ReadOnlyReview,
    ReviewNotFound,
    StoreError,
)
from store.records import NewStudy

Lower = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed review of 50 studies."""
    path = tmp_path / "review.db"
    with create_review(path, title="T") as made:
        new = [(NewStudy(f"s{number}", Bibliography(title="title " * 40)), []) for number in range(50)]
        studies.add_studies(made, new, by="anna")
    return path


def _refused(path: Path, error: type[StoreError]) -> str:
    """Opens what cannot be opened; the message, after seeing that folder and file are as they were."""
    before = {file.name: file.read_bytes() for file in path.parent.iterdir() if file.is_file()}
    with pytest.raises(error) as caught:
        open_review(path)
    assert before == {file.name: file.read_bytes() for file in path.parent.iterdir() if file.is_file()}
    assert len(str(caught.value).splitlines()) == 1
    return str(caught.value)


def test_closed_review_is_one_file(path: Path) -> None:
    """Nothing lies beside a closed review: it can be copied as one file."""
    assert [path] == list(path.parent.iterdir())


def test_missing(tmp_path: Path) -> None:
    """A file that is not there is not made."""
    assert "workbench init" in _refused(tmp_path / "none.db", ReviewNotFound)


@pytest.mark.parametrize("content", [b"", b"hello\n", b"%PDF-1.7", b"SQLite format 2", os.urandom(4096)])
def test_not_sqlite(tmp_path: Path, content: bytes) -> None:
    """An empty file and files of other programs are no reviews."""
    (tmp_path / "x.db").write_bytes(content)
    _refused(tmp_path / "x.db", NotAReview)


@pytest.mark.parametrize("mode", ["delete", "wal"])
def test_other_sqlite(tmp_path: Path, mode: str) -> None:
    """The database of another program is not even opened by SQLite, and keeps its journal mode."""
    path = tmp_path / "x.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA journal_mode={mode}")
        connection.execute("CREATE TABLE review (id)")
    assert "another program" in _refused(path, NotAReview)


def test_folder(tmp_path: Path) -> None:
    """A folder is not a review."""
    assert "folder" in _refused(tmp_path, NotAReview)


@pytest.mark.parametrize("size", [50, 99, 100, 4096, 20_000])
def test_truncated(path: Path, size: int) -> None:
    """A review that lost its end is called damaged and left as it is."""
    os.truncate(path, size)
    assert "restore a copy" in _refused(path, CorruptReview)


def test_flipped_bytes(path: Path) -> None:
    """A review with wrong bytes in its pages is called damaged and left as it is."""
    content = bytearray(path.read_bytes())
    for page in range(4096, len(content), 4096):
        content[page : page + 64] = b"\xff" * 64
    path.write_bytes(content)
    assert "damaged" in _refused(path, CorruptReview)


def test_damage_found_later(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Damage that only shows while working, as in a review too large to check, is named the same."""
    monkeypatch.setattr(sqlite_files, "CHECKED_BYTES", 0)
    with closing(sqlite3.connect(path)) as connection:
        root = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'study'").fetchone()[0]
    content = bytearray(path.read_bytes())
    content[(root - 1) * 4096 : (root - 1) * 4096 + 64] = b"\xff" * 64
    path.write_bytes(content)
    with open_review(path) as opened, pytest.raises(CorruptReview):
        studies.list_studies(opened)


def test_unfinished_review(path: Path) -> None:
    """A file with our mark but without the tables' version is damaged."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TABLE alembic_version")
    _refused(path, CorruptReview)


def test_locked(path: Path, impatient: None) -> None:
    """A review that another program keeps locked says so after the waiting."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LockedReview, match="close that one"):
            open_review(path)


def test_read_only_file(open_folder: Path, unprivileged: Lower) -> None:
    """A file that may not be written is refused on opening."""
    path = open_folder / "r.db"
    create_review(path, title="T").close()
    path.chmod(stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH)
    with unprivileged():
        assert "cannot be written" in _refused(path, ReadOnlyReview)


def test_read_only_folder(open_folder: Path, unprivileged: Lower) -> None:
    """SQLite writes beside the file too: a folder that may not be written is as bad. Nothing can be made
    there either.
    """
    path = open_folder / "r.db"
    create_review(path, title="T").close()
    path.chmod(0o666)
    open_folder.chmod(0o555)
    with unprivileged():
        assert "its folder" in _refused(path, ReadOnlyReview)
        with pytest.raises(ReadOnlyReview):
            create_review(open_folder / "new.db", title="T")
    open_folder.chmod(0o777)


def test_read_only_later(tmp_path: Path) -> None:
    """A review that loses the right to write while open says so at the next answer."""
    with create_review(tmp_path / "r.db", title="T") as made:
        with made.reading() as session:
            session.connection().exec_driver_sql("PRAGMA query_only=ON")
        with pytest.raises(ReadOnlyReview):
            studies.add_study(made, NewStudy("a", Bibliography(title="A")), by="anna")


@pytest.mark.parametrize("content", [b"", b"mine"])
def test_never_over_another_file(tmp_path: Path, content: bytes) -> None:
    """A new review takes nobody's place, not even an empty file's."""
    (tmp_path / "x.db").write_bytes(content)
    with pytest.raises(AlreadyExists):
        create_review(tmp_path / "x.db", title="T")
    assert content == (tmp_path / "x.db").read_bytes()


def test_missing_folder(tmp_path: Path) -> None:
    """The folder of a new review must be there; it is not made by guess."""
    with pytest.raises(ReviewNotFound, match="make the folder first"):
        create_review(tmp_path / "none" / "x.db", title="T")
    assert list(tmp_path.iterdir()) == []


def test_interrupted_making(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is left of a review whose making was interrupted."""

    def interrupt(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(schema, "create_tables", interrupt)
    with pytest.raises(KeyboardInterrupt):
        create_review(tmp_path / "x.db", title="T")
    assert list(tmp_path.iterdir()) == []


def test_overtaken_making(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two programs that make the same review, the second leaves the first one's alone."""
    path = tmp_path / "x.db"
    make = schema.create_tables

    def slowly(connection: object) -> None:
        make(connection)  # type: ignore[arg-type]
        path.write_bytes(b"the other one")

    monkeypatch.setattr(schema, "create_tables", slowly)
    with pytest.raises(AlreadyExists):
        create_review(path, title="T")
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {"x.db": b"the other one"}


def test_left_by_a_crash(path: Path, tmp_path: Path) -> None:
    """A review whose last changes still lie beside it, as after a crash, opens with them."""
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    with open_review(path) as opened:
        studies.add_study(opened, NewStudy("last", Bibliography(title="Last")), by="anna")
        for side in ("", "-wal"):
            (crashed / f"r.db{side}").write_bytes(Path(f"{path}{side}").read_bytes())
    with open_review(crashed / "r.db") as opened:
        assert "last" in studies.taken_keys(opened)


def test_store_is_a_context(path: Path) -> None:
    """Leaving the context closes the file."""
    with open_review(path) as opened:
        assert isinstance(opened, Store)
    assert [path] == list(path.parent.iterdir())
