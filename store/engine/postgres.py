"""Open, lock and migrate a review in a PostgreSQL database."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.orm import Session

from store.column_types import OPTIONS
from store.engine import schema, sqlite_files
from store.engine.error_translation import read_only
from store.engine.locations import ServerPlace
from store.errors import (
    AlreadyExists,
    InvalidValue,
    MissingDriver,
    NotAReview,
    ReadOnlyReview,
    ReviewNotFound,
    UnreachableReview,
)

_TURN = 0x41505721
"""The number of the advisory lock that writers take: any, as long as all take the same."""

_OURS = {"alembic_version", "review", "reviewer", "study", "appraisal", "event"}


_OWNS = (
    "SELECT pg_has_role(current_user, relowner, 'MEMBER') FROM pg_class WHERE oid = to_regclass('appraisal')"
)
"""Asks whether the login owns the tables, and so is bound by no rule of a team."""


def make_engine(place: ServerPlace) -> Engine:
    """Return an engine for the address, which connects to nothing yet.

    Raises:
        MissingDriver: psycopg is not installed.
    """
    connect_args: dict[str, Any] = {"application_name": "appraisal-workbench", "connect_timeout": 10}
    given = {name: value for name, value in connect_args.items() if name not in place.url.query}
    try:
        return create_engine(place.url, connect_args=given, pool_pre_ping=True, **OPTIONS)
    except ImportError as error:
        raise MissingDriver(
            "PostgreSQL needs a driver: install the extra, `pip install 'appraisal-workbench[postgres]'`"
        ) from error


def reader(engine: Engine, *, with_views: bool = False) -> Engine:
    """Return an engine whose transactions see one moment and cannot write.

    Args:
        engine: of the database.
        with_views: let them make temporary views, which the server takes for writing.
    """
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=not with_views)


def wait_for_turn(session: Session | Connection) -> None:
    """Wait until no other program writes into this review, and hold the lock until the commit.

    A lock on the whole review is what SQLite has too. A team of reviewers does not notice it, and every
    reading before a writing stays true. The waiting ends with an error after `BUSY_SECONDS`.
    """
    milliseconds = str(int(sqlite_files.BUSY_SECONDS * 1000))
    session.execute(text("SELECT set_config('lock_timeout', :wait, true)"), {"wait": milliseconds})
    session.execute(text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": _TURN})


def create(engine: Engine, shown: str, fill: Callable[[Connection], None]) -> None:
    """Make a review in an empty database.

    Raises:
        AlreadyExists: there are tables already.
        InvalidValue: the database does not keep Unicode.
    """
    with engine.begin() as connection:
        wait_for_turn(connection)
        encoding = connection.execute(text("SHOW server_encoding")).scalar()
        if encoding != "UTF8":
            raise InvalidValue(
                f"{shown} keeps text as {encoding}: have a database made with the encoding UTF8"
            )
        tables = schema.list_tables(connection)
        if tables >= _OURS:
            raise AlreadyExists(f"{shown} holds a review already: open it, or name another database")
        if tables:
            raise AlreadyExists(f"{shown} holds tables of another program: name an empty database")
        fill(connection)


def examine_and_migrate(engine: Engine, shown: str) -> None:
    """Check that this program can write the review in the database, and bring an older one up to date.

    Raises:
        ReviewNotFound: the database is empty.
        NotAReview: it holds something else.
        NewerReview: a later program wrote it.
        ReadOnlyReview: this user, or this server, may not write.
    """
    with engine.begin() as connection:
        tables = schema.list_tables(connection)
        if not tables:
            raise ReviewNotFound(f"{shown} is empty: make a review there with `workbench init`")
        if not tables >= _OURS:
            raise NotAReview(
                f"{shown} holds tables of another program, which were left alone: name another database"
            )
        if connection.execute(text("SHOW transaction_read_only")).scalar() == "on":
            raise read_only(shown)
        if not connection.execute(text("SELECT has_table_privilege('alembic_version', 'SELECT')")).scalar():
            raise _no_part(shown)
        older = schema.is_older(schema.read_version(connection), shown)
        is_member = connection.execute(text("SELECT to_regclass('team.member') IS NOT NULL")).scalar()
        may_write = (
            "SELECT has_table_privilege('answer', 'INSERT') AND has_table_privilege('event', 'INSERT')"
        )
        if not is_member and not connection.execute(text(may_write)).scalar():
            raise read_only(shown)
        if older and not connection.execute(text(_OWNS)).scalar():
            raise UnreachableReview(
                f"{shown} was made by an earlier version: whoever owns it opens it once with this one"
            )
    if older:
        with engine.begin() as connection:
            wait_for_turn(connection)
            if schema.is_older(schema.read_version(connection), shown):
                schema.migrate(connection)
                _renew_rules(connection)


def _no_part(shown: str) -> ReadOnlyReview:
    return ReadOnlyReview(
        f"your login has no part in {shown}: whoever owns the review adds you with `workbench team add`"
    )


def _renew_rules(connection: Connection) -> None:
    """Put the rules of a team into force for tables that a migration made, where there is a team."""
    if connection.execute(text("SELECT to_regclass('team.member') IS NOT NULL")).scalar():
        from store.team.members import renew_rules  # only for a server

        renew_rules(connection)
