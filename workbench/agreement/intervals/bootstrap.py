"""Make an interval from bootstrap samples, or say why there are too few."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from workbench.agreement.intervals.ends import Ends
from workbench.agreement.intervals.interval import Uncertainty, Wanted
from workbench.agreement.resampling import bootstrap

if TYPE_CHECKING:
    from workbench.agreement.arrays import Floats
    from workbench.agreement.estimate import Estimate

FEWEST_DEFINED = 1_000
"""With fewer samples in which the coefficient is defined, the tails are guesswork."""


def bootstrap_interval(
    estimate: Estimate, error: float | None, wanted: Wanted, ends_of: Callable[[Floats], Ends]
) -> Uncertainty:
    """Draw the studies anew and read the ends off the values.

    Args:
        estimate: The coefficient.
        error: Its standard error, of the jackknife.
        wanted: How many samples to draw.
        ends_of: From the values of the samples in which the coefficient is defined to the ends.
    """
    samples = bootstrap(estimate.formula, wanted.replicates)
    defined = samples[samples == samples]
    undefined = wanted.replicates - len(defined)
    if because := too_few_defined(len(defined), wanted.replicates):
        return Uncertainty(error, None, None, because, len(defined), undefined)
    return Uncertainty(error, *ends_of(defined), None, len(defined), undefined)


def too_few_defined(defined: int, drawn: int) -> str | None:
    """Say that the coefficient is defined in too few samples to read their tails; None where it is not so."""
    if defined >= FEWEST_DEFINED:
        return None
    return f"the coefficient is defined in only {defined:,} of {drawn:,} bootstrap samples"
