"""Give each value of a cell that holds several a column of its own in a sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workbench.output.table import Cell, Column, Labelled, Table, is_number


@dataclass(frozen=True, slots=True)
class Spread:
    """A table with one value a cell.

    Attributes:
        table: the columns as people read them, then those that are for programs only.
        shown: how many of them are for people.
    """

    table: Table
    shown: int


_Pick = tuple[Column, int, str | None]


def spread(table: Table) -> Spread:
    """Give every value of a cell that holds several a column of its own.

    A count and its share stand in the place of their cell. Where there are texts among the values, such as
    the reason of a rating, the cell stays as it is and its values follow behind all others.
    """
    shown: list[_Pick] = []
    behind: list[_Pick] = []
    for place, column in enumerate(table.columns):
        parts = _parts(tuple(row[place] for row in table.rows))
        picks: list[_Pick] = [
            (Column(f"{column.id}.{part}", f"{column.title}: {part.replace('_', ' ')}"), place, part)
            for part in parts
        ]
        if parts and all(parts.values()):
            shown += picks
        else:
            shown.append((column, place, None))
            behind += picks
    chosen = [*shown, *behind]
    rows = tuple(tuple(_picked(row[place], part) for _, place, part in chosen) for row in table.rows)
    columns = tuple(column for column, _, _ in chosen)
    return Spread(Table(table.name, table.title, columns, rows, table.notes), len(shown))


def _parts(column: tuple[Cell, ...]) -> dict[str, bool]:
    """Return the names of the values, and whether all of a name are numbers."""
    parts: dict[str, bool] = {}
    for cell in column:
        if isinstance(cell, Labelled) and isinstance(cell.value, Mapping):
            for name, value in cell.value.items():
                parts[name] = parts.get(name, True) and is_number(value)
    return parts


def _picked(cell: Cell, part: str | None) -> Cell:
    if part is None:
        return cell
    if isinstance(cell, Labelled) and isinstance(cell.value, Mapping):
        return cell.value.get(part)
    return None
