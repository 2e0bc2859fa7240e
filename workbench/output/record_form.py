"""Put the rows of a table below each other as records: a heading, and a line for each cell with a text."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.output.line_breaks import wrap
from workbench.output.text_columns import TextColumn

_FIELD, _MORE = "  ", "      "
"""What stands before a cell's first line, and before its others."""

_NOTHING = "–"


def record_lines(columns: Sequence[TextColumn], rows: Sequence[Sequence[str]], width: int) -> list[str]:
    """Return the records with an empty line between two; without rows, the titles.

    The first column is the heading, with its title if it is a number. Where it does not tell the rows apart,
    keys of later columns (a reviewer, an item) stand in the heading too. Empty cells are left out.

    Args:
        columns: of the whole table.
        rows: of these columns, all or some.
        width: cells that a line may take.
    """
    if not rows:
        titles = ", ".join(column.title for column in columns if column.title.strip())
        return list(wrap(titles, width, "", _MORE))
    heading = _heading(columns)
    fields = [place for place in range(len(columns)) if place not in heading]
    lines: list[str] = []
    for row in rows:
        name = " · ".join(row[place] for place in heading if row[place].strip()) or _NOTHING
        if columns[0].is_right:
            name = f"{columns[0].title} {name}"
        lines += wrap(name, width, "", _MORE)
        for place in fields:
            if row[place].strip():
                title = columns[place].title
                text = f"{title}: {row[place]}" if title.strip() else row[place]
                lines += wrap(text, width, _FIELD, _MORE)
        lines.append("")
    return lines[:-1]


def _heading(columns: Sequence[TextColumn]) -> list[int]:
    """Return the first column, and the keys after it that tell more rows apart, if they tell all apart."""
    heading = [0]
    names: list[tuple[str, ...]] = [(cell,) for cell in columns[0].cells]
    for place, column in enumerate(columns[1:], 1):
        if column.is_key and not column.is_right and all(column.cells):
            longer = [(*name, cell) for name, cell in zip(names, column.cells, strict=True)]
            if len(set(longer)) > len(set(names)):
                heading.append(place)
                names = longer
    return heading if len(set(names)) == len(names) else [0]
