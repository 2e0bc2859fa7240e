"""Define sizes: of letters in points, of pages in millimetres."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import NoReturn

from workbench.errors import UsageError

TITLE, BODY, NOTE = 10.0, 8.0, 7.0
SMALLEST = 6.0
"""Points; no letter is laid out smaller, whatever the width of a figure. Journals ask for 6 or 7."""
LEAST = 5.0
"""Points of the smallest letters of a figure that is made smaller for the width that was asked for."""

WIDTHS = (60, 600)
DPIS = (50, 1200)
PAGE_HEIGHT = 247.0
"""Of a page of a PDF in mm: A4 without its margins."""

IMAGE_HEIGHT = 900.0
"""Of an image in mm: 100 studies stay in one."""

MOST_PIXELS = 60_000
"""Along one side; matplotlib draws no more than 65,535."""

MOST_DOTS = 120_000_000
"""Of one image: some 500 MB while it is drawn, and programs refuse to open one much larger."""


NARROW_UP_TO = 110.0
"""In mm: figures that lie otherwise in one column of a journal do so on pages up to this width."""

USUAL_WIDTH = 180.0
"""Of a figure in mm: two columns of a journal."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """What was asked for.

    Attributes:
        width: of a page in mm.
        height: the most that a page may have, in mm.
        palette: one of ``palettes.PALETTES``.
        titled: whether the title stands in the picture; journals want it in the caption.
    """

    width: float
    height: float
    palette: str
    titled: bool = False


def tallest_image(width: float, dpi: int) -> float:
    """The most that an image may have in height, in mm, at a width in mm.

    >>> round(tallest_image(180, 300)), round(tallest_image(180, 1200))
    (900, 299)
    """
    dots = dpi / 25.4
    return min(IMAGE_HEIGHT, MOST_PIXELS / dots, MOST_DOTS / (width * dots) / dots)


class TooNarrowError(UsageError):
    """The figure would be illegible at the width that was asked for.

    Attributes:
        needed: the width in mm that it takes at least.
    """

    def __init__(self, width: float, needed: float) -> None:
        """Say the width that is needed."""
        self.needed = ceil(needed)
        super().__init__(f"{width:g} mm are too narrow for this figure: ask for {self.needed} mm or more")


def too_narrow(width: float, needed: float) -> NoReturn:
    """Refuse to draw something illegible.

    Raises:
        TooNarrowError: always, with the width that is needed.
    """
    raise TooNarrowError(width, needed)
