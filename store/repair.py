"""Write a copy of a damaged review with all that can be read of it, beside it and never over anything."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, MetaData, delete, insert, update

from store.engine import schema, sqlite, sqlite_files
from store.engine.error_translation import translating
from store.engine.locations import FilePlace, find_place
from store.engine.shared_folders import refuse_shared_folder
from store.errors import InvalidValue
from store.salvage import Damage, Salvage, read_damaged

_ROUNDS = 20


def write_repaired(location: str | Path, target: str | Path) -> list[Damage]:
    """Write a new file with every row that can be read, with indexes made anew; the damaged one stays.

    The new file has the version of the damaged one; an earlier one is brought up to date when it is opened.

    Args:
        location: the file of the review.
        target: a file that does not exist yet.

    Returns:
        What is not in it as it was: values that are empty now, and rows that were left out.

    Raises:
        AlreadyExists: something is at the target; it is left alone.
        InvalidValue: the review is on a server, or the target is no file.
        ReviewNotFound, NotAReview, CorruptReview: there is nothing that could be repaired.
    """
    place = find_place(target)
    if not isinstance(place, FilePlace):
        raise InvalidValue("a repaired copy is a file: give a name for it")
    found = read_damaged(location, of_any_version=True)
    changed = list(found.damages)
    with translating(place.shown):
        refuse_shared_folder(place.path)

        def fill(connection: Connection) -> None:
            if found.statements:
                schema.create_earlier_tables(connection, found.statements, found.version)
            else:
                schema.create_tables(connection)
            changed.extend(_insert(connection, found))
            changed.extend(_take_out_loose_ends(connection, found.metadata))

        sqlite_files.create_file(place.path, place.shown, lambda draft: sqlite.in_file(draft, fill))
    return changed


def _insert(connection: Connection, found: Salvage) -> list[Damage]:
    """Insert the rows, and return those that the rules of the tables do not let in."""
    refused = []
    for table in found.metadata.sorted_tables:
        statement = insert(table).prefix_with("OR IGNORE")
        for row in found.tables[table.name]:
            if connection.execute(statement, row).rowcount == 0:
                about = f"{table.name} · row {row['id']}"
                refused.append(
                    Damage(about, "left out: it contradicts another row, or lacks what it must have")
                )
    return refused


def _take_out_loose_ends(connection: Connection, metadata: MetaData) -> list[Damage]:
    """Take out what points to rows that are not here; where a link may be empty, only the link."""
    taken: list[Damage] = []
    for _ in range(_ROUNDS):
        loose: list[Any] = list(connection.exec_driver_sql("PRAGMA foreign_key_check"))
        if not loose:
            break
        for name, rowid, target, place in loose:
            table = metadata.tables[name]
            keys = connection.exec_driver_sql(f'PRAGMA foreign_key_list("{name}")')
            column = table.c[next(key[3] for key in keys if key[0] == place)]
            raw = connection.exec_driver_sql(f'SELECT id FROM "{name}" WHERE rowid = {int(rowid)}').scalar()
            if raw is None:
                continue
            is_row = table.c.id == UUID(raw)
            if column.nullable:
                connection.execute(update(table).where(is_row).values({column.name: None}))
                what = f"{column.name} is empty now: the {target} that it pointed to is lost"
            else:
                connection.execute(delete(table).where(is_row))
                what = f"left out: the {target} that it belongs to is lost"
            taken.append(Damage(f"{name} · row {UUID(raw)}", what))
    return taken
