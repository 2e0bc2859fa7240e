"""Closing an appraisal and opening it again."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from store import row_records, validation
from store.draft_changes import Draft, owning
from store.engine.store import Store
from store.errors import Conflict
from store.history import record
from store.preliminaries import freeze_shared, thaw_shared
from store.records import Appraisal, AppraisalState


def submit(db: Store, appraisal_id: UUID, *, by: str) -> Appraisal:
    """Closes a draft: from now on it changes only by being reopened. Submitting again changes nothing.

    Raises:
        NotFound: there is no such appraisal.
        Conflict: it is somebody else's.
    """
    with owning(db, appraisal_id, by) as draft:
        if draft.appraisal.state == AppraisalState.DRAFT:
            close(draft)
        return row_records.read_appraisal(draft.session, appraisal_id)


def close(draft: Draft) -> None:
    """Closes a draft inside the caller's transaction."""
    freeze_shared(draft)
    appraisal = draft.appraisal
    appraisal.state = AppraisalState.SUBMITTED.value
    appraisal.submitted_at = appraisal.changed_at = datetime.now(UTC)
    _tell(draft, "submit", AppraisalState.DRAFT, AppraisalState.SUBMITTED)


def reopen(db: Store, appraisal_id: UUID, reason: str, *, by: str) -> Appraisal:
    """Makes a submitted appraisal a draft again.

    Raises:
        NotFound: there is no such appraisal.
        Conflict: it is somebody else's, or not submitted.
        InvalidValue: the reason is empty.
    """
    validation.text(reason, "reason", required=True)
    with owning(db, appraisal_id, by) as draft:
        appraisal = draft.appraisal
        if appraisal.state == AppraisalState.DRAFT:
            raise Conflict("the appraisal is a draft: there is nothing to reopen")
        thaw_shared(draft)
        appraisal.state = AppraisalState.DRAFT.value
        appraisal.submitted_at, appraisal.changed_at = None, datetime.now(UTC)
        appraisal.reopened += 1
        _tell(draft, "reopen", AppraisalState.SUBMITTED, AppraisalState.DRAFT, reason)
        return row_records.read_appraisal(draft.session, appraisal_id)


def _tell(draft: Draft, action: str, before: AppraisalState, after: AppraisalState, reason: str = "") -> None:
    draft.session.flush()
    record(
        draft.session,
        action=action,
        reviewer=draft.actor,
        study_id=draft.appraisal.study_id,
        appraisal_id=draft.appraisal.id,
        before=before.value,
        after=after.value,
        reason=reason,
    )
