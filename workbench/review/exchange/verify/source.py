"""Read what is to be verified: a database, a damaged one as far as it goes, or an export."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import store
from store import export_rows
from store.errors import CorruptReview, DamagedValue, StoreError, UnreachableReview
from store.judgements import read_copies
from store.review_copies import open_copy
from store.salvage import read_damaged
from workbench.errors import ConflictError
from workbench.review.exchange.verify.ledger import Fault, Values
from workbench.review.exchange.whole_review import read_records


@dataclass(frozen=True, slots=True)
class Source:
    """What was read to be checked.

    Attributes:
        records: the rows by table.
        copies: those of judgements; None where it is no database.
        complete: False where something was left out.
        damages: what could not be read.
    """

    records: Mapping[str, Sequence[Values]]
    copies: list[Values] | None
    complete: bool
    damages: tuple[Fault, ...] = ()


def read_source(location: str) -> Source:
    path = Path(location)
    if path.is_dir() or (path.is_file() and zipfile.is_zipfile(path)):
        exported, (complete, _) = read_records(path)
        return Source(exported, None, complete)
    try:
        opened = open_copy(path) if path.is_file() else store.open_review(location)
        with opened as db:
            if db.member is not None:
                raise ConflictError(
                    f"the login {db.member.login} sees a part of the history only, and all of it is checked:"
                    " connect with the login that owns the review, or verify an export"
                )
            if db.leave_out_damage():
                raise DamagedValue("a value of the review cannot be read")
            with db.reading():
                records = export_rows.read_everything(db)
                copies = [{**row, "appraisal_id": str(row["appraisal_id"])} for row in read_copies(db)]
    except (CorruptReview, DamagedValue, UnreachableReview, ValueError, TypeError) as problem:
        return _read_damaged(location, problem)
    return Source(records, copies, True)


def _read_damaged(location: str, problem: Exception) -> Source:
    """Read the rest of a file or database with damage, which is named."""
    if not Path(location).exists():
        return _read_damaged_on_server(location, problem)
    try:
        found = read_damaged(location)
    except StoreError as other:
        raise (problem if isinstance(problem, StoreError) else other) from other
    faults = tuple(Fault("rows", each.about, each.message) for each in found.damages)
    copies = [{**row, "appraisal_id": str(row["appraisal_id"])} for row in found.tables["judgement"]]
    return Source(export_rows.as_plain(found.tables), copies, True, faults)


def _read_damaged_on_server(location: str, problem: Exception) -> Source:
    with store.open_review(location) as db:
        if not db.leave_out_damage():
            raise problem
        with db.reading():
            records = export_rows.read_everything(db, beside_damage=True)
            copies = [{**row, "appraisal_id": str(row["appraisal_id"])} for row in read_copies(db)]
        faults = tuple(
            Fault("rows", f"{each.table} · {each.name} · {each.column}", each.message) for each in db.left_out
        )
    return Source(records, copies, True, faults)
