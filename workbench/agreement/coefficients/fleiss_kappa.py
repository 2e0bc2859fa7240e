"""Compute Fleiss' kappa, for any number of reviewers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.agreement.coefficients.by_prevalence import Chance, by_prevalence_coefficient
from workbench.agreement.coefficients.coefficient import Variant

if TYPE_CHECKING:
    from workbench.agreement.arrays import Floats


def chance_term(weights: Floats) -> Chance:
    """Take chance as two ratings drawn from the prevalences.

    Source:
        Fleiss 1971, Psychol Bull 76:378, doi 10.1037/h0031619.
    """
    return Chance(lambda p: ((p @ weights) * p).sum(axis=-1), lambda p: weights @ p)


FLEISS_KAPPA = by_prevalence_coefficient(
    "fleiss_kappa",
    "Fleiss' kappa",
    chance_term,
    (Variant("fleiss_kappa", "Fleiss' kappa", "Fleiss κ", reviewers="more"),),
)
