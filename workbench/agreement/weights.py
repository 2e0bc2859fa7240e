"""Weigh how far two different answers agree: 1 for the same, 0 for the farthest apart."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from workbench.agreement.names import check_name, quoted

if TYPE_CHECKING:
    from workbench.agreement.arrays import Floats

Matrix = Sequence[Sequence[float]]
"""Agreement weights as they are given: row and column by category, in scale order."""

KRIPPENDORFF_METRICS: Mapping[str, str] = MappingProxyType(
    {
        "krippendorff_ordinal": "Krippendorff's ordinal metric",
        "krippendorff_interval": "Krippendorff's interval metric",
        "krippendorff_ratio": "Krippendorff's ratio metric",
    }
)
"""The metrics that belong to Krippendorff's alpha alone."""

WEIGHTS: Mapping[str, str] = MappingProxyType(
    {
        "unweighted": "unweighted",
        "linear": "linear weights",
        "quadratic": "quadratic weights",
        "ordinal": "Gwet's ordinal weights",
    }
    | dict(KRIPPENDORFF_METRICS)
)
"""Name of a set of weights in calls → what people call it."""

_ROUNDING = 1e-9  # weights are published to ten digits: 0.8333333333


def check_weights(weights: str | Matrix, coefficient: str, *, takes_metrics: bool) -> str:
    """Name the weights: their own name, or "given" for a matrix.

    Args:
        weights: A name or a matrix.
        coefficient: The name of the coefficient.
        takes_metrics: Whether it takes Krippendorff's metrics.

    Raises:
        ValueError: If the name does not exist, or the metric belongs to another coefficient.

    >>> check_weights("krippendorff_ratio", "gwet_ac", takes_metrics=False)
    Traceback (most recent call last):
    ValueError: 'krippendorff_ratio' belongs to krippendorff_alpha, not to gwet_ac; 'ordinal' is near it
    """
    if not isinstance(weights, str) and hasattr(weights, "__len__"):
        return "given"
    check_name(weights, WEIGHTS, "set of weights")
    if weights in KRIPPENDORFF_METRICS and not takes_metrics:
        raise ValueError(
            f"{quoted(weights)} belongs to krippendorff_alpha, not to {coefficient}; 'ordinal' is near it"
        )
    return str(weights)


def agreement_weights(
    weights: str | Matrix, categories: int, coefficient: str, *, may_be_asymmetric: bool = False
) -> Floats:
    """Make the matrix of agreement weights.

    Args:
        weights: "unweighted", "linear", "quadratic", "ordinal", or a matrix.
        categories: How many categories the scale has, q.
        coefficient: The name of the coefficient.
        may_be_asymmetric: Whether it tells the first reviewer from the second, and so takes a matrix that is
            not symmetric.

    Returns:
        Shape (q, q), 1 on the diagonal.

    Raises:
        ValueError: If a matrix is not usable.

    Sources:
        Linear and quadratic: Cohen 1968, Psychol Bull 70:213, doi 10.1037/h0026256, with the positions on the
        scale. Ordinal: Gwet 2014, Handbook of Inter-Rater Reliability, 4th ed.: 1 less the number of pairs of
        categories within the two answers, as a share of all pairs. It is not Krippendorff's ordinal metric.

    >>> agreement_weights("linear", 3, "gwet_ac").tolist()
    [[1.0, 0.5, 0.0], [0.5, 1.0, 0.5], [0.0, 0.5, 1.0]]
    >>> agreement_weights("ordinal", 3, "gwet_ac")[0].round(3).tolist()
    [1.0, 0.667, 0.0]
    """
    import numpy as np

    if not isinstance(weights, str):
        return _given(weights, categories, coefficient, may_be_asymmetric)
    position = np.arange(categories, dtype=np.float64)
    steps = np.abs(position[:, None] - position)
    farthest = max(categories - 1, 1)  # with one category there is nothing apart
    distance: Floats = {
        "unweighted": np.sign(steps),
        "linear": steps / farthest,
        "quadratic": (steps / farthest) ** 2,
        "ordinal": steps * (steps + 1) / (farthest * (farthest + 1)),
    }[weights]
    return 1 - distance


def _given(weights: Matrix, categories: int, coefficient: str, may_be_asymmetric: bool) -> Floats:
    """Take the caller's matrix, if it is one of agreement weights for this scale."""
    import numpy as np

    try:
        matrix = np.array(weights, dtype=np.float64)
    except (TypeError, ValueError):
        raise ValueError("a matrix of weights is one list of numbers a category, all of one length") from None
    if matrix.shape != (categories, categories):
        shape = " by ".join(str(length) for length in matrix.shape)
        raise ValueError(
            f"the matrix of weights is {shape}; {categories} categories need {categories} by {categories}"
        )
    if not bool(np.all((matrix >= 0) & (matrix <= 1))):
        raise ValueError("the weights lie between 0, no agreement, and 1, full agreement")
    if not np.allclose(np.diag(matrix), 1, rtol=0, atol=_ROUNDING):
        raise ValueError(
            "the diagonal of the weights is 1: they say how far two answers agree, not how far they differ"
        )
    if not may_be_asymmetric and not np.allclose(matrix, matrix.T, rtol=0, atol=_ROUNDING):
        raise ValueError(
            f"{coefficient} knows no first and second reviewer, so its weights have to be symmetric"
        )
    return matrix


def numeric_distances(metric: str, categories: Sequence[Hashable]) -> Floats:
    """Make the squared distances of Krippendorff's interval or ratio metric from the codes as numbers.

    Args:
        metric: "krippendorff_interval" or "krippendorff_ratio".
        categories: The codes in scale order, which must be numbers; not negative for the ratio.

    Returns:
        Shape (q, q), 0 on the diagonal, the largest 1: alpha does not depend on the unit.

    Raises:
        ValueError: If the codes are not such numbers.

    Source:
        Krippendorff 2011, Computing Krippendorff's Alpha-Reliability: (c - k)² and ((c - k) / (c + k))².

    >>> numeric_distances("krippendorff_ratio", [1, 3]).tolist()
    [[0.0, 1.0], [1.0, 0.0]]
    """
    import numpy as np

    scale = metric.removeprefix("krippendorff_")
    for category in categories:
        if not isinstance(category, int | float) or isinstance(category, bool) or not math.isfinite(category):
            raise ValueError(
                f"the {scale} metric needs numbers as categories, and {quoted(category)} is none"
            )
        if scale == "ratio" and category < 0:
            raise ValueError(f"the ratio metric needs numbers from 0 on, and there is {quoted(category)}")
    number = np.array(categories, dtype=np.float64)
    difference, total = number[:, None] - number, number[:, None] + number
    if scale == "ratio":
        difference = np.divide(difference, total, out=np.zeros_like(difference), where=total != 0)
    farthest = float(np.abs(difference).max())
    squared: Floats = (difference / (farthest or 1.0)) ** 2
    return squared


def ordinal_distances(margins: Floats) -> Floats:
    """Make the squared distances of Krippendorff's ordinal metric, which depend on how often a code was used.

    Args:
        margins: Shape (…, q): how often each category was used, in scale order.

    Returns:
        Shape (…, q, q), as a share of all ratings squared.

    Source:
        Krippendorff 2011: the ratings from c to k, less half of those in c and in k, squared.
    """
    import numpy as np

    with np.errstate(invalid="ignore", divide="ignore"):
        share = margins / margins.sum(axis=-1, keepdims=True)
    middle = np.cumsum(share, axis=-1) - share / 2  # where the ratings of a category lie on the line
    squared: Floats = (middle[..., :, None] - middle[..., None, :]) ** 2
    return squared
