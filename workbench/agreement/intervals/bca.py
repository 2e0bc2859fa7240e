"""Make the bias-corrected and accelerated interval of the bootstrap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.agreement.intervals.bootstrap import bootstrap_interval
from workbench.agreement.intervals.ends import Ends, quantiles
from workbench.agreement.intervals.interval import (
    BOOTSTRAP_REPLICATES,
    NO_JACKKNIFE,
    TOO_NARROW,
    Interval,
    Uncertainty,
    Wanted,
)
from workbench.agreement.quantiles import NORMAL, normal_quantile
from workbench.agreement.resampling import acceleration, jackknife_error, leave_one_out

if TYPE_CHECKING:
    from workbench.agreement.arrays import Floats
    from workbench.agreement.estimate import Estimate


def bca_ends(samples: Floats, value: float, skewness: float, confidence: float) -> Ends:
    """Cut shares off the tails that correct for bias and for an error that changes with the value.

    Agreement takes few different values when studies are few, so half of the samples that equal the value
    count as below it.

    Args:
        samples: The bootstrap values, shape (samples,).
        value: The coefficient.
        skewness: The acceleration, from the jackknife.
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
    return quantiles(samples, *(_corrected(bias, skewness, side) for side in (-far, far)))


def _corrected(bias: float, acceleration: float, deviate: float) -> float:
    """Turn a normal deviate into the share of the samples below the end."""
    stretch = 1 - acceleration * (bias + deviate)
    if stretch <= 0:  # past the pole there is only the outermost sample
        return 1.0 if bias + deviate > 0 else 0.0
    return NORMAL.cdf(bias + (bias + deviate) / stretch)


def _measure(estimate: Estimate, value: float, wanted: Wanted) -> Uncertainty:
    left_out, counts = leave_one_out(estimate.formula), estimate.formula.counts
    error = jackknife_error(left_out, counts)
    if error is None:
        return Uncertainty(undefined_because=NO_JACKKNIFE)
    skewness = acceleration(left_out, counts)
    return bootstrap_interval(
        estimate, error, wanted, lambda samples: bca_ends(samples, value, skewness, wanted.confidence)
    )


BCA = Interval(
    "bca",
    "bootstrap of the studies, bias-corrected and accelerated",
    "BCa bootstrap over studies",
    _measure,
    replicates=BOOTSTRAP_REPLICATES,
    caution=TOO_NARROW,
)
