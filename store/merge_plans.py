"""Plan the merge of a study into another one that is the same: what moves, and what stays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from store import merged_rows, row_records
from store.appraisal_tables import StoredAppraisal
from store.column_types import columns
from store.engine.store import Store
from store.evidence_tables import StoredFinding
from store.records import Appraisal, AppraisalKind, AppraisalState
from store.standing_merges import stored_study
from store.tables import StoredAllocation, StoredDocument, StoredStudy


@dataclass(frozen=True, slots=True)
class Merge:
    """What merging one study into another moves, and what stays.

    Attributes:
        kept, other: ids of the two studies.
        documents: ids of those that move; those with the bytes of one of the kept study, and the versions
            before them, stay.
        same_documents: ids of those that stay.
        findings: ids of those that move, by the id of the outcome.
        same_findings: ids of the outcomes for which both have one; that of the kept study stands.
        appraisals: those that move.
        superseded: those that stay, since the same person's appraisal of the kept study stands.
        allocations: ids of those that move, by the id of the reviewer.
        characteristics: by name, those that the kept study lacks and takes over.
        record: by name, the fields of the record that the kept study lacks and takes over.
        assignment: design and checklist, where the kept study has neither and nobody has decided that; with
            `before` and `after`.
    """

    kept: UUID
    other: UUID
    documents: tuple[UUID, ...]
    same_documents: tuple[UUID, ...]
    findings: dict[UUID, UUID]
    same_findings: tuple[UUID, ...]
    appraisals: tuple[Appraisal, ...]
    superseded: tuple[Appraisal, ...]
    allocations: dict[UUID, UUID]
    characteristics: dict[str, dict[str, Any]]
    record: dict[str, Any]
    assignment: dict[str, dict[str, Any]]

    @property
    def moves_anything(self) -> bool:
        """True if a document, an appraisal, a finding or an allocation moves."""
        return bool(self.documents or self.appraisals or self.findings or self.allocations)


def plan_merge(db: Store, kept: UUID, other: UUID) -> Merge:
    """Find out what merging one study into another would move; nothing is changed.

    Raises:
        NotFound: there is no such study.
    """
    with db.reading() as session:
        return plan_of(session, stored_study(session, kept), stored_study(session, other))


def plan_of(session: Session, kept: StoredStudy, other: StoredStudy) -> Merge:
    documents, same_documents = _documents(session, kept.id, other.id)
    appraisals, superseded = _appraisals(session, kept.id, other.id)
    outcomes = rows_by_place(session, StoredFinding.outcome_id, kept.id)
    findings = rows_by_place(session, StoredFinding.outcome_id, other.id)
    reviewers = rows_by_place(session, StoredAllocation.reviewer_id, kept.id)
    allocations = rows_by_place(session, StoredAllocation.reviewer_id, other.id)
    return Merge(
        kept.id,
        other.id,
        documents,
        same_documents,
        findings={outcome: each for outcome, each in findings.items() if outcome not in outcomes},
        same_findings=tuple(outcome for outcome in findings if outcome in outcomes),
        appraisals=appraisals,
        superseded=superseded,
        allocations={reviewer: row for reviewer, row in allocations.items() if reviewer not in reviewers},
        characteristics=merged_rows.missing_characteristics(session, kept, other),
        record=merged_rows.missing_fields(kept, other),
        assignment=merged_rows.missing_assignment(kept, other),
    )


def _documents(session: Session, kept: UUID, other: UUID) -> tuple[tuple[UUID, ...], tuple[UUID, ...]]:
    """Return the ids of the documents that move, and of those that stay.

    One stays whose bytes the kept study has, and so do the versions before it, whose successor is there.
    """
    wanted = columns(StoredDocument.id, StoredDocument.sha256, StoredDocument.replaces)
    order = columns(StoredDocument.added_at, StoredDocument.source_name, StoredDocument.id)
    query = select(*wanted).order_by(*order)
    there = {row.sha256 for row in session.execute(query.where(col(StoredDocument.study_id) == kept))}
    rows: list[Any] = list(session.execute(query.where(col(StoredDocument.study_id) == other)))
    before = {row.id: row.replaces for row in rows}
    stay: set[UUID | None] = set()
    for row in rows:
        version = row.id if row.sha256 in there else None
        while version is not None and version not in stay:
            stay.add(version)
            version = before.get(version)
    return (
        tuple(row.id for row in rows if row.id not in stay),
        tuple(row.id for row in rows if row.id in stay),
    )


def rows_by_place(session: Session, place: Any, study: UUID) -> dict[UUID, UUID]:
    """Return the ids of the rows of a study, by what there is one of for each study."""
    table = place.class_
    query = select(place, col(table.id)).where(col(table.study_id) == study).order_by(col(table.id))
    rows: list[Any] = list(session.execute(query))
    return {row[0]: row[1] for row in rows}


def _appraisals(
    session: Session, kept: UUID, other: UUID
) -> tuple[tuple[Appraisal, ...], tuple[Appraisal, ...]]:
    """Return the appraisals that move, and those in whose place one of the kept study stands.

    A consensus stays with what it was made of: where a submitted appraisal stays behind, so does it.
    """
    query = row_records.select_appraisals().order_by(*columns(StoredAppraisal.started_at, StoredAppraisal.id))
    here, there = (
        [row_records.appraisal(row) for row in session.execute(query.where(of_study))]
        for of_study in (col(StoredAppraisal.study_id) == kept, col(StoredAppraisal.study_id) == other)
    )
    taken = {_owner(appraisal) for appraisal in here}
    stays = [appraisal for appraisal in there if _owner(appraisal) in taken]
    changed = {
        (appraisal.result, appraisal.checklist_id)
        for appraisal in stays
        if appraisal.state is AppraisalState.SUBMITTED
    }
    stays += [
        appraisal
        for appraisal in there
        if appraisal.kind is AppraisalKind.CONSENSUS
        and (appraisal.result, appraisal.checklist_id) in changed
        and appraisal not in stays
    ]
    return tuple(appraisal for appraisal in there if appraisal not in stays), tuple(stays)


def _owner(appraisal: Appraisal) -> tuple[str, str, str]:
    """Return whose appraisal it is, of which result, with which checklist, whatever its version."""
    is_consensus = appraisal.kind is AppraisalKind.CONSENSUS
    return "" if is_consensus else appraisal.reviewer, appraisal.result, appraisal.checklist_id
