"""Translate what SQLAlchemy, the drivers and the operating system raise into the store's own errors.

A message of a driver is shown only in its first line and never with a password in it.
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError, StatementError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError

from store.errors import (
    Conflict,
    CorruptReview,
    InvalidValue,
    LockedReview,
    ReadOnlyReview,
    ReviewNotFound,
    StoreError,
    UnreachableReview,
)


def locked(shown: str) -> LockedReview:
    """Return the error that another program holds the lock and does not let go."""
    return LockedReview(f"{shown} is locked by another program: close that one, or wait and try again")


def read_only(shown: str) -> ReadOnlyReview:
    """Return the error that the review can be read but not written."""
    return ReadOnlyReview(
        f"{shown} cannot be written: allow writing to the file and its folder, or work on a copy elsewhere"
    )


def corrupt(shown: str) -> CorruptReview:
    """Return the error that bytes are missing or wrong."""
    return CorruptReview(f"{shown} is damaged and was left as it is: restore a copy from a backup")


def _full(shown: str) -> UnreachableReview:
    return UnreachableReview(
        f"{shown} cannot grow, the disk is full: make room and try again; nothing is half saved"
    )


def _unreadable(shown: str) -> UnreachableReview:
    return UnreachableReview(
        f"{shown} cannot be reached: see that file and folder exist and that you may open them"
    )


def _too_large(shown: str) -> InvalidValue:
    return InvalidValue(f"{shown} cannot hold a value as large as this: shorten it")


def _contradiction(shown: str) -> Conflict:
    return Conflict(
        f"{shown} refused the change, as it contradicts what is stored: open the study again and repeat it"
    )


def _again(shown: str) -> Conflict:
    return Conflict(f"{shown} was being changed by someone else at the same moment: try again")


def _no_database(shown: str) -> ReviewNotFound:
    return ReviewNotFound(
        f"the server has no database for {shown}: have one made (createdb), then make the review in it"
    )


def _not_let_in(shown: str) -> UnreachableReview:
    return UnreachableReview(
        f"{shown} does not let your login in: ask whoever owns the review to add you "
        "with `workbench team add`"
    )


def _too_slow(shown: str) -> UnreachableReview:
    return UnreachableReview(
        f"{shown} stopped a request that took longer than its server allows: try again when it has less "
        "to do, or have the limit raised (statement_timeout)"
    )


def _not_allowed(shown: str) -> ReadOnlyReview:
    return ReadOnlyReview(
        f"{shown} does not let your login do this: ask whoever leads or owns the review; what a login may do,"
        " `workbench team list` says"
    )


def _unkeepable(shown: str) -> InvalidValue:
    return InvalidValue(f"{shown} cannot keep one of the characters or numbers given: remove it")


_Wording = Callable[[str], StoreError]

_SQLITE: dict[int, _Wording] = {
    sqlite3.SQLITE_BUSY: locked,
    sqlite3.SQLITE_LOCKED: locked,
    sqlite3.SQLITE_READONLY: read_only,
    sqlite3.SQLITE_CORRUPT: corrupt,
    sqlite3.SQLITE_NOTADB: corrupt,
    sqlite3.SQLITE_FULL: _full,
    sqlite3.SQLITE_CANTOPEN: _unreadable,
    sqlite3.SQLITE_IOERR: _unreadable,
    sqlite3.SQLITE_PERM: _unreadable,
    sqlite3.SQLITE_AUTH: _unreadable,
    sqlite3.SQLITE_TOOBIG: _too_large,
    sqlite3.SQLITE_CONSTRAINT: _contradiction,
}

_NO_ROOM = {
    sqlite3.SQLITE_IOERR_WRITE,
    sqlite3.SQLITE_IOERR_FSYNC,
    sqlite3.SQLITE_IOERR_TRUNCATE,
    sqlite3.SQLITE_IOERR_SHMSIZE,
    sqlite3.SQLITE_IOERR_SHMMAP,
}
"""SQLite's finer codes for bytes that found no place; a full disk shows itself so as soon as it is opened."""

