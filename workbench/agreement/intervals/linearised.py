"""Make the interval of the published, linearised variance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.agreement.intervals.ends import around
from workbench.agreement.intervals.interval import TOO_NARROW, Interval, Uncertainty, Wanted
from workbench.agreement.quantiles import normal_quantile, student_quantile
from workbench.agreement.weights import KRIPPENDORFF_METRICS

if TYPE_CHECKING:
    from workbench.agreement.estimate import Estimate


def _measure(estimate: Estimate, value: float, wanted: Wanted) -> Uncertainty:
    """Take the published variance: Cohen's kappa with the normal distribution, the others with Student's."""
    error = estimate.linearised_error()
    if error is None:
        metric = KRIPPENDORFF_METRICS[str(estimate.weights)]
        because = f"no linearised variance is published for {metric}; the jackknife gives one"
        return Uncertainty(undefined_because=because)
    if estimate.coefficient.has_normal_error:
        quantile = normal_quantile(wanted.confidence)
    else:
        quantile = student_quantile(wanted.confidence, estimate.formula.studies - 1)
    return Uncertainty(error, *around(value, error, quantile, estimate.coefficient.lowest))


LINEARISED = Interval(
    "linearised", "linearised variance", "linearised variance", _measure, caution=TOO_NARROW
)
