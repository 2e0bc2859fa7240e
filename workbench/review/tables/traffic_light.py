"""Build the traffic light: one symbol a domain."""

from __future__ import annotations

from functools import cache

from workbench.output import Cell, Column, Labelled, Table
from workbench.output.symbols import show_judgement, symbol_of
from workbench.review.appraisals.level_sheets import AppraisalOfTable
from workbench.review.tables.appraisal_cells import (
    WHO,
    domain_legend,
    empty_table,
    finals_at,
    judgement_cell,
    judgement_columns,
    override_note,
    who,
)
from workbench.review.tables.material import Of, gather_levels
from workbench.review.view import View


def build(view: View, of: Of) -> list[Table]:
    """Return one symbol a domain; one block a checklist."""
    material = gather_levels(view, of)
    return [_block(sheets, material.notes(sheets)) for sheets in material.by_checklist().values()] or [
        empty_table("traffic-light", material)
    ]


def _block(sheets: list[AppraisalOfTable], notes: tuple[str, ...]) -> Table:
    """Return one symbol a domain; what they mean stands below, so that a row fits a small terminal."""
    checklist = sheets[0].checklist
    domains = len(checklist.judged_domains)
    nowhere = [False] * len(checklist.targets)
    columns = (
        WHO[0],
        *judgement_columns(checklist),
        *WHO[1:],
        Column("checklist", "Checklist"),
    )
    rows = []
    for sheet in sheets:
        study, *others = who(sheet)
        levels = finals_at(sheet, checklist)
        is_overridden = (
            [target in sheet.overrides for target in checklist.targets] if sheet.overrides else nowhere
        )
        lights = map(_light, levels[:domains], is_overridden)
        wholes = map(judgement_cell, levels[domains:], is_overridden[domains:])
        rows.append((study, *lights, *wholes, *others, checklist.id))
    symbols = "  ".join(show_judgement(level) for level in (*checklist.levels, None))
    legend = filter(None, [symbols if checklist.targets else "", domain_legend(checklist)])
    title = f"Traffic light: {checklist.title}"
    all_notes = (*legend, *override_note(sheets), *notes)
    return Table("traffic-light", title, columns, tuple(rows), all_notes)


@cache
def _light(level: str | None, is_overridden: bool) -> Cell:
    return Labelled(level, symbol_of(level).symbol + ("*" if is_overridden else ""))