_OS: dict[int, _Wording] = {
    errno.EACCES: read_only,
    errno.EPERM: read_only,
    errno.EROFS: read_only,
    errno.ENOSPC: _full,
}

# https://www.postgresql.org/docs/current/errcodes-appendix.html; longest first, the class of two signs last.
_POSTGRES: dict[str, _Wording] = {
    "55P03": locked,
    "25006": read_only,
    "42501": _not_allowed,
    "3D000": _no_database,
    "57014": _too_slow,
    "53100": _full,
    "22": _unkeepable,
    "23": _contradiction,
    "40": _again,
    "54": _too_large,
    "XX": corrupt,
}


@contextmanager
def translating(shown: str, secrets: tuple[str, ...] = ()) -> Iterator[None]:
    """Let only `StoreError` out of the block.

    Args:
        shown: the review's place as messages name it.
        secrets: what must not appear in a message.
    """
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error, OSError) as error:
        raise translate(error, shown, secrets) from _without_secrets(error, secrets)


def translate(error: Exception, shown: str, secrets: tuple[str, ...] = ()) -> StoreError:
    """Return the store's error for one from below."""
    origin = error.orig if isinstance(error, DBAPIError) and isinstance(error.orig, Exception) else error
    if isinstance(origin, PoolTimeout):
        return locked(shown)
    if isinstance(error, StaleDataError):
        return _again(
            shown
        )  # somebody else removed the row, or a rule of the server lets nobody else change it
    if isinstance(origin, sqlite3.Error):
        # Errors that the Python module raises itself, such as for a value it cannot bind, carry no code.
        finer = getattr(origin, "sqlite_errorcode", 0)
        code = finer & 0xFF
        if finer in _NO_ROOM:
            return _full(shown)
        if finer == sqlite3.SQLITE_CONSTRAINT_TRIGGER:  # only those of `store.damaged_rows` say so
            return Conflict(f"{shown} refused the change: {_first_line(origin, secrets)}")
        if code in _SQLITE:
            return _SQLITE[code](shown)
    if isinstance(origin, OSError):
        return _OS.get(origin.errno or 0, _unreadable)(shown)
    state = getattr(origin, "sqlstate", None) or ""
    for known in (state, state[:2]):
        if known in _POSTGRES:
            return _POSTGRES[known](shown)
    if isinstance(error, StatementError) and not isinstance(error, DBAPIError):
        return InvalidValue(f"{shown} cannot hold a value that was given: {_first_line(origin, secrets)}")
    if isinstance(error, DBAPIError) and hasattr(origin, "sqlstate"):
        return _server_failure(origin, shown, secrets)
    return UnreachableReview(f"{shown} failed: {_first_line(origin, secrets)}")


def _server_failure(origin: Exception, shown: str, secrets: tuple[str, ...]) -> StoreError:
    line = _first_line(origin, secrets)
    # A refused connection carries no code; the server's words are all there is.
    if 'database "' in line and line.endswith("does not exist"):
        return _no_database(shown)
    if 'permission denied for database "' in line:
        return _not_let_in(shown)
    # What to do comes first: a screen has room for the beginning of a message.
    return UnreachableReview(f"{shown} cannot be reached, see that the server runs and lets you in: {line}")


def _first_line(error: BaseException, secrets: tuple[str, ...]) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()] or [type(error).__name__]
    # psycopg tries every address of a host and puts the failure that counts in the last line.
    line = next((line for line in lines if "FATAL" in line), lines[0])
    for secret in secrets:
        line = line.replace(secret, "***")
    return line.rstrip(".:")


def _without_secrets(error: Exception, secrets: tuple[str, ...]) -> Exception | None:
    """Return the cause to show in a traceback, or None where it would print a password."""
    return None if any(secret in str(error) for secret in secrets) else error
