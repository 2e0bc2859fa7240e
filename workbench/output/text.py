"""Tables for a terminal: lines that fit it, and nothing in a cell that a terminal would run.

A table that is too wide for the terminal is wrapped within its columns. Where that would break a key or
squeeze prose until nobody can read it, what all rows share is said once above them, and where even that does
not make room the rows stand below each other as records.
"""

from __future__ import annotations

from collections.abc import Sequence

from workbench.output.forms import choose_form
from workbench.output.shown_columns import ShownColumn, shown_columns
from workbench.output.side_by_side import GAP, render_side_by_side
from workbench.output.stacked import render_stacked
from workbench.output.table import Table
from workbench.output.tabulated import tabulated
from workbench.output.wrapping import cells_of, wrap
from workbench.visible import show

LEAST_WIDTH = 20
"""Lines are not made shorter than this, however narrow the terminal says it is."""

_HANGING = "  "

_HEADER_PADDING = 2
"""Cells that tabulate adds to a header in its ``simple`` layout."""


def render_text(tables: tuple[Table, ...], width: int | None) -> str:
    """Block after block: title, rows, notes. A cell is one line; a line break in it shows as ``⏎``.

    Args:
        tables: the blocks.
        width: cells that a line may take. None: no limit, every row one line.
    """
    return "\n".join(_block(table, None if width is None else max(width, LEAST_WIDTH)) for table in tables)


def _block(table: Table, width: int | None) -> str:
    title = list(prose(table.title, width)) if table.title else []
    notes = [line for note in table.notes for line in prose(note, width, _HANGING)]
    columns = shown_columns(table)
    if width is None or _needed(columns) <= width:
        return "\n".join((*title, tabulated(table, "simple", show), *notes)) + "\n"
    form = choose_form(columns, width)
    if form is not None:
        body = [*_hung(form.above, width), render_side_by_side(form.columns, form.widths)]
        return "\n".join((*title, *body, *_hung(form.below, width), *notes)) + "\n"
    # Records have lines of any length and place, so white keeps title and notes apart from them.
    parts = ["\n".join(title), render_stacked(columns, width), "\n".join(notes)]
    return "\n\n".join(filter(None, parts)) + "\n"


def _hung(texts: Sequence[str], width: int) -> list[str]:
    return [line for text in texts for line in prose(text, width, _HANGING)]


def prose(text: str, width: int | None, hanging: str = "") -> tuple[str, ...]:
    """A title, a note or a sentence as lines, made safe to print; a hanging indent before all but the first.

    Args:
        text: any text; it is one line without a width.
        width: cells of a line, or None.
        hanging: the blanks.
    """
    if width is None:
        return (show(text),)
    return wrap(show(text), max(width, LEAST_WIDTH), "", hanging)


def _needed(columns: Sequence[ShownColumn]) -> int:
    """Cells of a line that tabulate makes without wrapping; it pads every header."""
    widths = (max(column.natural, cells_of(column.title) + _HEADER_PADDING) for column in columns)
    return sum(widths) + GAP * (len(columns) - 1)
