"""Make the percentile interval of the bootstrap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.agreement.intervals.bootstrap import bootstrap_interval
from workbench.agreement.intervals.ends import Ends, quantiles
from workbench.agreement.intervals.interval import (
    BOOTSTRAP_REPLICATES,
    TOO_NARROW,
    Interval,
    Uncertainty,
    Wanted,
)
from workbench.agreement.resampling import jackknife_error, leave_one_out

if TYPE_CHECKING:
    from workbench.agreement.arrays import Floats
    from workbench.agreement.estimate import Estimate


def percentile_ends(samples: Floats, confidence: float) -> Ends:
    """Cut the same share off both tails of the bootstrap values, shape (samples,).

    Source:
        Efron and Tibshirani 1993, An Introduction to the Bootstrap, chapter 13.
    """
    return quantiles(samples, (1 - confidence) / 2, (1 + confidence) / 2)


def _measure(estimate: Estimate, value: float, wanted: Wanted) -> Uncertainty:
    formula = estimate.formula
    error = jackknife_error(leave_one_out(formula), formula.counts)
    return bootstrap_interval(estimate, error, wanted, lambda them: percentile_ends(them, wanted.confidence))


PERCENTILE = Interval(
    "percentile",
    "bootstrap of the studies, percentiles",
    "percentile bootstrap over studies",
    _measure,
    replicates=BOOTSTRAP_REPLICATES,
    caution=TOO_NARROW,
)
