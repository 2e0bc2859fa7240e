"""Compute Gwet's AC1, and AC2 with weights: it stays stable when nearly all ratings are alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.agreement.coefficients.by_prevalence import Chance, by_prevalence_coefficient
from workbench.agreement.coefficients.coefficient import Variant

if TYPE_CHECKING:
    from workbench.agreement.arrays import Floats


def chance_term(weights: Floats) -> Chance:
    """Take chance as the smaller, the more one category prevails.

    Source:
        Gwet 2008, Br J Math Stat Psychol 61:29, doi 10.1348/000711006X126600 (AC1); Gwet 2014, Handbook of
        Inter-Rater Reliability, 4th ed. (AC2).
    """
    categories = len(weights)
    # One category: the term is 0/0; nan makes it undefined.
    spread = weights.sum() / (categories * (categories - 1)) if categories > 1 else float("nan")
    return Chance(lambda p: spread * (p * (1 - p)).sum(axis=-1), lambda p: spread * (0.5 - p))


GWET_AC = by_prevalence_coefficient(
    "gwet_ac",
    "Gwet's AC",
    chance_term,
    (
        Variant("gwet_ac1", "Gwet's AC1", "AC1", beside_ordered=True),
        Variant("gwet_ac2_linear", "Gwet's AC2, linear weights", "AC2 linear", "linear", "ordered"),
    ),
)
