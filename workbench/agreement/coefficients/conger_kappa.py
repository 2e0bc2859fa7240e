"""Compute Conger's kappa: Cohen's for three and more reviewers, each with own habits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.agreement.coefficients.coefficient import Coefficient, Variant, WeightedPatterns
from workbench.agreement.coefficients.linearised_error import chance_corrected_error
from workbench.agreement.coefficients.rating_counts import count_choices, pairs_agreeing
from workbench.agreement.formula import Formula, ratio

if TYPE_CHECKING:
    from workbench.agreement.arrays import Codes, Floats


def conger(codes: Codes, counts: Floats, weights: Floats) -> Formula:
    """Build the formula of Conger's kappa: Cohen's chance term, averaged over all pairs of reviewers.

    Args:
        codes: Shape (patterns, reviewers): positions on the scale, -1 where missing.
        counts: Shape (patterns,).
        weights: Agreement weights, shape (q, q), symmetric.

    Source:
        Conger 1980, Psychol Bull 88:322, doi 10.1037/0033-2909.88.2.322; with missing ratings and weights
        Gwet 2014.
    """
    import numpy as np

    categories, reviewers = len(weights), codes.shape[1]
    twice, agreeing = pairs_agreeing(count_choices(codes, categories), weights)
    marks = (codes[:, :, None] == np.arange(categories)).astype(float)
    parts = np.column_stack([twice, agreeing, marks.reshape(len(codes), reviewers * categories)])

    def disagreement(sums: Floats) -> tuple[Floats, Floats]:
        chosen = sums[..., 2:].reshape(*sums.shape[:-1], reviewers, categories)
        return 1 - ratio(sums[..., 1], sums[..., 0]), 1 - pairwise_chance(chosen, weights)

    return Formula(counts, parts, disagreement)


def pairwise_chance(chosen: Floats, weights: Floats) -> Floats:
    """Average the chance agreement over all pairs of reviewers.

    Args:
        chosen: Shape (…, reviewers, q): how often each reviewer chose each category. A reviewer who rated
            none of these studies is left out.
        weights: Agreement weights, shape (q, q), symmetric.

    Returns:
        Shape (…); nan where fewer than two reviewers rated.
    """
    import numpy as np

    margins = np.nan_to_num(ratio(chosen, chosen.sum(axis=-1, keepdims=True)))
    reviewers = (chosen.sum(axis=-1) > 0.5).sum(axis=-1).astype(float)
    pooled = margins.sum(axis=-2)
    # The pairs of different reviewers are all pairs less those of each reviewer with himself.
    everyone = ((pooled @ weights) * pooled).sum(axis=-1)
    same = ((margins @ weights) * margins).sum(axis=(-2, -1))
    return ratio(everyone - same, reviewers * (reviewers - 1))


def conger_error(codes: Codes, counts: Floats, weights: Floats) -> float | None:
    """Compute the error of Conger's kappa.

    A study moves the margins of the reviewers who rated it, the more the fewer studies they rated.

    Source:
        Gwet 2014, with missing ratings and weights.
    """
    import numpy as np

    categories, reviewers = len(weights), codes.shape[1]
    marks = (codes[:, :, None] == np.arange(categories)).astype(float)
    rated = counts @ marks.sum(axis=2)
    margins = np.einsum("i,igk->gk", counts, marks) / rated[:, None]
    others = (margins.sum(axis=0) - margins) @ weights
    pairs = reviewers * (reviewers - 1)
    chance = float((margins * others).sum()) / pairs
    moved = np.einsum("igk,gk->ig", marks - marks.sum(axis=2, keepdims=True) * margins, others)
    slopes = (moved * (counts.sum() / rated)).sum(axis=1) / pairs
    return chance_corrected_error(count_choices(codes, categories), counts, weights, chance, slopes)


def _formula(rated: WeightedPatterns) -> Formula:
    return conger(rated.codes, rated.counts, rated.weights)


def _error(rated: WeightedPatterns) -> float | None:
    return conger_error(rated.codes, rated.counts, rated.weights)


CONGER_KAPPA = Coefficient(
    "conger_kappa",
    "Conger's kappa",
    _formula,
    _error,
    (
        Variant("conger_kappa", "Conger's kappa", "Conger κ", reviewers="more"),
        Variant(
            "conger_kappa_linear",
            "Conger's kappa, linear weights",
            "Conger κ linear",
            "linear",
            "ordered",
            "more",
        ),
        Variant(
            "conger_kappa_quadratic",
            "Conger's kappa, quadratic weights",
            "Conger κ quadratic",
            "quadratic",
            "ordered",
            "more",
        ),
    ),
)
