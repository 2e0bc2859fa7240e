"""Write numbers in the sentences of this package: short, and never with more digits than they carry."""

from __future__ import annotations

import math
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

_MINUS = "-"
_SMALLEST_P = 1e-6
_FIGURES_OF_P = 3
_MOST_DECIMALS = 9
_NOTHING = 1e-9  # below it there is only the rounding of floats
_USUAL_LEVEL = 95
"""Per cent, as the columns of tables are headed."""


def percent(share: float | Fraction) -> str:
    """Write a share (0 to 1) as a percentage with at most one decimal, more where it would seem 0 or all.

    >>> percent(14 / 17), percent(0.5), percent(1), percent(3 / 100_000)
    ('82.4 %', '50 %', '100 %', '0.003 %')
    """
    return f"{trimmed(float(share) * 100, _decimals_of_percent(share))} %"


def percent_of_counts(events: int, total: int) -> str:
    """Write events of so many people as a percentage with one decimal, more where it would seem 0 or all.

    >>> percent_of_counts(1, 2), percent_of_counts(0, 9), percent_of_counts(3, 100_000)
    ('50.0 %', '0.0 %', '0.003 %')
    >>> percent_of_counts(9_999, 10_000), percent_of_counts(1, 70_000)
    ('99.99 %', '0.0014 %')
    """
    number, decimals = 100 * events / total, _decimals_of_percent(events / total)
    return f"{number:.1f} %" if decimals == 1 else f"{trimmed(number, decimals)} %"


def _decimals_of_percent(share: float | Fraction) -> int:
    number = float(share) * 100
    return decimals_that_show([number, 100 - number], 1)


def decimals_that_show(numbers: Iterable[float], usual: int) -> int:
    """Return how many decimals numbers take so that only nothing prints as nothing.

    Returns:
        The usual ones, or where one would print as 0, those that show two figures of the smallest.

    >>> decimals_that_show([-109.8, 1e-17], 1), decimals_that_show([-0.0472, 0.083], 1)
    (1, 3)
    """
    smallest = min((abs(number) for number in numbers if abs(number) > _NOTHING), default=1.0)
    if float(f"{smallest:.{usual}f}"):
        return usual
    return min(1 - math.floor(math.log10(smallest)), _MOST_DECIMALS)


def trimmed(number: float, decimals: int) -> str:
    """Write a number with at most so many decimals, without zeros at the end.

    >>> trimmed(17.0, 2), trimmed(1.2345, 2), trimmed(-0.001, 2)
    ('17', '1.23', '0')
    """
    text = f"{number:.{decimals}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == f"{_MINUS}0" else text


def significant(number: float) -> str:
    """Write an estimate: two decimals, more where they would all be zero.

    >>> significant(1.5556), significant(0.0042), significant(132.456), significant(0)
    ('1.56', '0.0042', '132', '0.00')
    """
    size = abs(number)
    if size >= 100:
        return f"{number:,.0f}"
    if size == 0 or size >= 0.1:
        return f"{number:.2f}"
    return f"{number:.2g}" if size >= 1e-4 else f"{number:.1e}"


def p_text(value: float, more: int = 0) -> str:
    """Write a p value, with three significant figures below 0.1.

    Args:
        value: 0 to 1.
        more: Digits beyond these, where the difference to another value would not show.

    >>> p_text(0.1411), p_text(0.0222), p_text(0.049), p_text(0.00003123)
    ('0.141', '0.0222', '0.0490', '0.0000312')
    >>> p_text(0.04951, 2), p_text(1e-12), p_text(0.0)
    ('0.049510', '1.00e-12', '0')
    """
    if value >= 0.1:
        return f"{value:.{3 + more}f}"
    if value == 0:
        return "0"
    figures = _FIGURES_OF_P + more
    if value < _SMALLEST_P:
        return f"{value:.{figures - 1}e}"
    return f"{value:.{figures - 1 - math.floor(math.log10(value))}f}"


def printed(number: Decimal) -> str:
    """Write a number as it was printed, with its zeros at the end.

    >>> printed(Decimal("82.40"))
    '82.40'
    """
    return f"{number:f}"


def span(estimate: float, lower: float | None, upper: float | None) -> str:
    """Write an estimate with its interval.

    >>> span(1.5556, 0.93, 2.6)
    '1.56 (0.93 to 2.60)'
    """
    if lower is None or upper is None:
        return significant(estimate)
    return f"{significant(estimate)} ({significant(lower)} to {significant(upper)})"


def span_as_printed(estimate: float, lower: float | None, upper: float | None, decimals: int) -> str:
    """Write a reported estimate with its interval, each with no fewer digits than were entered.

    Args:
        estimate: The estimate.
        lower: Its lower limit, or None.
        upper: Its upper limit, or None.
        decimals: Those that the estimate was printed with. A limit has as many, or more where it was entered
            with more: limits are kept as numbers, without the zeros at their end.

    >>> span_as_printed(-3.2, -5.0, -1.25, 1), span_as_printed(1234.56, None, None, 2)
    ('-3.2 (-5.0 to -1.25)', '1234.56')
    """
    shown = f"{estimate:.{decimals}f}"
    if lower is None or upper is None:
        return shown
    return f"{shown} ({_with_decimals(lower, decimals)} to {_with_decimals(upper, decimals)})"


def level_of_interval(confidence: float) -> str:
    """Name the level of an interval, for its place before the lower limit; empty for the usual 95 %.

    >>> level_of_interval(90), level_of_interval(99.5), level_of_interval(95)
    ('90 % CI ', '99.5 % CI ', '')
    """
    return "" if confidence == _USUAL_LEVEL else f"{confidence:.15g} % CI "


def _with_decimals(number: float, at_least: int) -> str:
    shortest = f"{Decimal(repr(float(number))).normalize():f}"
    own = len(shortest.partition(".")[2])
    return f"{number:.{max(own, at_least)}f}"


def listed(names: list[str] | tuple[str, ...]) -> str:
    """Name things in a row.

    >>> listed(["a"]), listed(["a", "b", "c"])
    ('a', 'a, b and c')
    """
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
