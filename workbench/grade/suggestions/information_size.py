"""Compute the optimal information size: how many people one trial of this outcome would need."""

from __future__ import annotations

import math
from statistics import NormalDist

REDUCTION = 0.25
ALPHA, POWER = 0.05, 0.80
ASSUMPTIONS = "25 % reduction, two equal groups, two-sided alpha 0.05, power 0.80"
_NOISE = 1e-9
"""Far below one person, far above what rounding of floats can add."""


def optimal_information_size(risk: float) -> int | None:
    """Give the people of both groups together that a trial would need to see a reduction of a quarter.

    n a group = (z of alpha / 2 + z of power)² [p1 (1 - p1) + p2 (1 - p2)] / (p1 - p2)² with p2 = 0.75 p1,
    rounded up in each group; unpooled variance, no correction for continuity.

    Args:
        risk: Risk without treatment of the rarer outcome, 0 to 0.5.

    Returns:
        None at a risk of 0, where nothing can be reduced.

    Source:
        The usual formula for two proportions; alpha, power and reduction as in GRADE 6, Guyatt GH, et al.
        J Clin Epidemiol 2011;64:1283-93.

    >>> [optimal_information_size(risk) for risk in (0.5, 0.3, 0.2, 0.1, 0.01)]
    [488, 1074, 1806, 4004, 43562]
    """
    if risk <= 0:
        return None
    reduced = (1 - REDUCTION) * risk
    variance = risk * (1 - risk) + reduced * (1 - reduced)
    reach = NormalDist().inv_cdf(1 - ALPHA / 2) + NormalDist().inv_cdf(POWER)
    each = reach**2 * variance / (risk - reduced) ** 2
    return 2 * math.ceil(each - _NOISE)
