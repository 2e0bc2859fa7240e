"""Attach documents to studies that are in the review already: full texts, supplements, protocols."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path

from store import documents
from store import studies as stored_studies
from store.bibliography import field_in_words
from store.errors import StoreError
from store.records import DocumentKind, NewDocument, Study
from workbench.intake import IntakeError, StudyText
from workbench.review.documents.add import AddReport, report_added
from workbench.review.documents.files import FileReader, files_of, read_bytes
from workbench.review.documents.kinds import known_kind
from workbench.review.session import ReviewSession, use_case
from workbench.review.studies.known_studies import find

Progress = Callable[[AddReport], None] | None


@use_case
def attach(
    session: ReviewSession,
    text: str,
    paths: Sequence[str | Path],
    *,
    kind: str | None = None,
    as_document: bool = False,
    on_progress: Progress = None,
) -> list[AddReport]:
    """Attach documents to one study.

    Args:
        text: the study, see `workbench.review.studies.known_studies.find`.
        kind: what the documents are to it; None: as recognised.
        as_document: take each text as one document, also where it holds several records.

    Returns:
        One report a file. The study's own fields stay as they are.

    Raises:
        NotFoundError: no such study.
        UsageError: no such kind, or nobody said who is working.
    """
    study = find(session, text)
    reviewer = session.require_reviewer()
    wanted = known_kind(kind)

    def attach_file(path: Path, study_text: StudyText) -> AddReport:
        return _attach_file(session, study, path, study_text, wanted, reviewer)

    return _each_file(paths, attach_file, on_progress, as_document=as_document)


@use_case
def match(
    session: ReviewSession,
    paths: Sequence[str | Path],
    *,
    as_document: bool = False,
    on_progress: Progress = None,
) -> list[AddReport]:
    """Attach each of some files to the study that it belongs to, by DOI, PMID or title; no study is added.

    Returns:
        One report a file: attached and by what, or what did not match.
    """
    reviewer = session.require_reviewer()
    known = stored_studies.list_known_records(session.db)

    def match_file(path: Path, study_text: StudyText) -> AddReport:
        study, why = _belongs_to(study_text, path.name, known)
        if study is None:
            return AddReport(str(path), "failed", f"matches no study: {why}")
        return _attach_file(session, study, path, study_text, None, reviewer, f" (by {why})")

    return _each_file(paths, match_file, on_progress, as_document=as_document)


def _each_file(
    paths: Sequence[str | Path],
    work: Callable[[Path, StudyText], AddReport],
    on_progress: Progress,
    *,
    as_document: bool,
) -> list[AddReport]:
    """Read each of some files and do something with its text; a bad one does not spoil the others."""
    reports = []
    with FileReader() as reader:
        for path in files_of(paths):
            try:
                study_text = reader.document(read_bytes(path), path.name, as_document=as_document)
                report = work(path, study_text)
            except (IntakeError, StoreError) as error:
                report = AddReport(str(path), "failed", str(error))
            reports.append(report)
            if on_progress is not None:
                on_progress(report)
    return reports


def _attach_file(
    session: ReviewSession,
    study: Study,
    path: Path,
    study_text: StudyText,
    kind: DocumentKind | None,
    reviewer: str,
    why: str = "",
) -> AddReport:
    for key, same in documents.find_by_sha256(session.db, study_text.sha256):
        words = f"the same document is in the review: {same.source_name} of {key}; nothing changed"
        if same.withdrawn_because is None:
            return AddReport(str(path), "duplicate", words, key)
        if key == study.key:
            back = f"it was withdrawn; `workbench withdraw {key} {same.sha256[:8]} --restore` brings it back"
            return AddReport(str(path), "duplicate", f"{words}: {back}", key)
    new = NewDocument(
        kind or DocumentKind(study_text.kind), study_text.name, study_text.sha256, study_text.text
    )
    added = documents.add_document(session.db, study.id, new, by=reviewer)
    message = f"attached to {study.key} as {added.kind.value}{why}"
    return report_added(str(path), study, message, notes=study_text.notes)


def _belongs_to(study_text: StudyText, name: str, known: Sequence[Study]) -> tuple[Study | None, str]:
    """Return the one study that a text belongs to and by what; or None and why there is none."""
    for field in ("doi", "pmid"):
        value = getattr(study_text.bibliography, field).casefold()
        same = {
            study.id: study
            for study in known
            if value and getattr(study.bibliography, field).casefold() == value
        }
        if len(same) == 1:
            return next(iter(same.values())), field_in_words(field)
    opening = _folded(study_text.bibliography.title + " " + study_text.text[:3000])
    titles = [(study, _folded(study.bibliography.title)) for study in known]
    printed = {study.key: study for study, title in titles if len(title) > 20 and title in opening}
    if len(printed) == 1:
        return next(iter(printed.values())), "title"
    if len(printed) > 1:
        return None, f"its title could be {', '.join(printed)}"
    stem = _folded(Path(name).stem)
    named = {study.key: study for study in known if study.key in stem.split()}
    if len(named) == 1:
        return next(iter(named.values())), "name of the file"
    return None, "no DOI, PMID or title of a study in it; attach it with --to STUDY"


def _folded(text: str) -> str:
    """Return letters and digits only, in lower case, with one space between words."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return " ".join(re.sub(r"[^\w]+", " ", plain).split())
