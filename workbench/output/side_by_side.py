"""Columns beside each other in a line of a terminal, where they fit at a width that can be read."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.output.shown_columns import ShownColumn, rows_of
from workbench.output.tabulated import squeezed
from workbench.output.wrapping import cells_of, cut, wrap

GAP = 2
"""Spaces between two columns."""

_LEAST_CLIPPED = 16
"""A clipped column with less room than this says nothing."""

_LITTLE = 0.3
"""The share of the spare room for which a column is spared from wrapping."""


def least_widths(columns: Sequence[ShownColumn], available: int, tied: bool = True) -> list[int]:
    """The narrowest width of each column; the arguments are those of `ShownColumn.least`."""
    return [
        min(_LEAST_CLIPPED, column.natural) if column.clipped else column.least(available, tied)
        for column in columns
    ]


def widths_of(columns: Sequence[ShownColumn], least: Sequence[int], available: int) -> list[int] | None:
    """The width of each column in cells so that all fit a line; None where they cannot.

    Clipped columns get what the others leave once these stand on one line each.

    Args:
        columns: to stand side by side.
        least: the narrowest width of each.
        available: cells of a line.
    """
    most = [small if column.clipped else column.natural for column, small in zip(columns, least, strict=True)]
    room = available - GAP * (len(columns) - 1)
    if sum(least) > room:
        return None
    widths = fit(least, most, room)
    spare = room - sum(widths)
    for place, column in enumerate(columns):
        if column.clipped:
            more = min(column.natural - widths[place], spare)
            widths[place], spare = widths[place] + more, spare - more
    return widths


def fit(least: Sequence[int], most: Sequence[int], room: int) -> list[int]:
    """Widths between least and most that fill the room: narrow columns keep theirs, the wide share the rest.

    >>> fit([2, 2, 2], [8, 20, 90], 76)
    [8, 20, 48]
    >>> fit([2, 40, 2], [8, 60, 90], 76)
    [8, 40, 28]
    """
    low, high = 0, max(most)
    while low < high:  # the highest level at which all still fit
        level = (low + high + 1) // 2
        if sum(_at(level, least, most)) <= room:
            low = level
        else:
            high = level - 1
    widths = _at(low, least, most)
    for place, width in enumerate(widths):
        if width < most[place] and width <= low and sum(widths) < room:
            widths[place] += 1
    return widths


def given_out(
    columns: Sequence[ShownColumn], least: Sequence[int], rows: Sequence[Sequence[str]], room: int
) -> list[int]:
    """Widths that follow the lengths of the cells: narrow columns whole, the rest to what makes rows tall.

    Args:
        columns: none of them clipped.
        least: the narrowest width of each.
        rows: of these columns, some dozens.
        room: cells for all columns together.
    """
    found = list(least)
    lengths = [[cells_of(cell) for cell in row] for row in rows]
    spare = room - sum(found)
    for place in sorted(range(len(columns)), key=lambda place: columns[place].natural):
        wish = columns[place].natural - found[place]
        if wish <= spare * _LITTLE:
            found[place], spare = columns[place].natural, spare - wish
    while spare > 0:
        gains = [0.0] * len(columns)
        for row in lengths:
            tall = [length / width for length, width in zip(row, found, strict=True)]
            place = max(range(len(tall)), key=tall.__getitem__)
            gains[place] += max(tall[place] - 1, 0.0) / found[place]
        places = [place for place, column in enumerate(columns) if found[place] < column.natural]
        if not places:
            break
        place = max(places, key=lambda place: (gains[place], columns[place].natural / found[place]))
        step = min(max(spare // 12, 1), columns[place].natural - found[place])
        found[place], spare = found[place] + step, spare - step
    return found


def _at(level: int, least: Sequence[int], most: Sequence[int]) -> list[int]:
    return [min(max(level, low), high) for low, high in zip(least, most, strict=True)]


def row_heights(rows: Sequence[Sequence[str]], columns: Sequence[ShownColumn], widths: list[int]) -> int:
    """How many lines these rows take."""
    return sum(
        max(
            1 if column.clipped else len(wrap(cell, width))
            for cell, column, width in zip(row, columns, widths, strict=True)
        )
        for row in rows
    )


def render_side_by_side(columns: Sequence[ShownColumn], widths: list[int]) -> str:
    """The rows with their header, wrapped and cut to these widths."""
    titles = ["\n".join(wrap(column.title, width)) for column, width in zip(columns, widths, strict=True)]
    rows = [
        [
            cut(cell, width) if column.clipped else "\n".join(wrap(cell, width))
            for cell, column, width in zip(row, columns, widths, strict=True)
        ]
        for row in rows_of(columns)
    ]
    return squeezed(titles, rows, widths, [column.aligned for column in columns])
