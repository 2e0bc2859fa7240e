"""Take the merge of a study back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from store import merged_rows, validation
from store.appraisal_tables import StoredAppraisal
from store.column_types import Row, columns
from store.engine.store import Store
from store.evidence_tables import StoredFinding
from store.history import record
from store.history_tables import StoredEvent
from store.merge_plans import rows_by_place
from store.moved_rows import AppraisalMove, ids_in, move_rows, tell_moves
from store.records import Event
from store.reviewers import reviewer_of
from store.standing_merges import FOLLOW, MOVE, StandingMerge, merge_to_split, stored_study
from store.tables import StoredAllocation, StoredDocument

SPLIT: Final = "study.split"
"""The action of the event that takes a merge back."""


def split_study(db: Store, other: UUID, reason: str, *, by: str) -> StandingMerge:
    """Take the merge of a study back: what moved returns, as it stands now; what was made since stays.

    Args:
        db: the review.
        other: the study that was merged into another one.
        reason: why; it stands in the history.
        by: handle of the reviewer.

    Raises:
        NotFound: there is no such study.
        Conflict: it is not merged, or another study was merged into the same one later.
        InvalidValue: no reason.
    """
    reason = validation.text(reason, "reason", required=True)
    with db.writing() as session:
        reviewer = reviewer_of(session, by)
        row = stored_study(session, other)
        merge = merge_to_split(session, row)
        kept = stored_study(session, merge.kept)
        moved = merge.event.after
        given = [moved, *_followed(session, merge.event)]
        documents = [each for part in given for each in ids_in(part, "documents")]
        documents += _newer_versions(session, documents, other)
        move_rows(session, StoredDocument, documents, other, source=kept.id)
        for table, name in ((StoredFinding, "findings"), (StoredAllocation, "allocations")):
            ids = {each for part in given for each in ids_in(part, name)}
            move_rows(session, table, ids | _now_there(session, table, given, kept.id), other, source=kept.id)
        moves = _standing_moves(session, other)
        move_rows(session, StoredAppraisal, [move.appraisal for move in moves], other, source=kept.id)
        merged_rows.give_back(session, kept, moved.get("record", {}), moved.get("characteristics", {}))
        merged_rows.assign(kept, moved.get("assignment", {}), before="after", after="before")
        row.merged_into = None
        for duplicate in ids_in(moved, "studies"):
            stored_study(session, duplicate).merged_into = other
        session.flush()
        event: dict[str, Any] = {"study_id": other, "target": kept.key, "about": merge.event.about}
        record(
            session, action=SPLIT, reviewer=reviewer.handle, reason=reason, undoes=merge.event.number, **event
        )
        tell_moves(session, reviewer.handle, row, kept, moves)
        return merge


def _standing_moves(session: Session, other: UUID) -> list[AppraisalMove]:
    """Return the moves that take back what the last merge of a study moved."""
    fields = (StoredEvent.number, StoredEvent.appraisal_id, StoredEvent.undoes, StoredAppraisal.kind)
    query = (
        select(*columns(*fields))
        .join(StoredAppraisal, col(StoredAppraisal.id) == col(StoredEvent.appraisal_id))
        .where(col(StoredEvent.action) == MOVE, col(StoredEvent.study_id) == other)
        .order_by(col(StoredEvent.number))
    )
    events: list[Any] = list(session.execute(query))
    undone = {undoes for _, _, undoes, _ in events}
    return [
        AppraisalMove(appraisal, kind, number)
        for number, appraisal, undoes, kind in events
        if undoes is None and number not in undone
    ]


def _now_there(session: Session, table: type[Row], given: Sequence[dict[str, Any]], kept: UUID) -> set[UUID]:
    """Return the ids of the rows of a kept study that stand where a merge moved something."""
    place, name = (
        (StoredFinding.outcome_id, "outcomes")
        if table is StoredFinding
        else (StoredAllocation.reviewer_id, "asked")
    )
    wanted = {each for part in given for each in ids_in(part, name)}
    return {identity for key, identity in rows_by_place(session, place, kept).items() if key in wanted}


def _followed(session: Session, merge: Event) -> list[dict[str, Any]]:
    """Return what went to the kept study since a merge, by event."""
    query = select(col(StoredEvent.after)).where(
        col(StoredEvent.action) == FOLLOW,
        col(StoredEvent.study_id) == UUID(merge.about["merged"]),
        col(StoredEvent.number) > merge.number,
    )
    return list(session.execute(query.order_by(col(StoredEvent.number))).scalars())


def _newer_versions(session: Session, documents: Collection[UUID], study: UUID) -> list[UUID]:
    """Return the documents that took the place of some since, so that versions stay together.

    One whose bytes the study has already is not among them.
    """
    of_study = col(StoredDocument.study_id) == study
    there = set(session.execute(select(col(StoredDocument.sha256)).where(of_study)).scalars())
    newer: list[UUID] = []
    last = list(documents)
    while last:
        wanted = columns(StoredDocument.id, StoredDocument.sha256)
        query = select(*wanted).where(col(StoredDocument.replaces).in_(last))
        rows: list[Any] = list(session.execute(query))
        last = [each for each, sha256 in rows if each not in documents and sha256 not in there]
        newer += last
    return newer
