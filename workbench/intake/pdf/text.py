"""Write the pages of a PDF as text: a line for each line, a blank line between paragraphs, rows of tables.

Running lines, line numbers and margin stamps are left out. The cells of a table's row stand on one line with
`` | `` between them, also empty ones.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from workbench.intake.documents.joined_lines import CELL_MARK
from workbench.intake.documents.pages import PAGE_BREAK
from workbench.intake.pdf.layout import PageLayout
from workbench.intake.pdf.pieces import Piece, Use

_FEWEST_ROWS = 2
_SAME_LINE = 0.25
_INDENT = 0.8
_WIDE_GAP = 1.3
_ENDS = tuple('.?!:;”"')

Row = list[Piece]


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of the text, where it begins there, and the pieces that it was written from."""

    text: str
    start: int
    page: int
    pieces: tuple[Piece, ...] = ()

    @property
    def size(self) -> float:
        """The type size in points; 0 where it is not known."""
        return self.pieces[0].size if self.pieces else 0.0

    @property
    def bold(self) -> bool:
        """True where most letters are bold."""
        return bool(self.pieces) and all(piece.bold for piece in self.pieces)


def write_text(pages: Sequence[PageLayout]) -> tuple[str, tuple[TextLine, ...]]:
    """Return the text of all pages with a page break between them, and its lines."""
    parts: list[str] = []
    lines: list[TextLine] = []
    size = 0
    for number, page in enumerate(pages):
        if number:
            parts.append(PAGE_BREAK)
            size += len(PAGE_BREAK)
        for gap, row, text in _page_lines(page):
            lines.append(TextLine(text, size + len(gap), number, tuple(row)))
            parts += (gap, text)
            size += len(gap) + len(text)
    return "".join(parts), tuple(lines)


def _page_lines(page: PageLayout) -> Iterator[tuple[str, Row, str]]:
    """Yield each line of a page with what parts it from the one before, and its pieces."""
    if page.text is not None:
        for number, text in enumerate(page.text.split("\n")):
            yield "\n" if number else "", [], text
        return
    pieces = page.of_use(Use.TEXT)
    leading = _leading(pieces)
    before: Row = []
    in_table = False
    for row, text, of_table in _lines(_rows(pieces)):
        if before and of_table != in_table:
            gap = "\n" if text[:1].islower() else "\n\n"
        else:
            gap = _gap(before, row, leading) if before else ""
        yield gap, row, text
        before, in_table = row, of_table
    for piece in page.aside:
        if piece.use is Use.TEXT:
            yield "\n\n" if before else "", [piece], piece.text
            before = [piece]


def _rows(pieces: Sequence[Piece]) -> list[Row]:
    """Gather pieces that were drawn one after the other on one baseline."""
    rows: list[Row] = []
    for piece in pieces:
        last = rows[-1][-1] if rows else None
        if last is not None and abs(piece.y - last.y) < _SAME_LINE * last.size and piece.left >= last.right:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return rows


def _lines(rows: list[Row]) -> list[tuple[Row, str, bool]]:
    """Write each row, and say whether it is a table's: rows of several pieces that follow each other are."""
    lines: list[tuple[Row, str, bool]] = []
    at = 0
    while at < len(rows):
        end = _table_end(rows, at)
        if end - at >= _FEWEST_ROWS:
            columns = _columns(rows[at:end])
            lines += [(row, CELL_MARK.join(_cells(row, columns)).rstrip(), True) for row in rows[at:end]]
            at = end
        else:
            lines.append((rows[at], "  ".join(piece.text for piece in rows[at]), False))
            at += 1
    return lines


def _table_end(rows: list[Row], at: int) -> int:
    """Return where the table that begins here ends; a row of one cell may stand within it."""
    end = at
    while end < len(rows):
        if len(rows[end]) < 2 and not (
            at < end < len(rows) - 1 and len(rows[end + 1]) >= 2 and _is_row_between(*rows[end - 1 : end + 2])
        ):
            break
        end += 1
    return end


def _is_row_between(above: Row, row: Row, below: Row) -> bool:
    """Return True if a lone piece is a row of the table around it: in its first column, no wider, as near."""
    (piece,) = row if len(row) == 1 else (row[0],)
    leading = (above[0].y - below[0].y) / 2
    return (
        len(above) >= 2
        and abs(piece.left - below[0].left) < 2 * piece.size
        and piece.right <= max(above[-1].right, below[-1].right)
        and piece.right < below[1].left + (below[1].right - below[1].left)
        and 0 < leading < 3 * piece.size
        and abs(above[0].y - piece.y - leading) < leading / 2
    )


def _columns(rows: list[Row]) -> list[tuple[float, float]]:
    """Return left and right edge of the columns; what stands over several of them makes none."""
    columns: list[list[float]] = []
    for piece in sorted((piece for row in rows for piece in row), key=lambda piece: piece.right - piece.left):
        under = [column for column in columns if piece.left < column[1] + 1 and piece.right > column[0] - 1]
        if not under:
            columns.append([piece.left, piece.right])
        elif len(under) == 1:
            under[0][:] = min(under[0][0], piece.left), max(under[0][1], piece.right)
    return sorted((left, right) for left, right in columns)


def _cells(row: Row, columns: list[tuple[float, float]]) -> list[str]:
    """Return the text of each cell of a row, empty where nothing stands."""
    cells = [""] * len(columns)
    for piece in row:
        shares = [min(piece.right, right) - max(piece.left, left) for left, right in columns]
        most = max(shares)
        # Of several columns below a wide piece the first is its own.
        at = next(place for place, share in enumerate(shares) if share >= min(most, 1.0))
        cells[at] = f"{cells[at]} {piece.text}".strip()
    return cells


def _leading(pieces: Sequence[Piece]) -> dict[float, float]:
    """Return the usual distance of two lines for each type size, in points."""
    drops: dict[float, list[float]] = {}
    for above, below in pairwise(pieces):
        drop = above.y - below.y
        if above.size == below.size and 0.7 * above.size < drop < 3.5 * above.size:
            drops.setdefault(above.size, []).append(drop)
    return {size: median(found) for size, found in drops.items()}


def _gap(before: Row, row: Row, leading: dict[float, float]) -> str:
    """Return what stands between two lines: a line's end, or a blank line before a new paragraph."""
    above, below = before[-1], row[0]
    drop = before[0].y - below.y
    if abs(above.size - below.size) > 0.04 * above.size or (before[0].bold != below.bold):
        return "\n\n"
    usual = leading.get(below.size, 1.2 * below.size)
    if drop > _WIDE_GAP * usual:
        return "\n\n"
    indented = _INDENT * below.size < below.left - before[0].left < 6 * below.size
    if drop > 0 and indented and above.text.endswith(_ENDS):
        return "\n\n"
    return "\n"


def flat(text: str) -> str:
    """Return letters and digits alone, in small type, for comparing what is printed in different ways.

    >>> flat("The ﬁrst: R-E-S")
    'thefirstres'
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\W_]", "", folded)
