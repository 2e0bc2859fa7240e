"""Tables for a terminal: aligned columns, and nothing in a cell that a terminal would run."""

from __future__ import annotations

import textwrap

from wcwidth import wcswidth

from workbench.output.table import Table, cell_text
from workbench.output.tabulated import tabulated
from workbench.visible import show

_GAP = 2
"""Spaces between two columns in tabulate's ``simple`` layout."""

_NARROWEST = 8
"""A column is not squeezed below this; a line may rather become longer than the terminal."""


def render_text(tables: tuple[Table, ...], width: int | None) -> str:
    """Block after block: title, rows, notes. A cell is one line; a line break in it shows as ``⏎``."""
    return "\n".join(_block(table, width) for table in tables)


def _block(table: Table, width: int | None) -> str:
    widths = None if width is None else fit(_natural_widths(table), width)
    parts = [_prose(table.title, width)] if table.title else []
    parts.append(tabulated(table, "simple", show, widths=widths))
    parts.extend(_prose(note, width) for note in table.notes)
    return "\n".join(parts) + "\n"


def _prose(text: str, width: int | None) -> str:
    """A title or note, broken between words at a terminal; a terminal itself would break within them."""
    if width is None:
        return show(text)
    return textwrap.fill(show(text), max(width, 20), break_long_words=False, break_on_hyphens=False)


def _natural_widths(table: Table) -> list[int]:
    """Terminal cells that each column would take without wrapping."""
    return [
        max(
            1,
            *(
                wcswidth(show(cell_text(cell)))
                for cell in (column.title, *(row[index] for row in table.rows))
            ),
        )
        for index, column in enumerate(table.columns)
    ]


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
