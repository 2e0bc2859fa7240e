"""Make records from rows: which columns are read, and which field each one fills."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from sys import intern
from typing import Any
from uuid import UUID

from sqlalchemy import String, cast, select
from sqlalchemy.orm import Session
from sqlmodel import col

from store.appraisal_tables import StoredAppraisal
from store.bibliography import FIELDS, RETRACTED, Bibliography
from store.column_types import AnyRow, AnySelect, columns
from store.records import (
    Appraisal,
    AppraisalKind,
    AppraisalState,
    Document,
    DocumentKind,
    Study,
    StudyRow,
)
from store.tables import StoredChecklist, StoredDocument, StoredReviewer, StoredStudy

_BIBLIOGRAPHY = tuple(getattr(StoredStudy, name) for name in FIELDS)
_STUDY = (
    StoredStudy.id,
    StoredStudy.key,
    StoredStudy.design,
    StoredStudy.design_reasons,
    StoredReviewer.handle,
    StoredStudy.checklist,
    StoredStudy.facts,
    StoredStudy.added_at,
    StoredStudy.calibration,
    StoredStudy.excluded_because,
    StoredStudy.merged_into,
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
    StoredStudy.excluded_because,
    StoredStudy.merged_into,
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
    StoredAppraisal.imported_from,
    StoredStudy.excluded_because,
    StoredStudy.merged_into,
)

_KINDS = {kind.value: kind for kind in AppraisalKind}
_STATES = {state.value: state for state in AppraisalState}


def select_studies() -> AnySelect:
    """Select all columns of studies, for `study`."""
    joined = select(*columns(*_STUDY, *_BIBLIOGRAPHY)).select_from(StoredStudy)
    return joined.outerjoin(StoredReviewer, col(StoredReviewer.id) == col(StoredStudy.design_confirmed_by))


def study(row: AnyRow) -> Study:
    """Make a study from a row of `select_studies`."""
    identity, key, design, reasons, confirmed_by, checklist, facts, added_at, *rest = row
    calibration, excluded, merged_into, *printed = rest
    return Study(
        id=identity,
        key=key,
        bibliography=bibliography(printed),
        design=design,
        design_reasons=tuple(reasons),
        design_confirmed_by=confirmed_by,
        checklist=checklist,
        facts=facts,
        added_at=added_at,
        calibration=calibration,
        excluded=excluded,
        merged_into=merged_into,
    )


def bibliography(values: Iterable[Any]) -> Bibliography:
    """Make the bibliographic record of a study from its columns, in the order of `FIELDS`."""
    fields = dict(zip(FIELDS, values, strict=True))
    fields["authors"] = tuple(fields["authors"])
    return Bibliography(**fields)


def select_listed_studies() -> AnySelect:
    """Select the few columns of a long list, for `listed_study`."""
    reasons = cast(col(StoredStudy.design_reasons), String)
    return select(*columns(*_LISTED_STUDY), reasons.contains(RETRACTED))


def listed_study(row: AnyRow) -> StudyRow:
    """Make a line of a long list from a row of `select_listed_studies`."""
    identity, key, title, year, design, checklist, confirmed_by, *rest = row
    return StudyRow(identity, key, title, year, design, checklist, confirmed_by is not None, *rest)


def select_documents() -> AnySelect:
    """Select all columns of documents but the text, for `document`."""
    return select(*columns(*_DOCUMENT))


def document(row: AnyRow) -> Document:
    """Make a document from a row of `select_documents`."""
    fields = dict(zip(Document.__slots__, row, strict=False))  # a query may have further columns behind these
    fields["kind"] = DocumentKind(fields["kind"])
    return Document(**fields)


def select_appraisals() -> AnySelect:
    """Select appraisals with study, checklist and reviewer, for `appraisal`."""
    return (
        select(*columns(*_APPRAISAL))
        .join_from(StoredAppraisal, StoredStudy, col(StoredStudy.id) == col(StoredAppraisal.study_id))
        .join(StoredChecklist, col(StoredChecklist.id) == col(StoredAppraisal.checklist_version_id))
        .join(StoredReviewer, col(StoredReviewer.id) == col(StoredAppraisal.reviewer_id))
    )


def read_appraisal(session: Session, appraisal_id: UUID) -> Appraisal:
    """Read the appraisal with this id, which must exist."""
    query = select_appraisals().where(col(StoredAppraisal.id) == appraisal_id)
    return appraisal(session.execute(query).one())


def appraisal(row: AnyRow | Sequence[Any]) -> Appraisal:
    """Return the record of a row of `select_appraisals`."""
    identity, study_id, key, result, checklist_id, version, sha256, handle, kind, state, *rest = row
    started_at, changed_at, submitted_at, reopened, imported_from, excluded_because, superseded_in = rest
    # The same few texts stand in thousands of rows: one object for each spares memory, and time in comparing.
    return Appraisal(
        identity,
        study_id,
        intern(key),
        intern(result),
        intern(checklist_id),
        intern(version),
        intern(sha256),
        intern(handle),
        _KINDS[kind],
        _STATES[state],
        started_at,
        changed_at,
        submitted_at,
        reopened,
        imported_from,
        excluded_because is not None,
        superseded_in,
    )
