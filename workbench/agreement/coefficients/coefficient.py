"""Describe a coefficient of agreement: how it is called, computed and shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from workbench.agreement.coefficients.rating_counts import count_choices, merge

if TYPE_CHECKING:
    from workbench.agreement.arrays import Codes, Floats
    from workbench.agreement.formula import Formula

Scale = Literal["nominal", "ordered", "raw"]
"""Where a variant is shown: where the order of the categories does not count, where it does, or last of all
because it is not corrected for chance.
"""

Reviewers = Literal["any", "two", "more"]
"""For how many reviewers a variant is shown."""


@dataclass(frozen=True, slots=True)
class Variant:
    """A coefficient with weights, as reports show it.

    Attributes:
        name: Short and stable, for programs, such as "gwet_ac2_linear".
        title: For people, such as "Gwet's AC2, linear weights".
        short: A title that leaves room for numbers, such as "AC2 linear".
        weights: The name of the weights.
        scale: Where it is shown.
        reviewers: For how many reviewers it is shown.
        beside_ordered: Whether a nominal variant is shown for ordered judgements as well.
    """

    name: str
    title: str
    short: str
    weights: str = "unweighted"
    scale: Scale = "nominal"
    reviewers: Reviewers = "any"
    beside_ordered: bool = False

    def is_for(self, reviewers: int) -> bool:
        """Return True if it is shown for so many reviewers."""
        return self.reviewers == "any" or (self.reviewers == "two") == (reviewers == 2)


@dataclass(frozen=True, slots=True, eq=False)
class WeightedPatterns:
    """Rating patterns with the weights by which two ratings are compared.

    Attributes:
        codes: Shape (patterns, reviewers): positions on the scale, -1 where missing.
        counts: Shape (patterns,): how many studies show each pattern.
        weights: Agreement weights, shape (q, q), 1 on the diagonal.
        distances: How far two codes differ, shape (q, q), or what makes it from how often each was used.
        one_by_one: True if each pattern stays a row of the formula, in its order, and none are merged.
    """

    codes: Codes
    counts: Floats
    weights: Floats
    distances: Floats | Callable[[Floats], Floats]
    one_by_one: bool = False

    def choices(self) -> tuple[Floats, Floats]:
        """Count how often each category was chosen, whoever chose it.

        Returns:
            Two arrays of shapes (merged patterns, q) and (merged patterns,): choices and studies.
        """
        chosen = count_choices(self.codes, len(self.weights))
        return (chosen, self.counts) if self.one_by_one else merge(chosen, self.counts)


@dataclass(frozen=True, slots=True)
class Coefficient:
    """A coefficient of agreement.

    Attributes:
        name: Its name in calls.
        title: What people call it.
        formula: Builds the formula, from which values, jackknife and bootstrap follow.
        linearised_error: Computes the published standard error; None for a single study.
        variants: As what reports show it.
        compares_two: Whether it takes two reviewers, the first and the second, and no more.
        takes_metrics: Whether it takes Krippendorff's metrics in place of weights.
        uses_rated_once: Whether studies that one reviewer rated enter it.
        has_normal_error: Whether the linearised interval takes the normal distribution instead of Student's.
        lowest: The least it can be; None where missing ratings leave it without a bound.
    """

    name: str
    title: str
    formula: Callable[[WeightedPatterns], Formula]
    linearised_error: Callable[[WeightedPatterns], float | None]
    variants: tuple[Variant, ...]
    compares_two: bool = False
    takes_metrics: bool = False
    uses_rated_once: bool = True
    has_normal_error: bool = False
    lowest: float | None = None
