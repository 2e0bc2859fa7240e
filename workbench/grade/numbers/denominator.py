"""Write risks and their differences in whole people, with one denominator a line and none of them lost.

The rules are ours: whole numbers, halves up, computed from what is not rounded. What is not nothing never
prints as nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from workbench.grade.numbers.wording import trimmed

DENOMINATORS = (1_000, 10_000, 100_000)
"""The usual one first; a rarer outcome takes the next, and no further than the last."""

FEWEST = 10
"""People without treatment, by the denominator, below which the next is taken."""

NO_DIFFERENCE = "no difference"
_EXACT = 1e-12
"""Share of people below which a difference is only the rounding of floats."""

_HALF = 1e-9
"""How far below a half a number may be by the rounding of floats and still count as one."""


def denominator(without: float | None, others: Iterable[float] = ()) -> int:
    """Choose the denominator of a line.

    Args:
        without: Risk without treatment, 0 to 1; None where it is not known.
        others: The other risks or differences in the line, which decide where that is nothing or not known.

    >>> [denominator(risk) for risk in (0.01, 0.0095, 0.001, 0.00095, 0.000004)]
    [1000, 10000, 10000, 100000, 100000]
    >>> denominator(0.0, [0.004, 0.012]), denominator(None, [-0.0004, 0.0])
    (1000, 100000)
    """
    risk = without or max((abs(number) for number in others), default=0.0)
    if risk == 0:
        return DENOMINATORS[0]
    fitting = (per for per in DENOMINATORS if risk * per >= FEWEST - _HALF)
    return next(fitting, DENOMINATORS[-1])


def whole(number: float) -> int:
    """Round to a whole number, halves away from nothing.

    >>> whole(95.5), whole(-4.5), whole(0.1 * 955 / 10), whole(0.49)
    (96, -5, 10, 0)
    """
    size = math.floor(abs(number) + 0.5 + _HALF)
    return size if number >= 0 else -size


def risk_in(risk: float, per: int) -> str:
    """Write a risk as a number of people.

    >>> risk_in(0.25, 1000), risk_in(0.0000004, 100_000), risk_in(0.0, 1000)
    ('250', 'fewer than 1', '0')
    """
    people = whole(risk * per)
    return "fewer than 1" if people == 0 and risk > _EXACT else f"{people:,}"


def risk_text(risk: float) -> str:
    """Write a risk by itself, as entered or known, with at most one decimal.

    >>> [risk_text(each) for each in (0.412, 8 / 17, 0.0009)]
    ['412 per 1,000', '470.6 per 1,000', '90 per 100,000']
    >>> [risk_text(each) for each in (0.000004, 1e-9, 0.0)]
    ['0.4 per 100,000', 'fewer than 1 per 100,000', '0 per 1,000']
    """
    per = denominator(risk)
    people = trimmed(risk * per, 1)
    return f"{'fewer than 1' if people == '0' and risk > 0 else people} per {per:,}"


def difference_in(difference: float, per: int) -> str:
    """Write a difference of risks in words of direction; exactly nothing is no difference.

    >>> [difference_in(each, 1000) for each in (-0.05, 0.0125, -0.0003, 0.0)]
    ['50 fewer', '13 more', 'less than 1 fewer', 'no difference']
    """
    if abs(difference) <= _EXACT:
        return NO_DIFFERENCE
    people = abs(whole(difference * per))
    size = f"{people:,}" if people else "less than 1"
    return f"{size} {'more' if difference > 0 else 'fewer'}"
