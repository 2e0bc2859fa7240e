"""Draw the legend of a scale, a disc with symbol and word for each level, and the key of the columns."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from workbench.output.figures.page import MARGIN, Box, Disc, Letters, Page
from workbench.output.figures.palettes import colour_of, edge_of, ink_on
from workbench.output.figures.text_width import MM_PER_POINT, height_of, width_of, wrap
from workbench.output.symbols import Symbol

SIGNS = {"⊕": "+", "⊙": "•", "⊖": "–", "⊗": "×", "⊠": "×", "?": "?", "·": "", "◇": "◇"}
"""What stands in a disc or box, which is the circle or square of the symbol that tables print."""

_SQUARE = "⊠"
"""Drawn in a box of the same area as a disc; the same sign in a disc is one level better."""

_SIDE = 0.886
"""Half the side of that box, in radii of the disc."""

_SIGN = 1.35 / MM_PER_POINT
"""The size of a sign in points, per mm of the radius of its disc."""


def put_light(page: Page, x: float, y: float, radius: float, symbol: Symbol, palette: str) -> None:
    """A disc in the colour of a level with its sign, or a box where its symbol is one."""
    colour = colour_of(symbol, palette)
    page.put(_shape(x, y, radius, symbol, colour, edge_of(colour, palette)))
    _put_sign(page, x, y, radius, symbol, ink_on(colour))


def put_ring(page: Page, x: float, y: float, radius: float, symbol: Symbol, ink: str) -> None:
    """The sign of a level in a ring or frame, over a colour that is there already."""
    page.put(_shape(x, y, radius, symbol, None, ink))
    _put_sign(page, x, y, radius, symbol, ink)


def _shape(
    x: float, y: float, radius: float, symbol: Symbol, fill: str | None, edge: str | None
) -> Disc | Box:
    if symbol.symbol != _SQUARE:
        return Disc(x, y, radius, fill, edge)
    half = radius * _SIDE
    return Box(x - half, y - half, 2 * half, 2 * half, fill, edge)


def _put_sign(page: Page, x: float, y: float, radius: float, symbol: Symbol, ink: str) -> None:
    if sign := SIGNS.get(symbol.symbol, symbol.symbol):
        page.put(Letters(x, y, sign, radius * _SIGN, "center", ink, bold=True))


def put_legend(page: Page, symbols: Sequence[Symbol], palette: str, size: float, name: str = "") -> None:
    """The levels of a scale in a row, in several where they do not fit, behind the name of its axis."""
    radius = size * MM_PER_POINT * 0.62
    high = radius * 2 + 1.6
    x = MARGIN
    if name:
        page.put(Letters(x, page.y + high / 2, f"{name}:", size, bold=True))
        x += width_of(f"{name}:", size, bold=True) + 3
    for symbol in symbols:
        word = symbol.word
        needed = radius * 2 + 1.5 + width_of(word, size) + 5
        if x > MARGIN and x + needed - 5 > page.width - MARGIN:
            x, page.y = MARGIN, page.y + high
        put_light(page, x + radius, page.y + high / 2, radius, symbol, palette)
        page.put(Letters(x + radius * 2 + 1.5, page.y + high / 2, word, size))
        x += needed
    page.y += high


def put_key(page: Page, entries: Sequence[str], size: float) -> None:
    """What the columns stand for, in as many columns as fit; no entry is torn unless it fills the page."""
    if not entries:
        return
    widest = max(width_of(entry, size) for entry in entries) + 5
    columns = max(1, min(len(entries), int((page.inner + 5) / widest)))
    if columns == 1:
        for entry in entries:
            page.paragraph(entry, size)
    else:
        deep, high = ceil(len(entries) / columns), height_of(1, size)
        for number, entry in enumerate(entries):
            column, row = divmod(number, deep)
            line = " ".join(wrap(entry, size, widest))
            page.put(Letters(MARGIN + column * widest, page.y + high * (row + 0.5), line, size))
        page.y += deep * high
    page.y += 0.8
