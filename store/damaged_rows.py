"""Read on beside rows that cannot be read: name them, leave them out, and let nothing write over them.

Reading a sound review knows nothing of this. Once a value could not be read, `find_damage` looks at every
row, and `hide` lays temporary views over the tables of a connection, so that statements read the rest.

- A row that nothing else points to is left out.
- Of a row that others point to, and of an event, only the value is empty, as in a repaired copy.
- An appraisal with a row that cannot be read counts as a draft: half of it would come to another judgement,
  and whoever has not submitted sees nobody else's work.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Column, Connection, Engine, Table, event

from checklists import Checklist, ChecklistError, parse_checklist
from store.engine import sqlite_files
from store.engine.locations import FilePlace
from store.errors import DamagedValue
from store.export_rows import Values, kind_of
from store.metadata import METADATA
from store.salvage import LISTS, decode, raw_rows, row_name

MOST: Final = 5000
"""How many values may be left out before the review is no more than a ruin."""
_STANDING: Final = {"event", "review"} | {
    key.column.table.name for table in METADATA.sorted_tables for key in table.foreign_keys
}
"""Tables whose rows are kept, with an empty value."""
DECIDING: Final = ("answer", "override", "preliminary")
"""Tables whose rows a judgement follows from."""
WRITES: Final = re.compile(
    r'^(\s*(?:INSERT(?:\s+OR\s+\w+)?\s+INTO|UPDATE(?:\s+OR\s+\w+)?|DELETE\s+FROM)\s+)(?="?(\w+))',
    re.IGNORECASE,
)
REFUSAL: Final = (
    "it would write over what cannot be read: `workbench doctor --repair FILE` writes a copy to go on with"
)
REFUSAL_ON_SERVER: Final = (
    "it would write over what cannot be read: `workbench doctor` names it; have it set right in the database"
)


@dataclass(frozen=True, slots=True)
class DamagedRow:
    """A value that cannot be read.

    Attributes:
        table: where it is.
        row: its number, as SQLite counts, or on a server its id.
        name: the row by its id, or an event by its number.
        column: where in the row.
        message: what is wrong, without what stands there.
        appraisal: the id of the appraisal that it decides on, as the file has it.
    """

    table: str
    row: int | str
    name: str
    column: str
    message: str
    appraisal: str | None = None

    @property
    def is_emptied(self) -> bool:
        """True where the row is kept, with an empty value; False where all of it is left out."""
        return self.table in _STANDING and kind_of(METADATA.tables[self.table].c[self.column]) != "id"

    @property
    def in_words(self) -> str:
        """One line that names the row and says what became of it."""
        what = "the row is left out"
        if self.table == "event":
            what = "only its place in the history is kept, and what rests on it may be wrong"
        elif self.is_emptied:
            what = "it is shown as empty"
        if self.appraisal is not None or self.table == "appraisal":
            what += ", and its appraisal counts as a draft"
        return f"{self.table} · {self.name} · {self.column}: {self.message}; {what}"


def find_damage(place: FilePlace) -> tuple[DamagedRow, ...]:
    """Return every value of a file that cannot be read, or is no answer or judgement of its checklist.

    Raises:
        DamagedValue: there are too many to read on.
    """
    rows: list[DamagedRow] = []
    codes = Codes()
    with closing(sqlite_files.connect(place.path)) as connection:
        connection.text_factory = bytes
        connection.execute("PRAGMA query_only = ON")
        for table in METADATA.sorted_tables:
            for rowid, raw in raw_rows(connection, table, []):
                rows += _look_at(table, rowid, raw, codes)
                if len(rows) > MOST:
                    raise too_many()
    return tuple(rows)


def too_many() -> DamagedValue:
    """Return the error that so much cannot be read that the rest says little."""
    return DamagedValue(
        f"more than {MOST:,} values of the review cannot be read: `workbench doctor` names them; of a file"
        " `workbench doctor --repair FILE` writes a copy of all the rest"
    )


def _look_at(table: Table, rowid: int, raw: tuple[Any, ...], codes: Codes) -> Iterator[DamagedRow]:
    values: Values = {}
    as_text = {
        column.name: value.decode(errors="replace") if isinstance(value, bytes) else value
        for column, value in zip(table.columns, raw, strict=True)
        if table.name != "document" or column.name != "text"
    }
    name, whole = row_name(as_text), True
    owner = as_text.get("appraisal_id") if table.name in DECIDING else None
    for column, value in zip(table.columns, raw, strict=True):
        try:
            values[column.name] = decode(column, value)
        except ValueError as problem:
            whole = False
            yield DamagedRow(table.name, rowid, name, column.name, str(problem), owner)
    if whole and (fault := codes.take(table.name, values)):
        yield DamagedRow(table.name, rowid, name, *fault, owner)


class Codes:
    """Know what each appraisal may be answered with, from the tables in the order in which they are read."""

    def __init__(self) -> None:
        self._checklists: dict[Any, Checklist] = {}
        self._of: dict[Any, Any] = {}

    def take(self, table: str, row: Values) -> tuple[str, str] | None:
        """Return the column and the fault of a row that its checklist does not know."""
        if table == "checklist_version":
            try:
                self._checklists[row["id"]] = parse_checklist(row["text"])
            except ChecklistError:
                return "text", "it is no checklist"
        elif table == "appraisal":
            self._of[row["id"]] = row["checklist_version_id"]
        elif table in ("answer", "override"):
            checklist = self._checklists.get(self._of.get(row["appraisal_id"]))
            if checklist is not None:
                return _unknown_to(checklist, table, row)
        return None


def _unknown_to(checklist: Checklist, table: str, row: Values) -> tuple[str, str] | None:
    name, column, value = (
        ("item_id", "code", row.get("code"))
        if table == "answer"
        else ("target", "judgement", row.get("judgement"))
    )
    if table == "answer" and any(each.id == row[name] for each in checklist.preliminaries):
        return None  # a consensus holds there what was settled before the items
    try:
        known = checklist.codes(row[name]) if table == "answer" else checklist.levels_of(row[name])
    except (ChecklistError, LookupError):
        return name, "its checklist has no such place"
    if value is None or value in known:
        return None
    return column, "it is none that its checklist offers there"


def hide(connection: Connection, rows: Iterable[DamagedRow], *, guard: bool) -> None:
    """Lay views over the tables with damage, for statements of this connection; the file stays as it is.

    Args:
        connection: of a SQLite file, in a transaction.
        rows: from `find_damage`.
        guard: True to refuse every change of what cannot be read.
    """
    found = list(rows)
    bad: dict[str, set[int]] = defaultdict(set)
    for row in found:
        bad[row.table].add(int(row.row))
    drafts = bad["appraisal"] | _appraisals(connection, {row.appraisal for row in found if row.appraisal})
    _drop(connection)
    lacking: set[str] = set()
    for table in METADATA.sorted_tables:
        hurt = [row for row in found if row.table == table.name]
        conditions = _conditions(table, hurt, lacking)
        if conditions:
            lacking.add(table.name)
        if hurt or conditions or (table.name == "appraisal" and drafts):
            connection.exec_driver_sql(_view(table, hurt, conditions, drafts))
    if guard:
        for name, change, condition in _guards(bad, drafts):
            connection.exec_driver_sql(_trigger(name, change, condition))


def send_writes_to_tables(engine: Engine) -> None:
    """Let statements that change something change the tables, and not the views above them."""

    @event.listens_for(engine, "before_cursor_execute", retval=True)
    def send(_c: Any, _cursor: Any, statement: str, parameters: Any, _x: Any, _many: bool) -> tuple[str, Any]:
        match = WRITES.match(statement)
        if match and match[2] in METADATA.tables:
            statement = f"{match[1]}main.{statement[match.end() :]}"
        return statement, parameters


def _appraisals(connection: Connection, ids: Iterable[str]) -> set[int]:
    """Return the rows of the appraisals with these ids."""
    query = "SELECT rowid FROM main.appraisal WHERE id = ?"
    return {
        rowid for identity in ids for (rowid,) in connection.exec_driver_sql(query, (identity,)).fetchall()
    }


def _conditions(table: Table, hurt: Iterable[DamagedRow], lacking: Collection[str]) -> list[str]:
    """Return what a row must fulfil to be read: it is sound, and so is what it belongs to."""
    out = {int(row.row) for row in hurt if not row.is_emptied}
    conditions = [f"rowid NOT IN {_list(out)}"] if out else []
    if table.name == "event":  # it stands without any other table
        return conditions
    for key in table.foreign_keys:
        target = key.column.table.name
        if target in lacking and target != table.name:
            link = f'"{key.parent.name}"'
            conditions.append(f'({link} IS NULL OR {link} IN (SELECT id FROM temp."{target}"))')
    return conditions


def _view(table: Table, hurt: Iterable[DamagedRow], conditions: list[str], drafts: set[int]) -> str:
    emptied: dict[str, set[int]] = defaultdict(set)
    for row in hurt:
        if row.is_emptied:
            emptied[row.column].add(int(row.row))
    values = {column.name: f'"{column.name}"' for column in table.columns}
    for column in table.columns:
        values[column.name] = _where(emptied[column.name], _empty(column), values[column.name])
    if table.name == "appraisal":
        values["state"] = _where(drafts, "'draft'", values["state"])
        values["submitted_at"] = _where(drafts, "NULL", values["submitted_at"])
    shown = ", ".join(f'{value} AS "{name}"' for name, value in values.items())
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    return f'CREATE TEMP VIEW "{table.name}" AS SELECT {shown} FROM main."{table.name}"{where}'


def _empty(column: Column[Any]) -> str:
    """Return, in SQL, what stands for a value that cannot be read."""
    if column.nullable:
        return "NULL"
    kind = kind_of(column)
    if kind == "json":
        return "'[]'" if column.name in LISTS else "'{}'"
    return {"time": "'1970-01-01 00:00:00.000000'", "text": "''"}.get(kind, "0")


def _guards(bad: dict[str, set[int]], drafts: set[int]) -> Iterator[tuple[str, str, str]]:
    """Yield the changes that are refused: the table, the kind of change, the condition."""
    ids = f"(SELECT id FROM main.appraisal WHERE rowid IN {_list(drafts)})"
    for name in sorted(bad.keys() | {"appraisal", *DECIDING, "quote"}):
        rows = bad[name] | (drafts if name == "appraisal" else set())
        old = f"OLD.rowid IN {_list(rows)}"
        if drafts and name in (*DECIDING, "quote"):
            old += f" OR OLD.appraisal_id IN {ids}"
            yield name, "INSERT", f"NEW.appraisal_id IN {ids}"
        yield name, "UPDATE", old
        yield name, "DELETE", old
    if bad["event"]:
        taken_back = f"SELECT number FROM main.event WHERE rowid IN {_list(bad['event'])}"
        yield "event", "INSERT", f"NEW.undoes IN ({taken_back})"


def _trigger(table: str, change: str, condition: str) -> str:
    return (
        f'CREATE TEMP TRIGGER "guard_{table}_{change.lower()}" BEFORE {change} ON main."{table}" '
        f"WHEN {condition} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    )


def _drop(connection: Connection) -> None:
    query = "SELECT type, name FROM temp.sqlite_master WHERE type IN ('view', 'trigger')"
    for kind, name in connection.exec_driver_sql(query).fetchall():
        connection.exec_driver_sql(f'DROP {kind} IF EXISTS temp."{name}"')


def _where(rowids: set[int], then: str, otherwise: str) -> str:
    return f"CASE WHEN rowid IN {_list(rowids)} THEN {then} ELSE {otherwise} END" if rowids else otherwise


def _list(rowids: set[int]) -> str:
    return f"({', '.join(str(rowid) for rowid in sorted(rowids))})"
