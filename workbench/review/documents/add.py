"""Add documents to the review: each file gets its own verdict, and none spoils the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from store import documents
from store import studies as stored_studies
from store.errors import StoreError
from store.records import DocumentKind, NewDocument, NewStudy, Study
from workbench.intake import (
    DesignSuggestion,
    IntakeError,
    StudyText,
    retraction_of,
    suggest_design,
    suggest_key,
)
from workbench.intake.documents.forms import TEXT
from workbench.intake.references import is_reference_file
from workbench.review.checklists.known_checklists import Catalogue
from workbench.review.documents.files import FileReader, files_of, left_out, read_bytes
from workbench.review.session import ReviewSession, use_case

_SUFFIXES_OF_REFERENCES = frozenset({".ris", ".nbib", ".enw", ".bib", ".ciw", ".csv", ".tsv", ".json"})
Status = Literal["added", "duplicate", "failed", "left out"]


@dataclass(frozen=True, slots=True)
class AddReport:
    """The outcome of adding one path."""

    path: str
    status: Status
    message: str
    study_key: str | None = None
    title: str = ""
    design: str | None = None
    design_reasons: tuple[str, ...] = ()
    checklist: str | None = None
    notes: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    """For a file of references: a line for each record that was not simply added."""


@use_case
def add_paths(
    session: ReviewSession,
    paths: Sequence[str | Path],
    on_progress: Callable[[AddReport], None] | None = None,
    *,
    merge: bool = False,
    as_document: bool = False,
    on_records: Callable[[int, int], None] | None = None,
) -> list[AddReport]:
    """Add each document as a study of its own, with a suggested design and checklist.

    A file of references (RIS, NBIB, BibTeX …) adds a study for each record. A folder stands for the files
    directly in it. A document that is in the review already, or whose DOI, PMID or title is, is reported and
    changes nothing.

    Args:
        on_progress: called with each report as soon as it is made.
        merge: fill empty fields of studies that are there already from records of the same study.
        as_document: take each text as one document, also where it holds several records.
        on_records: called now and then with the records done and expected of a file of references.

    Returns:
        One report a file, in the order given; of a file with several articles one for each. What a folder
        holds besides files is reported as left out, behind all files.

    Raises:
        UsageError: nobody said who is working.
    """
    reviewer = session.require_reviewer()
    taken = stored_studies.taken_keys(session.db)
    own = {
        design: known.checklist.id
        for known in reversed(Catalogue(session.db).list_own())
        for design in known.checklist.design_classes
    }
    reports = []
    with FileReader() as reader:
        for path in files_of(paths):
            how = _How(merge=merge, as_document=as_document, on_records=on_records, own=own)
            for report in _add_file(session, reader, path, taken, reviewer, how):
                reports.append(report)
                if on_progress is not None:
                    on_progress(report)
    for path, why in left_out(paths):
        report = AddReport(str(path), "left out", why)
        reports.append(report)
        if on_progress is not None:
            on_progress(report)
    return reports


@dataclass(frozen=True, slots=True)
class _How:
    """What holds for all files of a call, see `add_paths`; `own` has the team's checklist for a design."""

    merge: bool
    as_document: bool
    on_records: Callable[[int, int], None] | None
    own: Mapping[str, str]


def _add_file(
    session: ReviewSession,
    reader: FileReader,
    path: Path,
    taken: set[str],
    reviewer: str,
    how: _How,
) -> Iterator[AddReport]:
    """Add what a file holds; the keys of new studies are added to those taken."""
    from workbench.review.documents.add_references import add_references

    try:
        data = read_bytes(path)
        if not how.as_document and is_reference_file(data, path.name):
            yield add_references(
                session,
                path,
                data,
                taken,
                reviewer,
                merge=how.merge,
                on_records=how.on_records,
                own=how.own,
            )
            return
        study_texts = reader.documents(data, path.name, as_document=how.as_document)
        if not how.as_document:
            _refuse_unread_references(path, study_texts)
        for study_text in study_texts:
            report = _add_text(session, str(path), study_text, taken, reviewer, how.own)
            if report.status == "added" and report.study_key:
                taken.add(report.study_key)
            yield report
    except (IntakeError, StoreError) as error:
        yield AddReport(str(path), "failed", str(error))


