"""Appraisals: starting and finding them. What is done inside one has its own modules
and can be had from here too.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from store import row_records, validation
from store.answers import clear_answer, clear_override, save_answer, save_note, save_override
from store.checklist_versions import checklist_text, pin_checklist, version_id
from store.engine.store import Store
from store.errors import InvalidValue, NotFound
from store.history import record
from store.preliminaries import save_preliminary
from store.quotes import add_quote, remove_quote
from store.records import WHOLE_STUDY, Appraisal, AppraisalKind, AppraisalState, ChecklistVersion
from store.reviewers import reviewer_of
from store.submission import reopen, submit
from store.tables import StoredAppraisal, StoredChecklist, StoredReviewer, StoredStudy
from store.undo import undo_last
from store.worksheets import codes_of, read_worksheet, read_worksheets

__all__ = [
    "add_quote",
    "checklist_text",
    "clear_answer",
    "clear_override",
    "codes_of",
    "find_appraisals",
    "pin_checklist",
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
]


def start_appraisal(
    db: Store,
    study_id: UUID,
    *,
    reviewer: str,
    checklist: ChecklistVersion,
    result: str = WHOLE_STUDY,
    kind: AppraisalKind = AppraisalKind.INDEPENDENT,
) -> Appraisal:
    """The reviewer's appraisal of a result with a version of a checklist, made if need be.

    Called twice, or by two programs at once, it gives the same appraisal. Of a consensus there is one,
    whoever asks; who may change it, ``store.draft_changes.owning`` says.

    Raises:
        NotFound: there is no such study.
        InvalidValue: a handle, result or checklist that cannot be kept.
    """
    validation.text(result, "result", limit=validation.MAX_KEY)
    try:
        kind = AppraisalKind(kind)
    except ValueError:
        raise InvalidValue(
            f"{kind!r} is no kind of appraisal: use one of {', '.join(AppraisalKind)}"
        ) from None
    with db.writing() as session:
        if session.get(StoredStudy, study_id) is None:
            raise NotFound("the study is not in the review any more: list the studies to see what is")
        owner = reviewer_of(session, reviewer)
        place: dict[str, Any] = {
            "study_id": study_id,
            "checklist_version_id": version_id(session, checklist),
            "result": result,
            "slot": owner.id.hex if kind is AppraisalKind.INDEPENDENT else kind.value,
        }
        known = session.execute(select(col(StoredAppraisal.id)).filter_by(**place)).scalar()
        if known is not None:
            return row_records.read_appraisal(session, known)
        return row_records.read_appraisal(session, _start(session, owner, kind, place, checklist))


def find_appraisals(
    db: Store,
    *,
    study_id: UUID | None = None,
    study_ids: Collection[UUID] | None = None,
    reviewer: str | None = None,
    checklist_id: str | None = None,
    result: str | None = None,
    kind: AppraisalKind | None = None,
) -> list[Appraisal]:
    """The appraisals that fit all that is given, by study, result, reviewer and time.

    Args:
        study_ids: some studies, such as those on a screen; some hundred at most, for databases limit how many
            values a statement may have.
    """
    query = row_records.select_appraisals()
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
        found = [row_records.appraisal(row) for row in session.execute(query)]
    return sorted(found, key=lambda one: (one.study_key, one.result, one.kind, one.reviewer, one.started_at))


def _start(
    session: Session,
    owner: StoredReviewer,
    kind: AppraisalKind,
    place: dict[str, Any],
    checklist: ChecklistVersion,
) -> UUID:
    now = datetime.now(UTC)
    row = StoredAppraisal(
        id=uuid4(),
        reviewer_id=owner.id,
        kind=kind.value,
        state=AppraisalState.DRAFT.value,
        started_at=now,
        changed_at=now,
        submitted_at=None,
        reopened=0,
        **place,
    )
    session.add(row)
    session.flush()
    shown = {name: getattr(checklist, name) for name in ("checklist_id", "version", "sha256")}
    record(
        session,
        action="appraisal.start",
        reviewer=owner.handle,
        study_id=row.study_id,
        appraisal_id=row.id,
        after=shown | {"result": row.result, "kind": row.kind},
    )
    return row.id
