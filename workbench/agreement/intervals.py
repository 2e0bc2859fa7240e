"""From a standard error, or from bootstrap samples, to the two ends of an interval."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.agreement.quantiles import NORMAL, normal_quantile

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


def percentile(samples: Floats, confidence: float) -> Ends:
    """Cut the same share off both tails of the bootstrap values, shape (samples,).

    Source:
        Efron and Tibshirani 1993, An Introduction to the Bootstrap, chapter 13.
    """
    return _at(samples, (1 - confidence) / 2, (1 + confidence) / 2)


def bca(samples: Floats, value: float, acceleration: float, confidence: float) -> Ends:
    """Cut shares off the tails that correct for bias and for an error that changes with the value.

    Agreement takes few different values when studies are few, so half of the samples that equal the value
    count as below it.

    Args:
        samples: The bootstrap values, shape (samples,).
        value: The coefficient.
        acceleration: From the jackknife.
        confidence: Between 0 and 1.

    Source:
        Efron 1987, J Am Stat Assoc 82:171, doi 10.1080/01621459.1987.10478410.
    """
    import numpy as np

    same = np.abs(samples - value) < 1e-12
    below = float(((samples < value) & ~same).mean() + same.mean() / 2)
    rarest = 0.5 / len(samples)  # a value beyond all samples still has a quantile
    bias = NORMAL.inv_cdf(min(max(below, rarest), 1 - rarest))
    far = normal_quantile(confidence)
    return _at(samples, *(_corrected(bias, acceleration, side) for side in (-far, far)))


def _corrected(bias: float, acceleration: float, deviate: float) -> float:
    """Turn a normal deviate into the share of the samples below the end."""
    stretch = 1 - acceleration * (bias + deviate)
    if stretch <= 0:  # past the pole there is only the outermost sample
        return 1.0 if bias + deviate > 0 else 0.0
    return NORMAL.cdf(bias + (bias + deviate) / stretch)


def _at(samples: Floats, low: float, high: float) -> Ends:
    """Read two quantiles."""
    import numpy as np

    lower, upper = np.quantile(samples, [low, high])
    return float(lower), float(upper)
