"""Call tabulate with the settings that keep it from guessing at our cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from workbench.output.table import Cell, Labelled, Table, alignments, cell_text


def tabulate_rows(
    table: Table,
    layout: Literal["github", "unsafehtml"],
    escape: Callable[[str], str],
    *,
    pad: bool,
    link: Callable[[str, str], str],
) -> str:
    """Return one table in a layout of tabulate's, every cell and header passed through ``escape`` first.

    Numbers keep the digits they came with: tabulate would turn ``1e5`` and ``007`` in a text into numbers.

    Args:
        table: the rows.
        layout: a format name of tabulate's.
        escape: makes one raw text safe for the format.
        link: makes a link of an escaped text and an address.
        pad: whether cells are filled with spaces to the width of their column.
    """
    from tabulate import tabulate  # imported here: it costs start-up time that other formats need not pay

    def row_of(cells: Sequence[Cell]) -> list[str]:
        return [shown(cell) for cell in cells]

    def shown(cell: Cell) -> str:
        text = escape(cell_text(cell))
        return link(text, cell.link) if isinstance(cell, Labelled) and cell.link else text

    aligned = alignments(table)
    return tabulate(
        [row_of(row) for row in table.rows],
        headers=row_of(table.titles),
        tablefmt=layout,
        disable_numparse=True,
        preserve_whitespace=True,
        colalign=aligned if pad and table.rows else None,
        headersalign=aligned if pad and table.rows else None,
        stralign="left" if pad else None,
    )
