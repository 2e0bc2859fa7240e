"""Begin an appraisal, or find the one that is there already."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from store import row_records, validation
from store.appraisal_tables import StoredAppraisal
from store.checklist_versions import version_id
from store.engine.store import Store
from store.errors import Conflict, InvalidValue, NotFound
from store.history import record
from store.new_events import BY_CLOCK, KEPT_BY
from store.records import WHOLE_STUDY, Appraisal, AppraisalKind, AppraisalState, ChecklistVersion
from store.reviewers import reviewer_of
from store.tables import StoredReviewer, StoredStudy


def start_appraisal(
    db: Store,
    study_id: UUID,
    *,
    reviewer: str,
    checklist: ChecklistVersion,
    result: str = WHOLE_STUDY,
    kind: AppraisalKind = AppraisalKind.INDEPENDENT,
) -> Appraisal:
    """Return the reviewer's appraisal of a result with a version of a checklist, made if need be.

    Called twice, or by two programs at once, it gives the same appraisal. Of a consensus there is one,
    whoever asks; who may change it, `store.draft_changes.owning` says.

    Args:
        db: the review.
        study_id: the study.
        reviewer: handle of the reviewer.
        checklist: the version of the checklist, which is kept.
        result: the result that is judged.
        kind: independent or consensus.

    Raises:
        NotFound: there is no such study.
        Conflict: it was merged into another one.
        InvalidValue: a handle, result or checklist that cannot be kept.
    """
    try:
        kind = AppraisalKind(kind)
    except ValueError:
        raise InvalidValue(
            f"{kind!r} is no kind of appraisal: use one of {', '.join(AppraisalKind)}"
        ) from None
    with db.writing() as session:
        return row_records.read_appraisal(
            session, start(session, study_id, reviewer, checklist, result, kind)
        )


def start(
    session: Session,
    study_id: UUID,
    reviewer: str,
    checklist: ChecklistVersion,
    result: str,
    kind: AppraisalKind,
) -> UUID:
    """Return the id of an appraisal, made if need be, in the caller's writing transaction.

    Raises:
        NotFound, Conflict, InvalidValue: as `start_appraisal`.
    """
    validation.text(result, "result", limit=validation.MAX_KEY)
    study = session.get(StoredStudy, study_id)
    if study is None:
        raise NotFound("the study is not in the review any more: list the studies to see what is")
    if study.merged_into is not None:
        raise Conflict(f"{study.key} was merged into another study meanwhile: open it again")
    owner = reviewer_of(session, reviewer)
    place: dict[str, Any] = {
        "study_id": study_id,
        "checklist_version_id": version_id(session, checklist),
        "result": result,
        "slot": owner.id.hex if kind is AppraisalKind.INDEPENDENT else kind.value,
    }
    known = session.execute(select(col(StoredAppraisal.id)).filter_by(**place)).scalar()
    return known if known is not None else _insert(session, owner, kind, place, checklist)


def _insert(
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
        imported_from=None,
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
        aside=kind is AppraisalKind.INDEPENDENT,
        about=KEPT_BY if session.info.get(BY_CLOCK) else {},
        after=shown | {"result": row.result, "kind": row.kind},
    )
    return row.id
