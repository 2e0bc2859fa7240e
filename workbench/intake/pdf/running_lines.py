"""Mark the running heads, feet and page numbers of a PDF by their places.

`running_lines` does the same for a text whose places are not known.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workbench.intake.pdf.pieces import Piece, Use, usual_size

if TYPE_CHECKING:
    from workbench.intake.pdf.layout import PageLayout

_HEAD, _FOOT = 0.88, 0.10
"""Running lines stand above the one, or below the other, part of the page's height."""
_FEWEST_LETTERS, _TELLING = 4, 10
"""Letters of a line that repeats at the same height, and of one that repeats anywhere at the edge."""
_LONG = 60
_CAPTION = re.compile(r"(?:tab(?:le|\.)|fig(?:ure|\.)) ?\d", re.IGNORECASE)
_LONGEST_NUMBER = 14
_SAME_HEIGHT, _SAME_LINE = 4.0, 2.0
"""Points that lines of two pages, or of one row, may differ by."""
_MOST_PIECES = 4
_FEWEST_REPEATED = 0.25
"""Share of the letters of a row that repeat on other pages."""
_MOST_BESIDE_NUMBER = 90
_LARGE = 1.3
"""What is larger on the first page is a title or a banner, though later pages repeat it."""
_PAGE_NUMBER = re.compile(r"[-–| ]*(?:page )?\d{1,4}[-–| ]*", re.IGNORECASE)
_SHORT_CITATION = re.compile(r"[^\W\d_][\w'’ \-]{1,40},? et al\.?.{0,60}|[^.]{0,60}©.{0,60}")
"""A head or foot that a document of few pages has once: the first author, or a copyright."""
_DIGITS = re.compile(r"\d{1,5}")


@dataclass(slots=True)
class _Seen:
    """What stands at the edges of the pages: heights of lines by their letters, and numbers by height."""

    lines: dict[str, list[tuple[int, float]]] = field(default_factory=lambda: defaultdict(list))
    numbers: dict[int, list[tuple[int, float, int]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, page: int, piece: Piece) -> None:
        """Note a piece of a page."""
        self.lines[piece.letters].append((page, piece.y))
        value = _page_number(piece)
        if value is not None:
            self.numbers[round(piece.y / _SAME_HEIGHT)].append((page, piece.y, value))

    def repeats(self, page: int, piece: Piece) -> bool:
        """Return True if another page has the same line, but for its digits."""
        if len(piece.letters) < _FEWEST_LETTERS or _CAPTION.match(piece.text):
            return False
        others = {
            other
            for other, y in self.lines[piece.letters]
            if other != page and (len(piece.letters) >= _TELLING or abs(y - piece.y) < _SAME_HEIGHT)
        }
        # Two tables may have captions that are alike.
        return len(others) >= (2 if len(piece.letters) > _LONG else 1)

    def counts_on(self, page: int, piece: Piece) -> bool:
        """Return True if a number goes on counting at the same height of another page, as page numbers do."""
        value = _page_number(piece)
        place = round(piece.y / _SAME_HEIGHT)
        return value is not None and any(
            other != page and number - value == other - page and abs(y - piece.y) < _SAME_HEIGHT
            for near in (place - 1, place, place + 1)
            for other, y, number in self.numbers.get(near, ())
        )


def mark_running_lines(pages: list[PageLayout]) -> None:
    """Mark lines that repeat on other pages, page numbers, and what stands beside them.

    From the edge of the page inwards, until a row is none: a word that two pages happen to have near their
    head is no running line.
    """
    if len(pages) == 1:
        _mark_lone_number(pages[0])
        return
    seen = _Seen()
    for number, page in enumerate(pages):
        for row in (*_rows(page, head=True), *_rows(page, head=False)):
            for piece in row:
                seen.add(number, piece)
    for number, page in enumerate(pages):
        usual = usual_size(page.pieces)
        for head in (True, False):
            for row in _rows(page, head=head):
                if not _is_running(row, number, seen):
                    break
                for piece in row:
                    of_row = number > 0 or seen.repeats(number, piece) or seen.counts_on(number, piece)
                    if of_row and (number > 0 or piece.size < _LARGE * usual):
                        piece.use = Use.RUNNING


def _rows(page: PageLayout, *, head: bool) -> Iterator[list[Piece]]:
    """Yield the rows near the head or the foot of a page, from its edge inwards."""
    pieces = [
        piece
        for piece in page.pieces
        if (page.height_of(piece) > _HEAD if head else page.height_of(piece) < _FOOT)
    ]
    row: list[Piece] = []
    for piece in sorted(pieces, key=lambda piece: -piece.y if head else piece.y):
        if row and abs(piece.y - row[0].y) > _SAME_LINE:
            yield row
            row = []
        row.append(piece)
    if row:
        yield row


def _is_running(row: list[Piece], page: int, seen: _Seen) -> bool:
    """Return True if a row repeats in good part elsewhere, or holds the page's number and little else."""
    if len(row) > _MOST_PIECES:
        return False
    if page and len(row) == 1 and _SHORT_CITATION.fullmatch(row[0].text):
        return True
    letters = sum(len(piece.letters) for piece in row)
    repeated = sum(len(piece.letters) for piece in row if seen.repeats(page, piece))
    if repeated and repeated >= _FEWEST_REPEATED * letters:
        return True
    return letters <= _MOST_BESIDE_NUMBER and any(seen.counts_on(page, piece) for piece in row)


def _page_number(piece: Piece) -> int | None:
    """Return the number that a short piece holds, such as 3 for ``3/16``; None where it holds none."""
    if len(piece.letters) >= _FEWEST_LETTERS or len(piece.text) > _LONGEST_NUMBER:
        return None
    match = _DIGITS.search(piece.text)
    return int(match[0]) if match else None


def _mark_lone_number(page: PageLayout) -> None:
    """Mark the page's number of a document of one page: it stands alone, outside of everything else."""
    for head in (True, False):
        for row in _rows(page, head=head):
            if len(row) == 1 and _PAGE_NUMBER.fullmatch(row[0].text):
                row[0].use = Use.RUNNING
            break
