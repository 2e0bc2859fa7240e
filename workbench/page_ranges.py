"""Tell the first page of a publication from its last, and print both."""

from __future__ import annotations

import re

PAGE = r"[A-Za-z]{0,3}\d{1,9}[A-Za-z]{0,2}"
"""The number of a page, as a pattern: `45`, `S45`, `e101`."""

_RANGE = re.compile(rf"({PAGE})-({PAGE})")


def page_range(pages: str) -> tuple[str, str] | None:
    """Return the first and the last page where there are two, else None.

    >>> page_range("45-50"), page_range("e101"), page_range("45-50, 61")
    (('45', '50'), None, None)
    """
    match = _RANGE.fullmatch(pages)
    return (match[1], match[2]) if match and match[1] != match[2] else None


def shown_pages(pages: str) -> str:
    """Return pages as a reference list prints them, with a dash between the first and the last.

    >>> shown_pages("45-50"), shown_pages("e101")
    ('45\u201350', 'e101')
    """
    return "\u2013".join(page_range(pages) or (pages,))
