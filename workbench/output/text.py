"""Write tables for a terminal: lines that fit it, and nothing in a cell that a terminal would run.

A table that is too wide for the terminal is wrapped within its columns. Where that would break a key or
squeeze prose until nobody can read it, what all rows share is said once above them, and where even that does
not make room the rows stand below each other as records.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from workbench.output.constant_columns import constant_sentences, hoistings
from workbench.output.line_breaks import LEAST_WIDTH, safe_lines, wrap
from workbench.output.record_form import record_lines
from workbench.output.table import Table
from workbench.output.text_columns import (
    GAP,
    TextColumn,
    fit_widths,
    render_columns,
    rows_of,
    text_columns,
    wrapped_row,
)

_HANGING = "  "

_HEADER_PADDING = 2
"""Cells that a column is wider than its header where there is room."""

_ROWS_WEIGHED = 120
"""Of about so many rows it is counted how tall they get; of a longer table, every second or third."""

_HOISTED, _LOST_FIRST = 1.1, 1.5
"""How much a line weighs where columns are said above the rows, and where the first one is among them."""


@dataclass(frozen=True)
class ColumnForm:
    """One way to put columns beside each other.

    Attributes:
        columns: those that stay.
        widths: the cells of each.
        above: what is said before the rows.
        below: what is said after them.
        weight: how much a line of it counts in comparison with other forms.
    """

    columns: tuple[TextColumn, ...]
    widths: list[int]
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    weight: float = 1.0

    @property
    def has_one_line_a_row(self) -> bool:
        """Whether no cell is wrapped."""
        pairs = zip(self.columns, self.widths, strict=True)
        return all(column.is_clipped or column.natural <= width for column, width in pairs)

    def count_lines(self, available: int) -> int:
        """Count the lines below the first of the header; of a long table, with a part of its rows."""
        titles = tuple(column.title for column in self.columns)
        rows = [titles, *rows_of(self.columns, _ROWS_WEIGHED)]
        heights = (max(map(len, wrapped_row(row, self.columns, self.widths))) for row in rows)
        return sum(heights) - 1 + sum(len(wrap(text, available)) for text in (*self.above, *self.below))


def render_text(tables: tuple[Table, ...], width: int | None) -> str:
    """Write block after block: title, rows, notes. A line break in a cell shows as ``⏎``.

    Args:
        tables: the blocks.
        width: cells that a line may take. None: no limit, every row one line.
    """
    return "\n".join(_block(table, None if width is None else max(width, LEAST_WIDTH)) for table in tables)


def _block(table: Table, width: int | None) -> str:
    title = safe_lines(table.title, width) if table.title else ()
    notes = _hung(table.notes, width)
    columns = text_columns(table)
    roomy = [max(column.natural, cell_len(column.title) + _HEADER_PADDING) for column in columns]
    if width is None or sum(roomy) + GAP * (len(columns) - 1) <= width:
        return "\n".join((*title, render_columns(columns, roomy), *notes)) + "\n"
    form = choose_form(columns, width)
    if form is not None:
        rows = render_columns(form.columns, form.widths)
        return "\n".join((*title, *_hung(form.above, width), rows, *_hung(form.below, width), *notes)) + "\n"
    # Records have lines of any length and place, so white keeps title and notes apart from them.
    parts = [title, record_lines(columns, rows_of(columns), width), notes]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def _hung(texts: Sequence[str], width: int | None) -> list[str]:
    return [line for text in texts for line in safe_lines(text, width, _HANGING)]


def choose_form(columns: tuple[TextColumn, ...], width: int) -> ColumnForm | None:
    """Choose how the columns stand side by side in no more lines than records take; None for records.

    What says the same in every row may be said above them, if that saves lines. Of a list, that is a table
    with a clipped column, each row is to be one line; there the clipped column goes before a row gets two.

    Args:
        columns: of a table that is wider than the width.
        width: cells of a line.
    """
    ways = [list(_forms(columns, width))]
    clipped = [column.title for column in columns if column.is_clipped]
    if 0 < len(clipped) < len(columns):
        below = (f"Left out, as the lines are short: {', '.join(clipped)}",)
        ways.append(list(_forms(tuple(column for column in columns if not column.is_clipped), width, below)))
        for forms in ways:
            if flat := [form for form in forms if form.has_one_line_a_row]:
                return _shortest(flat, width)
    most = len(record_lines(columns, rows_of(columns, _ROWS_WEIGHED), width))
    good = ([form for form in forms if form.count_lines(width) <= most] for forms in ways)
    return next((_shortest(forms, width) for forms in good if forms), None)


def _shortest(forms: Sequence[ColumnForm], width: int) -> ColumnForm:
    return min(forms, key=lambda form: form.count_lines(width) * form.weight)


def _forms(columns: tuple[TextColumn, ...], width: int, below: tuple[str, ...] = ()) -> Iterator[ColumnForm]:
    """Yield the form with all columns, and those with some that are constant said above the rows."""
    most_hoisted = len(columns)
    for hoisted in hoistings(columns):
        if len(hoisted) > most_hoisted:
            continue
        others = tuple(column for column in columns if column not in hoisted)
        widths = fit_widths(others, width) if others else None
        if widths is None:
            continue
        weight = _LOST_FIRST if columns[0] in hoisted else _HOISTED if hoisted else 1.0
        above = constant_sentences([(column.title, column.cells[0]) for column in hoisted])
        form = ColumnForm(others, widths, above, below, weight)
        yield form
        if form.has_one_line_a_row:
            most_hoisted = len(hoisted)
