"""Turn a whole review into the files of a folder for git, and read it, also after git merged it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from store import export_rows, import_rows
from workbench.errors import UsageError
from workbench.output import whole_review_folder
from workbench.output.folders import read_folder
from workbench.review.exchange.merge.chains import in_order, undoing

Values = dict[str, Any]
Records = Mapping[str, Sequence[Values]]
_SHOWN = 40
_FIRST = "0013"
"""The version of the tables with which folders began."""


def folder_files(records: Records, *, hidden_studies: int | None) -> dict[str, bytes]:
    """Return the files of a folder by their path in it.

    Args:
        records: of the review, by table.
        hidden_studies: on how many studies work of others was left out; None where nothing was.
    """
    hashes = {row["number"]: row["hash"] for row in records["event"]}
    events = [
        {name: value for name, value in row.items() if name != "number"}
        | {"undoes": hashes.get(row["undoes"])}
        for row in sorted(records["event"], key=lambda row: row["number"])
    ]
    order = [event["hash"] for event in events]
    follows = order == in_order({event["hash"]: event for event in events})
    return whole_review_folder.files_of(
        {**records, "event": events},
        export_rows.TABLES_VERSION,
        hidden_studies=hidden_studies,
        order=None if follows else order,
    )


def read_review_folder(path: Path) -> tuple[dict[str, Sequence[Values]], tuple[bool, int]]:
    """Read the folder of an export as rows by table.

    Returns:
        The rows, whether they are the whole review, and on how many studies submitted work was left out.

    Raises:
        UsageError: it is no folder that this version reads, or git left something open in it.
    """
    files = read_folder(path)
    records = whole_review_folder.records_in(
        files,
        export_rows.TABLES,
        export_rows.TABLES_VERSION,
        earlier=[version for version in export_rows.ADDED_SINCE if version >= _FIRST],
    )
    records["event"] = _numbered(records["event"], whole_review_folder.order_in(files))
    _unite_places(records)
    _unite_texts(records)
    told = {event["hash"] for event in records["event"]}
    records["bare_event"] = [row for row in records["bare_event"] if row.get("hash") not in told]
    return {
        table: [_in_columns(table, row) for row in rows]
        for table, rows in export_rows.with_added_columns(records).items()
    }, whole_review_folder.completeness_in(files)


def _in_columns(table: str, row: Values) -> Values:
    """Return a row with its columns in the order of the table, as a review itself gives it."""
    return {name: row[name] for name in export_rows.columns_of(table) if name in row} | row


def _unite_places(records: dict[str, list[Values]]) -> None:
    """Make one of the records of a place that two people have of it, and of the people who write there.

    Who holds nothing but somebody's seals knows that person under an id of the own file.
    """
    places: dict[Any, list[Values]] = defaultdict(list)
    for row in records["place"]:
        places[row.get("id")].append(row)
    writers = {row.get("reviewer_id") for row in records["appraisal"]}
    same: dict[Any, Any] = {}
    for versions in places.values():
        people = {str(row.get("reviewer_id")) for row in versions}
        first, *others = sorted(people, key=lambda each: (each not in writers, each))
        same |= dict.fromkeys(others, first)
    records["place"] = [
        min(versions, key=lambda row: str(row.get("opened_at"))) for versions in places.values()
    ]
    _replace(records, "reviewer", same)


def _unite_texts(records: dict[str, list[Values]]) -> None:
    """Make one of the records of a text of a checklist that two people began to use apart."""
    for table in ("checklist_version", "wording"):
        first: dict[Any, Any] = {}
        for row in sorted(records[table], key=lambda row: str(row.get("id"))):
            first.setdefault(row.get("sha256"), row.get("id"))
        same = {row.get("id"): first[row.get("sha256")] for row in records[table]}
        _replace(records, table, {here: kept for here, kept in same.items() if here != kept})


def _replace(records: dict[str, list[Values]], table: str, same: Mapping[Any, Any]) -> None:
    """Take records out of a table, and let what points to them point to others.

    Args:
        records: by table.
        table: whose records are taken out.
        same: the id of the record that stays, by the id of the one that goes.
    """
    if not same:
        return
    records[table] = [row for row in records[table] if row.get("id") not in same]
    for each, rows in records.items():
        for column in [name for name, target in export_rows.links_of(each).items() if target == table]:
            for row in rows:
                row[column] = same.get(row.get(column), row.get(column))


def require_one_of_each(records: Records, on_rows: Callable[[int], None] | None = None) -> None:
    """Refuse records of which two are the same thing, as git puts them side by side.

    Args:
        records: by table.
        on_rows: told now and then how many more were checked.

    Raises:
        UsageError: two people added the same thing, and nobody decided which of both it is.
    """
    rows = import_rows.rows_of(records, on_rows)
    for table, its_rows in rows.items():
        for columns in export_rows.unique_columns(table):
            keys = [tuple(row[column] for column in columns) for row in its_rows]
            for key, number in Counter(keys).items():
                if number > 1 and None not in key:
                    words = ", ".join(
                        f"{name} {str(value)[:_SHOWN]}" for name, value in zip(columns, key, strict=True)
                    )
                    raise UsageError(
                        f"two records of {table} are the same ({words}): git put together what two people"
                        " added; give `workbench merge` each of the folders as it was before"
                    )


def _numbered(events: Sequence[Values], order: Sequence[str]) -> list[Values]:
    """Number the history: in the order that was written with it, or else as it follows from the events."""
    by_hash: dict[str, Values] = {}
    for event in events:
        hashed, parents = event.get("hash"), event.get("parents")
        if (
            not isinstance(hashed, str)
            or not isinstance(parents, list)
            or not isinstance(event.get("at"), str)
        ):
            raise UsageError("a record of the history does not say its hash, its parents and its time")
        if hashed in by_hash:
            raise UsageError(f"the event {hashed[:12]} is in the folder twice: remove one of the two files")
        by_hash[hashed] = event
    if set(order) != by_hash.keys() or len(order) != len(by_hash):
        order = in_order(by_hash)
    numbers = {hashed: number for number, hashed in enumerate(order, start=1)}
    taken_back: dict[str, str] = {}
    return [
        by_hash[hashed]
        | {"number": number}
        | undoing(by_hash[hashed], _undone(by_hash[hashed]), numbers, taken_back)
        for hashed, number in numbers.items()
    ]


def _undone(event: Values) -> str | None:
    """Return the hash of the event that one takes back, as it was hashed."""
    original = event.get("original")
    told = original if isinstance(original, dict) and "undoes" in original else event
    return told["undoes"] if isinstance(told.get("undoes"), str) else None
