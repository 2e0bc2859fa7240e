"""Find studies of other titles that may count the same people twice: authors, hospital and period of each."""

from __future__ import annotations

import re
from typing import Final

from workbench.intake.documents.citation_keys import family_name
from workbench.intake.references.possible_duplicates import plain_title

AUTHORS: Final = "authors"
HOSPITAL: Final = "hospital"
PERIOD: Final = "period"
"""What two studies share of which some people may be the same."""

FEWEST_AUTHORS: Final = 2
"""Family names that both must have, and at least half of those of the shorter list."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_POINT = r"(?:\d{1,2}(?:st|nd|rd|th)? )?(?:([A-Z][a-z]{2,8})\.? ?(?:\d{1,2},? )?)?((?:19|20)\d{2})"
_PERIOD = re.compile(rf"\b{_POINT}\s?(?:to|and|until|till|through|up to|-|–|—)\s?{_POINT}\b")
_NAME = r"[A-Z][\w’'.-]{1,30}"
_HOSPITAL = re.compile(
    rf"\b({_NAME}(?: (?:of |for |and |the |de |di )?{_NAME}){{0,5}})? ?"
    r"\b(Hospital|University|Medical Cent(?:er|re)|Clinic|Infirmary)\b((?: of)?(?: [A-Z][\w’'-]+){0,2})"
)
Month = int
"""Months since the year 0."""


def periods_in(text: str) -> list[tuple[Month, Month]]:
    """Return the periods that a text names, first and last month of each.

    A year without a month is meant from its first month or to its last.

    >>> [((first // 12, first % 12 + 1), (last // 12, last % 12 + 1))
    ...  for first, last in periods_in("seen between March 2019 and June 2020, and 2021-2022")]
    [((2019, 3), (2020, 6)), ((2021, 1), (2022, 12))]
    """
    periods = []
    for match in _PERIOD.finditer(text):
        first = int(match[2]) * 12 + _month(match[1], 0)
        last = int(match[4]) * 12 + _month(match[3], 11)
        if first <= last:
            periods.append((first, last))
    return periods


def hospitals_in(text: str) -> frozenset[str]:
    """Return the hospitals and universities that a text names, as they are compared.

    >>> sorted(hospitals_in("at Sandhill General Hospital and at a hospital; the University of Marsh"))
    ['sandhill general hospital', 'university of marsh']
    """
    names = (plain_title(match[0]) for match in _HOSPITAL.finditer(text))
    names = (re.sub(r"^(?:at|in|from|of|the|and) ", "", name) for name in names)
    return frozenset(name for name in names if " " in name)


def shared_of_overlap(
    authors: tuple[frozenset[str], frozenset[str]], texts: tuple[str, str]
) -> tuple[str, ...]:
    """Return what two studies share that may have people in common; empty where they may not.

    They need authors in common, and the same hospital or periods that overlap. Periods that are known and
    do not overlap speak against it.

    Args:
        authors: of each, the family names.
        texts: of each, the abstract.
    """
    common = len(authors[0] & authors[1])
    if common < max(FEWEST_AUTHORS, min(map(len, authors)) / 2):
        return ()
    periods = [periods_in(text) for text in texts]
    overlap = any(
        first[0] <= second[1] and second[0] <= first[1] for first in periods[0] for second in periods[1]
    )
    if all(periods) and not overlap:
        return ()
    found = [AUTHORS]
    if any(_is_same(first, second) for first in hospitals_in(texts[0]) for second in hospitals_in(texts[1])):
        found.append(HOSPITAL)
    if overlap:
        found.append(PERIOD)
    return tuple(found) if len(found) > 1 else ()


def family_names(authors: tuple[str, ...]) -> frozenset[str]:
    """Return the family names of authors, as they are compared."""
    return frozenset(filter(None, map(family_name, authors)))


def _is_same(first: str, second: str) -> bool:
    """Return True if two names are one, also where a sentence began before one of them."""
    return f" {first}".endswith(f" {second}") or f" {second}".endswith(f" {first}")


def _month(name: str | None, otherwise: int) -> int:
    short = (name or "")[:3].casefold()
    return _MONTHS.index(short) if short in _MONTHS else otherwise
