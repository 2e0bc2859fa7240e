"""Build the traffic light: one symbol a domain."""

from __future__ import annotations

from store.records import OVERALL
from workbench.output import Cell, Column, Labelled, Table
from workbench.output.symbols import show_judgement, symbol_of
from workbench.review.appraisals.sheets import Sheet
from workbench.review.tables.appraisal_cells import WHO, empty_table, judgement_cell, override_note, who
from workbench.review.tables.material import Of, gather
from workbench.review.view import View


def build(view: View, of: Of) -> list[Table]:
    """Return one symbol a domain; one block a checklist."""
    material = gather(view, of, all_studies=False)
    return [_block(sheets, material.notes(sheets)) for sheets in material.by_checklist().values()] or [
        empty_table("traffic-light", material)
    ]


def _block(sheets: list[Sheet], notes: tuple[str, ...]) -> Table:
    """Return one symbol a domain; what they mean stands below, so that a row fits a small terminal."""
    checklist = sheets[0].checklist
    columns = (
        WHO[0],
        *(Column(domain.id, domain.id) for domain in checklist.domains),
        Column("overall", "Overall"),
        *WHO[1:],
        Column("checklist", "Checklist"),
    )
    rows = tuple(
        (
            sheet.study.key,
            *(_light(sheet, domain.id) for domain in checklist.domains),
            judgement_cell(sheet, OVERALL),
            *who(sheet)[1:],
            checklist.id,
        )
        for sheet in sheets
    )
    symbols = "  ".join(show_judgement(level) for level in (*checklist.levels, None))
    legend = "; ".join(f"{domain.id} {domain.title}" for domain in checklist.domains)
    title = f"Traffic light: {checklist.title}"
    return Table("traffic-light", title, columns, rows, (symbols, legend, *override_note(sheets), *notes))


def _light(sheet: Sheet, domain_id: str) -> Cell:
    verdict = sheet.verdict.domain(domain_id)
    return Labelled(verdict.final, symbol_of(verdict.final).symbol + ("*" if verdict.overridden else ""))
