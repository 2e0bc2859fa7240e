"""Show studies in tables by the label that a manuscript cites them with, in place of their keys."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from workbench.output import Cell, Labelled, Table
from workbench.review.view import View


def with_labels(tables: Iterable[Table], view: View) -> list[Table]:
    """Return the tables with the label of each study in their columns of studies; programs keep the key."""
    return [_labelled(table, view) for table in tables] if view.labels else list(tables)


def _labelled(table: Table, view: View) -> Table:
    places = [place for place, name in enumerate(table.ids) if name in ("study", "merged_into")]
    if not places:
        return table

    def cell_of(cell: Cell) -> Cell:
        label = view.labels.get(cell) if isinstance(cell, str) else None
        return cell if label is None else Labelled(cell, label)  # type: ignore[arg-type]

    rows = tuple(
        tuple(cell_of(cell) if place in places else cell for place, cell in enumerate(row))
        for row in table.rows
    )
    return replace(table, rows=rows)
