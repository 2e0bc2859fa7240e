"""How sure a coefficient is: its standard error, its interval, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.agreement.estimate import Estimate
from workbench.agreement.intervals import around, bca, percentile
from workbench.agreement.names import KRIPPENDORFF_METRICS
from workbench.agreement.quantiles import normal_quantile, student_quantile
from workbench.agreement.resampling import acceleration, bootstrap, jackknife_error, leave_one_out

_FEWEST_DEFINED = 1_000
"""With fewer samples in which the coefficient is defined, the tails are guesswork."""


@dataclass(frozen=True, slots=True)
class Uncertainty:
    """A standard error and an interval; the names are those of ``Agreement``."""

    se: float | None = None
    lower: float | None = None
    upper: float | None = None
    undefined_because: str | None = None
    replicates: int = 0
    replicates_undefined: int = 0


def uncertainty(
    estimate: Estimate, value: float, interval: str, confidence: float, replicates: int
) -> Uncertainty:
    """Compute the standard error and the interval of a coefficient that is defined.

    Args:
        estimate: The coefficient.
        value: Its value.
        interval: "bca", "percentile", "jackknife" or "linearised".
        confidence: The level, between 0 and 1.
        replicates: How many bootstrap samples to draw.
    """
    if estimate.formula.studies < 2:
        return Uncertainty(undefined_because="one study does not show how agreement varies between studies")
    if interval == "linearised":
        return _linearised(estimate, value, confidence)
    left_out, counts = leave_one_out(estimate.formula), estimate.formula.counts
    error = jackknife_error(left_out, counts)
    if error is None and interval != "percentile":
        because = "without one of the studies the coefficient is not defined, so there is no jackknife"
        return Uncertainty(undefined_because=because)
    if interval == "jackknife" and error is not None:
        quantile = student_quantile(confidence, estimate.formula.studies - 1)
        return Uncertainty(error, *around(value, error, quantile, _lowest(estimate)))
    samples = bootstrap(estimate.formula, replicates)
    defined = samples[samples == samples]
    undefined = replicates - len(defined)
    if len(defined) < _FEWEST_DEFINED:
        because = f"the coefficient is defined in only {len(defined):,} of {replicates:,} bootstrap samples"
        return Uncertainty(error, None, None, because, len(defined), undefined)
    if interval == "percentile":
        ends = percentile(defined, confidence)
    else:
        ends = bca(defined, value, acceleration(left_out, counts), confidence)
    return Uncertainty(error, *ends, None, len(defined), undefined)


def _lowest(estimate: Estimate) -> float | None:
    """The least the coefficient can be: chance-corrected ones have no bound once ratings are missing."""
    return 0.0 if estimate.coefficient == "percent_agreement" else None


def _linearised(estimate: Estimate, value: float, confidence: float) -> Uncertainty:
    """Take the published variance: Cohen's kappa with the normal distribution, the others with Student's."""
    error = estimate.linearised_error()
    if error is None:
        metric = KRIPPENDORFF_METRICS[str(estimate.weights)]
        because = f"no linearised variance is published for {metric}; the jackknife gives one"
        return Uncertainty(undefined_because=because)
    if estimate.coefficient == "cohen_kappa":
        quantile = normal_quantile(confidence)
    else:
        quantile = student_quantile(confidence, estimate.formula.studies - 1)
    return Uncertainty(error, *around(value, error, quantile, _lowest(estimate)))
