"""Find the two ends of an interval, from a standard error or from bootstrap samples."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.agreement.arrays import Floats

Ends = tuple[float, float]


def around(value: float, error: float, quantile: float, lowest: float | None = None) -> Ends:
    """Go this many standard errors to both sides, though no further than the coefficient can.

    Args:
        value: The coefficient.
        error: Its standard error.
        quantile: How many errors to go, such as 1.96.
        lowest: The least the coefficient can be; None where missing ratings leave it without a bound.

    Source:
        Gwet 2014 stops at 1 as well.

    >>> around(0.9, 0.1, 2)
    (0.7, 1.0)
    """
    lower, upper = value - quantile * error, min(value + quantile * error, 1.0)
    return (lower if lowest is None else max(lower, lowest)), upper


def quantiles(samples: Floats, low: float, high: float) -> Ends:
    """Read two quantiles off the samples, shape (samples,), by linear interpolation."""
    import numpy as np

    lower, upper = np.quantile(samples, [low, high])
    return float(lower), float(upper)
