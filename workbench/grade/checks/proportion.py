"""Check one group: x of n with intervals, counts behind a percentage, and averages that cannot be (GRIM)."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction
from typing import Literal


def exact_interval(events: int, total: int, confidence: float = 0.95) -> tuple[float, float]:
    """Give the exact interval of a share, sound for 0 and for all of n.

    Args:
        events: With the event, 0 to `total`.
        total: People, at least 1.
        confidence: Level of the interval, between 0 and 1.

    Returns:
        Lower and upper limit, shares from 0 to 1.

    Raises:
        ValueError: If events are negative or above the total, or the total is 0.

    Source:
        Clopper CJ, Pearson ES. Biometrika 1934;26:404-13. For 0 of n the upper limit is 1 - 0.025^(1/n); with
        n = 10 that is 0.3085.

    >>> [round(limit, 4) for limit in exact_interval(0, 10)]
    [0.0, 0.3085]
    >>> [round(limit, 3) for limit in exact_interval(6, 6)]
    [0.541, 1.0]
    """
    return _interval(events, total, confidence, "exact")


def wilson(events: int, total: int, confidence: float = 0.95) -> tuple[float, float]:
    """Give Wilson's score interval of a share.

    Raises:
        ValueError: If events are negative or above the total, or the total is 0.

    Source:
        Wilson EB. J Am Stat Assoc 1927;22:209-12. Newcombe RG. Stat Med 1998;17:857-72, Table I, method 3:
        81 of 263 gives 0.2553 to 0.3662.

    >>> [round(limit, 4) for limit in wilson(81, 263)]
    [0.2553, 0.3662]
    """
    return _interval(events, total, confidence, "wilson")


def _interval(
    events: int, total: int, confidence: float, method: Literal["exact", "wilson"]
) -> tuple[float, float]:
    if total < 1 or not 0 <= events <= total:
        raise ValueError(f"{events} of {total} cannot be; events are 0 to the total, and the total 1 or more")
    from scipy.stats import binomtest

    limits = binomtest(events, total).proportion_ci(confidence_level=confidence, method=method)
    # Rounding must not put the observed share outside its own interval, nor a limit outside 0 to 1.
    share = events / total
    return max(0.0, min(float(limits.low), share)), min(1.0, max(float(limits.high), share))


def counts_behind(percentage: Decimal, total: int) -> range:
    """Give the whole numbers of people that a printed percentage can stand for.

    Every count whose percentage rounds to the printed digits is in it, halves rounded either way.

    Args:
        percentage: As printed, 0 to 100; its decimals count, so 50 and 50.0 differ.
        total: People, at least 1.

    Returns:
        The counts; empty where no count gives the percentage.

    Source:
        The reasoning of GRIM (see `sums_behind`) for yes and no.

    82.4 % of 17 can only be 14; 83.0 % of 17 can be nothing.

    >>> counts_behind(Decimal("82.4"), 17), len(counts_behind(Decimal("83.0"), 17))
    (range(14, 15), 0)
    """
    within = _wholes(Fraction(percentage) / 100, half_unit(percentage) / 100, total)
    return range(max(within.start, 0), min(within.stop, total + 1))


def sums_behind(mean: Decimal, people: int) -> range:
    """Give the whole sums that a printed mean of whole numbers can come from.

    Args:
        mean: As printed; its decimals count.
        people: How many whole numbers were averaged, at least 1.

    Returns:
        The sums; empty where no sum gives the mean. From 10 to the power of the decimals people upwards there
        is always one, so nothing can be said then.

    Raises:
        ValueError: If there are no people.

    Source:
        Brown NJL, Heathers JAJ. The GRIM test. Soc Psychol Personal Sci 2017;8:363-9. A mean of 5.93 over 49
        whole numbers cannot be: 290/49 is 5.92 and 291/49 is 5.94 (The Economist, 18 June 2016).

    >>> len(sums_behind(Decimal("5.93"), 49)), list(sums_behind(Decimal("5.92"), 49))
    (0, [290])
    """
    if people < 1:
        raise ValueError(f"a mean is over at least one; {people} is none")
    return _wholes(Fraction(mean), half_unit(mean), people)


def half_unit(number: Decimal) -> Fraction:
    """Return half of the last digit printed, which is how far rounding can have moved it."""
    return Fraction(1, 2) * Fraction(10) ** -decimals(number)


def _wholes(middle: Fraction, reach: Fraction, people: int) -> range:
    return range(math.ceil(people * (middle - reach)), math.floor(people * (middle + reach)) + 1)


def decimals(number: Decimal) -> int:
    """Count the decimals that a number was printed with.

    >>> decimals(Decimal("82.40")), decimals(Decimal("17")), decimals(Decimal("1E+3"))
    (2, 0, 0)
    """
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def cut_off(exact: Fraction, number: Decimal) -> bool:
    """Tell whether a printed number is a value whose further digits were cut off instead of rounded.

    >>> cut_off(Fraction(200, 3), Decimal("66.6")), cut_off(Fraction(200, 3), Decimal("66.7"))
    (True, False)
    """
    unit = Fraction(10) ** -decimals(number)
    return Fraction(number) <= exact < Fraction(number) + unit
