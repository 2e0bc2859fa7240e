"""Count what was chosen in each rating pattern, and which of its pairs of ratings agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.agreement.arrays import Codes, Floats


def count_choices(codes: Codes, categories: int) -> Floats:
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
