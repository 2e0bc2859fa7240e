"""Find and list the studies of the review, and assign their checklists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from checklists import Checklist
from store import appraisals as stored
from store import documents
from store import studies as stored_studies
from store.allocations import allocated
from store.bibliography import SHORT_FIELDS, Bibliography
from store.characteristics import Characteristic, list_characteristics
from store.errors import NotFound
from store.records import OVERALL, Appraisal, AppraisalKind, AppraisalState, Document, Study
from store.records import StudyRow as StudyRow
from store.standing_merges import merged_keys
from store.study_edits import study_with_former_key
from workbench.errors import ConflictError, NotFoundError
from workbench.output.design_names import design_in_words
from workbench.output.symbols import LevelOrder, order_of
from workbench.review.appraisals.level_sheets import LevelSheet, read_level_sheets
from workbench.review.checklists.known_checklists import Catalogue
from workbench.review.documents.versions import read_instead
from workbench.review.session import ReviewSession, use_case
from workbench.review.studies.known_characteristics import CharacteristicLine, lines_of
from workbench.review.view import View

NONE = "none"
"""What is typed for "no checklist"."""
DONE = "done"


@dataclass(frozen=True, slots=True)
class AppraisalLine:
    """The part of an appraisal that the viewer may know; where still blind, only that it is done."""

    reviewer: str
    state: str
    result: str | None = None
    checklist: str | None = None
    checklist_version: str | None = None
    answered: int | None = None
    asked: int | None = None
    overall: str | None = None
    recorded_answered: int | None = None
    recorded: int | None = None
    order: LevelOrder | None = None
    totals: str = ""
    imported_from: str | None = None


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """One text of a study."""

    kind: str
    source_name: str
    sha256: str
    characters: int
    replaced_by: str | None = None
    """Name of the version that is read in its place; None where it is read itself, or nothing is."""
    withdrawn: str | None = None
    """Why it is not read any more; None where nobody withdrew it."""

    @property
    def standing(self) -> str:
        """The standing of the document: whether it is read."""
        if self.withdrawn is not None:
            return f"withdrawn: {self.withdrawn}"
        return f"version before {self.replaced_by}" if self.replaced_by else "read"


@dataclass(frozen=True, slots=True)
class StudyListing:
    """One study as `workbench studies` and `workbench show` give it."""

    key: str
    bibliography: Bibliography
    design: str | None
    design_reasons: tuple[str, ...]
    design_confirmed_by: str | None
    checklist: str | None
    documents: tuple[DocumentLine, ...]
    appraisals: tuple[AppraisalLine, ...]
    calibration: bool
    excluded: str | None = None
    characteristics: tuple[CharacteristicLine, ...] = ()
    merged: tuple[str, ...] = ()
    """Keys of the duplicates that were merged into it."""
    allocated: tuple[str, ...] = ()
    """Handles of those who were asked to appraise it."""

    def as_json(self) -> dict[str, Any]:
        """Return the shape that `workbench studies --format json` prints; relied upon from outside."""
        return {
            "key": self.key,
            **{name: getattr(self.bibliography, name) for name in SHORT_FIELDS},
            "design": self.design,
            "design_reasons": self.design_reasons,
            "design_confirmed_by": self.design_confirmed_by,
            "checklist": self.checklist,
            "documents": [_values(document) for document in self.documents],
            "appraisals": [_values(appraisal) for appraisal in self.appraisals],
            "abstract": self.bibliography.abstract,
            "calibration": self.calibration,
            "excluded": self.excluded,
            "characteristics": [_values(line) for line in self.characteristics],
            "merged": self.merged,
            "allocated_to": list(self.allocated),
        }


_FOR_SHOW = ("order", "totals")


def _values(line: AppraisalLine | DocumentLine | CharacteristicLine) -> dict[str, Any]:
    """Return the fields of a line by name; for thousands of flat records much faster than `asdict`.

    What is only for show is left out: the scale of a level, and totals in words.
    """
    return {name: getattr(line, name) for name in line.__slots__ if name not in _FOR_SHOW}


@use_case
def find(session: ReviewSession, text: str) -> Study:
    """Return the study meant by a key, an unambiguous prefix of one, a DOI, or a key that it had before.

    What finds a study that was merged into another one finds that one.

    Raises:
        NotFoundError: no study is meant by it.
        ConflictError: several are; they are named.
    """
    study = find_record(session, text)
    return study if study.merged_into is None else stored_studies.read_study(session.db, study.merged_into)


def find_record(session: ReviewSession, text: str) -> Study:
    """Return the study meant, also where it was merged into another one; see `find`."""
    with suppress(NotFound):
        return stored_studies.get_study(session.db, text.strip())
    rows = stored_studies.find_study(session.db, text.strip())
    # Of a study and those that were merged into it, which may begin alike, the study itself is meant.
    there = {row.id for row in rows if row.merged_into is None}
    rows = [row for row in rows if row.merged_into not in there]
    if not rows and (key := study_with_former_key(session.db, text.strip())):
        return stored_studies.get_study(session.db, key)
    if not rows:
        raise NotFoundError(f"no study {text.strip()!r} in this review; `workbench studies` lists them")
    if len(rows) > 1:
        named = ", ".join(row.key for row in rows[:6]) + (", …" if len(rows) > 6 else "")
        raise ConflictError(f"{text.strip()!r} could be {len(rows)} studies: {named}")
    return stored_studies.get_study(session.db, rows[0].key)


@use_case
def rows(session: ReviewSession) -> list[StudyRow]:
    """List every study by key, in the few columns of a long list, with who is to appraise it."""
    asked = allocated(session.db)
    listed = stored_studies.list_studies(session.db)
    return [replace(row, allocated=asked[row.id]) if row.id in asked else row for row in listed]


@use_case
def authors_by_key(session: ReviewSession) -> dict[str, tuple[str, ...]]:
    """Return the authors of all studies by key, which `rows` leaves out."""
    return stored_studies.read_authors(session.db)


@use_case
def list_studies(session: ReviewSession) -> list[StudyListing]:
    """List every study in full, with its documents and what the viewer may know of its appraisals."""
    return _listings(View(session))


@use_case
def show_study(session: ReviewSession, text: str) -> StudyListing:
    """Return one study in full; see `find` for what `text` may be."""
    return _listings(View(session, find(session, text)))[0]


@use_case
def assign(session: ReviewSession, text: str, checklist_id: str, *, reason: str = "") -> StudyListing:
    """Confirm or change the checklist of a study, or take it away with "none"; the design stays.

    Appraisals with another checklist are kept as they are, but lists, tables and agreement go by the
    checklist that the study has now. So once work is done with the present one, changing it needs a reason;
    and so does a checklist that is for another design. One that is for the design confirms the design.

    Raises:
        NotFoundError: no such study or checklist.
        ConflictError: a reason is needed, and none was given.
    """
    from workbench.review.checklists.own_checklists import keep_packaged  # it loads the proofs

    by = session.require_reviewer()
    # In one transaction, so that nobody takes the checklist out of the review meanwhile.
    with session.db.writing():
        study = find(session, text)
        if checklist_id.strip().casefold() == NONE:
            _assign(session, study, None, by, reason)
        else:
            known = Catalogue(session.db).know(checklist_id.strip())
            keep_packaged(session, known)
            _assign(session, study, known.checklist, by, reason)
    return show_study(session, study.key)


def _assign(session: ReviewSession, study: Study, checklist: Checklist | None, by: str, reason: str) -> None:
    chosen = checklist.id if checklist is not None else None
    classes = checklist.design_classes if checklist is not None else ()
    if not reason.strip() and chosen != study.checklist:
        if done := _done_with(session, study):
            raise ConflictError(
                f"{study.key} is judged with {study.checklist} already ({', '.join(done)}): what is done is "
                "kept, but tables and agreement would no longer show it; give a reason to change it"
            )
        if classes and study.design is not None and study.design not in classes:
            raise ConflictError(
                f"{study.key} is a {design_in_words(study.design)}, and {chosen} is for "
                f"{' or '.join(map(design_in_words, classes))}: give a reason to judge it with {chosen}, or "
                f"correct the design with `workbench edit {study.key} --design ID`"
            )
    stored_studies.assign_checklist(
        session.db,
        study.id,
        checklist=chosen,
        design=study.design,
        by=by,
        reason=" ".join(reason.split()),
        confirms=study.design in classes,
    )


def _done_with(session: ReviewSession, study: Study) -> list[str]:
    """Name who has submitted with the study's checklist, and the viewer where the viewer has begun."""
    appraisals = stored.find_appraisals(
        session.db, study_id=study.id, checklist_id=study.checklist, kind=AppraisalKind.INDEPENDENT
    )
    submitted = {appraisal.reviewer for appraisal in appraisals if _is_submitted(appraisal)}
    begun = {appraisal.reviewer for appraisal in appraisals if appraisal.reviewer == session.reviewer}
    begun -= submitted
    return [f"{name} done" for name in sorted(submitted)] + [f"{name} begun" for name in begun]


