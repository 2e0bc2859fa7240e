"""Build the traffic light: one symbol a domain."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from itertools import islice

from checklists import Checklist
from workbench.output import Cell, Column, Table
from workbench.output.judgement_cells import light_cell
from workbench.output.symbols import legend_of
from workbench.review.appraisals.level_sheets import AppraisalOfTable
from workbench.review.tables.appraisal_cells import (
    WHO,
    domain_legend,
    empty_table,
    finals_at,
    heading,
    judgement_cells,
    judgement_columns,
    nothing_judged,
    orders_of,
    override_note,
    total_cells,
    total_columns,
    who,
)
from workbench.review.tables.material import Material, Of, gather_levels
from workbench.review.view import View


def build(view: View, of: Of) -> list[Table]:
    """Return one symbol a domain; one block a checklist."""
    material = gather_levels(view, of)
    return [_block(sheets, material) for sheets in material.by_form()] or [
        empty_table("traffic-light", material)
    ]


def _block(sheets: list[AppraisalOfTable], material: Material[AppraisalOfTable]) -> Table:
    """Return one symbol a domain; what they mean stands below, so that a row fits a small terminal."""
    checklist = sheets[0].form
    orders = orders_of(checklist)
    columns = (
        WHO[0],
        *judgement_columns(checklist),
        *total_columns(checklist),
        *WHO[1:],
        Column("checklist", "Checklist"),
    )
    # Thousands of appraisals have the same few levels; their cells are made once.
    known: dict[tuple[str | None, ...], tuple[Cell, ...]] = {}
    rows = []
    for sheet in sheets:
        study, *others = who(sheet)
        levels = finals_at(sheet, checklist)
        cells = known.get(levels) if not sheet.overrides else _cells(sheet, checklist, levels)
        if cells is None:
            cells = known[levels] = _cells(sheet, checklist, levels)
        rows.append((study, *cells, *total_cells(sheet, checklist), *others, checklist.id))
    has_open = any(None in finals_at(sheet, checklist) for sheet in sheets)
    legends = legend_of(orders, has_open=has_open)
    symbols = ["  ".join(symbol.mark() for symbol in legend) for legend in legends]
    legend = filter(None, [*symbols, domain_legend(checklist), *nothing_judged(checklist)])
    all_notes = (*legend, *override_note(sheets), *material.notes(sheets))
    title = heading("Traffic light: ", sheets, material)
    return Table("traffic-light", title, columns, tuple(rows), all_notes)


def _cells(sheet: AppraisalOfTable, checklist: Checklist, levels: tuple[str | None, ...]) -> tuple[Cell, ...]:
    """Return the symbol of each domain and the judgement of the whole."""
    domains = len(checklist.judged_domains)
    starred = sheet.overridden if sheet.overrides else ()
    parts = zip(checklist.targets, levels, orders_of(checklist), _lights_of(checklist), strict=True)
    cells = [
        light_cell(level, order, is_overridden=True) if target in starred else by_level[level]
        for target, level, order, by_level in islice(parts, domains)
    ]
    return (*cells, *judgement_cells(sheet, checklist)[domains:])


@lru_cache(maxsize=64)
def _lights_of(checklist: Checklist) -> tuple[Mapping[str | None, Cell], ...]:
    """Return for each target of a checklist the symbol of each level, and of None."""
    return tuple(
        {level: light_cell(level, order) for level in (*order.levels, None)} for order in orders_of(checklist)
    )
