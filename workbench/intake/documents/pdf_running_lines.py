"""Mark the running heads, feet and page numbers of a PDF by their places.

`running_lines` does the same for a text whose places are not known.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from workbench.intake.documents.pdf_pieces import Piece, Use

if TYPE_CHECKING:
    from workbench.intake.documents.pdf_layout import PageLayout

_HEAD, _FOOT = 0.88, 0.10
"""Running lines stand above the one, or below the other, part of the page's height."""
_FEWEST_LETTERS = 4
_LONGEST_NUMBER, _LONGEST_BESIDE = 14, 90
_SAME_HEIGHT, _SAME_LINE = 4.0, 1.5
_PAGE_NUMBER = re.compile(r"[-–| ]*(?:page )?\d{1,4}[-–| ]*", re.IGNORECASE)


def mark_running_lines(pages: list[PageLayout]) -> None:
    """Mark lines that repeat on other pages, page numbers, and what stands beside such lines."""
    if len(pages) == 1:
        for piece in _edge_pieces(pages[0]):
            if _PAGE_NUMBER.fullmatch(piece.text) and _is_outermost(piece, pages[0], most_beside=0):
                piece.use = Use.RUNNING
        return
    by_letters: dict[str, set[int]] = defaultdict(set)
    by_height: dict[int, list[tuple[int, Piece]]] = defaultdict(list)
    for number, page in enumerate(pages):
        for piece in _edge_pieces(page):
            by_letters[piece.letters].add(number)
            if _may_be_number(piece):
                by_height[round(piece.y / _SAME_HEIGHT)].append((number, piece))
    for number, page in enumerate(pages):
        for piece in _edge_pieces(page):
            if len(piece.letters) >= _FEWEST_LETTERS and len(by_letters[piece.letters]) >= 2:
                piece.use = Use.RUNNING
        for piece in _edge_pieces(page):
            if (
                _may_be_number(piece)
                and _has_fellow(piece, number, by_height)
                and _is_outermost(piece, page, most_beside=1)
            ):
                piece.use = Use.RUNNING
        if number:
            _mark_neighbours(page)


def _edge_pieces(page: PageLayout) -> Iterator[Piece]:
    """Yield the pieces near the head and the foot of a page."""
    for piece in page.pieces:
        if not _FOOT <= page.height_of(piece) <= _HEAD:
            yield piece


def _may_be_number(piece: Piece) -> bool:
    """Return True if a piece can be a page's number."""
    digits = any(character.isdigit() for character in piece.text)
    return digits and len(piece.letters) < _FEWEST_LETTERS and len(piece.text) <= _LONGEST_NUMBER


def _is_outermost(piece: Piece, page: PageLayout, *, most_beside: int) -> bool:
    """Return True if no text stands nearer to the page's edge, and at most so many pieces beside."""
    at_head = page.height_of(piece) > _HEAD
    beside = 0
    for other in page.pieces:
        if other is piece or other.use is not Use.TEXT:
            continue
        if abs(other.y - piece.y) < piece.size:
            beside += 1
        elif (other.y > piece.y) == at_head:
            return False
    return beside <= most_beside


def _has_fellow(piece: Piece, page: int, by_height: dict[int, list[tuple[int, Piece]]]) -> bool:
    """Return True if another page has such a number at the same height."""
    place = round(piece.y / _SAME_HEIGHT)
    return any(
        number != page and len(other.letters) == len(piece.letters)
        for near in (place - 1, place, place + 1)
        for number, other in by_height.get(near, ())
    )


def _mark_neighbours(page: PageLayout) -> None:
    """Mark what stands at the height of a running line, such as a head that one page alone has."""
    heights = [piece.y for piece in page.pieces if piece.use is Use.RUNNING]
    for piece in _edge_pieces(page):
        beside = any(abs(piece.y - height) < _SAME_LINE for height in heights)
        if beside and piece.use is Use.TEXT and len(piece.text) < _LONGEST_BESIDE:
            piece.use = Use.RUNNING
