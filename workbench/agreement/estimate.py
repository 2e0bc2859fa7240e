"""Put one coefficient and one set of ratings together: its formula, its value, or why it has none."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from workbench.agreement.coefficients.coefficient import WeightedPatterns
from workbench.agreement.coefficients.percent_agreement import PERCENT_AGREEMENT
from workbench.agreement.coefficients.registry import Coefficient
from workbench.agreement.formula import Formula
from workbench.agreement.names import quoted
from workbench.agreement.patterns import Patterns
from workbench.agreement.weights import (
    KRIPPENDORFF_METRICS,
    Matrix,
    agreement_weights,
    numeric_distances,
    ordinal_distances,
)

if TYPE_CHECKING:
    from workbench.agreement.arrays import Codes, Floats

_ONE_CATEGORY = "the scale has one category, so reviewers cannot but agree"


@dataclass(slots=True, eq=False)
class Estimate:
    """One coefficient of one set of ratings.

    Attributes:
        patterns: The ratings.
        coefficient: The coefficient.
        weights: The name of the weights, or the matrix.
        categories: The codes in scale order.
    """

    patterns: Patterns
    coefficient: Coefficient
    weights: str | Matrix
    categories: tuple[Hashable, ...]
    _weighted: WeightedPatterns = field(init=False)
    _formula: Formula | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        """Make the weights first, so that wrong ones are refused whatever the ratings are."""
        matrix = agreement_weights(
            "unweighted" if self._has_metric else self.weights,
            len(self.categories),
            self.coefficient.name,
            may_be_asymmetric=self.coefficient.compares_two,
        )
        patterns = self.patterns
        self._weighted = WeightedPatterns(patterns.codes, patterns.counts, matrix, self._distances(matrix))

    @property
    def _has_metric(self) -> bool:
        """Whether Krippendorff's metric stands in the place of agreement weights."""
        return isinstance(self.weights, str) and self.weights in KRIPPENDORFF_METRICS

    def _distances(self, matrix: Floats) -> Floats | Callable[[Floats], Floats]:
        if not self._has_metric:
            return 1 - matrix
        if self.weights == "krippendorff_ordinal":
            return ordinal_distances
        return numeric_distances(str(self.weights), self.categories)

    @property
    def formula(self) -> Formula:
        """The coefficient as sums over the studies."""
        if self._formula is None:
            self._formula = self.coefficient.formula(self._weighted)
        return self._formula

    @property
    def informative(self) -> Formula:
        """The same over the studies that enter it: those rated once only where they tell something."""
        twice = self.patterns.times_rated() >= 2
        if self.coefficient.uses_rated_once or twice.all():
            return self.formula
        rated = self._weighted
        return self.coefficient.formula(replace(rated, codes=rated.codes[twice], counts=rated.counts[twice]))

    def parts_of(self, codes: Codes) -> Floats:
        """Give what one more study would add to each sum of the formula.

        Args:
            codes: Shape (ways, reviewers): the ways in which that study may be rated.

        Returns:
            Shape (ways, parts), in the order of the ways.
        """
        import numpy as np

        ways = replace(self._weighted, codes=codes, counts=np.ones(len(codes)), one_by_one=True)
        return self.coefficient.formula(ways).parts

    def value(self) -> float:
        """Compute the coefficient; nan where it is not defined."""
        return float(self.formula.values(self.formula.sums()))

    def percent_agreement(self) -> float:
        """Compute the raw agreement, unweighted; nan where no study was rated twice."""
        import numpy as np

        if not self.patterns.rated_twice():
            return math.nan
        same = np.eye(len(self.categories))
        formula = PERCENT_AGREEMENT.formula(
            WeightedPatterns(self.patterns.codes, self.patterns.counts, same, 1 - same)
        )
        return float(formula.values(formula.sums()))

    def linearised_error(self) -> float | None:
        """Compute the linearised standard error; None where none is published or there is one study."""
        return None if self._has_metric else self.coefficient.linearised_error(self._weighted)


def undefined_because(estimate: Estimate) -> str | None:
    """Say in a sentence why the coefficient is not defined; None if it is."""
    patterns = estimate.patterns
    if not patterns.ratings:
        return "nobody has rated a study"
    if patterns.raters < 2:
        return "only one reviewer has rated; agreement takes two"
    if not patterns.rated_twice():
        return "no study was rated by two reviewers"
    return _no_room_for_chance(estimate) if math.isnan(estimate.value()) else None


def no_interval_because(estimate: Estimate) -> str | None:
    """Say in a sentence why a coefficient that is defined has no interval of any kind; None if it may."""
    if len(estimate.categories) == 1:
        return _ONE_CATEGORY
    if estimate.informative.studies < 2:
        return "one study does not show how agreement varies between studies"
    return None


def _no_room_for_chance(estimate: Estimate) -> str:
    """Say why the agreement expected by chance is complete, so that the coefficient is 0/0."""
    if len(estimate.categories) == 1:
        return _ONE_CATEGORY
    codes = estimate.patterns.codes
    whose = "rating"
    if not estimate.coefficient.uses_rated_once and estimate.patterns.rated_once():
        codes, whose = codes[estimate.patterns.times_rated() >= 2], "rating of a study rated twice"
    used = sorted({int(code) for code in codes[codes >= 0]})
    if len(used) == 1:
        return (
            f"every {whose} is {quoted(estimate.categories[used[0]])}, "
            "so agreement by chance is complete and there is nothing beyond it to measure"
        )
    return "with these weights agreement by chance is complete and there is nothing beyond it to measure"
