"""Compute per cent agreement: the share of pairs of ratings that agree, not corrected for chance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.agreement.coefficients.by_prevalence import Chance, by_prevalence_coefficient
from workbench.agreement.coefficients.coefficient import Variant

if TYPE_CHECKING:
    from workbench.agreement.arrays import Floats


def chance_term(weights: Floats) -> Chance:
    """Take no agreement for chance: what is left is the share of pairs of ratings that agree.

    Source:
        Fleiss 1971, Psychol Bull 76:378, doi 10.1037/h0031619, for the share of pairs.
    """
    import numpy as np

    return Chance(lambda p: 0 * p.sum(axis=-1), np.zeros_like)


PERCENT_AGREEMENT = by_prevalence_coefficient(
    "percent_agreement",
    "per cent agreement",
    chance_term,
    (Variant("percent_agreement", "Per cent agreement", "Alike", scale="raw"),),
    lowest=0.0,
)
