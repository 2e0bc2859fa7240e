"""Getting documents into the review: each file gets its own verdict, and none spoils the others."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from store import documents
from store import studies as stored_studies
from store.errors import StoreError
from store.records import DocumentKind, NewDocument, NewStudy
from workbench.desk.session import Desk, use_case
from workbench.intake import (
    MAX_BYTES,
    DesignSuggestion,
    IntakeError,
    StudyText,
    read_document,
    suggest_design,
    suggest_key,
)

Status = Literal["added", "duplicate", "failed"]


@dataclass(frozen=True, slots=True)
class AddReport:
    """What became of one path."""

    path: str
    status: Status
    message: str
    study_key: str | None = None
    title: str = ""
    design: str | None = None
    design_reasons: tuple[str, ...] = ()
    checklist: str | None = None
    notes: tuple[str, ...] = ()


@use_case
def add_paths(
    desk: Desk, paths: Sequence[str | Path], on_progress: Callable[[AddReport], None] | None = None
) -> list[AddReport]:
    """Add each document as a study of its own, with a suggested design and checklist.

    A folder stands for the files directly in it. A document that is in the review already, or whose DOI,
    PMID or title is, is reported and changes nothing.

    Args:
        on_progress: called with each report as soon as it is made.

    Returns:
        One report a file, in the order given.

    Raises:
        UsageError: nobody said who is working.
    """
    reviewer = desk.require_reviewer()
    taken = stored_studies.taken_keys(desk.db)
    reports = []
    for path in _files(Path(one) for one in paths):
        report = _add_one(desk, path, taken, reviewer)
        if report.status == "added" and report.study_key:
            taken.add(report.study_key)
        reports.append(report)
        if on_progress is not None:
            on_progress(report)
    return reports


def _files(paths: Iterable[Path]) -> Iterable[Path]:
    for path in paths:
        try:
            is_folder = path.is_dir()
            inside = sorted(one for one in path.iterdir() if one.is_file()) if is_folder else []
        except OSError:
            is_folder, inside = False, []
        if inside:
            yield from inside
        else:
            yield path


def _add_one(desk: Desk, path: Path, taken: set[str], reviewer: str) -> AddReport:
    try:
        found = read_document(_read_bytes(path), path.name)
        return _add_text(desk, str(path), found, taken, reviewer)
    except (IntakeError, StoreError) as error:
        return AddReport(str(path), "failed", str(error))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return AddReport(str(path), "failed", f"cannot be read: {reason}")


def _read_bytes(path: Path) -> bytes:
    """The bytes of a regular file.

    Pipes and devices are refused before they are opened: reading one might never end.
    """
    information = path.stat()
    if stat.S_ISDIR(information.st_mode):
        raise IntakeError("this folder holds no files")
    if not stat.S_ISREG(information.st_mode):
        raise IntakeError("not a regular file")
    if information.st_size > MAX_BYTES:
        raise IntakeError(f"larger than {MAX_BYTES // 1_000_000} MB: give the text of the article only")
    return path.read_bytes()


def _add_text(desk: Desk, path: str, found: StudyText, taken: set[str], reviewer: str) -> AddReport:
    already = _already_there(desk, path, found)
    if already is not None:
        return already
    suggestion = suggest_design(found)
    new = _new_study(found, suggestion, taken)
    document = NewDocument(DocumentKind(found.kind), found.name, found.sha256, found.text)
    study = stored_studies.add_study(desk.db, new, [document], by=reviewer)
    return AddReport(
        path,
        "added",
        f"added as {study.key}",
        study.key,
        study.title,
        study.design,
        study.design_reasons,
        study.checklist,
        found.notes,
    )


def _already_there(desk: Desk, path: str, found: StudyText) -> AddReport | None:
    same = documents.find_by_sha256(desk.db, found.sha256)
    if same is not None:
        key, document = same
        words = f"the same document is in the review: {document.source_name} of {key}; nothing changed"
        return AddReport(path, "duplicate", words, key)
    first_author = found.authors[0] if found.authors else ""
    twin = stored_studies.same_study(
        desk.db,
        doi=found.doi,
        pmid=found.pmid,
        title=found.title,
        year=found.year,
        first_author=first_author,
    )
    if twin is not None:
        words = f"the same study is in the review: {twin} (by DOI, PMID or title); nothing changed"
        return AddReport(path, "duplicate", words, twin)
    return None


def _new_study(found: StudyText, suggestion: DesignSuggestion, taken: set[str]) -> NewStudy:
    return NewStudy(
        key=suggest_key(found, taken),
        title=found.title,
        authors=found.authors,
        year=found.year,
        journal=found.journal,
        doi=found.doi,
        pmid=found.pmid,
        pmcid=found.pmcid,
        registration=found.registration,
        abstract=found.abstract,
        design=suggestion.design,
        design_reasons=suggestion.reasons,
        checklist=suggestion.checklist,
        facts={"label": found.label, "also": list(suggestion.also), "notes": list(found.notes)},
    )
