"""Compute the coefficients whose chance term depends on how prevalent each category is, and on nothing else.

Per cent agreement, Brennan-Prediger, Gwet's AC and Fleiss' kappa differ only in that term.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.agreement.coefficients.coefficient import Coefficient, Variant, WeightedPatterns
from workbench.agreement.coefficients.linearised_error import chance_corrected_error
from workbench.agreement.coefficients.rating_counts import pairs_agreeing
from workbench.agreement.formula import Formula, ratio

if TYPE_CHECKING:
    from workbench.agreement.arrays import Floats


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


def by_prevalence_coefficient(
    name: str,
    title: str,
    chance_of: Callable[[Floats], Chance],
    variants: tuple[Variant, ...],
    *,
    lowest: float | None = None,
) -> Coefficient:
    """Describe a coefficient by its chance term.

    Args:
        name: Its name in calls.
        title: What people call it.
        chance_of: From agreement weights, shape (q, q), to the chance term.
        variants: As what reports show it.
        lowest: See `Coefficient`.
    """

    def formula(rated: WeightedPatterns) -> Formula:
        return by_prevalence(*rated.choices(), rated.weights, chance_of(rated.weights))

    def error(rated: WeightedPatterns) -> float | None:
        return by_prevalence_error(*rated.choices(), rated.weights, chance_of(rated.weights))

    return Coefficient(name, title, formula, error, variants, lowest=lowest)


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
        >>> from workbench.agreement.coefficients.fleiss_kappa import chance_term
        >>> kappa = by_prevalence(chosen, np.ones(30), np.eye(5), chance_term(np.eye(5)))
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


def by_prevalence_error(chosen: Floats, counts: Floats, weights: Floats, chance: Chance) -> float | None:
    """Compute the error of per cent agreement, Brennan-Prediger, Gwet's AC or Fleiss' kappa.

    Source:
        Gwet 2008, doi 10.1348/000711006X126600; with weights and missing ratings Gwet 2014.

    Example:
        The twelve subjects and four raters of Gwet 2014, with an error of 0.14295 for AC1.

        >>> import numpy as np
        >>> from workbench.agreement.coefficients.gwet_ac import chance_term
        >>> subjects = "111 2223 3333 3333 2222 1234 4444 1112 2222 555 11 3".split()
        >>> chosen = np.array([[subject.count(code) for code in "12345"] for subject in subjects], float)
        >>> ac1 = chance_term(np.eye(5))
        >>> round(by_prevalence_error(chosen, np.ones(12), np.eye(5), ac1), 5)
        0.14295
    """
    shares = chosen / chosen.sum(axis=1, keepdims=True)
    prevalence = counts @ shares / counts.sum()
    slopes = (shares - prevalence) @ chance.slope(prevalence)
    return chance_corrected_error(chosen, counts, weights, float(chance.of(prevalence)), slopes)
