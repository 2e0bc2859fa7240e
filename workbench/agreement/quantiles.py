"""Compute quantiles of the normal and of Student's t distribution."""

from __future__ import annotations

import math
from functools import lru_cache
from statistics import NormalDist

_PANELS = 2_000
_STEPS = 100
NORMAL = NormalDist()


def normal_quantile(confidence: float) -> float:
    """Give what a normal deviate stays below in size with this probability.

    >>> round(normal_quantile(0.95), 4)
    1.96
    """
    return NORMAL.inv_cdf((1 + confidence) / 2)


@lru_cache(maxsize=256)
def student_quantile(confidence: float, freedom: int) -> float:
    """Give what Student's t stays below in size with this probability.

    With t = √ν·tan θ the density becomes cos^(ν-1) θ, smooth over any stretch that matters, so that Simpson's
    rule gives its integral to ten digits. The probability is concave in θ: Newton's steps from 0 grow towards
    the quantile and never pass it.

    Args:
        confidence: Between 0 and 1, both excluded.
        freedom: The degrees of freedom ν, 1 or more.

    Source:
        Abramowitz and Stegun 1964, Handbook of Mathematical Functions, 26.7.

    >>> round(student_quantile(0.95, 11), 6), round(student_quantile(0.95, 1), 4)
    (2.200985, 12.7062)
    """
    import numpy as np

    places = np.linspace(0, 1, _PANELS + 1)
    simpson = np.where(np.arange(_PANELS + 1) % 2, 4, 2) / (3 * _PANELS)
    simpson[[0, -1]] /= 2
    log_scale = (
        math.lgamma((freedom + 1) / 2) - math.lgamma(freedom / 2) + math.log(2) - math.log(math.pi) / 2
    )
    scale, angle = math.exp(log_scale), 0.0
    for _ in range(_STEPS):
        reached = scale * angle * float(simpson @ np.cos(angle * places) ** (freedom - 1))
        step = (confidence - reached) / (scale * math.cos(angle) ** (freedom - 1))
        angle += step
        if step <= 1e-15 * angle:
            break
    return math.sqrt(freedom) * math.tan(angle)
