"""Colours of judgements: safe for colour-blind readers by default, as robvis draws them by choice."""

from __future__ import annotations

from workbench.errors import UsageError
from workbench.output.symbols import symbol_of

SAFE, ROBVIS = "safe", "robvis"
PALETTES = (SAFE, ROBVIS)

_ROBVIS = {
    "low": "#02C100",
    "some_concerns": "#E2DF07",
    "moderate": "#E2DF07",
    "serious": "#BF0000",
    "high": "#BF0000",
    "critical": "#820000",
    "no_information": "#4EA1F7",
}
"""From robvis, `rob_traffic_light.R` (colour = "cochrane")."""


def colour_of(level: str | None, palette: str = SAFE) -> str:
    """The colour of a level, as #RRGGBB.

    Raises:
        UsageError: no such palette.

    >>> colour_of("critical", "robvis"), colour_of("critical")
    ('#820000', '#882255')
    """
    if palette not in PALETTES:
        raise UsageError(f"there is no palette {palette!r}: choose one of {', '.join(PALETTES)}")
    safe = symbol_of(level).colour
    return _ROBVIS.get(level or "", safe) if palette == ROBVIS else safe


def ink_on(colour: str) -> str:
    """Black or white, whichever stands out more on a colour (relative luminance of WCAG 2).

    >>> ink_on("#820000"), ink_on("#E2DF07")
    ('#FFFFFF', '#000000')
    """
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "#000000" if (luminance + 0.05) ** 2 > 0.0525 else "#FFFFFF"
