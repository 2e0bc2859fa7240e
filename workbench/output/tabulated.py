"""The single door to tabulate, with the settings that keep it from guessing at our cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from workbench.output.table import Cell, Table, alignments, cell_text


def tabulated(table: Table, layout: str, shown: Callable[[str], str], *, pad: bool = True) -> str:
    """One table in a layout of tabulate's, every cell and header passed through ``shown`` first.

    Numbers keep the digits they came with (tabulate would turn ``1e5`` and ``007`` in a text into numbers),
    and wide characters are measured in terminal cells.

    Args:
        table: the rows.
        layout: a format name of tabulate's.
        shown: makes one raw text safe for the format.
        pad: whether cells are filled with spaces to the width of their column.
    """
    from tabulate import tabulate  # imported here: it costs start-up time that JSON and CSV need not pay

    def row_of(cells: Sequence[Cell]) -> list[str]:
        return [shown(cell_text(cell)) for cell in cells]

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


def squeezed(
    titles: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int], aligned: Sequence[str]
) -> str:
    """Rows below a line of dashes, in columns of exactly these widths.

    tabulate widens a column by two cells for its header; titles that are a row like any other are not
    widened.

    Args:
        titles: the headers, safe to print, a line break where a line ends.
        rows: cells, likewise.
        widths: in terminal cells; no line of a column is wider.
        aligned: ``left`` or ``right`` for each column.
    """
    from tabulate import tabulate

    return tabulate(
        [titles, ["-" * width for width in widths], *rows],
        tablefmt="plain",
        disable_numparse=True,
        preserve_whitespace=True,
        colalign=aligned,
        stralign="left",
    )
