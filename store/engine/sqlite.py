"""Run the transactions of a review in a SQLite file, and take its lock for writing."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Dialect, Engine, QueuePool, Uuid, create_engine, event, make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.util import LRUCache

from store.column_types import OPTIONS
from store.engine import schema, sqlite_files
from store.engine.error_translation import read_only
from store.engine.locations import FilePlace
from store.errors import SharedFolder, StoreError

_URL = make_url("sqlite://")
_STATEMENTS = 1000
"""How many compiled statements are kept; the store has some hundreds."""


@lru_cache(maxsize=32_768)
def _uuid_of(digits: str | None) -> UUID | None:
    return None if digits is None else UUID(digits)


class _SqliteUuid(Uuid[UUID]):
    """An id in a SQLite file, which is text: the same few thousand stand in most rows, and are made once."""

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[str | None], UUID | None]:
        """Return what makes an id of its digits."""
        return _uuid_of


def in_file(path: Path, work: Callable[[Connection], None]) -> None:
    """Do the work in one writing transaction.

    Foreign keys rest meanwhile, because SQLite changes a table by rebuilding it.
    """
    engine = make_engine(path, foreign_keys=False)
    try:
        with engine.execution_options(immediate=True).begin() as connection:
            work(connection)
    finally:
        engine.dispose()


def migrate_file(connection: Connection, shown: str) -> None:
    """Bring an older review up to date, for `in_file`.

    Raises:
        StoreError: a row would point nowhere afterwards; nothing is changed then.
    """
    # Read again: another process may have migrated it while this one waited for the lock.
    if schema.is_older(schema.read_version(connection), shown):
        schema.migrate(connection)
        if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
            raise StoreError(
                f"{shown} could not be brought to the present version, and is as it was: report this"
            )


@cache
def _shared_by_engines() -> tuple[Dialect, dict[str, Any]]:
    """Return what all engines of files share: the dialect, and options with the statements compiled so far.

    An engine made by `create_engine` compiles each statement anew, which takes a sixth of the time of a
    program that opens some reviews one after another.
    """
    engine = create_engine(_URL, poolclass=QueuePool, **OPTIONS)
    engine.connect().close()  # lets the dialect learn what this SQLite can do
    engine.dispose()
    engine.dialect.colspecs = {**engine.dialect.colspecs, Uuid: _SqliteUuid}
    return engine.dialect, {"compiled_cache": LRUCache(_STATEMENTS)}


def make_engine(path: Path, *, foreign_keys: bool = True) -> Engine:
    """Return an engine for a file; with the option `immediate` its transactions begin with the lock."""

    def connect() -> Any:  # a connection of sqlite3
        return sqlite_files.connect_for_use(path, foreign_keys=foreign_keys)

    dialect, options = _shared_by_engines()
    pool = QueuePool(
        connect,
        pool_size=OPTIONS["pool_size"],
        max_overflow=OPTIONS["max_overflow"],
        timeout=OPTIONS["pool_timeout"],
        dialect=dialect,
    )
    engine = Engine(pool, dialect, _URL, execution_options=options)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A transaction that begins by reading fails at once when it goes on to write beside another one.
        immediate = connection.get_execution_options().get("immediate", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")

    return engine


def try_writing(engine: Engine, place: FilePlace) -> None:
    """Take the lock for writing once, so that whoever may not write learns it now."""
    try:
        with engine.execution_options(immediate=True).begin() as connection:
            mode = connection.exec_driver_sql("PRAGMA journal_mode").scalar()
            # SQLite gives the lock even where the file cannot be written; only a statement that writes tells.
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = version_num WHERE false")
    except OperationalError as error:
        # The file could be read a moment ago: what cannot be opened now are the side files, which are
        # written.
        if getattr(error.orig, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_CANTOPEN:
            raise read_only(place.shown) from error
        raise
    if mode != "wal":
        raise SharedFolder(
            f"{place.shown} lies on a drive where SQLite cannot keep answers safe: move it to a local disk"
        )
