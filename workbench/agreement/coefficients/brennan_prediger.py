"""Compute Brennan-Prediger, also PABAK: chance gives each category alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.agreement.coefficients.by_prevalence import Chance, by_prevalence_coefficient
from workbench.agreement.coefficients.coefficient import Variant

if TYPE_CHECKING:
    from workbench.agreement.arrays import Floats


def chance_term(weights: Floats) -> Chance:
    """Take chance from the weights alone: 1/q without them.

    Source:
        Brennan and Prediger 1981, Educ Psychol Meas 41:687, doi 10.1177/001316448104100307.
    """
    import numpy as np

    uniform = weights.sum() / len(weights) ** 2
    return Chance(lambda p: 0 * p.sum(axis=-1) + uniform, np.zeros_like)


BRENNAN_PREDIGER = by_prevalence_coefficient(
    "brennan_prediger",
    "Brennan-Prediger (PABAK)",
    chance_term,
    (Variant("brennan_prediger", "Brennan-Prediger (PABAK)", "PABAK"),),
)
