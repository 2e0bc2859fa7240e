"""One coefficient of one set of ratings: its formula, its value, or why it has none."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workbench.agreement.coefficients import alpha, by_prevalence, chance_term, choices, merge
from workbench.agreement.formula import Formula
from workbench.agreement.linearised import alpha_error, by_prevalence_error, cohen_error, conger_error
from workbench.agreement.names import KRIPPENDORFF_METRICS, quoted
from workbench.agreement.patterns import Patterns
from workbench.agreement.reviewers import cohen, conger
from workbench.agreement.weights import Matrix, agreement_weights, numeric_distances, ordinal_distances

if TYPE_CHECKING:
    from workbench.agreement.arrays import Floats

_FROM_MARGINS = ("cohen_kappa", "fleiss_kappa", "conger_kappa", "krippendorff_alpha")
"""They learn from the studies what chance gives, which a single one cannot tell."""


@dataclass(slots=True, eq=False)
class Estimate:
    """One coefficient of one set of ratings.

    Attributes:
        patterns: The ratings.
        coefficient: The coefficient's name.
        weights: Their name, or the matrix.
        categories: The codes in scale order.
    """

    patterns: Patterns
    coefficient: str
    weights: str | Matrix
    categories: tuple[Hashable, ...]
    _matrix: Floats = field(init=False)
    _distances: Floats | Callable[[Floats], Floats] = field(init=False)
    _formula: Formula | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        """Make the weights first, so that wrong ones are refused whatever the ratings are."""
        self._matrix = agreement_weights(
            "unweighted" if self._has_metric else self.weights, len(self.categories), self.coefficient
        )
        if not self._has_metric:
            self._distances = 1 - self._matrix
        elif self.weights == "krippendorff_ordinal":
            self._distances = ordinal_distances
        else:
            self._distances = numeric_distances(str(self.weights), self.categories)

    @property
    def _has_metric(self) -> bool:
        """Whether Krippendorff's metric stands in the place of agreement weights."""
        return isinstance(self.weights, str) and self.weights in KRIPPENDORFF_METRICS

    @property
    def formula(self) -> Formula:
        """The coefficient as sums over the studies."""
        if self._formula is None:
            self._formula = self._build()
        return self._formula

    def _build(self) -> Formula:
        codes, counts = self.patterns.codes, self.patterns.counts
        if self.coefficient == "cohen_kappa":
            return cohen(codes, counts, self._matrix)
        if self.coefficient == "conger_kappa":
            return conger(codes, counts, self._matrix)
        chosen, counts = self._merged()
        if self.coefficient == "krippendorff_alpha":
            return alpha(chosen, counts, self._distances)
        return by_prevalence(chosen, counts, self._matrix, chance_term(self.coefficient, self._matrix))

    def _merged(self) -> tuple[Floats, Floats]:
        return merge(choices(self.patterns.codes, len(self.categories)), self.patterns.counts)

    def value(self) -> float:
        """Compute the coefficient; nan where it is not defined."""
        return float(self.formula.values(self.formula.sums()))

    def percent_agreement(self) -> float:
        """Compute the raw agreement, unweighted; nan where no study was rated twice."""
        import numpy as np

        if not self.patterns.rated_twice():
            return math.nan
        same = np.eye(len(self.categories))
        formula = by_prevalence(*self._merged(), same, chance_term("percent_agreement", same))
        return float(formula.values(formula.sums()))

    def linearised_error(self) -> float | None:
        """Compute the linearised standard error; None where none is published or there is one study."""
        codes, counts = self.patterns.codes, self.patterns.counts
        if self._has_metric:
            return None
        if self.coefficient == "cohen_kappa":
            return cohen_error(self.formula.sums().reshape(self._matrix.shape), self._matrix)
        if self.coefficient == "conger_kappa":
            return conger_error(codes, counts, self._matrix)
        chosen, counts = self._merged()
        if self.coefficient == "krippendorff_alpha":
            return alpha_error(chosen, counts, self._matrix)
        return by_prevalence_error(chosen, counts, self._matrix, chance_term(self.coefficient, self._matrix))


def undefined_because(estimate: Estimate) -> str | None:
    """Say in a sentence why the coefficient is not defined; None if it is."""
    patterns = estimate.patterns
    if not patterns.ratings:
        return "nobody has rated a study"
    if patterns.raters < 2:
        return "only one reviewer has rated; agreement takes two"
    if not patterns.rated_twice():
        return "no study was rated by two reviewers"
    informative = (
        patterns.rated_twice() if estimate.coefficient == "krippendorff_alpha" else estimate.formula.studies
    )
    if informative < 2 and estimate.coefficient in _FROM_MARGINS:
        return "one study does not tell how often each category is chosen, and so not what chance would give"
    return _no_room_for_chance(estimate) if math.isnan(estimate.value()) else None


def _no_room_for_chance(estimate: Estimate) -> str:
    """Say why the agreement expected by chance is complete, so that the coefficient is 0/0."""
    if len(estimate.categories) == 1:
        return "the scale has one category, so reviewers cannot but agree"
    codes = estimate.patterns.codes
    whose = "rating"
    if estimate.coefficient in ("cohen_kappa", "krippendorff_alpha") and estimate.patterns.rated_once():
        codes, whose = codes[estimate.patterns.times_rated() >= 2], "rating of a study rated twice"
    used = sorted({int(code) for code in codes[codes >= 0]})
    if len(used) == 1:
        return (
            f"every {whose} is {quoted(estimate.categories[used[0]])}, "
            "so agreement by chance is complete and there is nothing beyond it to measure"
        )
    return "with these weights agreement by chance is complete and there is nothing beyond it to measure"
