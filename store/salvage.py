"""Read what can be read of a damaged file, row by row, and name what cannot."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Column, Float, MetaData, Table

from store.earlier_tables import earlier_tables
from store.engine import schema, sqlite_files
from store.engine.error_translation import translating
from store.engine.locations import FilePlace, find_place
from store.errors import CorruptReview, InvalidValue
from store.export_rows import Values, kind_of
from store.metadata import METADATA

LISTS: Final = ("parents", "authors", "design_reasons")
"""JSON columns that hold a list; others hold an object."""
_NO_TIME: Final = datetime(1970, 1, 1, tzinfo=UTC)
_CHAINED: Final = ("hash", "parents", "commitment")
"""What keeps the place of an event in the chain, whatever else of it is lost."""
_NO_JSON: Final = "its JSON cannot be read"
_MOST_LOST = 100_000
"""How many rows are looked for one by one between two that can be read."""


@dataclass(frozen=True, slots=True)
class Damage:
    """Something in a file that cannot be read.

    Attributes:
        about: the table, the row by its id, and the column, as far as they are known.
        message: what is wrong, without what stands there.
    """

    about: str
    message: str


@dataclass(frozen=True, slots=True)
class Salvage:
    """What could be read of a file.

    Attributes:
        tables: the rows of each table, with empty values where one cannot be read.
        damages: what cannot be read.
        metadata: the tables of the version that the file has.
        version: that version.
        statements: what makes these tables, where the version is an earlier one.
    """

    tables: dict[str, list[Values]] = field(default_factory=dict)
    damages: list[Damage] = field(default_factory=list)
    metadata: MetaData = METADATA
    version: str = schema.HEAD
    statements: tuple[str, ...] = ()


def read_damaged(location: str | Path, *, of_any_version: bool = False) -> Salvage:
    """Read every row of a file that can be read; the file is not changed.

    Args:
        location: the file of the review.
        of_any_version: also where the file has the tables of an earlier version.

    Raises:
        InvalidValue: it is not in a file.
        ReviewNotFound, NotAReview: there is no review.
        CorruptReview: it is of an earlier version, or its tables are not there.
    """
    place = _file(location)
    with translating(place.shown), closing(_connect(place)) as connection:
        version = _version(connection, place.shown)
        found = Salvage()
        if schema.is_older(version, place.shown):
            if not of_any_version:
                raise CorruptReview(
                    f"{place.shown} is damaged, and of an earlier version: `workbench doctor --repair FILE`"
                    " writes a copy of all that can be read, which opens with this version"
                )
            statements, metadata = earlier_tables(connection)
            found = Salvage(metadata=metadata, version=version, statements=statements)
        for table in found.metadata.sorted_tables:
            found.tables[table.name] = []
        for table in found.metadata.sorted_tables:
            _read_table(connection, table, found)
    return found


def examine_file(location: str | Path) -> list[Damage]:
    """Check the pages, the indexes and the links of a file in full; the file is not changed.

    Raises:
        InvalidValue: it is not in a file.
        ReviewNotFound, NotAReview: there is no review.
    """
    place = _file(location)
    found = []
    with translating(place.shown), closing(_connect(place)) as connection:
        try:
            lines = [_text(row[0]) for row in connection.execute("PRAGMA integrity_check")]
            found += [Damage("the file", line) for line in lines if line != "ok"]
            links = connection.execute("PRAGMA foreign_key_check").fetchall()
        except sqlite3.DatabaseError as problem:
            return [*found, Damage("the file", f"it cannot be checked to the end: {problem}")]
        for table, rowid, target, _ in links:
            about = f"{_text(table)} · row {rowid}"
            found.append(Damage(about, f"it points to a {_text(target)} that is not here"))
    return found


def _file(location: str | Path) -> FilePlace:
    place = find_place(location)
    if not isinstance(place, FilePlace):
        raise InvalidValue(f"{place.shown} lies on a server, which has tools of its own for it")
    return place


def _connect(place: FilePlace) -> sqlite3.Connection:
    if not sqlite_files.in_use[sqlite_files.identity(place.path)]:
        sqlite_files.examine_header(place.path, place.shown)
    connection = sqlite_files.connect(place.path)
    connection.text_factory = bytes
    connection.execute("PRAGMA query_only = ON")
    return connection


def _version(connection: sqlite3.Connection, shown: str) -> str:
    try:
        (version,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except (sqlite3.DatabaseError, TypeError) as problem:
        raise CorruptReview(f"{shown} is damaged at its beginning: restore a copy from a backup") from problem
    return _text(version)


def _read_table(connection: sqlite3.Connection, table: Table, found: Salvage) -> None:
    columns = list(table.columns)
    has_chain = "bare_event" in found.tables
    what_is_kept = "only its place in the chain is kept" if has_chain else "the event is left out"
    for _, raw in raw_rows(connection, table, found.damages):
        row: Values = {}
        lost = []
        name = row_name(dict(zip((column.name for column in columns), raw, strict=True)))
        for column, value in zip(columns, raw, strict=True):
            try:
                row[column.name] = decode(column, value)
            except ValueError as problem:
                lost.append(column.name)
                kept = f"; {what_is_kept}" if table.name == "event" else ""
                about = name if table.name == "event" else f"{table.name} · {name}"
                found.damages.append(Damage(f"{about} · {column.name}", f"{problem}{kept}"))
                row[column.name] = _empty(column, value)
        if table.name == "event" and lost:
            if has_chain and not set(lost) & set(_CHAINED):
                bare = {each.name: row[each.name] for each in found.metadata.tables["bare_event"].columns}
                found.tables["bare_event"].append(bare)
            continue
        if row.get("id") is not None:
            found.tables[table.name].append(row)


def raw_rows(
    connection: sqlite3.Connection, table: Table, damages: list[Damage]
) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """Yield the rows of a table that can be read, each with its number and its values as bytes.

    Where pages are damaged they come from the beginning of the table, from its end, and from between; that
    rows are missing is added to `damages`.
    """
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    select = f'SELECT rowid, {names} FROM "{table.name}" NOT INDEXED'
    found: dict[int, tuple[Any, ...]] = {}
    ends: list[int | None] = []
    for order in ("ASC", "DESC"):
        last = None
        try:
            for row in connection.execute(f"{select} ORDER BY rowid {order}"):
                last = row[0]
                found[last] = row[1:]
        except sqlite3.DatabaseError:
            ends.append(last)
            continue
        break
    if len(ends) == 2:
        if ends[0] is not None and ends[1] is not None and ends[1] - ends[0] < _MOST_LOST:
            for rowid in range(ends[0] + 1, ends[1]):
                try:
                    found |= {
                        row[0]: row[1:] for row in connection.execute(f"{select} WHERE rowid = {rowid}")
                    }
                except sqlite3.DatabaseError:
                    continue
        damages.append(Damage(table.name, "rows of it cannot be read: a part of the file is damaged"))
    yield from ((rowid, found[rowid]) for rowid in sorted(found))


def row_name(raw: Values) -> str:
    """Name a row by its id, or an event by its number."""
    if isinstance(raw.get("number"), int):
        return f"event {raw['number']}"
    try:
        return f"row {UUID(_text(raw['id']))}"
    except ValueError:
        return "a row without an id"


def decode(column: Column[Any], value: Any) -> Any:
    """Return the value of a column.

    Raises:
        ValueError: it cannot be read; the message says why, and nothing of what stands there.
    """
    if value is None:
        if not column.nullable:
            raise ValueError("it is empty, and may not be")
        return None
    kind = kind_of(column)
    if kind == "json":
        return _decode_json(column, value)
    if kind in ("whole", "truth") or isinstance(column.type, Float):
        if not isinstance(value, int | float):
            raise ValueError("it is not a number")
        return bool(value) if kind == "truth" else value
    text = _decode_text(value)
    try:
        if kind == "id":
            return UUID(text)
        return datetime.fromisoformat(f"{text}+00:00") if kind == "time" else text
    except ValueError:
        raise ValueError({"id": "it is no id", "time": "its time cannot be read"}[kind]) from None


def _decode_text(value: Any) -> str:
    if not isinstance(value, bytes):
        raise ValueError("it is not a text")
    try:
        return value.decode()
    except UnicodeDecodeError:
        raise ValueError("its text is not UTF-8") from None


def _decode_json(column: Column[Any], value: Any) -> Any:
    """Return a JSON value that has the shape of its column; SQLite keeps a JSON number as a number."""
    if not isinstance(value, int | float):
        try:
            value = json.loads(_decode_text(value))
        except RecursionError:
            raise ValueError(_NO_JSON) from None
        except ValueError as problem:
            raise ValueError(
                _NO_JSON if isinstance(problem, json.JSONDecodeError) else str(problem)
            ) from None
    require_shape(column, value)
    return value


def require_shape(column: Column[Any], value: Any) -> None:
    """Refuse a JSON value that is not of the kind that a column holds.

    Raises:
        ValueError: it is no list of texts, or no object.
    """
    if column.name in LISTS:
        if not (isinstance(value, list) and all(isinstance(each, str) for each in value)):
            raise ValueError("its JSON is no list of texts")
    elif (column.name == "original" or not column.nullable) and not isinstance(value, dict):
        raise ValueError("its JSON is no object")


def _empty(column: Column[Any], value: Any) -> Any:
    """Return what stands for a value that cannot be read."""
    kind = kind_of(column)
    if column.nullable or kind == "id":
        return None
    if kind == "text":
        return _text(value) if isinstance(value, bytes) else ""
    if kind == "json":
        return [] if column.name in LISTS else {}
    return _NO_TIME if kind == "time" else 0


def _text(value: Any) -> str:
    return value.decode(errors="replace") if isinstance(value, bytes) else str(value)
