"""Split a text into pages: a form feed ends each, so that a stored text keeps its pages by itself."""

from __future__ import annotations

from bisect import bisect_right

PAGE_BREAK = "\n\f\n"
"""What stands between two pages of a text made from a PDF."""


def page_starts(text: str) -> tuple[int, ...]:
    """Where each page begins; empty for a text without pages.

    >>> page_starts("one\\n\\f\\ntwo"), page_starts("one")
    ((0, 6), ())
    """
    starts = [0]
    at = text.find("\f")
    while at >= 0:
        starts.append(at + 2 if text[at + 1 : at + 2] == "\n" else at + 1)
        at = text.find("\f", at + 1)
    return tuple(starts) if len(starts) > 1 else ()


def page_of(starts: tuple[int, ...], offset: int) -> int | None:
    """The page, from 1, that an offset is on; None for a text without pages.

    >>> page_of((0, 6), 5), page_of((0, 6), 6), page_of((), 3)
    (1, 2, None)
    """
    return max(1, bisect_right(starts, offset)) if starts else None
