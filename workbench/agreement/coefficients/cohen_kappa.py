"""Compute Cohen's kappa, weighted or not, over the studies that both of two reviewers rated."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from workbench.agreement.coefficients.coefficient import Coefficient, Variant, WeightedPatterns
from workbench.agreement.formula import Formula, ratio

if TYPE_CHECKING:
    from workbench.agreement.arrays import Codes, Floats


def joint_cells(codes: Codes, categories: int) -> Floats:
    """Mark the cell of the table of two reviewers that each pattern falls into.

    Args:
        codes: Shape (patterns, 2), none missing.
        categories: How many categories the scale has, q.

    Returns:
        Shape (patterns, q * q), one 1 in each row; the first reviewer's category comes first.
    """
    import numpy as np

    cells: Floats = np.eye(categories**2)[codes[:, 0] * categories + codes[:, 1]]
    return cells


def cohen(codes: Codes, counts: Floats, weights: Floats) -> Formula:
    """Build the formula of Cohen's kappa, over the studies both reviewers rated.

    Args:
        codes: Shape (patterns, 2): positions on the scale, -1 where missing.
        counts: Shape (patterns,).
        weights: Agreement weights, shape (q, q).

    Source:
        Cohen 1960, doi 10.1177/001316446002000104; with weights Cohen 1968, doi 10.1037/h0026256.

    Example:
        The 200 joint diagnoses of Cohen 1960, with kappa 0.492; and weighted, as in Cohen 1968, 0.348.

        >>> import numpy as np
        >>> every_cell = np.indices((3, 3)).reshape(2, 9).T
        >>> joint = np.array([88, 14, 18, 10, 40, 10, 2, 6, 12.0])
        >>> kappa = cohen(every_cell, joint, np.eye(3))
        >>> round(float(kappa.values(kappa.sums())), 3)
        0.492
        >>> kappa = cohen(every_cell, joint, np.array([[6, 5, 3], [5, 6, 0], [3, 0, 6]]) / 6)
        >>> round(float(kappa.values(kappa.sums())), 3)
        0.348
    """
    both = (codes >= 0).all(axis=1)
    categories = len(weights)

    def disagreement(sums: Floats) -> tuple[Floats, Floats]:
        table = sums.reshape(*sums.shape[:-1], categories, categories)
        shares = ratio(table, table.sum(axis=(-2, -1), keepdims=True))
        first, second = shares.sum(axis=-1), shares.sum(axis=-2)
        chance = ((first @ weights) * second).sum(axis=-1)
        return 1 - (shares * weights).sum(axis=(-2, -1)), 1 - chance

    return Formula(counts[both], joint_cells(codes[both], categories), disagreement)


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


def _formula(rated: WeightedPatterns) -> Formula:
    return cohen(rated.codes, rated.counts, rated.weights)


def _error(rated: WeightedPatterns) -> float | None:
    return cohen_error(_formula(rated).sums().reshape(rated.weights.shape), rated.weights)


COHEN_KAPPA = Coefficient(
    "cohen_kappa",
    "Cohen's kappa",
    _formula,
    _error,
    (
        Variant("cohen_kappa", "Cohen's kappa", "Cohen κ", reviewers="two"),
        Variant(
            "cohen_kappa_linear",
            "Cohen's kappa, linear weights",
            "Cohen κ linear",
            "linear",
            "ordered",
            "two",
        ),
        Variant(
            "cohen_kappa_quadratic",
            "Cohen's kappa, quadratic weights",
            "Cohen κ quadratic",
            "quadratic",
            "ordered",
            "two",
        ),
    ),
    compares_two=True,
    uses_rated_once=False,
    has_normal_error=True,
)
