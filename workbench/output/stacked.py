"""Rows below each other as records: a heading, and a line for each cell that says something."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.output.shown_columns import ShownColumn, rows_of
from workbench.output.wrapping import wrap

_FIELD, _MORE = "  ", "      "
"""What stands before a cell's first line, and before its others."""

_NOTHING = "–"


def stacked_lines(columns: Sequence[ShownColumn], rows: Sequence[Sequence[str]], width: int) -> list[str]:
    """The records, an empty line between two.

    The first column is the heading, with its title if it is a number. Where it does not tell the rows apart,
    keys of later columns (a reviewer, an item) stand in the heading too. Empty cells are left out.

    Args:
        columns: of the whole table.
        rows: of these columns, all or some.
        width: cells that a line may take.
    """
    heading = _heading(columns)
    fields = [place for place in range(len(columns)) if place not in heading]
    lines: list[str] = []
    for row in rows:
        if lines:
            lines.append("")
        name = " · ".join(row[place] for place in heading if row[place].strip()) or _NOTHING
        if columns[0].aligned == "right":
            name = f"{columns[0].title} {name}"
        lines.extend(wrap(name, width, "", _MORE))
        for place in fields:
            if row[place].strip():
                title = columns[place].title
                text = f"{title}: {row[place]}" if title.strip() else row[place]
                lines.extend(wrap(text, width, _FIELD, _MORE))
    return lines


def _heading(columns: Sequence[ShownColumn]) -> list[int]:
    """The first column, and the keys after it that tell more rows apart, where all are told apart at last."""
    heading = [0]
    names: list[tuple[str, ...]] = [(cell,) for cell in columns[0].cells]
    for place, column in enumerate(columns[1:], 1):
        if column.is_key and column.aligned == "left" and all(column.cells):
            longer = [(*name, cell) for name, cell in zip(names, column.cells, strict=True)]
            if len(set(longer)) > len(set(names)):
                heading.append(place)
                names = longer
    return heading if len(set(names)) == len(names) else [0]


def render_stacked(columns: Sequence[ShownColumn], width: int) -> str:
    """All rows of a table as records; without rows, the titles."""
    rows = rows_of(columns)
    if not rows:
        titles = ", ".join(column.title for column in columns if column.title.strip())
        return "\n".join(wrap(titles, width, "", _MORE))
    return "\n".join(stacked_lines(columns, rows, width))
