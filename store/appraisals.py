"""Find appraisals, and offer what the neighbouring modules do with one."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import col

from store import row_records, validation
from store.answers import clear_answer, clear_override, save_answer, save_note, save_override
from store.appraisal_tables import StoredAppraisal
from store.checklist_versions import checklist_text, pin_checklist
from store.engine.store import Store
from store.new_appraisals import start_appraisal
from store.preliminaries import save_preliminary, values_of_preliminary
from store.quotes import add_quote, remove_quote
from store.records import Appraisal, AppraisalKind
from store.submission import reopen, submit
from store.tables import StoredChecklist, StoredReviewer, StoredStudy
from store.undo import undo_last
from store.worksheets import (
    codes_by_digits,
    codes_of,
    notes_of,
    overrides_by_digits,
    overrides_of,
    quotes_of,
    read_worksheet,
    read_worksheets,
)

__all__ = [
    "add_quote",
    "checklist_text",
    "clear_answer",
    "clear_override",
    "codes_by_digits",
    "codes_of",
    "find_appraisals",
    "notes_of",
    "order",
    "overrides_by_digits",
    "overrides_of",
    "pin_checklist",
    "quotes_of",
    "read_worksheet",
    "read_worksheets",
    "remove_quote",
    "reopen",
    "save_answer",
    "save_note",
    "save_override",
    "save_preliminary",
    "start_appraisal",
    "submit",
    "undo_last",
    "values_of_preliminary",
]


_AT_ONCE = 1000
"""Rows that are fetched together: one by one takes longer, and all of them more memory."""


def find_appraisals(
    db: Store,
    *,
    study_id: UUID | None = None,
    study_ids: Collection[UUID] | None = None,
    reviewer: str | None = None,
    checklist_id: str | None = None,
    result: str | None = None,
    kind: AppraisalKind | None = None,
    with_superseded: bool = False,
) -> list[Appraisal]:
    """Return the appraisals that fit all that is given, by study, result, reviewer and time.

    Args:
        db: the review.
        study_id: only those of this study.
        study_ids: only those of these studies, such as those on a screen; some hundred at most, for databases
            limit how many values a statement may have.
        reviewer: only those of the reviewer with this handle.
        checklist_id: only those with a version of this checklist.
        result: only those of this result.
        kind: only independent ones, or only consensuses.
        with_superseded: also those that stayed with a study that was merged into another.
    """
    query = row_records.select_appraisals()
    if not with_superseded:
        query = query.where(col(StoredStudy.merged_into).is_(None))
    if study_ids is not None:
        query = query.where(col(StoredAppraisal.study_id).in_(study_ids))
    if reviewer is not None:
        query = query.where(col(StoredReviewer.handle_key) == validation.handle_key(reviewer))
    for column, wanted in (
        (StoredAppraisal.study_id, study_id),
        (StoredChecklist.checklist_id, checklist_id),
        (StoredAppraisal.result, result),
        (StoredAppraisal.kind, None if kind is None else kind.value),
    ):
        if wanted is not None:
            query = query.where(col(column) == wanted)
    with db.reading() as session:
        session.flush()  # the connection does not, as the session would; it is faster with a long list
        rows: Any = session.connection().execute(query)
        parts = rows.partitions(_AT_ONCE)
        appraisals = [row_records.appraisal(row) for part in parts for row in part]
    return sorted(appraisals, key=order)


def order(appraisal: Appraisal) -> tuple[str, str, AppraisalKind, str, datetime]:
    """Return what appraisals are sorted by: study, result, kind, reviewer and time."""
    return appraisal.study_key, appraisal.result, appraisal.kind, appraisal.reviewer, appraisal.started_at
