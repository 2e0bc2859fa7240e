"""Share the columns and cells that every table of appraisals has."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from workbench.output import Cell, Column, Labelled, Table
from workbench.output.symbols import show_judgement
from workbench.review.appraisals.level_sheets import AppraisalOfTable
from workbench.review.reviewers.consensus import targets_of
from workbench.review.tables.material import Material
from workbench.review.tables.registry import TABLES

WHO = (
    Column("study", "Study"),
    Column("result", "Result"),
    Column("reviewer", "Reviewer"),
    Column("state", "State"),
)
"""Whose appraisal a row is about; every table of appraisals has these columns."""

OVERRIDDEN = "* overridden by the reviewer, with a reason"


def who(sheet: AppraisalOfTable) -> tuple[Cell, ...]:
    """Return the cells of `WHO`."""
    state = "submitted" if sheet.submitted else "draft"
    return (sheet.study.key, sheet.result_label, sheet.reviewer, state)


def judgement_cells(sheet: AppraisalOfTable) -> list[Cell]:
    """Return the final judgement of each domain, and last that of the whole; marked where overridden."""
    if not sheet.overrides:
        return list(map(judgement_cell, sheet.finals))
    targets = targets_of(sheet.checklist)
    return [
        judgement_cell(level, target in sheet.overrides)
        for target, level in zip(targets, sheet.finals, strict=True)
    ]


@cache
def judgement_cell(level: str | None, is_overridden: bool = False) -> Cell:
    """Return a final judgement, marked where it was overridden."""
    return Labelled(level, show_judgement(level) + (" *" if is_overridden else ""))


def override_note(sheets: Iterable[AppraisalOfTable]) -> tuple[str, ...]:
    """Return what the star means, where any judgement has one."""
    return (OVERRIDDEN,) if any(sheet.overrides for sheet in sheets) else ()


def empty_table(name: str, material: Material[AppraisalOfTable]) -> Table:
    """Return the table of a review without appraisals, which says what to do."""
    notes = material.notes(()) or ("no appraisals yet: answer an item first",)
    return Table(name, TABLES[name].title, WHO, (), notes)
