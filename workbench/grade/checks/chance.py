"""Compute how far groups of this size differ by chance alone, so that no impossible balance is asked for."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist


@dataclass(frozen=True, slots=True)
class ChanceDifference:
    """The standardised difference between two groups drawn from the same people.

    Attributes:
        sd: Its standard deviation.
        bound: What it stays below in size in 95 of 100 draws.
        beyond_tenth: Probability that it is above the common limit 0.1 in size.
    """

    sd: float
    bound: float
    beyond_tenth: float


def chance_difference(first: int, second: int | None = None) -> ChanceDifference:
    """Give how large a standardised difference chance alone makes.

    The standard deviation is sqrt(1/n1 + 1/n2), so sqrt(2/n) for two groups of n.

    Args:
        first: People in one group, at least 1.
        second: People in the other; as many if None.

    Raises:
        ValueError: If a group is empty.

    Source:
        Austin PC. Stat Med 2009;28:3083-107, on the sampling distribution of standardised differences.

    With 17 a group, as after the matching of a small study:

    >>> result = chance_difference(17)
    >>> round(result.sd, 2), round(result.bound, 2), round(result.beyond_tenth, 2)
    (0.34, 0.67, 0.77)
    """
    other = first if second is None else second
    if first < 1 or other < 1:
        raise ValueError(f"groups of {first} and {other} people cannot be compared")
    sd = math.sqrt(1 / first + 1 / other)
    normal = NormalDist()
    return ChanceDifference(sd, normal.inv_cdf(0.975) * sd, 2 * normal.cdf(-0.1 / sd))
