"""Build the table of appraisals: each judgement with its design, GRADE start and Oxford level."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from uuid import UUID

from checklists import grade_start, oxford_level
from workbench.output import Cell, Column, Labelled, Table
from workbench.output.design_names import design_in_words
from workbench.review.appraisals.level_sheets import AppraisalOfTable
from workbench.review.documents.versions import kinds_at_hand
from workbench.review.tables.appraisal_cells import WHO, empty_table, judgement_cells, override_note, who
from workbench.review.tables.material import Of, gather_levels
from workbench.review.view import View


def build(view: View, of: Of) -> list[Table]:
    """Return final judgements by domain with GRADE start, levels and Oxford level; one block a checklist."""
    material = gather_levels(view, of, with_sources=True)
    is_said = all(sheet.sources_read for sheet in material.sheets)
    kinds = {} if is_said else kinds_at_hand(view.session)
    return [_block(sheets, kinds, material.notes(sheets)) for sheets in material.by_checklist().values()] or [
        empty_table("appraisal", material)
    ]


def _block(sheets: list[AppraisalOfTable], kinds: Mapping[UUID, str], notes: tuple[str, ...]) -> Table:
    checklist = sheets[0].checklist
    columns = (
        WHO[0],
        Column("design", "Design"),
        Column("checklist", "Checklist"),
        *WHO[1:],
        *(Column(domain.id, domain.id) for domain in checklist.domains),
        Column("overall", "Overall"),
        Column("overridden", "Overridden"),
        Column("read", "Read"),
        Column("grade_start", "GRADE start"),
        Column("risk_of_bias_levels", "Risk of bias"),
        Column("oxford_level", "Oxford 2011"),
    )
    rows = tuple(_row(sheet, kinds.get(sheet.study.id, "no document")) for sheet in sheets)
    legend = "; ".join(f"{domain.id} {domain.title}" for domain in checklist.domains)
    title = f"Appraisals with {checklist.title}"
    return Table("appraisal", title, columns, rows, (legend, *override_note(sheets), *notes))


def _row(sheet: AppraisalOfTable, at_hand: str) -> tuple[Cell, ...]:
    study, result, reviewer, state = who(sheet)
    checklist = sheet.checklist
    start, levels = grade_start(checklist, sheet.finals[-1])
    return (
        study,
        _design_cell(sheet.study.design),
        f"{checklist.id} {checklist.version}",
        result,
        reviewer,
        state,
        *judgement_cells(sheet),
        ", ".join(sorted(sheet.overrides)),
        sheet.sources_read or f"not said (at hand: {at_hand})",
        _start_cell(start),
        levels,
        oxford_level(checklist, sheet.codes),
    )


@cache
def _design_cell(design: str | None) -> Cell:
    return Labelled(design, design_in_words(design))


@cache
def _start_cell(start: str | None) -> Cell:
    return Labelled(start, (start or "").replace("_", " "))
