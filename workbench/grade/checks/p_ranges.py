"""Hold P values as ranges, and compare a reported one with the one that other numbers give.

A printed P is a range because it was rounded or is an inequality; a computed one is a range because several
tests may have been meant, or because the numbers behind it were rounded.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from workbench.grade.checks.proportion import decimals
from workbench.grade.numbers.numbers import PValue
from workbench.grade.numbers.wording import p_text

ALPHA = 0.05
"""The side of it is what a reader decides by."""

_APART, _FOLD = 0.05, 2
"""From these on two P values are far apart; our limits, as is the next."""
_FOLD_BELOW_ALPHA = 10
_WHOLE_P_DECIMALS = 2  # a P printed as 0 or 1 is read as 0.00 or 1.00, else it would fit half of all values
_ROUNDING = 1e-9
_MOST_DIGITS = 7


class Fit(Enum):
    """How a reported P value fits a computed one."""

    FITS = "fits"
    NEAR = "not far off"
    FAR = "far off"
    OTHER_SIDE = "the other side of 0.05"

    @property
    def asks_for_a_look(self) -> bool:
        """True if it is worth a flag; a value that is only near is worth a note."""
        return self in (Fit.FAR, Fit.OTHER_SIDE)


@dataclass(frozen=True, slots=True)
class PRange:
    """A range of P values.

    Attributes:
        low: Its lower end, 0 to 1.
        high: Its upper end, not below the lower.
    """

    low: float
    high: float

    @property
    def side(self) -> str:
        """ "below" or "above" 0.05; empty where the range has both."""
        if self.high <= ALPHA:
            return "below"
        return "above" if self.low >= ALPHA else ""

    def meets(self, other: PRange) -> bool:
        """Return True if the ranges have a value in common."""
        return self.low <= other.high + _ROUNDING and other.low <= self.high + _ROUNDING

    def halved(self) -> PRange:
        """Return the range of the one-sided P values, where the difference is on the side that was tested."""
        return PRange(self.low / 2, self.high / 2)


def reported_range(reported: PValue) -> PRange:
    """Return the values that a printed P can stand for; halves may have been rounded either way.

    >>> from decimal import Decimal
    >>> reported_range(PValue(Decimal("0.049"))), reported_range(PValue(Decimal("0.001"), "<"))
    (PRange(low=0.0485, high=0.0495), PRange(low=0.0, high=0.001))
    >>> reported_range(PValue(Decimal("0"))), reported_range(PValue(Decimal("0.99"), ">"))
    (PRange(low=0.0, high=0.005), PRange(low=0.99, high=1.0))
    """
    value = float(reported.value)
    if reported.relation in ("<", "≤"):
        return PRange(0.0, value)
    if reported.relation in (">", "≥"):
        return PRange(value, 1.0)
    half = 0.5 * 10.0 ** -(decimals(reported.value) or _WHOLE_P_DECIMALS)
    return PRange(round(max(0.0, value - half), 12), round(min(1.0, value + half), 12))


def compare(reported: PRange, computed: PRange) -> Fit:
    """Compare a reported P value with a computed one.

    They fit if their ranges meet. Else the difference asks for a look if they lie wholly on different sides
    of 0.05, if they are at least 0.05 and two-fold apart, or if both are below 0.05 and ten-fold apart.

    Source:
        That another side of 0.05 weighs more than another value is the decision error of statcheck: Nuijten
        MB, et al. Behav Res Methods 2016;48:1205-26, doi 10.3758/s13428-015-0664-2. The limits are ours.

    >>> compare(PRange(0.025, 0.035), PRange(0.347, 0.483)).value
    'the other side of 0.05'
    >>> compare(PRange(0, 0.001), PRange(0.0222, 0.0319)).value
    'far off'
    >>> compare(PRange(0.0665, 0.0675), PRange(0.074, 0.141)).value
    'not far off'
    """
    if reported.meets(computed):
        return Fit.FITS
    lower, upper = sorted((reported, computed), key=lambda each: each.low)
    if lower.side == "below" and upper.side == "above":
        return Fit.OTHER_SIDE
    return Fit.FAR if is_far(reported, computed) else Fit.NEAR


def is_far(first: PRange, second: PRange) -> bool:
    """Return True if two ranges are far apart, on whichever sides of 0.05 they lie."""
    lower, upper = sorted((first, second), key=lambda each: each.low)
    gap, fold = upper.low - lower.high, upper.low / lower.high if lower.high else float("inf")
    return (gap >= _APART and fold >= _FOLD) or (upper.side == "below" and fold >= _FOLD_BELOW_ALPHA)


def range_text(computed: PRange, reported: PRange) -> str:
    """Write a computed range with as many digits as it takes to see that a reported one does not meet it.

    >>> range_text(PRange(0.347, 0.4831), PRange(0.025, 0.035))
    '0.347 to 0.483'
    >>> range_text(PRange(0.04953, 0.04953), PRange(0.0485, 0.0495))
    '0.04953'
    >>> range_text(PRange(0.049502, 0.049502), PRange(0.0485, 0.0495))
    '0.049502'
    """
    for more in range(_MOST_DIGITS):
        low, high = p_text(computed.low, more), p_text(computed.high, more)
        if computed.meets(reported) or not PRange(float(low), float(high)).meets(reported):
            break
    return low if low == high else f"{low} to {high}"


def words_of(fit: Fit, reported: PRange, computed: PRange, source: str) -> str:
    """Say of a P value that is near that it is not reproduced exactly, and what does not change.

    Args:
        fit: How they fit.
        reported: The reported range.
        computed: The computed one.
        source: What it was computed by, such as "by the tests tried".
    """
    same = bool(reported.side) and reported.side == computed.side
    where = "on the same side of 0.05 and " if same else ""
    return f"not reproduced exactly {source}; {where}{fit.value}"
