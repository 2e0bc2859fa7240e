"""Lay out a LaTeX table: size of letters, widths of columns, upright or turned, on one page or more."""

from __future__ import annotations

from dataclasses import dataclass, replace

from workbench.hidden_characters import show
from workbench.output.em_widths import fit_columns, least_widths, lines_in, natural_widths, tie_numbers
from workbench.output.judgement_cells import judgement_in
from workbench.output.latex_text import is_known
from workbench.output.table import Cell, Table, cell_text, is_number

GAP_POINTS = 7.0
"""Between two columns: twice ``\\tabcolsep``."""

_UPRIGHT_POINTS, _ACROSS_POINTS = 345.0, 540.0
"""Of a line in the class ``article`` at 10 points, the narrowest in use; wider pages get wider columns."""

_SIZES = ((r"\normalsize", 10.0), (r"\small", 9.2), (r"\footnotesize", 8.4), (r"\scriptsize", 7.8))
"""The points of an em as they were measured; small letters of Computer Modern are wider for their size."""

_UPRIGHT_SIZES, _ACROSS_SIZES = _SIZES[:3], _SIZES[2:]
_LINES_A_FLOAT = 32
"""A taller block goes over pages. A float cannot, and a page across has fewer lines."""

_NUMBER = "MMMM "
"""As wide as ``U+6F22``."""

_KEPT = 0.25
"""The share of a full line that long texts get, at the cost of words elsewhere, which LaTeX hyphenates."""

_PROSE = 4.0
"""A table that is so many lines wide has long texts."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The way a table is set.

    Attributes:
        table: what is set: texts, in which the spaces that may not break are no-break spaces, and numbers.
        size: the command for the size of the letters.
        shares: of the line, one a column; None where every line fits as it is.
        widths: of the texts of each column in ems; words that are wider may be broken.
        across: whether the page is turned.
        long: whether it may go over pages.
    """

    table: Table
    size: str
    shares: tuple[float, ...] | None
    widths: tuple[float, ...]
    across: bool
    long: bool


def lay_out(table: Table) -> Layout:
    """Choose an upright page where every word fits in letters of 8 points or more, else a turned one.

    Where nothing fits, the symbols of judgements may stand above their words, and words are hyphenated.
    """
    tries = [(False, _UPRIGHT_POINTS, *size) for size in _UPRIGHT_SIZES]
    tries += [(True, _ACROSS_POINTS, *size) for size in _ACROSS_SIZES]
    for glued in (True, False):
        paper = _as_texts(table, glued)
        rows = _texts(paper)
        least = sum(least_widths(rows, 12.0))
        for across, room, size, em in tries:
            # None of the gaps stands outside the first and the last column.
            ems, gap = (room + GAP_POINTS) / em, GAP_POINTS / em
            if least + gap * len(table.columns) <= ems:
                return _fitted(paper, rows, ems, gap, size, across)
    return _fitted(paper, rows, ems, gap, size, across=True)


def _as_texts(table: Table, glued: bool) -> Table:
    """Return the table as texts and numbers; glued: the symbol of a judgement stays beside its word."""

    def text_of(cell: Cell) -> Cell:
        if is_number(cell):
            return cell
        text, symbol = tie_numbers(cell_text(cell)), judgement_in(cell)
        if symbol is None or not glued:
            return text
        return text.replace(f"{symbol.symbol} ", f"{symbol.symbol}\u00a0", 1)

    return replace(table, rows=tuple(tuple(map(text_of, row)) for row in table.rows))


def _texts(table: Table) -> list[list[str]]:
    rows = [list(table.titles), *([cell_text(cell) for cell in row] for row in table.rows)]
    return [[_measured(text) for text in row] for row in rows]


def _fitted(table: Table, rows: list[list[str]], ems: float, gap: float, size: str, across: bool) -> Layout:
    """Return the layout with this size of letters; lengths are in ems, ``gap`` belongs to each column."""
    natural = sum(natural_widths(rows)) + gap * len(table.columns)
    kept = _KEPT if natural > _PROSE * ems else 0.0
    widths = tuple(max(width - gap, 0.5) for width in fit_columns(rows, ems, gap, kept))
    lines = sum(max(lines_in(text, width) for text, width in zip(row, widths, strict=True)) for row in rows)
    lines += sum(lines_in(show(note), ems) for note in table.notes)
    shares = None
    if natural > ems or any("\n" in text or _NUMBER in text for row in rows for text in row):
        # Rounded down, so that the last digits do not add up to more than the line.
        shares = tuple(int(1000 * width / (ems - gap)) / 1000 for width in widths)
    return Layout(table, size, shares, widths, across, across or lines > _LINES_A_FLOAT)


def _measured(text: str) -> str:
    """Return a text as wide as it is printed; pdfLaTeX prints numbers for letters that it does not have."""
    shown = show(text, keep_newlines=True)
    if shown.isascii():
        return shown
    return "".join(letter if is_known(letter) else _NUMBER for letter in shown)
