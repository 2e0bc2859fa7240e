"""Put the pieces of a page in reading order.

The order of drawing is right on nearly every page. It is left only where rows were drawn across the gutters
of columns, or where the drawing jumps about.
"""

from __future__ import annotations

from enum import Enum
from itertools import pairwise

from workbench.intake.pdf.pieces import Piece

_LONG = 15
"""Letters of a piece that is a line of text and no cell or heading."""
_FEWEST_A_SIDE = 3
_MOST_CROSSING = 0.25
_FEWEST_ACROSS = 0.6
_FEWEST_WIDE = 0.6
_SAME_LINE = 0.3
_MOST_JUMPS = 0.3
_FEWEST_STEPS = 12
_MOST_COLUMNS = 3


class Order(Enum):
    """How the pieces of a page came into their order."""

    AS_DRAWN = "as drawn"
    BY_COLUMN = "drawn row by row, put in column order"
    BY_PLACE = "drawn out of order, put in order by place"
    UNCERTAIN = "in an order that is not certain"


def put_in_order(pieces: list[Piece]) -> tuple[list[Piece], Order]:
    """Return the pieces in reading order, and how that was found."""
    by_column = _columns(pieces, _MOST_COLUMNS)
    if by_column is not None:
        return by_column, Order.BY_COLUMN
    if not _jumps_about(pieces):
        return pieces, Order.AS_DRAWN
    by_place = sorted(pieces, key=lambda piece: (-round(piece.y), piece.left))
    gutter = _gutter(by_place)
    if gutter is None:
        return by_place, Order.BY_PLACE
    return _in_bands(by_place, gutter), Order.UNCERTAIN


def _columns(pieces: list[Piece], most: int) -> list[Piece] | None:
    """Return the pieces column after column where rows are drawn across a gutter, else None."""
    gutter = _gutter(pieces)
    if gutter is None or most < 2 or not _is_drawn_by_rows(pieces, gutter):
        return None
    ordered: list[Piece] = []
    for band in _bands(pieces, gutter):
        within = _columns(band, most - 1) if len(band) < len(pieces) else None
        ordered += band if within is None else within
    return ordered


def _gutter(pieces: list[Piece]) -> float | None:
    """Return the middle of the white strip that most long pieces leave free, or None where there is none."""
    long = [piece for piece in pieces if len(piece.text) >= _LONG]
    if len(long) < 2 * _FEWEST_A_SIDE:
        return None
    left = min(piece.left for piece in pieces)
    width = max(piece.right for piece in pieces) - left
    best: tuple[float, float] | None = None
    for percent in range(30, 71):
        x = left + width * percent / 100
        before = sum(piece.right <= x + 2 for piece in long)
        behind = sum(piece.left >= x - 2 for piece in long)
        if min(before, behind) < _FEWEST_A_SIDE:
            continue
        crossing = sum(piece.left < x - 2 and piece.right > x + 2 for piece in long) / len(long)
        if best is None or crossing < best[0]:
            best = crossing, x
    return best[1] if best is not None and best[0] < _MOST_CROSSING else None


def _is_drawn_by_rows(pieces: list[Piece], gutter: float) -> bool:
    """Return True if most lines of the left side are followed by the line beside them, across the gutter."""
    left = [piece for piece in pieces if piece.right <= gutter + 2 and len(piece.text) >= _LONG]
    right = [piece for piece in pieces if piece.left >= gutter - 2 and len(piece.text) >= _LONG]
    across = sum(
        piece.right <= gutter + 2
        and following.left >= gutter - 2
        and _level(piece, following)
        and min(len(piece.text), len(following.text)) >= _LONG
        for piece, following in pairwise(pieces)
    )
    pairs = sum(any(_level(piece, other) for other in right) for piece in left)
    if across < _FEWEST_A_SIDE or across <= _FEWEST_ACROSS * pairs:
        return False
    first = min(piece.left for piece in pieces)
    last = max(piece.right for piece in pieces)
    return _covers(left, gutter - first) and _covers(right, last - gutter)


def _covers(side: list[Piece], width: float) -> bool:
    """Return True if the lines of one side fill most of its width: cells of a table do not."""
    rows: dict[int, float] = {}
    for piece in side:
        rows[round(piece.y)] = rows.get(round(piece.y), 0.0) + piece.right - piece.left
    return sum(rows.values()) > _FEWEST_WIDE * width * len(rows)


def _level(piece: Piece, other: Piece) -> bool:
    """Return True if two pieces stand on one line."""
    return abs(piece.y - other.y) < _SAME_LINE * piece.size


def _in_bands(pieces: list[Piece], gutter: float) -> list[Piece]:
    """Return the pieces with the left column before the right one, between pieces that cross the gutter."""
    return [piece for band in _bands(pieces, gutter) for piece in band]


def _bands(pieces: list[Piece], gutter: float) -> list[list[Piece]]:
    """Part the pieces, from the top, into left column, right column and each piece that crosses them."""
    bands: list[list[Piece]] = []
    left: list[Piece] = []
    right: list[Piece] = []
    for piece in sorted(pieces, key=lambda piece: (-piece.y, piece.left)):
        if piece.right <= gutter + 2:
            left.append(piece)
        elif piece.left >= gutter - 2:
            right.append(piece)
        else:
            bands += [left, right, [piece]]
            left, right = [], []
    return [band for band in (*bands, left, right) if band]


def _jumps_about(pieces: list[Piece]) -> bool:
    """Return True if the drawing goes up the page again and again, as no writer's does."""
    long = [piece for piece in pieces if len(piece.text) >= _LONG]
    steps = list(pairwise(long))
    if len(steps) < _FEWEST_STEPS:
        return False
    jumps = sum(following.y > piece.y + 0.6 * piece.size for piece, following in steps)
    return jumps > _MOST_JUMPS * len(steps)