def _listings(view: View) -> list[StudyListing]:
    by_study: dict[UUID, list[Appraisal]] = defaultdict(list)
    for appraisal in view.appraisals:
        by_study[appraisal.study_id].append(appraisal)
    pairs = [(view.studies[appraisal.study_id], appraisal) for appraisal in view.visible]
    sheets = {sheet.appraisal.id: sheet for sheet in read_level_sheets(view.session, pairs)}
    texts, known, merged = _documents_of(view), _characteristics_of(view), merged_keys(view.session.db)
    listings = (
        _listing(study, texts.get(study.id, []), tuple(_lines(by_study[study.id], sheets)), known[study.id])
        for study in view.studies.values()
    )
    return [
        replace(listing, merged=merged.get(identity, ()), allocated=view.allocated.get(identity, ()))
        for identity, listing in zip(view.studies, listings, strict=True)
    ]


def _characteristics_of(view: View) -> dict[UUID, tuple[CharacteristicLine, ...]]:
    entered: dict[UUID, list[Characteristic]] = defaultdict(list)
    only = next(iter(view.studies)) if view.is_of_one_study else None
    for each in list_characteristics(view.session.db, only):
        entered[each.study_id].append(each)
    return {study.id: tuple(lines_of(study, entered[study.id])) for study in view.studies.values()}


