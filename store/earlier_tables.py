"""Know the tables of a file that an earlier version made, from what the file says of them."""

from __future__ import annotations

import sqlite3
from typing import Any, Final

from sqlalchemy import BigInteger, Boolean, Column, Float, ForeignKey, Integer, MetaData, Table, Text, Uuid

from store.column_types import Json, UtcTime

_TYPES: Final[dict[str, Any]] = {
    "CHAR(32)": Uuid,
    "DATETIME": UtcTime,
    "JSON": Json,
    "BOOLEAN": Boolean,
    "INTEGER": Integer,
    "BIGINT": BigInteger,
    "FLOAT": Float,
}
"""By the name that SQLite has for a type of column, the type of ours; any other is text."""


def earlier_tables(connection: sqlite3.Connection) -> tuple[tuple[str, ...], MetaData]:
    """Return the statements that make the tables and indexes of a file, and the tables.

    Args:
        connection: to the file; texts come as bytes.
    """
    query = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type DESC, rowid"
    made = [tuple(part.decode() for part in row) for row in connection.execute(query)]
    metadata = MetaData()
    for kind, name, _ in made:
        if kind == "table" and name != "alembic_version":
            _add_table(connection, metadata, name)
    return tuple(sql for _, _, sql in made), metadata


def _add_table(connection: sqlite3.Connection, metadata: MetaData, name: str) -> None:
    links = {
        row[3].decode(): ForeignKey(f"{row[2].decode()}.id")
        for row in connection.execute(f'PRAGMA foreign_key_list("{name}")')
    }
    columns: list[Column[Any]] = []
    for _, column, declared, is_required, _, key in connection.execute(f'PRAGMA table_info("{name}")'):
        own = column.decode()
        link = (links[own],) if own in links else ()
        kind = _TYPES.get(declared.decode().upper(), Text)
        columns.append(Column(own, kind(), *link, primary_key=bool(key), nullable=not is_required))
    Table(name, metadata, *columns)
