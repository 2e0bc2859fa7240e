"""Answers made ready for comparing: collapsed to what they say about bias, or left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Mapping
from types import MappingProxyType
from typing import overload

from workbench.agreement.names import nearest, quoted
from workbench.agreement.patterns import Ratings, RowCounts, Rows

COLLAPSED: Mapping[str, str | None] = MappingProxyType(
    {
        "Y": "favourable",
        "PY": "favourable",
        "PN": "unfavourable",
        "N": "unfavourable",
        "WN": "unfavourable",
        "SN": "unfavourable",
        "NI": "no information",
        "NA": None,
    }
)
"""Code of an answer → what it says about bias; an item that does not apply says nothing."""


def collapse(code: str | None) -> str | None:
    """Collapse an answer to what it says about bias: the main analysis compares these.

    Yes and probably yes mean the same for a judgement, as do all kinds of no. That there is no information is
    an answer of its own and not a point between them.

    Args:
        code: The code of an answer, or None where it is missing.

    Returns:
        "favourable", "unfavourable", "no information", or None for "NA" and None.

    Raises:
        ValueError: If there is no such code.

    >>> [collapse(code) for code in ("PY", "WN", "NI", "NA", None)]
    ['favourable', 'unfavourable', 'no information', None, None]
    """
    if code is None:
        return None
    if code not in COLLAPSED:
        raise ValueError(f"there is no answer {quoted(code)}; {nearest(code, COLLAPSED)}")
    return COLLAPSED[code]


@overload
def leave_out(ratings: RowCounts, codes: Collection[Hashable]) -> tuple[RowCounts, int]: ...


@overload
def leave_out(ratings: Rows, codes: Collection[Hashable]) -> tuple[list[list[Hashable | None]], int]: ...


def leave_out(
    ratings: Ratings, codes: Collection[Hashable]
) -> tuple[RowCounts | list[list[Hashable | None]], int]:
    """Take codes that are no point on the scale for missing, and count them.

    Weighted coefficients compare positions on a scale, and "no information" has none: leave it out, and say
    how many.

    Args:
        ratings: One row a study, one code a reviewer, None where missing; or a Counter of such rows.
        codes: The codes to leave out.

    Returns:
        The ratings without them, as rows or as counts, and how many they were.

    >>> leave_out([["low", "no_information"], ["high", "high"]], ["no_information"])
    ([['low', None], ['high', 'high']], 1)
    """
    gone = frozenset(codes)
    if not isinstance(ratings, Counter):
        kept = [[None if code in gone else code for code in row] for row in ratings]
        return kept, sum(code in gone for row in ratings for code in row if code is not None)
    counts: RowCounts = Counter()
    for row, count in ratings.items():
        counts[tuple(None if code in gone else code for code in row)] += count
    left_out = sum(
        count for row, count in ratings.items() for code in row if code is not None and code in gone
    )
    return counts, left_out
