"""What drivers and systems raise becomes one line that says what to do."""

from __future__ import annotations

import errno
import sqlite3

import pytest
from sqlalchemy.exc import OperationalError

from store.engine.error_translation import translate


def sqlite_error(code: int) -> sqlite3.Error:
    """An error as the driver raises it."""
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    "error",
    [
        sqlite_error(sqlite3.SQLITE_FULL),
        sqlite_error(sqlite3.SQLITE_IOERR_SHMSIZE),
        sqlite_error(sqlite3.SQLITE_IOERR_WRITE),
        OSError(errno.ENOSPC, "No space left on device"),
    ],
    ids=["full", "side file", "write", "system"],
)
def test_a_full_disk_is_called_so(error: Exception) -> None:
    """Also where it shows itself on opening, when the side files find no room."""
    assert "r.db cannot grow, the disk is full" in str(translate(error, "r.db"))


def test_another_fault_of_the_disk_is_no_full_disk() -> None:
    """A file that cannot be read is not told to need room."""
    error = sqlite_error(sqlite3.SQLITE_IOERR_READ)
    assert "cannot be reached" in str(translate(error, "r.db"))


def test_a_login_that_the_database_refuses_is_told_whom_to_ask() -> None:
    """The server runs and answers; only the rights of the login are missing."""
    psycopg = pytest.importorskip("psycopg", reason="the extra `postgres` is not installed")
    words = 'connection failed: FATAL: permission denied for database "review"'
    error = OperationalError("connect", {}, psycopg.OperationalError(words))
    told = str(translate(error, "postgresql://mara@server/review"))
    assert "does not let your login in" in told
    assert "`workbench team add`" in told
    assert "see that the server runs" not in told
