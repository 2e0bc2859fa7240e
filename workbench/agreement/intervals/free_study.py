"""Make the default interval: a Bayesian bootstrap over the studies in which one study is free.

Perfect agreement on four studies is no certainty, and an interval that only draws these four anew is [1, 1].
Here each end allows for one more study that nobody has seen: the lower end for one that is rated in the way
that lowers the coefficient most, the upper end for one that raises it most. For the per cent agreement of two
reviewers that is the exact interval of Clopper and Pearson.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING

from workbench.agreement.intervals.bootstrap import too_few_defined
from workbench.agreement.intervals.interval import Interval, Uncertainty, Wanted
from workbench.agreement.resampling import drawn_populations, jackknife_error, leave_one_out

if TYPE_CHECKING:
    from workbench.agreement.arrays import Codes, Floats
    from workbench.agreement.estimate import Estimate

REPLICATES = 10_000
"""How many populations are drawn where nobody says; with 1,000 the ends wobble by 0.02 to 0.03."""

MOST_WAYS = 5_000
"""With more ways to rate the free study only the extreme ones are tried."""

NEGATIVE = (
    "the coefficient is negative: below what chance gives, and with few studies, this interval may hold "
    "the true value less often than it says"
)

_AS_COUNTS = 1e9
"""Turns shares of a population into so many studies that corrections for few of them vanish."""

_MISSING = -1


@lru_cache(maxsize=32)
def ways_to_rate(reviewers: int, categories: int, may_be_missing: bool) -> Codes:
    """List the ways in which one study may be rated, in order.

    Args:
        reviewers: How many rate.
        categories: How many categories the scale has.
        may_be_missing: Whether a rating may be missing, as long as there are two.

    Returns:
        Shape (ways, reviewers): positions on the scale, -1 where missing. Where there are more than
        ``MOST_WAYS``, only those in which two categories take turns and those that go through the scale.

    >>> ways_to_rate(2, 2, False).tolist()
    [[0, 0], [0, 1], [1, 0], [1, 1]]
    >>> len(ways_to_rate(3, 2, True)), len(ways_to_rate(20, 2, True))
    (20, 4)
    """
    import numpy as np

    complete = categories**reviewers
    ways = (categories + 1) ** reviewers - 1 - reviewers * categories if may_be_missing else complete
    chosen: set[tuple[int, ...]] | list[tuple[int, ...]]
    if ways <= MOST_WAYS:
        lowest = _MISSING if may_be_missing else 0
        every = product(range(lowest, categories), repeat=reviewers)
        chosen = [way for way in every if reviewers - way.count(_MISSING) >= 2]
    else:
        scale = range(categories)
        chosen = {tuple((a, b)[place % 2] for place in range(reviewers)) for a in scale for b in scale}
        chosen |= {tuple((first + place) % categories for place in range(reviewers)) for first in scale}
    return np.array(sorted(chosen), dtype=np.int64)


def worst_and_best(estimate: Estimate) -> tuple[Floats, Floats] | None:
    """Find the ways to rate one more study that lower and raise the coefficient most.

    Returns:
        What each adds to the sums of the formula, both of shape (parts,); None where the coefficient is not
        defined with any of them.
    """
    import numpy as np

    patterns = estimate.patterns
    may_be_missing = not estimate.coefficient.compares_two and bool((patterns.codes == _MISSING).any())
    ways = ways_to_rate(patterns.raters, patterns.categories, may_be_missing)
    parts = estimate.parts_of(ways)
    values = np.round(estimate.formula.values(estimate.formula.sums() + parts), 9)
    if np.isnan(values).all():
        return None
    return parts[int(np.nanargmin(values))], parts[int(np.nanargmax(values))]


def _measure(estimate: Estimate, value: float, wanted: Wanted) -> Uncertainty:
    """Draw populations: the share of the free study, and among the others the shares of their patterns.

    Source:
        Rubin 1981, Ann Stat 9:130, for the Bayesian bootstrap; Walley 1996, J R Stat Soc B 58:3, for the
        unit that is left free. Clopper and Pearson 1934, Biometrika 26:404.
    """
    import numpy as np

    error = jackknife_error(leave_one_out(estimate.formula), estimate.formula.counts)
    extremes = worst_and_best(estimate)
    if extremes is None:
        because = "with one more study the coefficient is not defined, however it is rated"
        return Uncertainty(error, undefined_because=because)
    formula, free = estimate.informative, free_shares(estimate.informative.studies, wanted.replicates)
    values = [np.empty(wanted.replicates) for _ in extremes]
    start = 0
    for sums in drawn_populations(formula, wanted.replicates):
        these = slice(start, start + len(sums))
        share = free[these, None]
        for part, into in zip(extremes, values, strict=True):
            into[these] = formula.values(_AS_COUNTS * ((1 - share) * sums + share * part))
        start += len(sums)
    low, high = (each[~np.isnan(each)] for each in values)
    fewest = min(len(low), len(high))
    undefined = wanted.replicates - fewest
    if too_few := too_few_defined(fewest, wanted.replicates):
        return Uncertainty(error, None, None, too_few, fewest, undefined)
    tail = (1 - wanted.confidence) / 2
    lower, upper = float(np.quantile(low, tail)), float(np.quantile(high, 1 - tail))
    return Uncertainty(
        error,
        min(lower, value),
        max(upper, value),
        replicates=fewest,
        replicates_undefined=undefined,
        caution=NEGATIVE if value < 0 else None,
    )


@lru_cache(maxsize=4)
def free_shares(studies: int, draws: int) -> Floats:
    """Give the share of the free study in each population: the quantiles of Beta(1, studies).

    They are laid out evenly instead of drawn, the largest first, so that they add no chance to the ends.

    >>> free_shares(4, 2).round(3).tolist()
    [0.293, 0.069]
    """
    import numpy as np

    shares: Floats = 1 - ((np.arange(1, draws + 1) - 0.5) / draws) ** (1 / studies)
    shares.flags.writeable = False
    return shares


FREE_STUDY = Interval(
    "free_study",
    "Bayesian bootstrap over the studies with one free study",
    "free-study interval (Bayesian bootstrap over studies, allowing for one more study that nobody has seen)",
    _measure,
    replicates=REPLICATES,
)
