"""Show studies as rows: a short line to read, and a full record for programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from store.bibliography import SHORT_FIELDS, field_heading
from workbench.counts import count
from workbench.intake import reason_for_none
from workbench.output.design_names import design_in_words, short_design
from workbench.output.judgement_cells import judgement_cell
from workbench.output.table import Cell, Column, Labelled, Table

if TYPE_CHECKING:
    from workbench.review.studies.known_characteristics import CharacteristicLine
    from workbench.review.studies.known_studies import AppraisalLine, StudyListing

_SHORT = (
    Column("key", "Key"),
    Column("design", "Design"),
    Column("checklist", "Checklist"),
    Column("progress", "Mine"),
    Column("state", "State"),
    Column("overall", "Judgement"),
    Column("others", "Others"),
    Column("title", "Title", clipped=True),
)
_ALLOCATED = Column("allocated_to", "Allocated to")
_FULL = (
    *("key", *SHORT_FIELDS),
    *("design", "design_reasons", "checklist", "documents", "appraisals", "allocated_to"),
)
CHARACTERISTIC = (
    Column("name", "Name"),
    Column("value", "Value"),
    Column("quote", "Quote"),
    Column("source", "Source"),
    Column("entered_by", "Entered by"),
)
_APPRAISAL = (
    Column("reviewer", "Reviewer"),
    Column("result", "Result"),
    Column("checklist", "Checklist"),
    Column("state", "State"),
    Column("progress", "Answered"),
    Column("overall", "Judgement"),
)


def short_table(studies: Sequence[StudyListing], reviewer: str | None, notes: tuple[str, ...] = ()) -> Table:
    """Make one line a study, with the viewer's own progress and whether others are done.

    Where anything is allocated, a column says to whom.
    """
    rows = tuple(_short_row(study, reviewer) for study in studies)
    if not any(study.allocated for study in studies):
        return Table("studies", "", _SHORT, rows, notes)
    columns = (*_SHORT[:-1], _ALLOCATED, _SHORT[-1])
    with_allocated = tuple(
        (*row[:-1], ", ".join(study.allocated), row[-1]) for row, study in zip(rows, studies, strict=True)
    )
    return Table("studies", "", columns, with_allocated, notes)


def full_table(studies: Sequence[StudyListing]) -> Table:
    """Give all of a study in one row; lists within a cell are joined by semicolons."""
    columns = tuple(Column(name, name) for name in _FULL)
    return Table("studies", "", columns, tuple(_full_row(study) for study in studies))


def study_tables(study: StudyListing, notes: tuple[str, ...] = ()) -> list[Table]:
    """Show one study to read: what it is, its documents with notes on the viewer's quotes, its appraisals."""
    facts: tuple[tuple[str, Cell], ...] = (
        ("Key", study.key),
        *((field_heading(name), value) for name, value in study.bibliography.cells().items()),
        ("Design", Labelled(study.design, design_in_words(study.design)) if study.design else None),
        *(("because", reason) for reason in study.design_reasons),
        ("Confirmed by", study.design_confirmed_by or "nobody yet: a suggestion"),
        ("Checklist", study.checklist or f"none: {reason_for_none(study.design)}"),
        ("Allocated to", ", ".join(study.allocated)),
        ("Excluded", study.excluded),
        ("Merged with", ", ".join(study.merged)),
        ("Calibration", "yes: left out of agreement only" if study.calibration else ""),
    )
    about = Table(
        "study",
        "",
        (Column("field", "Study"), Column("value", "")),
        tuple((name, value) for name, value in facts if value not in (None, "")),
    )
    known = (characteristics_table(study.characteristics),) if study.characteristics else ()
    return [about, *known, _documents(study, notes), _appraisals(study)]


def characteristics_table(lines: Sequence[CharacteristicLine]) -> Table:
    """Show what a study is, each value with its words and its source."""
    rows = tuple((line.name, line.value, line.quote, line.source, line.entered_by) for line in lines)
    notes = () if rows else ("nothing is known of it yet",)
    return Table("characteristics", "", CHARACTERISTIC, rows, notes)


def _documents(study: StudyListing, notes: tuple[str, ...]) -> Table:
    columns = (Column("document", "Document"), Column("kind", "Kind"), Column("characters", "Characters"))
    lines = study.documents
    if all(line.standing == "read" for line in lines):
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            (line.source_name, line.kind, line.characters) for line in lines
        )
        return Table("documents", "", columns, rows, notes)
    rows = tuple((line.source_name, line.kind, line.characters, line.standing) for line in lines)
    return Table("documents", "", (*columns, Column("standing", "Read")), rows, notes)


def _appraisals(study: StudyListing) -> Table:
    rows = tuple(
        (line.reviewer, line.result, line.checklist, _state(line), _progress(line), _judgement(line))
        for line in study.appraisals
    )
    notes = () if rows else ("No appraisals yet.",)
    return Table("appraisals", "", _APPRAISAL, rows, notes)


def _state(line: AppraisalLine) -> str:
    return line.state if line.imported_from is None else f"{line.state}, imported from {line.imported_from}"


def _short_row(study: StudyListing, reviewer: str | None) -> tuple[Cell, ...]:
    lines = study.appraisals
    own = [line for line in lines if line.reviewer == reviewer and line.checklist == study.checklist]
    others = [line for line in lines if line.reviewer != reviewer]
    more = f" (+{count(len(own) - 1, 'result')})" if len(own) > 1 else ""
    # Of several results the line shows the least finished, so that nothing looks done too early.
    shown = min(own, key=lambda line: (line.answered or 0) / max(line.asked or 1, 1), default=None)
    return (
        study.key,
        Labelled(study.design, short_design(study.design)),
        study.checklist or "none",
        _progress(shown) + more if shown else "",
        "excluded" if study.excluded else shown.state if shown else "not started",
        _judgement(shown) if shown else None,
        _others(others),
        study.bibliography.title,
    )


def _others(lines: Sequence[AppraisalLine]) -> str:
    """Name by handle the others who are done; what they have begun and answered is not told."""
    done = dict.fromkeys(line.reviewer for line in lines if line.state in ("done", "submitted"))
    return ", ".join(f"{name} done" for name in done)


def _progress(line: AppraisalLine) -> str:
    return "" if line.asked is None else f"{line.answered}/{line.asked}"


def _judgement(line: AppraisalLine) -> Cell:
    """Show the overall judgement, without one the totals; empty where the appraisal may not be seen."""
    if line.asked is None:
        return None
    return line.totals or ("" if line.order is None else judgement_cell(line.overall, line.order))


def _full_row(study: StudyListing) -> tuple[Cell, ...]:
    return (
        study.key,
        *study.bibliography.cells().values(),
        study.design,
        "; ".join(study.design_reasons),
        study.checklist,
        "; ".join(line.source_name for line in study.documents if line.standing == "read"),
        "; ".join(f"{line.reviewer} ({line.state})" for line in study.appraisals),
        "; ".join(study.allocated),
    )
