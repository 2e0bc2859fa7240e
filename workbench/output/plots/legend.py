"""The legend of a scale: each level as a disc with its symbol, and its word."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.output.plots.lettering import MM_PER_POINT, width_of
from workbench.output.plots.page import MARGIN, Disc, Letters, Page
from workbench.output.plots.palettes import colour_of, ink_on
from workbench.output.symbols import symbol_of

SIGNS = {"⊕": "+", "⊖": "–", "⊗": "×", "⊠": "!", "?": "?", "·": "", "◇": "◇"}
"""What stands in a disc: the disc is the circle of the symbol."""


def put_light(page: Page, x: float, y: float, radius: float, level: str | None, palette: str) -> None:
    """A disc in the colour of a level with its sign."""
    colour = colour_of(level, palette)
    page.put(Disc(x, y, radius, colour))
    sign = SIGNS[symbol_of(level).symbol]
    if sign:
        size = radius * 1.35 / MM_PER_POINT
        page.put(Letters(x, y, sign, size, "center", ink_on(colour), bold=True))


def put_legend(page: Page, levels: Sequence[str | None], palette: str, size: float) -> None:
    """The levels in a row, in several where they do not fit."""
    radius = size * MM_PER_POINT * 0.62
    high = radius * 2 + 1.6
    x = MARGIN
    for level in levels:
        word = symbol_of(level).word
        needed = radius * 2 + 1.5 + width_of(word, size) + 5
        if x > MARGIN and x + needed - 5 > page.width - MARGIN:
            x, page.y = MARGIN, page.y + high
        put_light(page, x + radius, page.y + high / 2, radius, level, palette)
        page.put(Letters(x + radius * 2 + 1.5, page.y + high / 2, word, size))
        x += needed
    page.y += high
