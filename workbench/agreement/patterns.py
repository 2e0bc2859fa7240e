"""Count the rating patterns that occur, each with its number of studies.

Five hundred thousand studies rated by two reviewers on five categories show at most 36 patterns. Whatever is
computed from patterns costs the same for them as for fifty studies, the bootstrap included.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.agreement.names import nearest, quoted

if TYPE_CHECKING:
    from workbench.agreement.arrays import Codes, Floats

Rows = Sequence[Sequence[Hashable | None]]
"""Ratings as they are given: one row a study, one code a reviewer, None where missing."""

RowCounts = Counter[tuple[Hashable | None, ...]]
"""Ratings counted already: each row that occurs, with its number of studies."""

Ratings = Rows | RowCounts
"""What all functions here take."""

_Pattern = tuple[int, ...]
_MISSING = -1


@dataclass(frozen=True, slots=True, eq=False)
class Patterns:
    """The rating patterns that occur, without the studies nobody rated and the reviewers who rated nothing.

    The patterns are sorted, so that the order of the studies never shows in a result.

    Attributes:
        codes: Shape (patterns, reviewers): positions on the scale, -1 where missing.
        counts: Shape (patterns,): how many studies show the pattern.
        categories: How many categories the scale has.
        unrated: How many studies nobody rated.
    """

    codes: Codes
    counts: Floats
    categories: int
    unrated: int

    @property
    def studies(self) -> int:
        """The studies given, the unrated included."""
        return int(self.counts.sum()) + self.unrated

    @property
    def raters(self) -> int:
        """The reviewers who rated anything."""
        return int(self.codes.shape[1])

    @property
    def ratings(self) -> int:
        """The ratings given."""
        return int(self.counts @ self.times_rated())

    def times_rated(self) -> Floats:
        """Count the ratings in each pattern. Shape (patterns,)."""
        rated: Floats = (self.codes != _MISSING).sum(axis=1).astype(float)
        return rated

    def rated_twice(self) -> int:
        """Count the studies that two or more reviewers rated."""
        return int(self.counts[self.times_rated() >= 2].sum())

    def pairs(self) -> int:
        """Count the pairs of ratings of one study, over all studies."""
        times = self.times_rated()
        return int(self.counts @ (times * (times - 1) / 2))

    def rated_once(self) -> int:
        """Count the studies that one reviewer rated."""
        return int(self.counts[self.times_rated() == 1].sum())


def read_patterns(ratings: Ratings, categories: Sequence[Hashable]) -> Patterns:
    """Count the rating patterns.

    Args:
        ratings: One row a study, one code a reviewer, None where missing; or a Counter of such rows, which
            saves counting them once for each coefficient.
        categories: The codes in scale order.

    Raises:
        ValueError: If a code is not a category, rows differ in length, or the categories are not usable.

    >>> read_patterns([["Y", "N"], ["Y", None], ["Y", "N"], [None, None]], ["N", "Y"]).counts.tolist()
    [1.0, 2.0]
    """
    import numpy as np

    positions = read_categories(categories)
    rows = list(ratings) if isinstance(ratings, Counter) else ratings
    counted = _count_rows(rows)
    seen = _coded(ratings if isinstance(ratings, Counter) else counted, positions, rows)
    width = len(next(iter(seen), ()))
    raters = [column for column in range(width) if any(row[column] != _MISSING for row in seen)]
    # A reviewer who is left out is missing everywhere, so no two patterns fall together here.
    rated = sorted(
        (tuple(row[column] for column in raters), seen[row])
        for row in seen
        if max(row, default=_MISSING) >= 0
    )
    unrated = sum(seen.values()) - sum(count for _, count in rated)
    codes = np.array([row for row, _ in rated], dtype=np.int64).reshape(len(rated), len(raters))
    counts = np.array([count for _, count in rated], dtype=np.float64)
    return Patterns(codes, counts, len(positions), unrated)


def read_categories(categories: Sequence[Hashable]) -> dict[Hashable, int]:
    """Give each category its position on the scale.

    Raises:
        ValueError: If there is no category, one is there twice, or one is None, which means missing.
    """
    if isinstance(categories, str):
        raise ValueError(f"categories are a list of codes, not the text {quoted(categories)}")
    positions: dict[Hashable, int] = {}
    for place, category in enumerate(categories):
        if category is None or category != category:
            raise ValueError(f"{category} cannot be a category: it stands for a missing rating")
        try:
            first = positions.setdefault(category, len(positions))
        except TypeError:
            raise ValueError(f"{quoted(category)} cannot be a category: use a text or a number") from None
        if first != place:
            raise ValueError(f"the category {quoted(category)} is there twice")
    if not positions:
        raise ValueError("there are no categories; give the codes of the scale, in its order")
    return positions


def _count_rows(ratings: Rows) -> Counter[tuple[Hashable | None, ...]]:
    """Count equal rows. Hashing tuples is faster than turning every code into a number."""
    rows: Iterable[Sequence[Hashable | None]] = ratings
    if isinstance(ratings, str) or str in set(map(type, rows)):
        raise ValueError(
            "ratings are one list of codes a study, such as [['Y', 'N'], ['Y', None]]; a text is no row"
        )
    try:
        seen = Counter(map(tuple, rows))
    except TypeError:
        raise _row_fault(ratings) from None
    if len(set(map(len, seen))) > 1:
        width = len(ratings[0])
        number, row = next((at, row) for at, row in enumerate(ratings, 1) if len(row) != width)
        raise ValueError(
            f"the row of study {number} has length {len(row)}, that of study 1 length {width}; "
            "every row has one code for each reviewer, None where missing"
        )
    return seen


def _row_fault(ratings: Rows) -> ValueError:
    """Say which row is no row, or which code cannot be one."""
    for number, row in enumerate(ratings, 1):
        if not hasattr(row, "__iter__"):
            return ValueError(
                f"study {number} is {quoted(row)}; a row is one code a reviewer, None where missing"
            )
        for reviewer, code in enumerate(row, 1):
            try:
                hash(code)
            except TypeError:
                return ValueError(f"study {number}, reviewer {reviewer}: {quoted(code)} cannot be a code")
    return ValueError("ratings are one row a study, and one code a reviewer")


def _coded(
    seen: Counter[tuple[Hashable | None, ...]], positions: dict[Hashable, int], ratings: Rows
) -> dict[_Pattern, int]:
    """Turn codes into positions; equal codes of different types, such as 1 and 1.0, are one."""
    position_of: dict[Hashable | None, int] = {**positions, None: _MISSING}
    try:
        return {tuple(position_of[code] for code in row): count for row, count in seen.items()}
    except KeyError:
        raise _unknown_code(ratings, position_of, list(positions)) from None


def _unknown_code(
    ratings: Rows, position_of: dict[Hashable | None, int], categories: list[Hashable]
) -> ValueError:
    """Name the first code that is not a category, where it is, and what was probably meant."""
    number, reviewer, code = next(
        (number, reviewer, code)
        for number, row in enumerate(ratings, 1)
        for reviewer, code in enumerate(row, 1)
        if code not in position_of
    )
    hint = "a missing rating is None" if code != code else nearest(code, categories)
    return ValueError(f"study {number}, reviewer {reviewer}: {quoted(code)} is not a category; {hint}")
