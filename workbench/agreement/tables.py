"""Make what is shown beside a coefficient: pairs of reviewers, the table of counts, the prevalences."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import combinations

from workbench.agreement.patterns import Ratings, Rows, read_patterns


@dataclass(frozen=True, slots=True)
class Pair:
    """Two reviewers and their ratings.

    Attributes:
        first: The first reviewer.
        second: The second reviewer.
        ratings: One row a study, as given: the first one's code and the second one's.
    """

    first: Hashable
    second: Hashable
    ratings: tuple[tuple[Hashable | None, Hashable | None], ...]


def pairs(ratings: Rows, reviewers: Sequence[Hashable]) -> tuple[Pair, ...]:
    """Give the ratings of each pair of reviewers, in the order of the reviewers.

    Args:
        ratings: One row a study, one code a reviewer, None where missing.
        reviewers: Who they are, in the order of the codes in a row.

    Raises:
        ValueError: If a row has not one code a reviewer.

    >>> [(pair.first, pair.second, pair.ratings) for pair in pairs([["Y", "N", None]], ["ann", "bo", "cy"])]
    [('ann', 'bo', (('Y', 'N'),)), ('ann', 'cy', (('Y', None),)), ('bo', 'cy', (('N', None),))]
    """
    for number, row in enumerate(ratings, 1):
        if len(row) != len(reviewers):
            raise ValueError(
                f"the row of study {number} has length {len(row)}, and there are {len(reviewers)} reviewers"
            )
    return tuple(
        Pair(reviewers[first], reviewers[second], tuple((row[first], row[second]) for row in ratings))
        for first, second in combinations(range(len(reviewers)), 2)
    )


def table_of_counts(ratings: Ratings, categories: Sequence[Hashable]) -> tuple[tuple[int, ...], ...]:
    """Count the studies by the categories of two reviewers.

    Args:
        ratings: One row a study, two codes in each, None where missing. Studies that only one rated are in no
            cell.
        categories: The codes in scale order.

    Returns:
        One row for each category of the first reviewer, one count in it for each of the second.

    Raises:
        ValueError: If there are not two codes a row, or a code is not a category.

    >>> table_of_counts([["Y", "Y"], ["Y", "N"], ["N", None]], ["Y", "N"])
    ((1, 1), (0, 0))
    """
    for number, row in enumerate(ratings, 1):
        if len(row) != 2:
            raise ValueError(
                f"a table of counts has two reviewers, and the row of study {number} has length {len(row)}"
            )
    patterns = read_patterns(ratings, categories)
    table = [[0] * patterns.categories for _ in range(patterns.categories)]
    if patterns.raters == 2:
        for (first, second), count in zip(patterns.codes.tolist(), patterns.counts.tolist(), strict=True):
            if first >= 0 and second >= 0:
                table[first][second] = int(count)
    return tuple(tuple(row) for row in table)


def prevalence(ratings: Ratings, categories: Sequence[Hashable]) -> dict[Hashable, float]:
    """Give how prevalent each category is: its share of a study's ratings, averaged over the rated studies.

    Gwet's AC and Fleiss' kappa take chance from these shares. Where nearly all ratings are alike, kappa is
    low however much reviewers agree.

    Args:
        ratings: One row a study, one code a reviewer, None where missing.
        categories: The codes in scale order.

    Returns:
        Category → share, in scale order; the shares add up to 1. Empty if nobody rated.

    Raises:
        ValueError: If rows differ in length, or a code is not a category.

    >>> prevalence([["Y", "Y"], ["Y", "N"]], ["Y", "N"])
    {'Y': 0.75, 'N': 0.25}
    """
    patterns = read_patterns(ratings, categories)
    if not patterns.ratings:
        return {}
    times = patterns.times_rated()
    weight = patterns.counts / times / patterns.counts.sum()
    chosen = [float(weight @ (patterns.codes == k).sum(axis=1)) for k in range(patterns.categories)]
    return dict(zip(categories, chosen, strict=True))
