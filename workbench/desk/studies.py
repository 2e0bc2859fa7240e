"""The studies of the review: finding, listing, assigning checklists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import UUID

from checklists import find_checklist
from store import appraisals as stored
from store import documents
from store import studies as stored_studies
from store.records import Appraisal, AppraisalKind, AppraisalState, Document, Study, Worksheet
from store.records import StudyRow as StudyRow
from workbench.desk.blindness import visible_ids
from workbench.desk.session import Desk, use_case
from workbench.desk.sheets import WHOLE_STUDY_LABEL, judged, pinned_checklist, whose
from workbench.errors import ConflictError, NotFoundError

DONE = "done"
NOT_DONE = "not done"


@dataclass(frozen=True, slots=True)
class AppraisalLine:
    """What the viewer may know of one appraisal; where still blind, only whose it is and if it is done."""

    reviewer: str
    state: str
    result: str | None = None
    checklist: str | None = None
    checklist_version: str | None = None
    answered: int | None = None
    asked: int | None = None
    overall: str | None = None


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """One text of a study."""

    kind: str
    source_name: str
    sha256: str
    characters: int


@dataclass(frozen=True, slots=True)
class StudyListing:
    """One study as `workbench studies` and `workbench show` give it."""

    key: str
    title: str
    authors: tuple[str, ...]
    year: int | None
    journal: str
    doi: str
    pmid: str
    pmcid: str
    registration: str
    design: str | None
    design_reasons: tuple[str, ...]
    design_confirmed_by: str | None
    checklist: str | None
    documents: tuple[DocumentLine, ...]
    appraisals: tuple[AppraisalLine, ...]
    abstract: str = field(default="", repr=False)
    calibration: bool = False

    def as_json(self) -> dict[str, Any]:
        """The shape that `workbench studies --format json` prints; relied upon from outside."""
        return asdict(self)


@use_case
def find(desk: Desk, text: str) -> Study:
    """The study meant by a key, an unambiguous prefix of one, or a DOI.

    Raises:
        NotFoundError: no study is meant by it.
        ConflictError: several are; they are named.
    """
    rows = stored_studies.find_study(desk.db, text.strip())
    if not rows:
        raise NotFoundError(f"no study {text.strip()!r} in this review; `workbench studies` lists them")
    if len(rows) > 1:
        named = ", ".join(row.key for row in rows[:6]) + (", …" if len(rows) > 6 else "")
        raise ConflictError(f"{text.strip()!r} could be {len(rows)} studies: {named}")
    return stored_studies.get_study(desk.db, rows[0].key)


@use_case
def rows(desk: Desk) -> list[StudyRow]:
    """Every study of the review as the few columns of a long list, in order of their keys; fast."""
    return stored_studies.list_studies(desk.db)


@use_case
def list_studies(desk: Desk) -> list[StudyListing]:
    """Every study in full, with its documents and what the viewer may know of its appraisals."""
    return _listings(desk, stored_studies.list_full(desk.db))


@use_case
def show_study(desk: Desk, text: str) -> StudyListing:
    """One study in full. See `find` for what `text` may be."""
    return _listings(desk, [find(desk, text)])[0]


@use_case
def assign(desk: Desk, text: str, checklist_id: str) -> StudyListing:
    """Confirm or change the checklist of a study. Appraisals with another checklist stay as they are.

    Raises:
        NotFoundError: no such study or checklist.
    """
    study = find(desk, text)
    checklist = find_checklist(checklist_id.strip())
    stored_studies.assign_checklist(
        desk.db,
        study.id,
        checklist=checklist.id,
        design=checklist.applies_to.design_class,
        by=desk.require_reviewer(),
    )
    return show_study(desk, study.key)


def _listings(desk: Desk, studies: Sequence[Study]) -> list[StudyListing]:
    only = studies[0].id if len(studies) == 1 else None
    by_study: dict[UUID, list[Appraisal]] = defaultdict(list)
    for one in stored.find_appraisals(desk.db, study_id=only):
        by_study[one.study_id].append(one)
    open_ids = visible_ids(desk, [one for group in by_study.values() for one in group])
    worksheets = stored.read_worksheets(desk.db, sorted(open_ids, key=str))
    texts = _documents_of(desk, only)
    return [
        _listing(
            study,
            texts.get(study.id, []),
            tuple(
                _line(desk, one, worksheets.get(one.id))
                for one in by_study[study.id]
                # That there is a consensus already is more than whether others are done.
                if one.kind is AppraisalKind.INDEPENDENT or one.id in open_ids
            ),
        )
        for study in studies
    ]


def _documents_of(desk: Desk, only: UUID | None) -> dict[UUID, list[Document]]:
    if only is not None:
        return {only: documents.list_documents(desk.db, only)}
    return documents.list_all_documents(desk.db)


def _line(desk: Desk, one: Appraisal, worksheet: Worksheet | None) -> AppraisalLine:
    """The line of one appraisal; `worksheet` is None where the viewer must stay blind to it."""
    if worksheet is None:
        done = one.state is AppraisalState.SUBMITTED
        return AppraisalLine(one.reviewer, DONE if done else NOT_DONE)
    verdict = judged(pinned_checklist(desk, one), worksheet)
    return AppraisalLine(
        reviewer=whose(one),
        state=one.state.value,
        result=one.result or WHOLE_STUDY_LABEL,
        checklist=one.checklist_id,
        checklist_version=one.checklist_version,
        answered=len(verdict.answered),
        asked=len(verdict.asked),
        overall=verdict.overall.final,
    )


def _listing(study: Study, texts: Iterable[Document], appraisals: tuple[AppraisalLine, ...]) -> StudyListing:
    return StudyListing(
        key=study.key,
        title=study.title,
        authors=study.authors,
        year=study.year,
        journal=study.journal,
        doi=study.doi,
        pmid=study.pmid,
        pmcid=study.pmcid,
        registration=study.registration,
        design=study.design,
        design_reasons=study.design_reasons,
        design_confirmed_by=study.design_confirmed_by,
        checklist=study.checklist,
        documents=tuple(DocumentLine(d.kind.value, d.source_name, d.sha256, d.characters) for d in texts),
        appraisals=appraisals,
        abstract=study.abstract,
        calibration=study.calibration,
    )
