"""Define what the tables of a review share: metadata, names of constraints, and types of columns."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import JSON, DateTime, Dialect, MetaData, Select
from sqlalchemy import Row as SelectedRow
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import registry
from sqlalchemy.types import TypeDecorator, TypeEngine
from sqlmodel import Field, SQLModel, col

from store.errors import DamagedValue

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class _SqliteTime(sqlite.DATETIME):
    """The text of a moment in a SQLite file, which has no time zone and means UTC."""

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[str | None], datetime | None]:
        """Read a text with its zone at once: to put the zone into a datetime takes five times as long."""
        parse = datetime.fromisoformat

        def read(text: str | None) -> datetime | None:
            try:
                return None if text is None else parse(text + "+00:00")
            except (ValueError, TypeError):
                raise DamagedValue(_DAMAGED.format("time")) from None

        return read


class UtcTime(TypeDecorator[datetime]):
    """A moment in UTC.

    SQLite keeps no time zone, so it is taken off on the way in and put back on the way out.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[datetime]:
        """Return the type of the column that the database has."""
        if dialect.name != "sqlite":
            return super().load_dialect_impl(dialect)
        return dialect.type_descriptor(_SqliteTime())  # type: ignore[no-untyped-call]

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None] | None:
        """Read a time; what SQLite keeps is in UTC as it is read, so nothing more is done with it."""
        if dialect.name != "sqlite":
            return super().result_processor(dialect, coltype)
        return _SqliteTime().result_processor(dialect, coltype)  # type: ignore[no-untyped-call]

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn any aware time into UTC; a naive one is a mistake of the caller."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return aware times in UTC from both databases."""
        return value if value is None or value.tzinfo is UTC else value.astimezone(UTC)


class Json(TypeDecorator[Any]):
    """A JSON value, stored as its text; None is the SQL NULL, not the JSON null."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any] | None:
        """Read a value; that of SQLite is its text, and read at once in half the time."""
        if dialect.name != "sqlite":
            return super().result_processor(dialect, coltype)

        def read(text: Any) -> Any:
            return None if text is None else _from_json(text)

        return read


class Row(SQLModel, registry=registry(metadata=MetaData(naming_convention=NAMES))):
    """The base of all tables: the key, and metadata apart from other packages' tables."""

    id: UUID = Field(primary_key=True)


if TYPE_CHECKING:
    AnySelect = Select[*tuple[Any, ...]]
    AnyRow = SelectedRow[*tuple[Any, ...]]
else:  # SQLAlchemy 2.0 knows these with one parameter only
    AnySelect = AnyRow = Any


def columns(*fields: object) -> list[Any]:
    """Return fields of table classes as columns; to a type checker they are the values of a row."""
    return [col(field) for field in fields]


def _as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _from_json(text: str) -> Any:
    if isinstance(text, str) and text.startswith('"') and len(text) < _SHORT:
        return _short_text(text)
    return _read_json(text)


@lru_cache(maxsize=4_096)
def _short_text(text: str) -> Any:
    """Read a short text; the history has a few codes thousands of times."""
    return _read_json(text)


def _read_json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, TypeError, RecursionError):
        raise DamagedValue(_DAMAGED.format("JSON")) from None


_SHORT = 64
_DAMAGED = (
    "a value of the review cannot be read ({}): `workbench doctor` names its row, and "
    "`workbench doctor --repair FILE` writes a copy of all the rest"
)


OPTIONS: dict[str, Any] = {
    "json_serializer": _as_json,
    "json_deserializer": _from_json,
    "pool_size": 5,
    "max_overflow": 20,
    "pool_timeout": 30,
}
"""Of the engines of both databases."""
