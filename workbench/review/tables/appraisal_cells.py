"""Share the columns and cells that every table of appraisals has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from checklists import Checklist
from workbench.output import Cell, Column, Labelled, Table
from workbench.output.symbols import show_judgement
from workbench.review.appraisals.level_sheets import AppraisalOfTable
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


def judgement_columns(checklist: Checklist) -> list[Column]:
    """Return a column for each domain that is judged, and last for the whole, if there is one."""
    domains = [domain.id for domain in checklist.judged_domains]
    wholes = checklist.targets[len(domains) :]
    return [
        *(Column(domain, domain) for domain in domains),
        *(Column(target, checklist.title_of(target)) for target in wholes),
    ]


def judgement_cells(sheet: AppraisalOfTable, checklist: Checklist) -> list[Cell]:
    """Return the final judgements in the order of `judgement_columns`; marked where overridden.

    Args:
        sheet: the appraisal, perhaps made with another version of the checklist.
        checklist: the version whose columns the table has.
    """
    levels = finals_at(sheet, checklist)
    if not sheet.overrides:
        return list(map(judgement_cell, levels))
    return [
        judgement_cell(level, target in sheet.overrides)
        for target, level in zip(checklist.targets, levels, strict=True)
    ]


def finals_at(sheet: AppraisalOfTable, checklist: Checklist) -> Sequence[str | None]:
    """Return the final levels of an appraisal in the order of the targets of a checklist."""
    if sheet.checklist is checklist or sheet.checklist.targets == checklist.targets:
        return sheet.finals
    levels = dict(zip(sheet.checklist.targets, sheet.finals, strict=True))
    return [levels.get(target) for target in checklist.targets]


def domain_legend(checklist: Checklist) -> str:
    """Return the titles of the domains that are judged, each behind its id."""
    return "; ".join(f"{domain.id} {domain.title}" for domain in checklist.judged_domains)


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
