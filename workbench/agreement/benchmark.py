"""Choose the word for a coefficient: what its uncertainty leaves of it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from workbench.agreement.names import check_name, quoted
from workbench.agreement.quantiles import NORMAL
from workbench.agreement.scales import SCALES, Scale

FEWEST_STUDIES = 10
"""With fewer studies a word says more than they do."""

CERTAINTY = 0.95
"""How probable it has to be that the coefficient reaches a level."""


@dataclass(frozen=True, slots=True)
class BenchmarkLabel:
    """A label, or why there is none.

    Attributes:
        label: The label, such as "moderate", or None.
        hidden_because: A sentence if there is no label, else None.
        cumulative: From the highest level down: its label, and how probable it is that the coefficient
            reaches this level or a higher one. Empty where there is no label, and for that of a lower end.
        scale: The scale.
    """

    label: str | None
    hidden_because: str | None
    cumulative: tuple[tuple[str, float], ...]
    scale: Scale


def benchmark_label(
    value: float | None, se: float | None, scale: str = "landis-koch", *, studies: int
) -> BenchmarkLabel:
    """Choose the label of a coefficient by Gwet's cumulative rule.

    The coefficient is taken as normal with its standard error, within -1 and 1. The probabilities of the
    levels are added up from the highest; the label is that of the level where the sum reaches 0.95. Few
    studies, and so a wide error, thus give a lower label.

    Args:
        value: The coefficient, or None where it is not defined.
        se: Its standard error, or None where it is not defined.
        scale: One of ``SCALES``.
        studies: How many studies were rated twice or more; below ten there is no label.

    Raises:
        ValueError: If there is no such scale, or the numbers cannot be.

    Source:
        Gwet 2014, Handbook of Inter-Rater Reliability, 4th ed., chapter 6.

    Example:
        0.67 looks substantial; with a standard error of 0.15 it is moderate.

        >>> result = benchmark_label(0.67, 0.15, studies=20)
        >>> result.label, [(label, round(sum, 3)) for label, sum in result.cumulative[:3]]
        ('moderate', [('almost perfect', 0.182), ('substantial', 0.675), ('moderate', 0.964)])
        >>> benchmark_label(0.67, 0.15, studies=5).hidden_because
        'only 5 studies were rated twice or more; a label takes ten'
    """
    check_name(scale, SCALES, "scale")
    chosen = SCALES[scale]
    if value is not None and not value <= 1:
        raise ValueError(f"a coefficient is at most 1; {quoted(value)} is none")
    if se is not None and not 0 <= se < math.inf:
        raise ValueError(f"a standard error is 0 or more; {quoted(se)} is none")
    if value is None or se is None:
        what = "coefficient" if value is None else "standard error"
        return BenchmarkLabel(None, f"the {what} is not defined", (), chosen)
    if studies < FEWEST_STUDIES:
        return BenchmarkLabel(None, _too_few(studies), (), chosen)
    cumulative = tuple((label, _reaches(least, value, se)) for least, label in chosen.levels)
    reached = next(label for label, probability in cumulative if probability >= CERTAINTY)
    return BenchmarkLabel(reached, None, cumulative, chosen)


def lower_limit_label(lower: float | None, scale: str = "landis-koch", *, studies: int) -> BenchmarkLabel:
    """Choose the label of the lower end of an interval: what the coefficient is at least.

    The point value says more than few studies do, and a standard error is 0 where all of them agree.

    Args:
        lower: The lower end of the interval, or None where there is none.
        scale: One of ``SCALES``.
        studies: How many studies were rated twice or more; below ten there is no label.

    Raises:
        ValueError: If there is no such scale, or the number cannot be.

    >>> lower_limit_label(0.692, studies=10).label
    'substantial'
    >>> lower_limit_label(0.398, studies=4).hidden_because
    'only 4 studies were rated twice or more; a label takes ten'
    """
    check_name(scale, SCALES, "scale")
    chosen = SCALES[scale]
    if lower is not None and not lower <= 1:
        raise ValueError(f"a coefficient is at most 1; {quoted(lower)} is none")
    if studies < FEWEST_STUDIES:
        return BenchmarkLabel(None, _too_few(studies), (), chosen)
    if lower is None:
        return BenchmarkLabel(None, "there is no interval, whose lower end has the label", (), chosen)
    *levels, (_, lowest) = chosen.levels
    label = next((label for least, label in levels if lower >= least), lowest)
    return BenchmarkLabel(label, None, (), chosen)


def _too_few(studies: int) -> str:
    """Say that a label takes more studies than these."""
    how_many = "only one study was" if studies == 1 else f"only {studies} studies were"
    return f"{how_many} rated twice or more; a label takes ten"


def _reaches(least: float, value: float, se: float) -> float:
    """Give the probability of this value or more, within -1 and 1."""
    if least <= -1:
        return 1.0
    whole = _between(-1, 1, value, se)
    if se == 0 or whole == 0:  # all of it in one place, or below -1 altogether
        return 1.0 if value >= least else 0.0
    return _between(least, 1, value, se) / whole


def _between(low: float, high: float, value: float, se: float) -> float:
    """Give the probability that a normal deviate around the value lies between two numbers."""
    if se == 0:
        return 1.0 if low <= value <= high else 0.0
    return NORMAL.cdf((high - value) / se) - NORMAL.cdf((low - value) / se)
