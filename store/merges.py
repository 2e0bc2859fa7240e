"""Merge a study into another one that is the same; `store.study_splits` splits them again.

What fits moves to the study that is kept: documents, appraisals, findings, allocations. What the kept study
has already stays with the other, which leaves all lists; so do comments, to be read with those of the kept
study. The events say what moved, so that a split takes back exactly that. Each appraisal has an event of its
own, so that whoever may not see it does not see that it moved either.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from store import merged_rows, validation
from store.appraisal_tables import StoredAppraisal
from store.engine.store import Store
from store.errors import Conflict
from store.evidence_tables import StoredFinding
from store.history import record
from store.merge_plans import Merge, plan_of
from store.moved_rows import AppraisalMove, move_rows, tell_moves
from store.reviewers import reviewer_of
from store.standing_merges import FOLLOW, MERGE, merged_into, stored_study
from store.tables import StoredAllocation, StoredDocument, StoredStudy


def merge_studies(db: Store, kept: UUID, other: UUID, reason: str, *, by: str) -> Merge:
    """Merge a study into another one.

    Args:
        db: the review.
        kept: the study that goes on.
        other: the study that leaves all lists; its key finds the other one from now on.
        reason: why; it stands in the history.
        by: handle of the reviewer.

    Raises:
        NotFound: there is no such study.
        Conflict: it is the same study, or one of them is merged into another or left out of the review.
        InvalidValue: no reason.
    """
    reason = validation.text(reason, "reason", required=True)
    with db.writing() as session:
        reviewer = reviewer_of(session, by)
        rows = stored_study(session, kept), stored_study(session, other)
        _refuse(*rows)
        plan = plan_of(session, *rows)
        _give(session, plan)
        merged_rows.take_over(session, rows[0], plan.record, plan.characteristics, other)
        merged_rows.assign(rows[0], plan.assignment, before="before", after="after")
        before = merged_into(session, other)
        for duplicate in (*before, other):
            stored_study(session, duplicate).merged_into = kept
        session.flush()
        about = {"merged": str(other), "kept": str(kept)}
        event: dict[str, Any] = {"study_id": other, "target": rows[0].key, "about": about}
        record(
            session,
            action=MERGE,
            reviewer=reviewer.handle,
            after=_moved(plan, before),
            reason=reason,
            **event,
        )
        moves = [AppraisalMove(appraisal.id, appraisal.kind.value) for appraisal in plan.appraisals]
        tell_moves(session, reviewer.handle, rows[1], rows[0], moves)
        return plan


def bring_over(db: Store, other: UUID, came: Collection[UUID], *, by: str) -> Merge | None:
    """Give the kept study what came for a merged one after the merge, from another file.

    What the kept study has stands, as when studies are merged.

    Args:
        db: the review.
        other: the study that is merged into another one.
        came: ids of the documents, findings and allocations that came; of appraisals all go.
        by: handle of the reviewer.

    Returns:
        What moved and what stays, or None where the study is not merged.
    """
    with db.writing() as session:
        row = stored_study(session, other)
        if row.merged_into is None:
            return None
        kept = stored_study(session, row.merged_into)
        plan = _that_came(plan_of(session, kept, row), came)
        _give(session, plan)
        by = reviewer_of(session, by).handle
        if moved := _moved(plan, ()):
            about = {"merged": str(other), "kept": str(kept.id)}
            record(
                session,
                action=FOLLOW,
                reviewer=by,
                study_id=other,
                target=kept.key,
                about=about,
                after=moved,
            )
        moves = [AppraisalMove(appraisal.id, appraisal.kind.value) for appraisal in plan.appraisals]
        tell_moves(session, by, row, kept, moves)
        return plan


def _that_came(plan: Merge, came: Collection[UUID]) -> Merge:
    """Return what a merge moves of some rows, and no field of the record, which somebody may have emptied."""
    return replace(
        plan,
        documents=tuple(each for each in plan.documents if each in came),
        same_documents=tuple(each for each in plan.same_documents if each in came),
        findings={outcome: each for outcome, each in plan.findings.items() if each in came},
        allocations={reviewer: each for reviewer, each in plan.allocations.items() if each in came},
        characteristics={},
        record={},
        assignment={},
    )


def _give(session: Session, plan: Merge) -> None:
    """Give the kept study the rows that move."""
    move_rows(session, StoredDocument, plan.documents, plan.kept)
    move_rows(session, StoredFinding, plan.findings.values(), plan.kept)
    move_rows(session, StoredAllocation, plan.allocations.values(), plan.kept)
    move_rows(session, StoredAppraisal, [appraisal.id for appraisal in plan.appraisals], plan.kept)


def _refuse(kept: StoredStudy, other: StoredStudy) -> None:
    if kept.id == other.id:
        raise Conflict(f"{kept.key} cannot be merged with itself: name two studies")
    for study in (kept, other):
        if study.merged_into is not None:
            raise Conflict(f"{study.key} is merged into another study already: nothing was changed")
        if study.excluded_because is not None:
            raise Conflict(
                f"{study.key} is excluded ({study.excluded_because}): include it first, or exclude both"
            )


def _moved(plan: Merge, studies: Sequence[UUID]) -> dict[str, Any]:
    """Return what the event of a merge says besides the appraisals, so that it can be taken back.

    Findings are told by their outcomes too, and allocations by who was asked: a merge of files may give their
    rows other ids.
    """
    moved = {
        "documents": [str(each) for each in plan.documents],
        "findings": [str(each) for each in plan.findings.values()],
        "outcomes": [str(each) for each in plan.findings],
        "allocations": [str(each) for each in plan.allocations.values()],
        "asked": [str(each) for each in plan.allocations],
        "characteristics": plan.characteristics,
        "record": plan.record,
        "assignment": plan.assignment,
        "studies": [str(each) for each in studies],
    }
    return {name: value for name, value in moved.items() if value}
