"""Cut a table of more columns than a page has room for into panels, each with the first column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from workbench.output.em_widths import least_widths, natural_widths
from workbench.output.office import word_parts as parts
from workbench.output.table import Table

_POINTS_A_MM = 72 / 25.4
_SIZE = 8.0
"""Of the letters in points, with which the columns of a panel are counted."""
_WIDEST_MM = 42.0
"""A column of long texts counts as so wide; its lines are broken."""


def panels_of(table: Table, texts: Sequence[Sequence[str]], room: float) -> list[Table]:
    """Return a table as panels, each as wide as the page at most, to stand one below the other.

    Args:
        table: whose columns do not fit.
        texts: its rows as they are written, the header first, rows that are titles of groups left out.
        room: between the margins, in mm.
    """
    a_line = room - 0.5
    wanted = [
        min(max(least, natural) / _POINTS_A_MM * _SIZE, max(_WIDEST_MM, least / _POINTS_A_MM * _SIZE))
        + 2 * parts.PADDING_MM
        for least, natural in zip(least_widths(texts), natural_widths(texts), strict=True)
    ]
    panels: list[list[int]] = []
    taken = a_line
    for place in range(1, len(table.columns)):
        if taken + wanted[place] > a_line:
            panels.append([0])
            taken = wanted[0]
        panels[-1].append(place)
        taken += wanted[place]
    return [_part(table, places) for places in panels or [[0]]]


def _part(table: Table, places: Sequence[int]) -> Table:
    return replace(
        table,
        columns=tuple(table.columns[place] for place in places),
        rows=tuple(tuple(row[place] for place in places) for row in table.rows),
        data=(),
    )
