"""Compare a reported P value with the one that the reported test statistic has."""

from __future__ import annotations

import math
from collections.abc import Iterator

from workbench.grade.checks.flag import Flag, Note
from workbench.grade.checks.p_ranges import Fit, PRange, compare, range_text, reported_range, words_of
from workbench.grade.checks.proportion import decimals
from workbench.grade.checks.stated_methods import is_corrected_for_many, is_one_sided
from workbench.grade.numbers.numbers import StudyNumbers
from workbench.grade.numbers.test_statistic import TestStatistic

_INNOCENT = (
    "the degrees of freedom are rounded, or those of another model (Welch, mixed models)",
    "P is one-sided, or corrected for several comparisons",
    "P belongs to another comparison than the statistic",
    "a slip in typing or setting",
)


def p_of_statistic(statistic: TestStatistic, value: float | None = None) -> float:
    """Return the P value of a test statistic, two-sided for t, z and r.

    r becomes t = r √(df / (1 - r²)); F and χ² have one upper tail.

    Args:
        statistic: Kind and degrees of freedom.
        value: In the place of its value, where that is rounded.

    Source:
        As statcheck recomputes it: Nuijten MB, et al. Behav Res Methods 2016;48:1205-26, doi
        10.3758/s13428-015-0664-2. Its published example t(28) = 2.20 with P 0.06 is a decision error.

    >>> from workbench.grade.numbers.test_statistic import read_statistic
    >>> [round(p_of_statistic(read_statistic(text)), 3) for text in (
    ...     "t(28) = 2.20", "F(2, 28) = 2.20", "r(28) = .22", "χ²(28) = 22.20", "z = 2.20")]
    [0.036, 0.13, 0.243, 0.772, 0.028]
    """
    from scipy import stats

    at = float(statistic.value) if value is None else value
    degrees = [float(degree) for degree in statistic.degrees]
    if statistic.kind == "F":
        return float(stats.f.sf(max(at, 0.0), *degrees))
    if statistic.kind == "χ²":
        return float(stats.chi2.sf(max(at, 0.0), *degrees))
    if statistic.kind == "z":
        return float(2 * stats.norm.sf(abs(at)))
    if statistic.kind == "r":
        size = min(abs(at), 1.0)
        at = math.inf if size == 1 else size * math.sqrt(degrees[0] / (1 - size**2))
    return float(2 * stats.t.sf(abs(at), degrees[0]))


def range_of_statistic(statistic: TestStatistic) -> PRange:
    """Return the P values that a printed statistic can have, over its rounding.

    >>> from workbench.grade.numbers.test_statistic import read_statistic
    >>> result = range_of_statistic(read_statistic("t(28) = 2.2"))
    >>> round(result.low, 4), round(result.high, 4)
    (0.0325, 0.0403)
    """
    half = 0.5 * 10.0 ** -decimals(statistic.value)
    size = abs(float(statistic.value))
    low, high = p_of_statistic(statistic, size + half), p_of_statistic(statistic, max(size - half, 0.0))
    if statistic.relation == "<":
        return PRange(low, 1.0)
    return PRange(0.0, high) if statistic.relation == ">" else PRange(low, high)


def fits_its_statistic(numbers: StudyNumbers) -> bool:
    """Return True if P and the reported test statistic fit, so that they outrank the counts."""
    if numbers.statistic is None or numbers.p is None:
        return False
    return reported_range(numbers.p).meets(range_of_statistic(numbers.statistic))


def p_and_statistic(numbers: StudyNumbers) -> Iterator[Flag | Note]:
    """Flag a P value that its own test statistic contradicts; a smaller difference is a note.

    Half of the P value fits too where it is said to be one-sided. Nothing is compared where it is said to be
    corrected for multiple comparisons.
    """
    statistic = numbers.statistic
    if statistic is None or numbers.p is None or is_corrected_for_many(numbers):
        return
    computed, reported = range_of_statistic(statistic), reported_range(numbers.p)
    fit = compare(reported, computed)
    half = _halves(statistic) and computed.halved().meets(reported)
    if fit is Fit.FITS or (half and is_one_sided(numbers)):
        return
    arithmetic = f"{statistic}: P {range_text(computed, reported)}; reported {numbers.p}: {fit.value}"
    one_sided = f"it may be one-sided: {statistic} gives {range_text(computed.halved(), reported)} then"
    if half and fit is not Fit.OTHER_SIDE:
        yield Note("p_may_be_one_sided", one_sided, arithmetic)
    elif not fit.asks_for_a_look:
        words = words_of(fit, reported, computed, "from the test statistic")
        yield Note("p_statistic_not_exact", f"P {words}", arithmetic)
    else:
        where = "lie on different sides of 0.05" if fit is Fit.OTHER_SIDE else "are far apart"
        yield Flag(
            "statistic_and_p_disagree",
            f"the P value of {statistic} and the reported P {numbers.p} {where}",
            arithmetic,
            (*((one_sided,) if half else ()), *_INNOCENT),
        )


def _halves(statistic: TestStatistic) -> bool:
    """Return True if a one-sided P is half of the P value of a statistic of this kind."""
    return statistic.kind in ("t", "z", "r") or statistic.degrees[0] == 1
