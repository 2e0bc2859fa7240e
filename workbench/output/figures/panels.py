"""Put several figures on one page as panels A, B, C, each under its own heading."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from string import ascii_uppercase

from workbench.output.figures.alt_text import words_of
from workbench.output.figures.page import MARGIN, Mark, Page, Stroke
from workbench.output.figures.sizes import BODY, Sizes
from workbench.output.figures.subjects import Panels, Subject
from workbench.output.figures.text_width import height_of, wrap

_BETWEEN = 5.0
"""White between two panels, in mm."""


def lay_out_panels(
    subject: Panels, sizes: Sizes, lay_out: Callable[[Subject, Sizes], list[Page]]
) -> list[Page]:
    """Return as few pages as the panels fit on in their order; one that is too high goes over several.

    Args:
        subject: the panels.
        sizes: of a page.
        lay_out: lays out one panel.
    """
    pages: list[Page] = []
    for number, part in enumerate(subject.parts):
        letter = ascii_uppercase[number % 26]
        heads = wrap(f"{letter}  {part.title} (88 of 88)", BODY, sizes.width - 2 * MARGIN, bold=True)
        room = replace(sizes, height=sizes.height - height_of(len(heads), BODY) - 2, titled=False)
        for panel in lay_out(part, room):
            needed = height_of(len(heads), BODY) + 2 + panel.height
            if not pages or pages[-1].y + _BETWEEN + needed > sizes.height:
                pages.append(Page(sizes.width, title=subject.title))
            else:
                pages[-1].y += _BETWEEN
            _put_panel(pages[-1], panel, f"{letter}  {panel.title}")
            told = f"{letter}: {panel.title}. {panel.words or words_of(part, panel)}"
            pages[-1].words = f"{pages[-1].words} {told}".strip()
    return pages


def _put_panel(page: Page, panel: Page, heading: str) -> None:
    page.paragraph(heading, BODY, bold=True)
    page.y += 1
    down = page.y - MARGIN
    page.put(*(_moved(mark, down) for mark in panel.marks))
    page.y += panel.y - MARGIN


def _moved(mark: Mark, down: float) -> Mark:
    if isinstance(mark, Stroke):
        return replace(mark, y1=mark.y1 + down, y2=mark.y2 + down)
    return replace(mark, y=mark.y + down)
