"""Leave out columns in which nothing stands, and put a dash where a single cell is empty."""

from __future__ import annotations

from dataclasses import replace

from workbench.output.table import Cell, Labelled, Table, cell_text

DASH = "–"
DASH_EXPLAINED = f"{DASH} not reported or not applicable"
_NOTHING = Labelled(None, DASH)
"""Holds no value, so that a column of numbers remains one."""


def without_empty_columns(table: Table) -> Table:
    """Return the table without the columns, but the first, in which no row has anything.

    >>> from workbench.output.table import Column
    >>> columns = (Column("study", "Study"), Column("n", "n"), Column("note", "Note"))
    >>> without_empty_columns(Table("t", "", columns, (("a", 1, ""), ("b", None, " ")))).titles
    ['Study', 'n']
    """
    kept = [
        place
        for place in range(len(table.columns))
        if not place or not table.rows or any(_is_filled(row[place]) for row in table.rows)
    ]
    return table.with_columns(kept)


def with_dashes(table: Table) -> Table:
    """Return the table with a dash in each empty cell but the first of a row, which a note explains."""
    if all(_is_filled(cell) for row in table.rows for cell in row[1:]):
        return table
    rows = tuple(
        (*row[:1], *(cell if _is_filled(cell) else _NOTHING for cell in row[1:])) for row in table.rows
    )
    return replace(table, rows=rows, notes=(*table.notes, DASH_EXPLAINED))


def _is_filled(cell: Cell) -> bool:
    return bool(cell_text(cell).strip())
