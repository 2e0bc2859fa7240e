"""Read on beside rows of a PostgreSQL database that cannot be read, as `store.damaged_rows` does in a file.

A server keeps JSON and times sound by itself, but knows times that no calendar of ours has, such as
`infinity`, and does not know which shape a value must have. Rows are told by their ids. The views are laid in
the temporary schema of the session, which comes before all others in the search for a table.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Column, Connection, Engine, Table, cast, event, null, select
from sqlalchemy.types import Text

from store.damaged_rows import DECIDING, MOST, REFUSAL_ON_SERVER, WRITES, Codes, DamagedRow, too_many
from store.errors import Conflict
from store.export_rows import Values, kind_of
from store.metadata import METADATA
from store.salvage import LISTS, require_shape, row_name

_BY_ID: Final = re.compile(r"\bid (?:=|IN) ")


def find_damage(engine: Engine) -> tuple[DamagedRow, ...]:
    """Return every value of a database that cannot be read, or is no answer or judgement of its checklist.

    Raises:
        DamagedValue: there are too many to read on.
    """
    rows: list[DamagedRow] = []
    codes = Codes()
    with engine.connect() as connection:
        for table in METADATA.sorted_tables:
            wanted = select(*(_as_text(column) for column in table.columns)).order_by(table.c.id)
            for raw in connection.execute(wanted):
                rows += _look_at(table, dict(zip(table.columns.keys(), raw, strict=True)), codes)
                if len(rows) > MOST:
                    raise too_many()
    return tuple(rows)


def _as_text(column: Column[Any]) -> Any:
    """Select a column in a way that every value of it can be read."""
    if (column.table.name, column.name) == ("document", "text"):
        return null()  # long, and sound
    return cast(column, Text) if kind_of(column) in ("json", "time", "id") else column


def _look_at(table: Table, raw: Values, codes: Codes) -> Iterator[DamagedRow]:
    owner = raw.get("appraisal_id") if table.name in DECIDING else None
    name, values = row_name({**raw, "id": str(raw["id"]).encode()}), dict(raw)
    whole = True
    for column in table.columns:
        try:
            values[column.name] = _decode(column, raw[column.name])
        except ValueError as problem:
            whole = False
            yield DamagedRow(table.name, raw["id"], name, column.name, str(problem), owner)
    if whole and (fault := codes.take(table.name, values)):
        yield DamagedRow(table.name, raw["id"], name, *fault, owner)


def _decode(column: Column[Any], value: Any) -> Any:
    """Return a value that was selected as text.

    Raises:
        ValueError: it cannot be read; the message says why, and nothing of what stands there.
    """
    kind = kind_of(column)
    if value is None or kind not in ("json", "time"):
        return value
    if kind == "time":
        try:
            return datetime.fromisoformat(value)
        except ValueError:
            raise ValueError("its time cannot be read") from None
    try:
        decoded = json.loads(value)
    except (ValueError, RecursionError):
        raise ValueError("its JSON cannot be read") from None
    require_shape(column, decoded)
    return decoded


def _drafts(rows: Iterable[DamagedRow]) -> set[str]:
    """Return the ids of the appraisals that count as drafts, since something of them cannot be read."""
    found = list(rows)
    whole = {str(row.row) for row in found if row.table == "appraisal"}
    return whole | {row.appraisal for row in found if row.appraisal}


def _conditions(table: Table, hurt: Iterable[DamagedRow], lacking: Collection[str]) -> list[str]:
    out = {str(row.row) for row in hurt if not row.is_emptied}
    conditions = [f"id NOT IN {_list(out)}"] if out else []
    if table.name == "event":  # it stands without any other table
        return conditions
    for key in table.foreign_keys:
        target = key.column.table.name
        if target in lacking and target != table.name:
            link = f'"{key.parent.name}"'
            conditions.append(f'({link} IS NULL OR {link} IN (SELECT id FROM pg_temp."{target}"))')
    return conditions


def _view(
    stored: str, table: Table, hurt: Iterable[DamagedRow], conditions: Sequence[str], drafts: set[str]
) -> str:
    emptied: dict[str, set[str]] = defaultdict(set)
    for row in hurt:
        if row.is_emptied:
            emptied[row.column].add(str(row.row))
    values = {column.name: f'"{column.name}"' for column in table.columns}
    for column in table.columns:
        values[column.name] = _where(emptied[column.name], _empty(column), values[column.name])
    if table.name == "appraisal":
        values["state"] = _where(drafts, "'draft'", values["state"])
        values["submitted_at"] = _where(drafts, "NULL", values["submitted_at"])
    shown = ", ".join(f'{value} AS "{name}"' for name, value in values.items())
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    return f'CREATE TEMP VIEW "{table.name}" AS SELECT {shown} FROM {stored}{where}'


def _empty(column: Column[Any]) -> str:
    """Return, in SQL, what stands for a value that cannot be read."""
    if column.nullable:
        return "NULL"
    kind = kind_of(column)
    if kind == "json":
        return "'[]'::json" if column.name in LISTS else "'{}'::json"
    return "'1970-01-01 00:00:00+00'::timestamptz" if kind == "time" else "''"


def _where(ids: set[str], then: str, otherwise: str) -> str:
    return f"CASE WHEN id IN {_list(ids)} THEN {then} ELSE {otherwise} END" if ids else otherwise


def _list(ids: Iterable[str]) -> str:
    return f"({', '.join(repr(each) for each in sorted(ids))})"


class ServerDamage:
    """Lay views over tables with damage, send changes to the tables below, and refuse to write over damage.

    Args:
        engine: of the database, for which this is made once.

    Attributes:
        rows: from `find_damage`.
    """

    def __init__(self, engine: Engine) -> None:
        self.rows: tuple[DamagedRow, ...] = ()
        self._schema = ""
        event.listen(engine, "before_cursor_execute", self._send, retval=True)

    def hide(self, connection: Connection) -> None:
        """Lay the views, for statements of this session; the tables stay as they are.

        Args:
            connection: in a transaction that may make temporary views.
        """
        drafts = _drafts(self.rows)
        self._schema = str(connection.exec_driver_sql("SELECT quote_ident(current_schema())").scalar())
        lacking: set[str] = set()
        for table in METADATA.sorted_tables:
            connection.exec_driver_sql(f'DROP VIEW IF EXISTS pg_temp."{table.name}" CASCADE')
        for table in METADATA.sorted_tables:
            hurt = [row for row in self.rows if row.table == table.name]
            conditions = _conditions(table, hurt, lacking)
            if conditions:
                lacking.add(table.name)
            if hurt or conditions or (table.name == "appraisal" and drafts):
                stored = f'{self._schema}."{table.name}"'
                connection.exec_driver_sql(_view(stored, table, hurt, conditions, drafts))

    def _send(
        self, connection: Connection, _cursor: Any, statement: str, parameters: Any, _x: Any, many: bool
    ) -> tuple[str, Any]:
        match = WRITES.match(statement)
        if match and match[2] in METADATA.tables:
            self._require_free(match[1].split()[0].upper(), match[2], statement, parameters, many=many)
            statement = f"{match[1]}{self._schema}.{statement[match.end() :]}"
        return statement, parameters

    def _require_free(self, change: str, table: str, statement: str, parameters: Any, *, many: bool) -> None:
        """Refuse a change of a row that cannot be read, or of an appraisal with one.

        Raises:
            Conflict: see above.
        """
        sets: Sequence[Mapping[str, Any]] = parameters if many else [parameters or {}]
        given = {str(value) for each in sets for value in each.values()}
        bad, drafts = {str(row.row) for row in self.rows if row.table == table}, _drafts(self.rows)
        if table == "appraisal":
            bad |= drafts
        is_bad = bool(bad & given) or (bool(bad) and _BY_ID.search(statement) is None)
        if change == "INSERT":
            is_bad = table == "event" and bool(self._events() & _undone(sets))
        if is_bad or (table in (*DECIDING, "quote") and drafts & given):
            raise Conflict(REFUSAL_ON_SERVER)

    def _events(self) -> set[str]:
        """Return the numbers of the events that cannot be read."""
        return {row.name.removeprefix("event ") for row in self.rows if row.table == "event"}


def _undone(sets: Iterable[Mapping[str, Any]]) -> set[str]:
    """Return the numbers of the events that some new ones take back."""
    return {
        str(value) for each in sets for name, value in each.items() if name.partition("__")[0] == "undoes"
    }
