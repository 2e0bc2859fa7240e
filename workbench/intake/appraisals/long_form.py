"""Read the long form: the rows of our own export, or what somebody typed into a spreadsheet in its place."""

from __future__ import annotations

from dataclasses import fields

from workbench.intake.appraisals.cell_tables import CellRow, CellTable
from workbench.intake.appraisals.records import FaultyLine, LongRow, ReadAppraisals
from workbench.intake.errors import IntakeError

_COLUMNS = tuple(field.name for field in fields(LongRow) if field.name != "line")
_EXACT = frozenset({"note", "override_reason", "text"})
"""Columns whose blanks are kept: a passage is looked for as it stands."""


def is_long_form(table: CellTable) -> bool:
    """Return True if the headings are those of the long form, or of its shortest kind: study, item, code."""
    has = {name for name in ("study", "item", "code", "row") if table.place_of(name) is not None}
    return {"study", "item"} <= has and bool(has & {"code", "row"})


def read_long_form(table: CellTable) -> ReadAppraisals:
    """Return the rows of the long form.

    Raises:
        IntakeError: columns are missing without which no answer can be placed.
    """
    if not is_long_form(table):
        raise IntakeError(
            "the long form needs the columns study, item and code: write them into the first line, as "
            "`workbench export --as long` does"
        )
    places = {name: place for name in _COLUMNS if (place := table.place_of(name)) is not None}
    rows, faults = [], list(table.faults)
    for cells in table.rows:
        row = _row(cells, places)
        if row.study or row.row in ("body", "finding"):
            rows.append(row)
        else:
            faults.append(FaultyLine(cells.line, "a row", "no study is named in it"))
    return ReadAppraisals(
        "long", answers=tuple(rows), faults=tuple(faults), notes=table.notes, unit=table.unit
    )


_NA_IN_ROWS = "N.A."
"""How our CSV writes the code NA, which pandas and R would read as a gap."""


def _row(cells: CellRow, places: dict[str, int]) -> LongRow:
    values = {
        name: cells.cells[place] if name in _EXACT else cells.cells[place].strip()
        for name, place in places.items()
    }
    is_judgement = bool(values.get("final")) and not values.get("item")
    row = values.get("row", "").casefold() or ("judgement" if is_judgement else "answer")
    if values.get("code", "").upper() == _NA_IN_ROWS:
        values["code"] = "NA"
    return LongRow(line=cells.line, **values | {"row": row})
