"""Make the interval of the jackknife: each study is left out once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.agreement.intervals.ends import around
from workbench.agreement.intervals.interval import NO_JACKKNIFE, TOO_NARROW, Interval, Uncertainty, Wanted
from workbench.agreement.quantiles import student_quantile
from workbench.agreement.resampling import jackknife_error, leave_one_out

if TYPE_CHECKING:
    from workbench.agreement.estimate import Estimate


def _measure(estimate: Estimate, value: float, wanted: Wanted) -> Uncertainty:
    formula = estimate.formula
    error = jackknife_error(leave_one_out(formula), formula.counts)
    if error is None:
        return Uncertainty(undefined_because=NO_JACKKNIFE)
    quantile = student_quantile(wanted.confidence, formula.studies - 1)
    return Uncertainty(error, *around(value, error, quantile, estimate.coefficient.lowest))


JACKKNIFE = Interval(
    "jackknife",
    "jackknife over the studies, t distribution",
    "jackknife over studies",
    _measure,
    caution=TOO_NARROW,
)
