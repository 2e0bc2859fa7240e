"""Compute Krippendorff's alpha, over the studies rated twice or more, by any distance between two codes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from workbench.agreement.coefficients.coefficient import Coefficient, Variant, WeightedPatterns
from workbench.agreement.coefficients.linearised_error import standard_error
from workbench.agreement.coefficients.rating_counts import pairs_agreeing
from workbench.agreement.formula import Formula, ratio

if TYPE_CHECKING:
    from workbench.agreement.arrays import Floats


def alpha(chosen: Floats, counts: Floats, distances: Floats | Callable[[Floats], Floats]) -> Formula:
    """Build the formula of Krippendorff's alpha.

    Args:
        chosen: Shape (patterns, q). Studies rated once have nothing to pair and add nothing, but leaving one
            out or drawing one is part of the jackknife and the bootstrap.
        counts: Shape (patterns,).
        distances: How far two codes differ, shape (q, q), or what makes it from how often each was used.

    Source:
        Krippendorff 2011, Computing Krippendorff's Alpha-Reliability: from the coincidences of values.

    Example:
        Four observers, twelve units, some values missing: example C there, with a nominal alpha of 0.743.

        >>> import numpy as np
        >>> units = "111 2223 3333 3333 2222 1234 4444 1112 2222 555 11 3".split()
        >>> chosen = np.array([[unit.count(value) for value in "12345"] for unit in units], float)
        >>> nominal = alpha(chosen, np.ones(12), 1 - np.eye(5))
        >>> round(float(nominal.values(nominal.sums())), 3)
        0.743
    """
    import numpy as np

    categories = chosen.shape[1]
    pairs = chosen[:, :, None] * chosen[:, None, :] - chosen[:, :, None] * np.eye(categories)
    coincidences = pairs / np.maximum(chosen.sum(axis=1) - 1, 1)[:, None, None]
    disagreement = partial(_coincidence_disagreement, categories=categories, distances=distances)
    return Formula(counts, coincidences.reshape(len(chosen), categories**2), disagreement)


def _coincidence_disagreement(
    sums: Floats, *, categories: int, distances: Floats | Callable[[Floats], Floats]
) -> tuple[Floats, Floats]:
    """Compute observed and expected disagreement from summed coincidences, shape (…, q * q)."""
    coincidences = sums.reshape(*sums.shape[:-1], categories, categories)
    margins = coincidences.sum(axis=-1)
    values = margins.sum(axis=-1)
    far = distances(margins) if callable(distances) else distances
    observed = (coincidences * far).sum(axis=(-2, -1))
    expected = (margins[..., :, None] * margins[..., None, :] * far).sum(axis=(-2, -1))
    return ratio(observed, values), ratio(expected, values * (values - 1))


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
    return standard_error(own, value, counts)


def _formula(rated: WeightedPatterns) -> Formula:
    return alpha(*rated.choices(), rated.distances)


def _error(rated: WeightedPatterns) -> float | None:
    return alpha_error(*rated.choices(), rated.weights)


KRIPPENDORFF_ALPHA = Coefficient(
    "krippendorff_alpha",
    "Krippendorff's alpha",
    _formula,
    _error,
    (
        Variant("krippendorff_alpha_nominal", "Krippendorff's alpha, nominal", "Krippendorff α"),
        Variant(
            "krippendorff_alpha_ordinal",
            "Krippendorff's alpha, ordinal",
            "Krippendorff α ordinal",
            "krippendorff_ordinal",
            "ordered",
        ),
    ),
    takes_metrics=True,
    uses_rated_once=False,
)
