"""The linearised standard errors: each study's own contribution to the coefficient, and how these vary.

They are here for parity with published results. Where some studies have one rating only, those of per cent
agreement, Brennan-Prediger, AC, Fleiss and Conger come out too wide (by 11 to 32 % in simulations).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from workbench.agreement.coefficients import Chance, choices, pairs_agreeing

if TYPE_CHECKING:
    from workbench.agreement.arrays import Codes, Floats


def _spread(contributions: Floats, value: float, counts: Floats) -> float | None:
    """Turn contributions of the studies, shape (patterns,), into the standard error of their mean."""
    studies = float(counts.sum())
    if studies < 2:
        return None
    return math.sqrt(float(counts @ (contributions - value) ** 2) / (studies * (studies - 1)))


def _chance_corrected(
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
    return _spread(own - 2 * (1 - value) * chance_slopes / (1 - chance), value, counts)


def by_prevalence_error(chosen: Floats, counts: Floats, weights: Floats, chance: Chance) -> float | None:
    """Compute the error of per cent agreement, Brennan-Prediger, Gwet's AC or Fleiss' kappa.

    Source:
        Gwet 2008, doi 10.1348/000711006X126600; with weights and missing ratings Gwet 2014.

    Example:
        The twelve subjects and four raters of Gwet 2014, with an error of 0.14295 for AC1.

        >>> import numpy as np
        >>> from workbench.agreement.coefficients import chance_term
        >>> subjects = "111 2223 3333 3333 2222 1234 4444 1112 2222 555 11 3".split()
        >>> chosen = np.array([[subject.count(code) for code in "12345"] for subject in subjects], float)
        >>> ac1 = chance_term("gwet_ac", np.eye(5))
        >>> round(by_prevalence_error(chosen, np.ones(12), np.eye(5), ac1), 5)
        0.14295
    """
    shares = chosen / chosen.sum(axis=1, keepdims=True)
    prevalence = counts @ shares / counts.sum()
    slopes = (shares - prevalence) @ chance.slope(prevalence)
    return _chance_corrected(chosen, counts, weights, float(chance.of(prevalence)), slopes)


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
    return _chance_corrected(choices(codes, categories), counts, weights, chance, slopes)


def alpha_error(chosen: Floats, counts: Floats, weights: Floats) -> float | None:
    """Compute the error of Krippendorff's alpha, over the studies rated twice or more.

    A study moves the agreement, the prevalences, and the mean number of ratings a study. The small-sample
    term of alpha is left out of the error, as published.

    Source:
        Gwet 2014, with weights.
    """
    paired = chosen.sum(axis=1) >= 2
    chosen, counts = chosen[paired], counts[paired]
    rated = chosen.sum(axis=1)
    mean_rated = counts @ rated / counts.sum()
    relative = rated / mean_rated
    _, agreeing = pairs_agreeing(chosen, weights)
    prevalence = counts @ chosen / (counts @ rated)
    chance = float(prevalence @ weights @ prevalence)
    observed = float(counts @ (agreeing * relative)) / float(counts.sum())
    value = (observed - chance) / (1 - chance)
    own_agreement = agreeing * relative - observed * (relative - 1)
    own_chance = chosen @ (weights @ prevalence) / mean_rated - chance * (relative - 1)
    own = (own_agreement - chance - 2 * (1 - value) * (own_chance - chance)) / (1 - chance)
    return _spread(own, value, counts)


def cohen_error(table: Floats, weights: Floats) -> float | None:
    """Compute the large-sample error of Cohen's kappa.

    Args:
        table: Shape (q, q): studies by the first and the second reviewer's category.
        weights: Agreement weights, shape (q, q).

    Source:
        Fleiss, Cohen and Everitt 1969, Psychol Bull 72:323, doi 10.1037/h0028106.
    """
    studies = float(table.sum())
    if studies < 2:
        return None
    shares = table / studies
    first, second = shares.sum(axis=1), shares.sum(axis=0)
    observed = float((shares * weights).sum())
    chance = float(first @ weights @ second)
    means = (weights @ second)[:, None] + (first @ weights)[None, :]
    squares = float((shares * (weights * (1 - chance) - means * (1 - observed)) ** 2).sum())
    variance = squares - (observed * chance - 2 * chance + observed) ** 2
    return math.sqrt(max(variance, 0.0) / studies) / (1 - chance) ** 2  # rounding may leave -1e-17
