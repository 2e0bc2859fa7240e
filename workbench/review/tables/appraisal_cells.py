"""Share the columns and cells that every table of appraisals has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from checklists import Checklist
from workbench.output import Cell, Column, Labelled, Table
from workbench.output.judgement_cells import judgement_cell
from workbench.output.symbols import LevelOrder, order_of
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
        *(Column(domain, domain, is_domain=True) for domain in domains),
        *(Column(target, checklist.title_of(target)) for target in wholes),
    ]


def judgement_cells(sheet: AppraisalOfTable, checklist: Checklist) -> Sequence[Cell]:
    """Return the final judgements in the order of `judgement_columns`; marked where overridden.

    Args:
        sheet: the appraisal, perhaps made with another version of the checklist.
        checklist: the version whose columns the table has.
    """
    levels, cells = finals_at(sheet, checklist), cells_of(checklist)
    if not sheet.overrides:
        return cells[levels]
    starred = sheet.overridden
    return [
        judgement_cell(level, order, is_overridden=True) if target in starred else cell
        for target, order, cell, level in zip(
            checklist.targets, orders_of(checklist), cells[levels], levels, strict=True
        )
    ]


@lru_cache(maxsize=64)
def orders_of(checklist: Checklist) -> tuple[LevelOrder, ...]:
    """Return the scale of each target of a checklist."""
    return tuple(order_of(checklist.scale_of(target)) for target in checklist.targets)


class CellsByLevels(dict[tuple[str | None, ...], tuple[Cell, ...]]):
    """The cells of the judgements, by the final levels of all targets of a checklist; made when first needed.

    Thousands of appraisals have the same few levels.
    """

    def __init__(self, orders: Sequence[LevelOrder]) -> None:
        super().__init__()
        self._by_level: list[Mapping[str | None, Cell]] = [
            {level: judgement_cell(level, order) for level in (*order.levels, None)} for order in orders
        ]

    def __missing__(self, levels: tuple[str | None, ...]) -> tuple[Cell, ...]:
        parts = zip(self._by_level, levels, strict=True)
        cells = self[levels] = tuple([by_level[level] for by_level, level in parts])
        return cells


@lru_cache(maxsize=64)
def cells_of(checklist: Checklist) -> CellsByLevels:
    """Return the cells of the judgements of a checklist."""
    return CellsByLevels(orders_of(checklist))


def total_columns(checklist: Checklist) -> list[Column]:
    """Return a column for each total."""
    return [Column(total.id, total.title, short=total.id) for total in checklist.totals]


def total_cells(sheet: AppraisalOfTable, checklist: Checklist) -> list[Cell]:
    """Return the sums in the order of `total_columns`, each with what it is out of; open ones are empty."""
    cells: list[Cell] = []
    if not checklist.totals:
        return cells
    totals, own = sheet.totals, {total.id for total in sheet.checklist.totals}
    for total in checklist.totals:
        value = totals.get(total.id)
        highest = sheet.form.out_of(total.id) if total.id in own else None
        cells.append(Labelled(None, "") if value is None else Labelled(value, f"{value}/{highest}"))
    return cells


def finals_at(sheet: AppraisalOfTable, checklist: Checklist) -> tuple[str | None, ...]:
    """Return the final levels of an appraisal in the order of the targets of a checklist."""
    if sheet.checklist is checklist:
        return tuple(sheet.finals)
    levels = dict(zip(sheet.checklist.targets, sheet.finals, strict=True))
    known = [order.levels for order in orders_of(checklist)]
    return tuple(
        [
            level if (level := levels.get(target)) in names else None
            for target, names in zip(checklist.targets, known, strict=True)
        ]
    )


def heading(title: str, sheets: Sequence[AppraisalOfTable], material: Material[AppraisalOfTable]) -> str:
    """Return the title of a block: the checklist, and where it has several, the variant or the version."""
    form = sheets[0].form
    return f"{title}{form.title}{material.apart(sheets)}"


def domain_legend(checklist: Checklist) -> str:
    """Return the titles of the domains that are judged, each behind its id."""
    return "; ".join(f"{domain.id} {domain.title}" for domain in checklist.judged_domains)


def nothing_judged(checklist: Checklist) -> tuple[str, ...]:
    """Say that there are no levels to show, where the checklist judges nothing."""
    if checklist.targets:
        return ()
    return ("this checklist judges nothing: `workbench table answers` shows its answers",)


def override_note(sheets: Iterable[AppraisalOfTable]) -> tuple[str, ...]:
    """Return what the star means, where any judgement has one."""
    return (OVERRIDDEN,) if any(sheet.overrides and sheet.overridden for sheet in sheets) else ()


def empty_table(name: str, material: Material[AppraisalOfTable]) -> Table:
    """Return the table of a review without appraisals, which says what to do."""
    notes = material.notes(()) or ("no appraisals yet: answer an item first",)
    return Table(name, TABLES[name].title, WHO, (), notes)