def _documents_of(view: View) -> dict[UUID, list[Document]]:
    if view.is_of_one_study:
        return {study_id: documents.list_documents(view.session.db, study_id) for study_id in view.studies}
    return documents.list_all_documents(view.session.db)


def _lines(appraisals: Sequence[Appraisal], sheets: Mapping[UUID, LevelSheet]) -> Iterator[AppraisalLine]:
    """Yield a line an appraisal that the viewer may see, and one a reviewer of whom only that they are done.

    What somebody else has begun, how many results, and that there is a consensus, is not told.
    """
    independent = [appraisal for appraisal in appraisals if appraisal.kind is AppraisalKind.INDEPENDENT]
    seen = {appraisal.reviewer for appraisal in independent if appraisal.id in sheets}
    done = {appraisal.reviewer for appraisal in independent if _is_submitted(appraisal)}
    for appraisal in appraisals:
        reviewer = appraisal.reviewer
        if appraisal.id in sheets:
            yield _line(sheets[appraisal.id])
        elif reviewer in done - seen and appraisal.kind is AppraisalKind.INDEPENDENT:
            seen.add(reviewer)
            yield AppraisalLine(reviewer, DONE)


def _is_submitted(appraisal: Appraisal) -> bool:
    return appraisal.state is AppraisalState.SUBMITTED


def _line(sheet: LevelSheet) -> AppraisalLine:
    """Return the line of an appraisal that the viewer may see."""
    return AppraisalLine(
        reviewer=sheet.reviewer,
        state=sheet.appraisal.state.value,
        result=sheet.result_label,
        checklist=sheet.appraisal.checklist_id,
        checklist_version=sheet.appraisal.checklist_version,
        answered=sheet.levels.answered,
        asked=sheet.levels.asked,
        recorded_answered=sheet.levels.recorded_answered,
        recorded=sheet.levels.recorded,
        overall=sheet.levels.overall,
        order=order_of(sheet.checklist.scale_of(OVERALL)) if sheet.checklist.overalls else None,
        totals="" if sheet.checklist.overalls else _totals(sheet),
        imported_from=sheet.imported_from,
    )


def _totals(sheet: LevelSheet) -> str:
    """Write the totals of a checklist without an overall judgement; empty while they are open."""
    return "; ".join(
        f"{sheet.checklist.total(name).title}: {value} of {sheet.form.out_of(name)}"
        for name, value in sheet.totals.items()
        if value is not None
    )


def _document_lines(texts: Sequence[Document]) -> tuple[DocumentLine, ...]:
    instead = read_instead(texts)
    lines = []
    for document in texts:
        newest = instead[document.id]
        replaced_by = newest.source_name if newest is not None and newest.id != document.id else None
        line = (document.kind.value, document.source_name, document.sha256, document.characters)
        lines.append(DocumentLine(*line, replaced_by, document.withdrawn_because))
    return tuple(lines)


def _listing(
    study: Study,
    texts: Sequence[Document],
    appraisals: tuple[AppraisalLine, ...],
    characteristics: tuple[CharacteristicLine, ...],
) -> StudyListing:
    return StudyListing(
        key=study.key,
        bibliography=study.bibliography,
        design=study.design,
        design_reasons=study.design_reasons,
        design_confirmed_by=study.design_confirmed_by,
        checklist=study.checklist,
        documents=_document_lines(texts),
        appraisals=appraisals,
        calibration=study.calibration,
        excluded=study.excluded,
        characteristics=characteristics,
    )
