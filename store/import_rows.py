"""Make a whole review from plain values, as `store.export_rows` gives them: all of it, or nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, delete, func, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from store import validation
from store.conflict_shape import check_conflict
from store.engine import postgres, schema, sqlite, sqlite_files
from store.engine.error_translation import translating
from store.engine.locations import ServerPlace, find_place
from store.engine.shared_folders import refuse_shared_folder
from store.engine.store import Store, open_review
from store.errors import Conflict, InvalidValue
from store.export_rows import TABLES, Values, columns_of
from store.judgements import JudgementCopy, write_copies
from store.metadata import METADATA
from store.outcome_thresholds import checked_thresholds
from store.protocol import checked_protocol
from store.records import AppraisalKind

OnRows = Callable[[int], None]
Copies = Mapping[UUID, Sequence[JudgementCopy]]
NO_COPIES: Copies = {}
_AT_ONCE = 5_000
"""Rows that are written in one statement."""

_CHECKED_AT_ONCE = 1_000
"""Rows that are checked between two reports of progress."""

_NEW = ("review", "reviewer", "event")
"""What a review holds that was only just made."""


def create_from(
    location: str | Path,
    tables: Mapping[str, Sequence[Values]],
    on_rows: OnRows | None = None,
    judgements: Copies = NO_COPIES,
) -> Store:
    """Make a new review that holds these rows, and open it; whole or not at all.

    Args:
        location: where there is no review yet.
        tables: the rows of each.
        on_rows: told now and then how many rows more were checked, and then written.
        judgements: the copies of the judgements of submitted appraisals, by id.

    Raises:
        AlreadyExists: there is something already; it is left as it was.
        InvalidValue: the rows are not those of a review.
        StoreError: it cannot be made there, for the reason given.
    """
    rows = rows_of(tables, on_rows)
    place = find_place(location)

    def fill(connection: Connection) -> None:
        schema.create_tables(connection)
        with Session(connection) as session:
            _insert(session, rows, on_rows, judgements)

    if isinstance(place, ServerPlace):
        engine = postgres.make_engine(place)
        try:
            with translating(place.shown, place.secrets):
                postgres.create(engine, place.shown, fill)
        finally:
            engine.dispose()
        return open_review(location)
    with translating(place.shown):
        refuse_shared_folder(place.path)
        sqlite_files.create_file(place.path, place.shown, lambda draft: sqlite.in_file(draft, fill))
    return open_review(location)


def fill_empty(
    db: Store,
    tables: Mapping[str, Sequence[Values]],
    on_rows: OnRows | None = None,
    judgements: Copies = NO_COPIES,
) -> None:
    """Put these rows into a review that holds nothing yet, in one transaction.

    Raises:
        Conflict: the review holds something.
        InvalidValue: the rows are not those of a review.
    """
    rows = rows_of(tables, on_rows)
    with db.writing() as session:
        for name in TABLES:
            table = METADATA.tables[name]
            if name not in _NEW and session.execute(select(func.count()).select_from(table)).scalar():
                raise Conflict(
                    f"{db.location} is not empty: import into a new file, so that nothing is mixed up"
                )
        for name in _NEW:
            session.execute(delete(METADATA.tables[name]))
        _insert(session, rows, on_rows, judgements)


def rows_of(tables: Mapping[str, Sequence[Values]], on_rows: OnRows | None = None) -> dict[str, list[Values]]:
    """Return the rows ready for the database: every value checked, derived columns added.

    Args:
        tables: the rows of each.
        on_rows: told now and then how many rows more were checked.

    Raises:
        InvalidValue: a table or column is missing or unknown, a value is of the wrong kind or points nowhere.
    """
    if set(tables) != set(TABLES):
        raise InvalidValue("the tables are not those of a review of this version")
    if len(tables["review"]) != 1:
        raise InvalidValue("there must be one review in it")
    rows: dict[str, list[Values]] = {name: [] for name in TABLES}
    for name in TABLES:
        for start in range(0, len(tables[name]), _CHECKED_AT_ONCE):
            some = tables[name][start : start + _CHECKED_AT_ONCE]
            rows[name] += [_row(name, row) for row in some]
            if on_rows is not None:
                on_rows(len(some))
    _see_where_they_point(rows)
    return rows


def check_fields(name: str, given: Any) -> Values:
    """Return a record of a table with each value in the kind of its column.

    Raises:
        InvalidValue: a field is missing or unknown, or a value is of the wrong kind.
    """
    columns = columns_of(name)
    if not isinstance(given, dict) or set(given) != set(columns):
        raise InvalidValue(f"a record of {name} does not have the fields {', '.join(columns)}")
    row = {column: _value(name, column, given[column], *columns[column]) for column in columns}
    if name == "conflict":
        check_conflict(row)
    return row


def _row(name: str, given: Any) -> Values:
    row = check_fields(name, given)
    if name in ("reviewer", "former_handle"):
        row["handle_key"] = validation.handle_key(validation.handle(row["handle"]))
    elif name == "study":
        validation.study_key(row["key"])
        row |= validation.comparison_keys(row["doi"], row["title"])
    elif name == "document":
        row["characters"] = len(row["text"])
    elif name == "appraisal":
        agreed = row["kind"] == AppraisalKind.CONSENSUS.value
        row["slot"] = AppraisalKind.CONSENSUS.value if agreed else row["reviewer_id"].hex
    elif name in ("checklist_version", "wording") and validation.sha256_of(row["text"]) != row["sha256"]:
        raise InvalidValue("the sha256 of a checklist is not that of its text")
    return row


def _value(table: str, column: str, value: Any, kind: str, may_be_empty: bool) -> Any:
    what = f"{column} of a {table}"
    if value is None:
        if may_be_empty:
            return None
        raise InvalidValue(f"the {what} is missing")
    if kind == "text":
        return validation.text(value, what, limit=validation.MAX_TEXT)
    if kind == "whole":
        return validation.whole(value, what, -(2**53), 2**53)
    if kind == "truth":
        if not isinstance(value, bool):
            raise InvalidValue(f"the {what} must be true or false")
        return value
    if kind == "json":
        return _json(table, column, value, what)
    return _parsed(value, kind, what)


def _parsed(value: Any, kind: str, what: str) -> UUID | datetime:
    """Parse an id or a time, in exactly the spelling that an export gives it."""
    read = UUID if kind == "id" else datetime.fromisoformat
    try:
        parsed = read(value)
        same = (str(parsed) if isinstance(parsed, UUID) else parsed.isoformat()) == value
    except (ValueError, TypeError, AttributeError):
        same = False
    if not same or (isinstance(parsed, datetime) and parsed.utcoffset() != timedelta()):
        raise InvalidValue(f"the {what} is no {kind}: {str(value)[:40]!r}")
    return parsed


_LISTS = {
    ("study", "authors"),
    ("study", "design_reasons"),
    ("event", "parents"),
    ("bare_event", "parents"),
}
_OBJECTS = {
    ("study", "facts"),
    ("characteristic", "content"),
    ("finding", "numbers"),
    ("body_entry", "content"),
    ("review", "header"),
    ("event", "about"),
}
_CHECKED: Mapping[tuple[str, str], Callable[[Any], Any]] = {
    ("review", "protocol"): checked_protocol,
    ("outcome", "thresholds"): checked_thresholds,
}
"""Columns whose values have a shape of their own."""


def _json(table: str, column: str, value: Any, what: str) -> Any:
    if (table, column) in _LISTS:
        return validation.strings(value, what)
    if check := _CHECKED.get((table, column)):
        return check(validation.numbers_by_name(value, what))
    if (table, column) in _OBJECTS:
        return validation.numbers_by_name(value, what)
    return validation.numbers_by_name({"value": value}, what)["value"]


def _see_where_they_point(rows: dict[str, list[Values]]) -> None:
    """Check foreign keys, because SQLite does not while a review is made."""
    ids = {name: {row["id"] for row in rows[name]} for name in TABLES}
    for name in TABLES:
        if len(ids[name]) != len(rows[name]):
            raise InvalidValue(f"two records of {name} have the same id")
        for column in METADATA.tables[name].columns:
            for key in column.foreign_keys:
                target = key.column.table.name
                known = ids[target] | {None}
                if any(row[column.name] not in known for row in rows[name]):
                    raise InvalidValue(f"the {column.name} of a {name} points to no {target}")
    rows["study"] = _kept_first(rows["study"])
    rows["document"] = _oldest_first(rows["document"], rows["study"])


def _kept_first(studies: Sequence[Values]) -> list[Values]:
    """Put every study before those that were merged into it, as the database wants it.

    Raises:
        InvalidValue: a study is merged into itself in the end.
    """
    duplicates = defaultdict(list)
    for row in studies:
        duplicates[row["merged_into"]].append(row)
    ordered: list[Values] = []
    waiting = list(duplicates[None])
    while waiting:
        ordered += waiting
        waiting = [row for kept in waiting for row in duplicates[kept["id"]]]
    if len(ordered) != len(studies):
        raise InvalidValue("a study is merged into itself in the end")
    return ordered


def _oldest_first(documents: Sequence[Values], studies: Sequence[Values]) -> list[Values]:
    """Put every version of a document before the one that replaces it, as the database wants it.

    Of a study that was merged into another one some versions can have stayed.

    Raises:
        InvalidValue: a document replaces one of another study, or in the end itself.
    """
    kept = {row["id"]: row["merged_into"] or row["id"] for row in studies}
    by_id = {row["id"]: row for row in documents}
    newer = {row["replaces"]: row for row in documents if row["replaces"] is not None}
    ordered = []
    for first in (row for row in documents if row["replaces"] is None):
        version: Values | None = first
        while version is not None:
            ordered.append(version)
            version = newer.get(version["id"])
    alien = any(kept[by_id[older]["study_id"]] != kept[row["study_id"]] for older, row in newer.items())
    if alien or len(ordered) != len(documents):
        raise InvalidValue("the versions of a document do not make a row within its study")
    return ordered


def _insert(
    session: Session,
    rows: Mapping[str, Sequence[Values]],
    on_rows: OnRows | None,
    judgements: Copies,
) -> None:
    try:
        for name in TABLES:
            for start in range(0, len(rows[name]), _AT_ONCE):
                some = list(rows[name][start : start + _AT_ONCE])
                session.execute(insert(METADATA.tables[name]), some)
                if on_rows is not None:
                    on_rows(len(some))
        for appraisal, copies in judgements.items():
            write_copies(session, appraisal, copies)
        session.flush()
    except IntegrityError as error:
        raise InvalidValue(
            "the records contradict each other: two of them are the same, or a value is not allowed"
        ) from error
