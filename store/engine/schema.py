"""Make the tables of a review, and bring those of an older one up to date.

A new review is made from the table classes and stamped, which takes a hundredth of the time that
Alembic's import takes; a test proves that the migrations lead to the same tables. Alembic is imported
only for an older review.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import (
    Column,
    Connection,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    insert,
    inspect,
    select,
)

from store.errors import CorruptReview, NewerReview

HEAD = "0016"
"""The version that this program writes. Versions are numbers of four digits, so that a later one is known
as later.
"""

MIGRATIONS = Path(__file__).parents[1] / "migrations"

_stamp = Table(
    "alembic_version",
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)
"""As Alembic makes it."""


def create_tables(connection: Connection) -> None:
    """Make all tables in an empty database, inside the caller's transaction."""
    from store.metadata import METADATA

    METADATA.create_all(connection, checkfirst=False)
    _stamp.create(connection, checkfirst=False)
    connection.execute(insert(_stamp).values(version_num=HEAD))


def create_earlier_tables(connection: Connection, statements: Iterable[str], version: str) -> None:
    """Make the tables of an earlier version in an empty database, inside the caller's transaction."""
    for statement in statements:
        connection.exec_driver_sql(statement)
    connection.execute(insert(_stamp).values(version_num=version))


def list_tables(connection: Connection) -> set[str]:
    """List the names of the tables that are there, ours or not."""
    return set(inspect(connection).get_table_names())


def read_version(connection: Connection) -> str | None:
    """Read the version of the tables, or None where the stamp is empty."""
    return connection.execute(select(_stamp.c.version_num)).scalar()


def is_older(version: str | None, shown: str) -> bool:
    """Return True if tables of this version must be migrated.

    Raises:
        NewerReview: a later program wrote them.
        CorruptReview: no version that any program wrote.
    """
    if version is None or not version.isprintable() or not version.strip():
        raise CorruptReview(f"{shown} does not say which version it has: restore a copy from a backup")
    if version > HEAD or not re.fullmatch(r"\d{4}", version):
        raise NewerReview(
            f"{shown} was written by a later version of this program (tables {version}, known"
            f" here up to {HEAD}): upgrade appraisal-workbench"
        )
    return version < HEAD


def migrate(connection: Connection) -> None:
    """Bring older tables to the present version, inside the caller's transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, HEAD)
