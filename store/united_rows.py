"""Bring the rows of a review to those that a merge made of two files, in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from sqlalchemy import Connection, UniqueConstraint, bindparam, delete, insert, update
from sqlalchemy.exc import IntegrityError

from store.engine.store import Store
from store.errors import InvalidValue
from store.export_rows import TABLES, Values
from store.import_rows import Copies, rows_of
from store.judgements import delete_copies, write_copies
from store.metadata import METADATA
from store.validation import sha256_of


def _identity(row: Values) -> str:
    return str(row["id"])


def _hashed_identity(row: Values) -> str:
    return sha256_of(_identity(row))


def _nothing(row: Values) -> None:
    return None


_PARKED: Mapping[str, Mapping[str, Callable[[Values], str | None]]] = {
    "study": {"key": _identity, "merged_into": _nothing},
    "document": {"replaces": _nothing, "sha256": _hashed_identity},
    "outcome": {"time_point": _identity},
    "reviewer": {"handle_key": _identity},
    "appraisal": {"slot": _identity},
}
"""By table, unique columns whose values move between rows, and what gives the value they have meanwhile."""
_REFERRED_TO = {key.column.table.name for table in METADATA.tables.values() for key in table.foreign_keys}
"""Tables to whose rows others refer."""


def write_merged(
    db: Store,
    before: Mapping[str, Sequence[Values]],
    after: Mapping[str, Sequence[Values]],
    judgements: Copies,
) -> None:
    """Write what is different, in one transaction.

    Args:
        db: the review.
        before: the rows of the review by table, as `read_everything` gave them in this transaction.
        after: the rows that shall be there.
        judgements: the copies of the judgements of the appraisals that are new or different, by id; none for
            a draft.

    Raises:
        InvalidValue: the rows are not those of a review.
    """
    new = rows_of(after)
    old_ids = {table: {row["id"]: row for row in before[table]} for table in TABLES}
    gone = {table: old_ids[table].keys() - {str(row["id"]) for row in new[table]} for table in TABLES}
    changes = {table: _changed(new[table], after[table], old_ids[table]) for table in TABLES}
    for table in TABLES:
        # Rows that change places are taken out and put in again, unless others refer to them.
        moved = _moved(table, changes[table], old_ids[table])
        gone[table] |= moved
        changes[table] = [row for row in changes[table] if str(row["id"]) not in moved]
    with db.writing() as session:
        try:
            for appraisal in judgements:
                delete_copies(session, appraisal)
            connection = session.connection()
            for table in reversed(TABLES):
                _delete(connection, table, gone[table])
            for table in TABLES:
                _park(connection, table, changes[table])
            for table in TABLES:
                standing = old_ids[table].keys() - gone[table]
                _insert(connection, table, [row for row in new[table] if str(row["id"]) not in standing])
            for table in TABLES:
                _update(connection, table, changes[table])
            for appraisal, copies in judgements.items():
                write_copies(session, appraisal, copies)
        except IntegrityError as error:
            raise InvalidValue(
                "the two files contradict each other, so nothing was merged: send both to the maintainers"
            ) from error


def _changed(new: Sequence[Values], plain: Sequence[Values], old: Mapping[str, Values]) -> list[Values]:
    """Return the rows that are there and differ, ready for the database."""
    by_id = {row["id"]: row for row in plain}
    return [row for row in new if str(row["id"]) in old and by_id[str(row["id"])] != old[str(row["id"])]]


def _moved(table: str, changed: Sequence[Values], old: Mapping[str, Values]) -> set[str]:
    """Return the ids of rows that get another value in a column of which the table has each value once."""
    if table == "event" or table in _REFERRED_TO:
        return set()
    unique = {
        column.name
        for constraint in METADATA.tables[table].constraints
        if isinstance(constraint, UniqueConstraint)
        for column in constraint.columns
    }
    return {
        str(row["id"])
        for row in changed
        if any(str(row[name]) != str(old[str(row["id"])].get(name)) for name in unique)
    }


def _delete(connection: Connection, table: str, ids: set[str]) -> None:
    if ids:
        stored = METADATA.tables[table]
        statement = delete(stored).where(stored.c.id == bindparam("gone"))
        connection.execute(statement, [{"gone": UUID(identity)} for identity in sorted(ids)])


def _park(connection: Connection, table: str, rows: Sequence[Values]) -> None:
    """Give unique columns of rows that change another value, until all rows are in."""
    stored = METADATA.tables[table]
    if not rows:
        return
    if table == "event":
        statement = update(stored).where(stored.c.id == bindparam("row_id"))
        values = statement.values(number=bindparam("parked"), undoes=None)
        connection.execute(values, [{"row_id": row["id"], "parked": -row["number"]} for row in rows])
    elif columns := _PARKED.get(table):
        statement = update(stored).where(stored.c.id == bindparam("row_id"))
        values = statement.values({name: bindparam(f"parked_{name}") for name in columns})
        connection.execute(
            values,
            [
                {"row_id": row["id"]} | {f"parked_{name}": value(row) for name, value in columns.items()}
                for row in rows
            ],
        )


def _insert(connection: Connection, table: str, rows: Sequence[Values]) -> None:
    if rows:
        connection.execute(insert(METADATA.tables[table]), list(rows))


def _update(connection: Connection, table: str, rows: Sequence[Values]) -> None:
    if not rows:
        return
    stored = METADATA.tables[table]
    names = [name for name in rows[0] if name != "id"]
    statement = update(stored).where(stored.c.id == bindparam("row_id"))
    values = statement.values({name: bindparam(f"new_{name}") for name in names})
    connection.execute(
        values,
        [{"row_id": row["id"]} | {f"new_{name}": row[name] for name in names} for row in rows],
    )
