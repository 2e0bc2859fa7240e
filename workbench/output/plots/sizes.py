"""How large: of letters in points, of pages in millimetres."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import NoReturn

from workbench.errors import UsageError

TITLE, BODY, NOTE = 10.0, 8.0, 7.0
"""Points; journals ask for no less than 6 or 7."""

NOTE_LINES = 3
"""A longer note is cut: with 100 studies a list of names would fill the page."""

WIDTHS = (60, 600)
DPIS = (50, 1200)
PAGE_HEIGHT = 247.0
"""Of a page of a PDF in mm: A4 without its margins."""

IMAGE_HEIGHT = 900.0
"""Of an image in mm: 100 studies stay in one."""

MOST_PIXELS = 60_000
"""Along one side; matplotlib draws no more than 65,535."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """What was asked for.

    Attributes:
        width: of a page in mm.
        height: the most that a page may have, in mm.
        palette: one of ``palettes.PALETTES``.
    """

    width: float
    height: float
    palette: str


def too_narrow(width: float, needed: float) -> NoReturn:
    """Refuse to draw something illegible.

    Raises:
        UsageError: always, with the width that is needed.
    """
    raise UsageError(f"{width:g} mm are too narrow for this figure: ask for {ceil(needed)} mm or more")
