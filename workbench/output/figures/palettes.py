"""Define colours of judgements: safe for colour-blind readers by default; else those of robvis, or greys.

`safe` are the colours of `workbench.output.symbols`, which tables in HTML, Word and Excel have too.
"""

from __future__ import annotations

from workbench.errors import UsageError
from workbench.output.symbols import Symbol

SAFE, ROBVIS, GREY = "safe", "robvis", "grey"
PALETTES = (SAFE, ROBVIS, GREY)

_ROBVIS = {
    "best": "#02C100",
    "good": "#A5D610",
    "middle": "#E2DF07",
    "poor": "#BF0000",
    "worst": "#820000",
    "beside": "#4EA1F7",
}
"""From robvis, `rob_traffic_light.R` (colour = "cochrane"); that of a good level lies between."""

_GREY = {
    "best": "#F4F4F4",
    "good": "#DDDDDD",
    "middle": "#C6C6C6",
    "poor": "#8F8F8F",
    "worst": "#383838",
    "beside": "#FFFFFF",
}
"""For print without colour, the darker the worse, and no two levels as near as those of ``safe``."""

INK, PAPER = "#17202B", "#FFFFFF"
"""What is written on a colour."""

OUTLINE = "#4A5563"
"""Around every fill of ``safe``: light ones alone would have less than 3 : 1 to white paper."""

_LIGHT = 0.75


def colour_of(symbol: Symbol, palette: str = SAFE) -> str:
    """The colour of a level, as #RRGGBB.

    Raises:
        UsageError: no such palette.

    >>> from workbench.output.symbols import symbol_of
    >>> colour_of(symbol_of("critical"), "robvis"), colour_of(symbol_of("critical"))
    ('#820000', '#8E1B3A')
    """
    if palette not in PALETTES:
        raise UsageError(f"there is no palette {palette!r}: choose one of {', '.join(PALETTES)}")
    own = {ROBVIS: _ROBVIS, GREY: _GREY}.get(palette, {})
    return own.get(symbol.tier, symbol.colour)


def ink_on(colour: str) -> str:
    """Dark or white ink, whichever stands out more on a colour (contrast of WCAG 2).

    >>> ink_on("#820000"), ink_on("#E2DF07")
    ('#FFFFFF', '#17202B')
    """
    behind = luminance(colour) + 0.05
    return INK if behind / (luminance(INK) + 0.05) > (luminance(PAPER) + 0.05) / behind else PAPER


def edge_of(colour: str, palette: str = SAFE) -> str | None:
    """The edge that a colour needs to stand out from white paper; None where it needs none.

    >>> edge_of("#8E1B3A"), edge_of("#FFFFFF", GREY), edge_of("#BF0000", ROBVIS)
    ('#4A5563', '#777777', None)
    """
    if palette == SAFE:
        return OUTLINE
    return "#777777" if luminance(colour) > _LIGHT else None


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2, between 0 and 1.

    >>> luminance("#FFFFFF")
    1.0
    """
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
