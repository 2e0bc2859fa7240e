"""Leave out the codes that are no point on a scale."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable
from typing import overload

from workbench.agreement.patterns import Ratings, RowCounts, Rows


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
