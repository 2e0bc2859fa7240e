"""Share the columns and cells that every table of appraisals has."""

from __future__ import annotations

from collections.abc import Iterable

from store.records import OVERALL, AppraisalState
from workbench.output import Cell, Column, Labelled, Table
from workbench.output.symbols import show_judgement
from workbench.review.appraisals.sheets import Sheet
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


def who(sheet: Sheet) -> tuple[Cell, ...]:
    """Return the cells of `WHO`."""
    submitted = sheet.appraisal is not None and sheet.appraisal.state is AppraisalState.SUBMITTED
    return (sheet.study.key, sheet.result_label, sheet.reviewer, "submitted" if submitted else "draft")


def judgement_cell(sheet: Sheet, target: str) -> Cell:
    """Return the final judgement of a domain or of the whole; marked where it was overridden."""
    if target == OVERALL:
        level, overridden = sheet.verdict.overall.final, sheet.verdict.overall.overridden
    else:
        domain = sheet.verdict.domain(target)
        level, overridden = domain.final, domain.overridden
    return Labelled(level, show_judgement(level) + (" *" if overridden else ""))


def override_note(sheets: Iterable[Sheet]) -> tuple[str, ...]:
    """Return what the star means, where any judgement has one."""
    return (OVERRIDDEN,) if any(sheet.overrides for sheet in sheets) else ()


def empty_table(name: str, material: Material) -> Table:
    """Return the table of a review without appraisals, which says what to do."""
    notes = material.notes(()) or ("no appraisals yet: answer an item first",)
    return Table(name, TABLES[name].title, WHO, (), notes)
