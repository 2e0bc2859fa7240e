"""Turn a whole review into plain values, to take it elsewhere.

What the tables hold is given and taken as JSON values by table and column, so that what comes back is what
was there. Columns that follow from others (`DERIVED`) are left out, and made anew on the way in.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Column, Integer, UniqueConstraint, Uuid, func, select

from store.column_types import Json, UtcTime
from store.engine.store import Store
from store.errors import DamagedValue
from store.event_chain import MAIN, WITHHELD
from store.metadata import METADATA
from store.rating_authors import Authors, fill_authors, present_handles

Values = dict[str, Any]
"""One row by column; ids and times as text."""

TABLES_VERSION = "0016"
"""The last version of the tables that changed a column which is exported, or added a table."""

_ADDED_0012 = ("place", "bare_event", "seal", "conflict", "comment", "former_id")
_ADDED_0011 = ("distinct_pair", "allocation", "former_handle", *_ADDED_0012)

ADDED_SINCE: Mapping[str, tuple[str, ...]] = {
    "0005": ("own_checklist", "wording", "characteristic", *_ADDED_0011),
    "0008": ("characteristic", *_ADDED_0011),
    "0010": _ADDED_0011,
    "0011": _ADDED_0012,
    "0012": (),
    "0013": (),
}
"""By an earlier version whose exports are read as well, the tables that were not there yet, and so empty."""

ADDED_COLUMNS: Mapping[str, Values] = {
    "review": {"protocol": {}},
    "study": {"excluded_because": None, "merged_into": None, "volume": "", "issue": "", "pages": ""},
    "appraisal": {"imported_from": None},
    "reviewer": {"person_id": None},
    "outcome": {"follow_up": "", "thresholds": {}},
    "certainty_rating": dict.fromkeys(Authors._fields),
}
"""By table, the columns that earlier exports do not have, each with the value that held before."""


def with_added_columns(tables: Mapping[str, Sequence[Values]]) -> dict[str, list[Values]]:
    """Return the rows of an export with the columns that were added since; its history says who rated."""
    rows = {name: [ADDED_COLUMNS.get(name, {}) | row for row in given] for name, given in tables.items()}
    if any("rated_by" not in row for row in tables["certainty_rating"]):
        # What is malformed is left as it is, and refused where every value is checked.
        with suppress(KeyError, TypeError, AttributeError):
            present = present_handles(rows["former_handle"], rows["reviewer"])
            rows["certainty_rating"] = fill_authors(rows["certainty_rating"], rows["event"], present)
    return rows


COPIES = ("judgement",)
"""Tables that hold nothing of their own: what they copy is worked out again on the way in."""

TABLES: tuple[str, ...] = tuple(table.name for table in METADATA.sorted_tables if table.name not in COPIES)
"""All tables that are exported, those that others point to first."""

DERIVED = {
    "reviewer": ("handle_key",),
    "former_handle": ("handle_key",),
    "study": ("doi_key", "title_key"),
    "document": ("characters",),
    "appraisal": ("slot",),
}
"""Columns that follow from others of the row."""

_KINDS = ((UtcTime, "time"), (Json, "json"), (Uuid, "id"), (Boolean, "truth"), (Integer, "whole"))

_BELONGING = ("answer", "quote", "override", "preliminary", "event")
"""Tables whose rows belong to an appraisal, or may."""

_PINNING = ("appraisal", "own_checklist")
"""Tables whose rows need the text of a checklist."""


@cache
def columns_of(table: str) -> Mapping[str, tuple[str, bool]]:
    """Return the columns of a table that are exported, each with its kind and whether it may be empty.

    Kinds are `id`, `time`, `json`, `whole` (a number), `truth` and `text`.
    """
    all_columns = METADATA.tables[table].columns
    skipped = DERIVED.get(table, ())
    return {
        column.name: (kind_of(column), bool(column.nullable))
        for column in all_columns
        if column.name not in skipped
    }


_BARE = ("id", "hash", "commitment", "parents", "place_id", "signature")
"""What is told of an event that is left out of an export."""

RowKey = tuple[str, ...]
"""What tells a row of the evidence apart from the others of its table."""

ROW_KEYS: Mapping[str, tuple[str, ...]] = {
    "certainty_rating": ("outcome", "body", "domain"),
    "body_entry": ("outcome", "body", "part"),
    "chosen_start": ("outcome", "checklist"),
}
"""By table, the keys that make a `RowKey`; they are those of the events on such rows."""


@dataclass(frozen=True, slots=True)
class Withheld:
    """The rows that are left out of an export.

    Attributes:
        appraisals: with all that belongs to them; the preliminaries that their reviewers share among
            appraisals with the same checklist are left out with them.
        rows: by table, the keys of rows, as `ROW_KEYS` says what they are made of.
        events: numbers of further events.
        befores: numbers of events that do not tell what was before.
        comments: ids of comments.
    """

    appraisals: Collection[UUID | str] = ()
    rows: Mapping[str, Collection[RowKey]] = field(default_factory=dict)
    events: Collection[int] = ()
    befores: Collection[int] = ()
    comments: Collection[UUID | str] = ()


def count_rows(db: Store) -> int:
    """Return how many rows all tables have."""
    with db.reading() as session:
        tables = (METADATA.tables[name] for name in TABLES)
        return sum(session.execute(select(func.count()).select_from(table)).scalar_one() for table in tables)


def read_everything(
    db: Store,
    withheld: Withheld | None = None,
    on_rows: Callable[[int], None] | None = None,
    *,
    with_wording: bool = True,
    beside_damage: bool = False,
) -> dict[str, list[Values]]:
    """Read every row of every table as at one moment, sorted by id and the history by number.

    Args:
        db: the review.
        withheld: what is left out. The history is numbered anew then, so that its gaps do not tell how much
            was done.
        with_wording: also the texts of checklists that belong to somebody else.
        on_rows: told after each table how many rows more were read.
        beside_damage: also where something cannot be read and is left out; only for what stays here.

    Raises:
        DamagedValue: some of it cannot be read; what travels has all of a review or is not made.
    """
    if db.left_out and not beside_damage:
        raise DamagedValue(
            "a value of the review cannot be read, so it cannot be taken along whole: `workbench doctor`"
            " names it, and `workbench doctor --repair FILE` writes a copy of all the rest to go on with"
        )
    with db.reading() as session:
        rows = {}
        for name in TABLES:
            table = METADATA.tables[name]
            order = table.c.number if name == "event" else table.c.id
            rows[name] = [dict(row) for row in session.execute(select(table).order_by(order)).mappings()]
            if on_rows is not None:
                on_rows(len(rows[name]))
    if withheld is not None:
        leave_out(rows, withheld)
    if not with_wording:
        rows["wording"] = []
        rows["own_checklist"] = [row | {"wording_id": None} for row in rows["own_checklist"]]
    return as_plain(rows)


def as_plain(tables: Mapping[str, list[Values]]) -> dict[str, list[Values]]:
    """Turn the rows of all tables, as the database has them, into JSON values."""
    return {name: _plain(name, tables[name]) for name in TABLES}


def _plain(name: str, rows: list[Values]) -> list[Values]:
    """Turn rows into JSON values, in an order that does not depend on how the database sorts ids."""
    plain = [{column: _json(row[column]) for column in columns_of(name)} for row in rows]
    return plain if name == "event" else sorted(plain, key=lambda row: str(row["id"]))


def _json(value: Any) -> Any:
    if isinstance(value, UUID):
        return str(value)
    return value.isoformat() if isinstance(value, datetime) else value


def keys_of(table: str) -> list[tuple[str, ...]]:
    """Return the exported columns, one or several together, in which no two rows of a table are the same."""
    exported = columns_of(table)
    return [columns for columns in unique_columns(table) if set(columns) <= exported.keys()]


def unique_columns(table: str) -> list[tuple[str, ...]]:
    """Return all columns, one or several together, in which no two rows of a table are the same."""
    return [
        tuple(column.name for column in constraint.columns)
        for constraint in METADATA.tables[table].constraints
        if isinstance(constraint, UniqueConstraint)
    ]


def links_of(table: str) -> dict[str, str]:
    """Return the columns of a table that point to rows, each with the table that it points to."""
    return {
        column.name: key.column.table.name
        for column in METADATA.tables[table].columns
        for key in column.foreign_keys
    }


def kind_of(column: Column[Any]) -> str:
    """Return the kind of a column, as `columns_of` names it."""
    for of_column, kind in _KINDS:
        if isinstance(column.type, of_column):
            return kind
    return "text"


def leave_out(rows: dict[str, list[Values]], withheld: Withheld) -> None:
    """Take out of the rows of all tables, in place, what is withheld; ids in both are spelt alike.

    What is left out of the main chains of the history stays as bare hashes.
    """
    hidden, history = set(withheld.appraisals), rows["event"]
    checklists = {row["id"]: row["checklist_id"] for row in rows["checklist_version"]}
    shared = {
        (row["reviewer_id"], checklists[row["checklist_version_id"]])
        for row in rows["appraisal"]
        if row["id"] in hidden
    }
    rows["appraisal"] = [row for row in rows["appraisal"] if row["id"] not in hidden]
    for name in _BELONGING:
        rows[name] = [row for row in rows[name] if row["appraisal_id"] not in hidden]
    # The seal of something hidden tells that it was sealed, and not what.
    without = {"appraisal_id": None, "nonce": None, "content": None}
    rows["seal"] = [row | without if row["appraisal_id"] in hidden else row for row in rows["seal"]]
    rows["preliminary"] = [
        row for row in rows["preliminary"] if (row["reviewer_id"], row["checklist_id"]) not in shared
    ]
    pinned = {row["checklist_version_id"] for name in _PINNING for row in rows[name]}
    rows["checklist_version"] = [row for row in rows["checklist_version"] if row["id"] in pinned]
    rows["comment"] = [row for row in rows["comment"] if row["id"] not in set(withheld.comments)]
    for name, withheld_rows in withheld.rows.items():
        rows[name] = [row for row in rows[name] if _row_key(name, row) not in withheld_rows]
    _renumber(rows, withheld)
    # A confirmation that is left out is not told by the rating either.
    present = present_handles(rows["former_handle"], rows["reviewer"])
    rows["certainty_rating"] = fill_authors(rows["certainty_rating"], rows["event"], present)
    kept = {row["id"] for row in rows["event"]}
    left_out = [row for row in history if row["id"] not in kept and row["line"] == MAIN]
    rows["bare_event"] = [*rows["bare_event"], *({name: row[name] for name in _BARE} for row in left_out)]


def _row_key(table: str, row: Values) -> RowKey:
    return tuple(str(row["outcome_id" if key == "outcome" else key]) for key in ROW_KEYS[table])


def _renumber(rows: dict[str, list[Values]], withheld: Withheld) -> None:
    """Number the history anew, without gaps."""
    rows["event"] = [row for row in rows["event"] if row["number"] not in withheld.events]
    for row in rows["event"]:
        if row["number"] in withheld.befores:
            row["before"] = None
            row["original"] = {**(row["original"] or {}), WITHHELD: ["before"]}
    numbers = {row["number"]: place for place, row in enumerate(rows["event"], start=1)}
    for row in rows["event"]:
        row["undoes"] = numbers.get(row["undoes"])
        row["number"] = numbers[row["number"]]
