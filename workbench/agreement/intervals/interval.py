"""Describe a kind of interval, and what it says of a coefficient."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.agreement.estimate import Estimate

TOO_NARROW = "too narrow below about 50 studies"
"""Said of every interval that is [1, 1] where reviewers agree on the few studies that there are."""

BOOTSTRAP_REPLICATES = 2_000
"""How many samples the bootstrap draws where nobody says."""

NO_JACKKNIFE = "without one of the studies the coefficient is not defined, so there is no jackknife"


@dataclass(frozen=True, slots=True)
class Uncertainty:
    """A standard error and an interval; the names are those of ``Agreement``."""

    se: float | None = None
    lower: float | None = None
    upper: float | None = None
    undefined_because: str | None = None
    replicates: int = 0
    replicates_undefined: int = 0
    caution: str | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an interval is asked for.

    Attributes:
        confidence: The level, between 0 and 1.
        replicates: How many samples to draw.
    """

    confidence: float
    replicates: int


@dataclass(frozen=True, slots=True)
class Interval:
    """A kind of interval.

    Attributes:
        name: Its name in calls.
        title: How it is made, in words.
        cited: How the methods of a paper name it.
        measure: Computes it for a coefficient that is defined and rests on two studies or more; takes the
            coefficient, its value, and what is wanted.
        replicates: How many samples it draws where nobody says; 0 where it draws none.
        caution: Where it says less than it seems to, for everybody who reads it; empty: nowhere.
    """

    name: str
    title: str
    cited: str
    measure: Callable[[Estimate, float, Wanted], Uncertainty]
    replicates: int = 0
    caution: str = ""
