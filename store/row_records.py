"""From rows to records: which columns make a record, and in what order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from store.column_types import AnyRow, AnySelect, columns
from store.records import Appraisal, AppraisalKind, AppraisalState, Document, DocumentKind, Study, StudyRow
from store.tables import (
    StoredAppraisal,
    StoredChecklist,
    StoredDocument,
    StoredReviewer,
    StoredStudy,
)

_STUDY = (
    StoredStudy.id,
    StoredStudy.key,
    StoredStudy.title,
    StoredStudy.authors,
    StoredStudy.year,
    StoredStudy.journal,
    StoredStudy.doi,
    StoredStudy.pmid,
    StoredStudy.pmcid,
    StoredStudy.registration,
    StoredStudy.abstract,
    StoredStudy.design,
    StoredStudy.design_reasons,
    StoredReviewer.handle,
    StoredStudy.checklist,
    StoredStudy.facts,
    StoredStudy.added_at,
    StoredStudy.calibration,
)
_LISTED_STUDY = (
    StoredStudy.id,
    StoredStudy.key,
    StoredStudy.title,
    StoredStudy.year,
    StoredStudy.design,
    StoredStudy.checklist,
    StoredStudy.design_confirmed_by,
    StoredStudy.calibration,
)
_DOCUMENT = (
    StoredDocument.id,
    StoredDocument.study_id,
    StoredDocument.kind,
    StoredDocument.source_name,
    StoredDocument.sha256,
    StoredDocument.characters,
    StoredDocument.added_at,
    StoredDocument.replaces,
    StoredDocument.withdrawn_because,
)
_APPRAISAL = (
    StoredAppraisal.id,
    StoredAppraisal.study_id,
    StoredStudy.key,
    StoredAppraisal.result,
    StoredChecklist.checklist_id,
    StoredChecklist.version,
    StoredChecklist.sha256,
    StoredReviewer.handle,
    StoredAppraisal.kind,
    StoredAppraisal.state,
    StoredAppraisal.started_at,
    StoredAppraisal.changed_at,
    StoredAppraisal.submitted_at,
    StoredAppraisal.reopened,
)


def select_studies() -> AnySelect:
    """All columns of studies, for ``study``."""
    joined = select(*columns(*_STUDY)).select_from(StoredStudy)
    return joined.outerjoin(StoredReviewer, col(StoredReviewer.id) == col(StoredStudy.design_confirmed_by))


def study(row: AnyRow) -> Study:
    """A row of ``select_studies``."""
    fields = dict(zip(Study.__slots__, row, strict=True))
    fields["authors"] = tuple(fields["authors"])
    fields["design_reasons"] = tuple(fields["design_reasons"])
    return Study(**fields)


def select_listed_studies() -> AnySelect:
    """The few columns of a list, for ``listed_study``."""
    return select(*columns(*_LISTED_STUDY))


def listed_study(row: AnyRow) -> StudyRow:
    """A row of ``select_listed_studies``."""
    identity, key, title, year, design, checklist, confirmed_by, calibration = row
    return StudyRow(identity, key, title, year, design, checklist, confirmed_by is not None, calibration)


def select_documents() -> AnySelect:
    """All columns of documents but the text, for ``document``."""
    return select(*columns(*_DOCUMENT))


def document(row: AnyRow) -> Document:
    """A row of ``select_documents``."""
    fields = dict(zip(Document.__slots__, row, strict=False))  # a query may have further columns behind these
    fields["kind"] = DocumentKind(fields["kind"])
    return Document(**fields)


def select_appraisals() -> AnySelect:
    """Appraisals with study, checklist and reviewer, for ``appraisal``."""
    return (
        select(*columns(*_APPRAISAL))
        .join_from(StoredAppraisal, StoredStudy, col(StoredStudy.id) == col(StoredAppraisal.study_id))
        .join(StoredChecklist, col(StoredChecklist.id) == col(StoredAppraisal.checklist_version_id))
        .join(StoredReviewer, col(StoredReviewer.id) == col(StoredAppraisal.reviewer_id))
    )


def read_appraisal(session: Session, appraisal_id: UUID) -> Appraisal:
    """The appraisal with this id, which must exist."""
    query = select_appraisals().where(col(StoredAppraisal.id) == appraisal_id)
    return appraisal(session.execute(query).one())


def appraisal(row: AnyRow | Sequence[Any]) -> Appraisal:
    """A row of ``select_appraisals``."""
    fields = dict(zip(Appraisal.__slots__, row, strict=True))
    fields["kind"] = AppraisalKind(fields["kind"])
    fields["state"] = AppraisalState(fields["state"])
    return Appraisal(**fields)
