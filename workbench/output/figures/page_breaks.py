"""Spread rows over pages: as few pages as can be, about equally full, each with its head and foot."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from workbench.output.figures.page import Page
from workbench.output.figures.sizes import TITLE, Sizes


def shared_out(heights: Sequence[float], room: float) -> list[range]:
    """Which rows go on which page; no page is left with a single row while others are full.

    Args:
        heights: of the rows, in mm.
        room: for the rows of one page, in mm; a row that is higher has a page of its own.

    >>> shared_out([10, 10, 10, 10], 30)
    [range(0, 2), range(2, 4)]
    """
    pages = len(_filled(heights, room))
    low, high = 0.0, room
    while high - low > 0.1:
        middle = (low + high) / 2
        low, high = (low, middle) if len(_filled(heights, middle)) <= pages else (middle, high)
    return _filled(heights, high)


def _filled(heights: Sequence[float], room: float) -> list[range]:
    """One page after the other, each as full as it gets."""
    pages, first, taken = [], 0, 0.0
    for row, height in enumerate(heights):
        if row > first and taken + height > room + 1e-6:
            pages.append(range(first, row))
            first, taken = row, 0.0
        taken += height
    return [*pages, range(first, len(heights))]


def paged(
    title: str,
    heights: Sequence[float],
    sizes: Sizes,
    *,
    head: Callable[[Page], None],
    row: Callable[[Page, int], None],
    foot: Callable[[Page, float], None],
) -> list[Page]:
    """Lay out a figure of rows.

    Args:
        title: of every page, with its number where there are several; drawn where the sizes say so.
        heights: of the rows, in mm.
        sizes: of a page.
        head: puts what stands above the rows.
        row: puts one row, by its number.
        foot: puts what stands below the rows; it is told where they began.
    """
    shares = shared_out(heights, room_for_rows(title, sizes, head=head, foot=foot))
    pages = []
    for number, share in enumerate(shares, start=1):
        page = _opened(f"{title} ({number} of {len(shares)})" if len(shares) > 1 else title, sizes)
        page.rows = share
        head(page)
        top = page.y
        for each in share:
            row(page, each)
        foot(page, top)
        pages.append(page)
    return pages


def room_for_rows(
    title: str, sizes: Sizes, *, head: Callable[[Page], None], foot: Callable[[Page, float], None]
) -> float:
    """Return the room in mm that a page has for rows between its head and its foot."""
    trial = _opened(f"{title} (88 of 88)", sizes)
    head(trial)
    foot(trial, trial.y)
    return sizes.height - trial.height


def _opened(title: str, sizes: Sizes) -> Page:
    page = Page(sizes.width, title=title)
    if sizes.titled:
        page.paragraph(title, TITLE, bold=True)
        page.y += 2
    return page
