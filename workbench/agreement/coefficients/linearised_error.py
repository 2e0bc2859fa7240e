"""Compute linearised standard errors: each study's own contribution to the coefficient, and how these vary.

They are here for parity with published results. Where some studies have one rating only, those of per cent
agreement, Brennan-Prediger, AC, Fleiss and Conger come out too wide (by 11 to 32 % in simulations).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from workbench.agreement.coefficients.rating_counts import pairs_agreeing

if TYPE_CHECKING:
    from workbench.agreement.arrays import Floats


def standard_error(contributions: Floats, value: float, counts: Floats) -> float | None:
    """Turn contributions of the studies, shape (patterns,), into the standard error of their mean."""
    studies = float(counts.sum())
    if studies < 2:
        return None
    return math.sqrt(float(counts @ (contributions - value) ** 2) / (studies * (studies - 1)))


def chance_corrected_error(
    chosen: Floats, counts: Floats, weights: Floats, chance: float, chance_slopes: Floats
) -> float | None:
    """Compute the error of (agreement - chance) / (1 - chance).

    Args:
        chosen: Shape (patterns, q).
        counts: Shape (patterns,).
        weights: Agreement weights, shape (q, q).
        chance: The chance term.
        chance_slopes: Shape (patterns,): how far a study of the pattern moves it, halved.

    Source:
        Gwet 2014: a study rated once contributes no agreement, and the others the more for it.
    """
    twice, agreeing = pairs_agreeing(chosen, weights)
    share_twice = float(counts @ twice) / float(counts.sum())
    observed = float(counts @ agreeing) / float(counts @ twice)
    value = (observed - chance) / (1 - chance)
    own = (agreeing - chance * twice) / share_twice / (1 - chance)
    return standard_error(own - 2 * (1 - value) * chance_slopes / (1 - chance), value, counts)