def _refuse_unread_references(path: Path, study_texts: Sequence[StudyText]) -> None:
    """Do nothing unless a file is named as references are, and is read as plain text only.

    Raises:
        IntakeError: it is; most often its columns have other names, or it was cut off.
    """
    suffix = path.suffix.lower()
    if suffix in _SUFFIXES_OF_REFERENCES and all(text.form == TEXT for text in study_texts):
        raise IntakeError(
            f"its name ends with {suffix}, but no reference in it can be read: see that it is whole and that"
            " its columns or tags have their usual English names; to add it as one document: --as-document"
        )


def _add_text(
    session: ReviewSession,
    path: str,
    study_text: StudyText,
    taken: set[str],
    reviewer: str,
    own: Mapping[str, str],
) -> AddReport:
    already = _already_there(session, path, study_text)
    if already is not None:
        return already
    suggestion = suggest_design(study_text)
    new = new_study(study_text, suggestion, taken, own)
    document = NewDocument(DocumentKind(study_text.kind), study_text.name, study_text.sha256, study_text.text)
    study = stored_studies.add_study(session.db, new, [document], by=reviewer)
    return report_added(
        path, study, f"added as {study.key}", notes=study_text.notes, design_reasons=study.design_reasons
    )


def report_added(
    path: str,
    study: Study,
    message: str,
    *,
    notes: tuple[str, ...],
    design_reasons: tuple[str, ...] = (),
) -> AddReport:
    """Report that a document was added to a study."""
    return AddReport(
        path,
        "added",
        message,
        study_key=study.key,
        title=study.bibliography.title,
        design=study.design,
        design_reasons=design_reasons,
        checklist=study.checklist,
        notes=notes,
    )


def _already_there(session: ReviewSession, path: str, study_text: StudyText) -> AddReport | None:
    for key, same in documents.find_by_sha256(session.db, study_text.sha256):
        # One that was withdrawn may have been given to a study by mistake that it was not about.
        if same.withdrawn_because is None:
            words = f"the same document is in the review: {same.source_name} of {key}; nothing changed"
            return AddReport(path, "duplicate", words, key)
    twin = stored_studies.same_study(session.db, study_text.bibliography)
    if twin is not None:
        words = f"the same study is in the review: {twin} (by DOI, PMID or title); nothing changed. "
        words += f"`--to {twin}` attaches it"
        return AddReport(path, "duplicate", words, twin)
    return None


def new_study(
    study_text: StudyText, suggestion: DesignSuggestion, taken: set[str], own: Mapping[str, str]
) -> NewStudy:
    """Make the study that a text describes, with a key that is not taken.

    Args:
        study_text: the text.
        suggestion: the design and the built-in checklist that it suggests.
        taken: keys that are in use.
        own: by design the checklist that the team brought for it, taken where no built-in one is suggested.
    """
    brought = own.get(suggestion.design or "") if "protocol" not in suggestion.also else None
    checklist = suggestion.checklist or brought
    reasons = _reasons(study_text, suggestion)
    if checklist != suggestion.checklist:
        told = f"the checklist {checklist}, which the review has of its own, is for this design"
        reasons = tuple(told if reason == suggestion.route else reason for reason in reasons)
    return NewStudy(
        key=suggest_key(study_text, taken),
        bibliography=study_text.bibliography,
        design=suggestion.design,
        design_reasons=reasons,
        checklist=checklist,
        facts={"label": study_text.label, "also": list(suggestion.also), "notes": list(study_text.notes)},
    )


def _reasons(study_text: StudyText, suggestion: DesignSuggestion) -> tuple[str, ...]:
    """Return that a paper was retracted, the phrases that decided, and how sure the suggestion is."""
    retraction = retraction_of(study_text)
    sure = (f"confidence: {suggestion.confidence}",) if suggestion.confidence else ()
    return (*((retraction,) if retraction else ()), *suggestion.reasons, *sure)
