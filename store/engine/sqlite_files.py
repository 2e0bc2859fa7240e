"""Examine a SQLite file before touching it, connect to it, and create new ones whole.

A file that is not a review is only ever read. Not even SQLite opens it then: it would leave its side
files behind.
"""

from __future__ import annotations

import os
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from store.drafts import clear_abandoned, draft_beside
from store.engine.error_translation import corrupt, read_only
from store.errors import AlreadyExists, NotAReview, ReviewNotFound

APPLICATION_ID = 0x41505721
"""Marks a SQLite file as a review: "APW!" at byte 68 of the header."""

BUSY_SECONDS = 5.0
"""How long a lock of another process is waited for."""

CHECKED_BYTES = 64_000_000
"""Files up to this size are checked whole when opened, which takes some tenths of a second at most; the
pages of larger ones as they are read.
"""

in_use: Counter[tuple[int, int] | None] = Counter()
"""The files that this process has open as reviews. These may only be opened by SQLite: on POSIX systems,
closing a file gives up all locks that the process has on it, also SQLite's
(https://sqlite.org/howtocorrupt.html, 2.2).
"""

_MAGIC = b"SQLite format 3\0"


def connect(path: Path, options: str = "mode=rw", *, patience: float = BUSY_SECONDS) -> sqlite3.Connection:
    """Open a plain connection in autocommit mode: transactions begin only where code begins them.

    Args:
        path: an absolute path.
        options: of SQLite's URI form. By default nothing is made where there is no file.
        patience: seconds for which a lock of another connection is waited for.
    """
    return sqlite3.connect(
        f"file:{quote(os.fsencode(path))}?{options}",
        uri=True,
        timeout=patience,
        isolation_level=None,
        check_same_thread=False,
    )


def connect_for_use(
    path: Path, *, foreign_keys: bool = True, patience: float = BUSY_SECONDS
) -> sqlite3.Connection:
    """Open a connection whose commits are on the disk when they return."""
    connection = connect(path, patience=patience)
    try:
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "fullfsync=ON",  # macOS only: otherwise its fsync stops at the drive's memory
            "cell_size_check=ON",
            "trusted_schema=OFF",
            f"foreign_keys={'ON' if foreign_keys else 'OFF'}",
        ):
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection


def examine(path: Path, shown: str) -> str | None:
    """Examine a file without changing it.

    Returns:
        The version of its tables.

    Raises:
        ReviewNotFound: there is no file.
        NotAReview: it is something else.
        CorruptReview: it was a review.
    """
    if in_use[identity(path)] > 0:
        return _examine_content(path, shown, "mode=rw")
    examine_header(path, shown)
    side_files = [Path(f"{path}-wal"), Path(f"{path}-journal")]
    if any(side.exists() and side.stat().st_size for side in side_files):
        # Open elsewhere, or left by a crash: only SQLite itself can put file and side file together.
        return _examine_content(path, shown, "mode=rw")
    try:
        # "immutable" reads the bare file: no lock, no side files, also where the folder cannot be written.
        return _examine_content(path, shown, "mode=ro&immutable=1")
    except sqlite3.DatabaseError:
        if any(side.exists() for side in side_files):  # another process opened it in between
            return _examine_content(path, shown, "mode=rw")
        raise


def identity(path: Path) -> tuple[int, int] | None:
    """Return what stays the same while a file is renamed and changes when another takes its name.

    None without a file.
    """
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return status.st_dev, status.st_ino


def examine_header(path: Path, shown: str) -> None:
    """See by its first bytes that a file that is not open here is a review.

    Raises:
        ReviewNotFound: there is no file.
        NotAReview: it is something else.
        CorruptReview: it ends within its first bytes.
    """
    if path.is_dir():
        raise NotAReview(f"{shown} is a folder, not a review: name the file in it")
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except FileNotFoundError:
        raise ReviewNotFound(
            f"there is no review at {shown}: make one with `workbench init`, or name another"
        ) from None
    except PermissionError:
        raise read_only(shown) from None
    if not header:
        raise NotAReview(
            f"{shown} is an empty file, not a review: name another, or remove it and make a review there"
        )
    if not header.startswith(_MAGIC):
        raise NotAReview(f"{shown} is not a review, and was left as it is: name another file")
    if len(header) < 100:
        raise corrupt(shown)
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise NotAReview(
            f"{shown} is the database of another program, and was left as it is: name another file"
        )
    # Tried rather than asked: SQLite would open the file for reading and leave side files that it cannot
    # remove.
    path.open("r+b").close()


def _examine_content(path: Path, shown: str, options: str) -> str | None:
    with closing(connect(path, options)) as connection:
        if path.stat().st_size <= CHECKED_BYTES:
            verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            if verdict != "ok":
                raise corrupt(shown)
        try:
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_ERROR:  # no such table
                raise corrupt(shown) from error
            raise
    return None if row is None else str(row[0])


def create_file(path: Path, shown: str, fill: Callable[[Path], None]) -> None:
    """Create a file whole or not at all.

    Args:
        path: where it shall be.
        shown: how messages name it.
        fill: makes tables and content in the file at the path it is given.

    Raises:
        AlreadyExists: something is at the path; it is left alone.
        ReviewNotFound: the folder does not exist.
    """
    if os.path.lexists(path):
        raise AlreadyExists(f"{shown} exists already: open it, or name a file that does not exist")
    if not path.parent.is_dir():
        raise ReviewNotFound(f"the folder of {shown} does not exist: make the folder first")
    clear_abandoned(path.parent)
    with _unfinished(path) as draft:
        draft.touch(exist_ok=False)  # says why where the folder cannot be written; SQLite would not
        with closing(connect(draft)) as connection:
            connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        fill(draft)
        try:
            _put_in_place(draft, path)
        except FileExistsError:
            raise AlreadyExists(f"{shown} was made by someone else just now: open it") from None


@contextmanager
def _unfinished(path: Path) -> Iterator[Path]:
    """Yield a name beside the path for the file in the making, and leave nothing of it behind."""
    draft = draft_beside(path)
    try:
        yield draft
    finally:
        for side in ("", "-wal", "-shm", "-journal"):
            Path(f"{draft}{side}").unlink(missing_ok=True)


def _put_in_place(draft: Path, path: Path) -> None:
    """Give the finished file its name, never over another file, and so that it outlives a power cut."""
    try:
        os.link(draft, path)  # unlike a rename, this refuses a name that is taken
    except FileExistsError:
        raise
    except OSError:  # a file system without links, such as a memory stick's
        if os.path.lexists(path):
            raise FileExistsError(path) from None
        draft.rename(path)
    if os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
