"""The coefficients that need to know how often each category was chosen in a study, but not by whom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from workbench.agreement.formula import Formula, ratio

if TYPE_CHECKING:
    from workbench.agreement.arrays import Codes, Floats


def choices(codes: Codes, categories: int) -> Floats:
    """Count how often each category was chosen in each pattern.

    Args:
        codes: Shape (patterns, reviewers): positions on the scale, -1 where missing.
        categories: How many categories the scale has, q.

    Returns:
        Shape (patterns, q).
    """
    import numpy as np

    chosen: Floats = np.stack([(codes == k).sum(axis=1) for k in range(categories)], axis=1).astype(float)
    return chosen


def merge(chosen: Floats, counts: Floats) -> tuple[Floats, Floats]:
    """Merge patterns that differ only in who chose what; with many reviewers far fewer remain."""
    import numpy as np

    unique, where = np.unique(chosen, axis=0, return_inverse=True)
    merged: Floats = np.bincount(where.reshape(-1), weights=counts, minlength=len(unique)).astype(float)
    return unique, merged


def pairs_agreeing(chosen: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Tell which patterns have two ratings, and the share of their pairs of ratings that agree.

    Args:
        chosen: Shape (patterns, q).
        weights: Agreement weights, shape (q, q).

    Returns:
        Two arrays of shape (patterns,): 1 or 0, and the agreement, 0 where there are no two ratings.

    Source:
        Fleiss 1971, doi 10.1037/h0031619; with weights Gwet 2014, Handbook of Inter-Rater Reliability.
    """
    import numpy as np

    rated = chosen.sum(axis=1)
    agreeing = (chosen * (chosen @ weights.T)).sum(axis=1) - chosen @ np.diag(weights)
    twice = (rated >= 2).astype(float)
    return twice, agreeing / np.where(rated >= 2, rated * (rated - 1), 1) * twice


@dataclass(frozen=True, slots=True, eq=False)
class Chance:
    """The agreement by chance, from how prevalent each category is.

    Attributes:
        of: From prevalences, shape (…, q), to the agreement, shape (…).
        slope: Its derivative by each prevalence, halved. The linearised variance of Gwet is written with it:
            shape (q,) to shape (q,).
    """

    of: Callable[[Floats], Floats]
    slope: Callable[[Floats], Floats]


def chance_term(coefficient: str, weights: Floats) -> Chance:
    """Choose the chance term.

    Args:
        coefficient: "percent_agreement", "brennan_prediger", "gwet_ac" or "fleiss_kappa".
        weights: Agreement weights, shape (q, q), symmetric.

    Sources:
        Brennan and Prediger 1981, doi 10.1177/001316448104100307: by the weights alone, 1/q without them.
        Gwet 2008, doi 10.1348/000711006X126600 (AC1), and 2014 (AC2). Fleiss 1971, doi 10.1037/h0031619.
    """
    import numpy as np

    categories = len(weights)
    # One category: AC's term is 0/0; nan makes it undefined.
    spread = weights.sum() / (categories * (categories - 1)) if categories > 1 else float("nan")
    uniform = weights.sum() / categories**2
    terms = {
        "percent_agreement": Chance(lambda p: 0 * p.sum(axis=-1), np.zeros_like),
        "brennan_prediger": Chance(lambda p: 0 * p.sum(axis=-1) + uniform, np.zeros_like),
        "gwet_ac": Chance(lambda p: spread * (p * (1 - p)).sum(axis=-1), lambda p: spread * (0.5 - p)),
        "fleiss_kappa": Chance(lambda p: ((p @ weights) * p).sum(axis=-1), lambda p: weights @ p),
    }
    return terms[coefficient]


def by_prevalence(chosen: Floats, counts: Floats, weights: Floats, chance: Chance) -> Formula:
    """Build the formula of a coefficient whose chance term depends on the prevalences alone.

    Args:
        chosen: Shape (patterns, q).
        counts: Shape (patterns,).
        weights: Agreement weights, shape (q, q).
        chance: The chance term.

    Source:
        Gwet 2014: the agreement over the studies rated twice or more, the prevalence over all of them, each
        study counting the same however many rated it.

    Example:
        Six psychiatrists diagnose 30 patients in Fleiss 1971, doi 10.1037/h0031619, with kappa 0.430.

        >>> import numpy as np
        >>> patients = '''
        ...     444444 222555 233335 555555 222444 113333 333355 113334 114444 555555 144444 124444 222333
        ...     144444 224445 333335 111455 111112 224444 133555 555555 244444 224555 114444 144445 222224
        ...     111155 224444 133333 555555'''.split()
        >>> chosen = np.array([[patient.count(code) for code in "12345"] for patient in patients], float)
        >>> kappa = by_prevalence(chosen, np.ones(30), np.eye(5), chance_term("fleiss_kappa", np.eye(5)))
        >>> round(float(kappa.values(kappa.sums())), 3)
        0.43
    """
    import numpy as np

    twice, agreeing = pairs_agreeing(chosen, weights)
    shares = chosen / chosen.sum(axis=1, keepdims=True)
    parts = np.column_stack([np.ones_like(twice), twice, agreeing, shares])

    def disagreement(sums: Floats) -> tuple[Floats, Floats]:
        prevalence = ratio(sums[..., 3:], sums[..., :1])
        return 1 - ratio(sums[..., 2], sums[..., 1]), 1 - chance.of(prevalence)

    return Formula(counts, parts, disagreement)


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
