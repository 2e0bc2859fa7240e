"""Split the characteristics of a manuscript: what its text has room for, and the rest as a supplement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from workbench.output import Cell, Labelled, Table
from workbench.output.table import cell_text

FURTHER = "characteristics-further"
_FURTHER = ("funding", "interests", "note", "period", "source_read", "findings")
"""The columns that a printed table leaves to the supplement."""


def split_characteristics(tables: Iterable[Table]) -> Iterator[Table]:
    """Yield the tables; the characteristics as two, where any of the further columns says something."""
    for table in tables:
        told = [
            name
            for place, name in enumerate(table.ids)
            if name in _FURTHER and any(cell_text(row[place]) for row in table.rows)
        ]
        if table.name != "characteristics" or not told:
            yield table
            continue
        yield table.without(_FURTHER)
        kept = [place for place, name in enumerate(table.ids) if place == 0 or name in told]
        further = table.with_columns(kept)
        rows = tuple(tuple(map(_listed, row)) for row in further.rows)
        yield replace(further, name=FURTHER, title="Further characteristics of the studies", rows=rows)


def _listed(cell: Cell) -> Cell:
    """Return findings as a list in a sentence."""
    text = cell_text(cell).replace(" | ", "; ")
    if isinstance(cell, Labelled):
        return replace(cell, label=text)
    return text if isinstance(cell, str) else cell
