"""Build the summary: how often each level was given, domain by domain."""

from __future__ import annotations

from collections.abc import Sequence

from checklists import Checklist
from workbench.output import Cell, Column, Labelled, Table
from workbench.output.symbols import word_of
from workbench.review.appraisals.level_sheets import AppraisalOfTable
from workbench.review.tables.appraisal_cells import empty_table, heading, nothing_judged
from workbench.review.tables.material import Material, Of, gather_levels
from workbench.review.tables.summary_weights import (
    counted,
    final_of,
    in_parts,
    left_out,
    parts,
    without_level,
)
from workbench.review.view import View


def build(view: View, of: Of) -> list[Table]:
    """Return the shares of the levels by domain; one block a checklist."""
    material = gather_levels(view, of)
    return [_block(sheets, material) for sheets in material.by_form()] or [empty_table("summary", material)]


def _block(sheets: list[AppraisalOfTable], material: Material[AppraisalOfTable]) -> Table:
    """Count over the judged results, as the figure does; drafts are counted in a note only."""
    checklist = sheets[0].form
    submitted = [sheet for sheet in sheets if sheet.submitted]
    columns = (
        Column("checklist", "Checklist"),
        Column("domain", "Domain"),
        Column("title", "Title"),
        Column("n", "n"),
        *(Column(level, word_of(level)) for level in _levels(checklist)),
    )
    targets = [(target, checklist.title_of(target)) for target in checklist.targets]
    weighed = list(zip(submitted, parts(submitted), strict=True))
    rows = tuple(_counts(checklist, weighed, target, title) for target, title in targets)
    how = (f"{counted(submitted)}, each counting the same{in_parts(submitted)}",) if submitted else ()
    gaps = (*left_out(len(sheets) - len(submitted)), *without_level(checklist, submitted))
    notes = (*how, *gaps, *material.notes(submitted))
    title = heading("Summary: ", sheets, material)
    return Table("summary", title, columns, rows, (*nothing_judged(checklist), *notes))


def _counts(
    checklist: Checklist, weighed: Sequence[tuple[AppraisalOfTable, float]], target: str, title: str
) -> tuple[Cell, ...]:
    """Count the results of each level; appraisals of one result that are not reconciled share it."""
    sums = dict.fromkeys(checklist.scale_of(target).levels, 0.0)
    for sheet, part in weighed:
        level = final_of(sheet, target)
        if level in sums:
            sums[level] += part
    total = round(sum(part for _, part in weighed))
    shares = (_share(sums[level], total) if level in sums else None for level in _levels(checklist))
    return (checklist.id, target, title, total, *shares)


def _levels(checklist: Checklist) -> tuple[str, ...]:
    """Return the levels of everything that is judged, scale by scale."""
    return tuple(
        dict.fromkeys(level for target in checklist.targets for level in checklist.scale_of(target).levels)
    )


def _share(count: float, total: int) -> Cell:
    percent = 100 * count / total if total else 0.0
    shown = round(count, 2)
    whole = int(shown) if shown == int(shown) else shown
    return Labelled(
        {"count": whole, "percent": round(percent, 1)}, f"{whole} ({percent:.0f} %)" if total else "0"
    )
