"""The coefficients that need to know who chose what: Cohen's and Conger's kappa."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.agreement.coefficients import choices, pairs_agreeing
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
    twice, agreeing = pairs_agreeing(choices(codes, categories), weights)
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
