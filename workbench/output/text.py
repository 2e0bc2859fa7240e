"""Tables for a terminal: aligned columns, and nothing in a cell that a terminal would run."""

from __future__ import annotations

import textwrap

from wcwidth import wcswidth

from workbench.output.table import Table, cell_text
from workbench.output.tabulated import tabulated
from workbench.visible import show

_GAP = 2
"""Spaces between two columns in tabulate's ``simple`` layout."""

_HEADER_PADDING = 2
"""Cells that tabulate adds to a header in this layout."""

_NARROWEST = 8
"""A column is not squeezed below this; a line may rather become longer than the terminal."""


def render_text(tables: tuple[Table, ...], width: int | None) -> str:
    """Block after block: title, rows, notes. A cell is one line; a line break in it shows as ``⏎``."""
    return "\n".join(_block(table, width) for table in tables)


def _block(table: Table, width: int | None) -> str:
    widths = None if width is None else _widths(table, width)
    parts = [_prose(table.title, width)] if table.title else []
    parts.append(tabulated(_clipped(table, widths), "simple", show, widths=widths))
    parts.extend(_prose(note, width) for note in table.notes)
    return "\n".join(parts) + "\n"


def _prose(text: str, width: int | None) -> str:
    """A title or note, broken between words at a terminal; a terminal itself would break within them."""
    if width is None:
        return show(text)
    return textwrap.fill(show(text), max(width, 20), break_long_words=False, break_on_hyphens=False)


def _natural_widths(table: Table) -> list[int]:
    """Terminal cells that each column would take without wrapping; tabulate pads every header."""
    return [
        max(
            wcswidth(show(column.title)) + _HEADER_PADDING,
            *(wcswidth(show(cell_text(row[index]))) for row in table.rows),
            1,
        )
        for index, column in enumerate(table.columns)
    ]


def _widths(table: Table, available: int) -> list[int]:
    """Widths that fit a line; clipped columns get what the others leave."""
    natural = _natural_widths(table)
    clipped = [column.clipped for column in table.columns]
    if not any(clipped):
        return fit(natural, available)
    wanted = [min(size, _NARROWEST) if cut else size for size, cut in zip(natural, clipped, strict=True)]
    fitted = fit(wanted, available)
    spare = available - _GAP * (len(fitted) - 1) - sum(fitted)
    for place, cut in enumerate(clipped):
        if cut:
            more = max(min(natural[place] - fitted[place], spare), 0)
            fitted[place], spare = fitted[place] + more, spare - more
    return fitted


def _clipped(table: Table, widths: list[int] | None) -> Table:
    """The table with the cells of clipped columns cut to their width, an ellipsis at the end."""
    if widths is None or not any(column.clipped for column in table.columns):
        return table
    rows = tuple(
        tuple(
            _cut(show(cell_text(cell)), width) if column.clipped else cell
            for cell, column, width in zip(row, table.columns, widths, strict=True)
        )
        for row in table.rows
    )
    return Table(table.name, table.title, table.columns, rows, table.notes)


def _cut(text: str, width: int) -> str:
    """
    >>> _cut("Successful oat baths", 11)
    'Successful…'
    """
    if wcswidth(text) <= width:
        return text
    while text and wcswidth(text) > width - 1:
        text = text[: width - 1] if len(text) >= width else text[:-1]
    return text.rstrip() + "…"


def fit(widths: list[int], available: int) -> list[int]:
    """Column widths that fit a line: narrow columns keep theirs, the wide ones share what is left evenly.

    >>> fit([8, 20, 90], 80)
    [8, 20, 48]
    >>> fit([8, 60, 90], 80)
    [8, 34, 34]
    """
    left = available - _GAP * (len(widths) - 1)
    fitted = list(widths)
    waiting = sorted(range(len(widths)), key=lambda index: widths[index])
    while waiting:
        share = max(left // len(waiting), _NARROWEST)
        index = waiting.pop(0)
        fitted[index] = min(widths[index], share)
        left -= fitted[index]
    return fitted
