"""Read volume, issue and pages, each from its own field or out of a citation in one line."""

from __future__ import annotations

import re
from collections.abc import Iterable

from workbench.page_ranges import PAGE

_DASHES = re.compile(r"(?<=\w)\s{0,3}[-\u2010-\u2015\u2212]{1,4}\s{0,3}(?=\w)")
_LABEL = re.compile(r"(?:pages?|pp?)\b[.: ]{0,3}(?=[A-Za-z]{0,3}\d)", re.IGNORECASE)

_VOLUME = r"(?P<volume>\d{1,4}[A-Za-z]?(?: Suppl(?:\.? ?\d{1,3})?)?)"
_ISSUE = r"(?:\s?\((?P<issue>[^()\n]{1,40})\))?"
_PAGES = r"(?P<pages>[A-Za-z]{0,5}\d[\w.]{0,20}?(?:[-\u2010-\u2015]\w{1,12})?)"
_YEAR = r"(?:1[89]|20)\d{2}"
_DAY = r"(?: [A-Z][a-z]{2,8}\.?(?:[-/][A-Z][a-z]{2})?(?: \d{1,2}(?:-\d{1,2})?)?)?"
_ENDS = r"(?=[.,;)\s]|$)"
_PLACES = tuple(
    re.compile(shape)
    for shape in (
        # "2021 Mar 2;12(3):45-50.", as PubMed prints it.
        rf"\b{_YEAR}{_DAY}\s?[;,]\s?{_VOLUME}{_ISSUE}(?:\s?[:,]\s?{_PAGES})?{_ENDS}",
        # "(2021) 3:2 (1-9)", as Embase prints it.
        rf"\({_YEAR}\) {_VOLUME}(?::(?P<issue>[\w -]{{1,20}}))? \({_PAGES}\)",
        # "1(1):1-9, 2021 May.", as Ovid prints it.
        rf"[.,] {_VOLUME}{_ISSUE}:\s?{_PAGES},? {_YEAR}\b",
    )
)


def printed_place(citation: str) -> dict[str, str]:
    """Return volume, issue and pages as a citation prints them behind the journal; none where it does not.

    >>> printed_place("Malt A, Rye B. Oats vs. rye? J Reed. 2021 Mar 2;12(3):45-50. doi: 10.5555/x")
    {'volume': '12', 'issue': '3', 'pages': '45-50'}
    >>> printed_place("J. Imaginary Joints (2021) 3:2 (1-9)")
    {'volume': '3', 'issue': '2', 'pages': '1-9'}
    >>> printed_place("Journal of Imaginary Joints. 1(1):1-9, 2021 May.")
    {'volume': '1', 'issue': '1', 'pages': '1-9'}
    >>> printed_place("J Reed. 2021;7:e55."), printed_place("Ten had oats in 2021.")
    ({'volume': '7', 'pages': 'e55'}, {})
    """
    for place in _PLACES:
        match = place.search(citation[:2_000])
        if match is not None:
            return {name: value.strip() for name, value in match.groupdict().items() if value}
    return {}


def read_pages(values: Iterable[str], last: str = "") -> str:
    """Return pages as they are kept: the first value that is there, with its last page behind a hyphen.

    >>> read_pages(["pp. 45\u201350"]), read_pages(["45"], "50"), read_pages(["e101"], "e101")
    ('45-50', '45-50', 'e101')
    """
    for value in values:
        pages = _DASHES.sub("-", _LABEL.sub("", value, count=1) if _LABEL.match(value) else value).strip()
        if pages:
            return f"{pages}-{last}" if _is_last(pages, last) else pages
    return ""


def _is_last(pages: str, last: str) -> bool:
    """Return True if a last page is given that the pages do not hold yet."""
    return bool(last) and last != pages and re.fullmatch(PAGE, pages) is not None
