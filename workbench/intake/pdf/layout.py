"""Lay out the pages of a PDF: the lines of each in reading order, without what is not its text."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field

from workbench.intake.pdf.line_numbers import take_line_numbers
from workbench.intake.pdf.pages import Pages, PageWords
from workbench.intake.pdf.pieces import Piece, Use, make_pieces
from workbench.intake.pdf.reading_order import Order, put_in_order
from workbench.intake.pdf.running_lines import mark_running_lines

_FEWEST_STAMPED = 20
"""Letters of a stamp that is told by its letters alone."""


@dataclass(slots=True)
class PageLayout:
    """The pieces of one page in reading order, or its plain text where it was not laid out."""

    pieces: list[Piece] = field(default_factory=list)
    aside: list[Piece] = field(default_factory=list)
    """Pieces at another angle than the page's own."""
    bottom: float = 0.0
    top: float = 0.0
    order: Order = Order.AS_DRAWN
    line_numbers: int = 0
    hidden: float = 0.0
    dropped_layer: bool = False
    text: str | None = None

    def height_of(self, piece: Piece) -> float:
        """Return how high a piece stands: 0 at the foot of the page, 1 at its top."""
        return (piece.y - self.bottom) / ((self.top - self.bottom) or 1.0)

    def of_use(self, *uses: Use) -> list[Piece]:
        """Return the pieces of some uses, in reading order."""
        return [piece for piece in self.pieces if piece.use in uses]


def lay_out(pages: Pages) -> list[PageLayout]:
    """Lay out all pages."""
    laid_out = [_page(page) for page in pages.pages]
    mark_running_lines(laid_out)
    _mark_stamps(laid_out)
    return laid_out


def _page(page: PageWords) -> PageLayout:
    """Lay out one page at the angle that most of its lines have."""
    if page.text is not None or not page.words:
        return PageLayout(text=page.text)
    by_angle = {angle: make_pieces(words) for angle, words in page.words.items()}
    # Lines are counted, not letters: a long stamp beside a short page has more letters than the page.
    main = max(by_angle, key=lambda angle: (len(by_angle[angle]), angle == 0))
    pieces, line_numbers = take_line_numbers(by_angle[main])
    pieces, order = put_in_order(pieces)
    left, bottom, right, top = page.box
    turn = math.radians(main)
    heights = [y * math.cos(turn) - x * math.sin(turn) for x in (left, right) for y in (bottom, top)]
    return PageLayout(
        pieces=pieces,
        aside=[piece for angle in by_angle if angle != main for piece in by_angle[angle]],
        bottom=min(heights),
        top=max(heights),
        order=order,
        line_numbers=line_numbers,
        hidden=page.hidden,
        dropped_layer=page.dropped_layer,
    )


def _mark_stamps(pages: list[PageLayout]) -> None:
    """Mark what is drawn along the margin of the first page, or the same on several pages."""
    seen = Counter(letters for page in pages for letters in {piece.letters for piece in page.aside})
    # On a page that is turned the running lines of the others stand aside.
    running = {piece.letters for page in pages for piece in page.of_use(Use.RUNNING)} - {""}
    for number, page in enumerate(pages):
        for piece in page.aside:
            if piece.letters in running:
                piece.use = Use.RUNNING
            elif seen[piece.letters] >= 2 or number == 0:
                piece.use = Use.STAMP
        for piece in page.pieces:  # on a page that is itself turned like the stamp
            turned = len(piece.letters) > _FEWEST_STAMPED and seen[piece.letters]
            if turned and piece.use is Use.TEXT:
                piece.use = Use.STAMP
