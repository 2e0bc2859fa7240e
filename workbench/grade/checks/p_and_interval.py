"""Compare a reported P value with the one that the reported interval implies, for any measure."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from statistics import NormalDist

from workbench.grade.checks.flag import Flag, Note
from workbench.grade.checks.p_of_counts import fits_the_counts
from workbench.grade.checks.p_ranges import Fit, PRange, compare, is_far, range_text, reported_range
from workbench.grade.checks.proportion import decimals
from workbench.grade.checks.stated_methods import (
    is_against_a_margin,
    is_corrected_for_many,
    is_of_another_question,
    is_one_sided,
    is_rank_test,
)
from workbench.grade.numbers.numbers import Effect, Group, StudyNumbers

_OPEN = 0.5  # width from which on a range of P values says nothing
_MEANS = {"MD", "SMD", "CHANGE"}
_STRICTLY = 1e-6  # an interval that includes no effect has a P above its level, not at it
_FEWEST_UNKNOWN = 10  # degrees of freedom from which a t interval is allowed for where no size is entered

_INNOCENT = (
    "P is for non-inferiority, or one-sided",
    "interval and P come from different methods (exact, score, likelihood, log-rank)",
    "P belongs to another comparison, other people or another time, or one of the two is adjusted",
    "a slip in typing or setting",
)


_USUAL_LEVELS = (90.0, 95.0, 99.0)


def p_and_interval(numbers: StudyNumbers) -> Iterator[Flag | Note]:
    """Flag a P value that the effect's own interval contradicts.

    A smaller difference is not told: a hazard ratio implies a log-rank or Cox P, and Wald's differs from
    these a little. Where the counts give the reported P and only the side of 0.05 differs, that is a note: an
    exact or a chi-square P stands beside a Wald interval then, and both may be right. So it is where a test
    of ranks is named beside an interval of means.
    """
    computed = implied_range(numbers)
    if computed is None or numbers.p is None:
        return
    reported = reported_range(numbers.p)
    fit = compare(reported, computed)
    if not fit.asks_for_a_look:
        return
    implied = range_text(computed, reported)
    arithmetic = f"{numbers.effect}: P {implied} by its interval; reported {numbers.p}: {fit.value}"
    if fit is Fit.OTHER_SIDE and not is_far(reported, computed):
        if fits_the_counts(numbers):
            words = "P fits the counts; the interval, of another method, lies on the other side of 0.05"
            yield Note("p_fits_the_counts", words, arithmetic)
            return
        if is_rank_test(numbers.test):
            words = f"P is of {numbers.test}, the interval is not; it lies on the other side of 0.05"
            yield Note("p_of_ranks", words, arithmetic)
            return
    where = "lie on different sides of 0.05" if fit is Fit.OTHER_SIDE else "are far apart"
    yield Flag(
        "interval_and_p_disagree",
        f"the P value of the interval and the reported P {numbers.p} {where}",
        arithmetic,
        (*_other_level(numbers, reported), *_INNOCENT),
    )


def _other_level(numbers: StudyNumbers, reported: PRange) -> Iterator[str]:
    """Say at which other level the interval would fit: it is often taken for a 95 % one."""
    effect = numbers.effect
    for level in _USUAL_LEVELS:
        if effect is None or level == effect.confidence:
            continue
        implied = implied_range(replace(numbers, effect=replace(effect, confidence=level)))
        if implied is not None and implied.high - implied.low < _OPEN and reported.meets(implied):
            yield f"the interval is one of {level:g} %: P fits it then"


def fits_its_interval(numbers: StudyNumbers) -> bool:
    """Return True if P and the reported interval fit, so that they outrank the counts.

    An interval that leaves P open, such as one from 0.00, says nothing.
    """
    computed = implied_range(numbers)
    if computed is None or numbers.p is None or computed.high - computed.low > _OPEN:
        return False
    return reported_range(numbers.p).meets(computed)


def implied_range(numbers: StudyNumbers) -> PRange | None:
    """Return the P values that an effect and its interval imply, over the rounding of all three numbers.

    z is the estimate over its standard error, on the scale of the logarithm for ratios; the standard error is
    the width of the interval over twice the quantile of its level. Where the estimate is not in the middle,
    the half of the interval towards no effect is allowed for as well, and for means t is. Where the interval
    excludes or includes no effect by any rounding, so does P.

    Returns:
        None without an interval or P, where the numbers have no logarithm, and where P is said to be for
        something else: one-sided, against a margin, for a trend, an interaction or heterogeneity, or
        corrected for multiple comparisons; or where the interval is a Bayesian one.

    Source:
        Altman DG, Bland JM. BMJ 2011;343:d2304, doi 10.1136/bmj.d2304: a ratio of 0.81 (0.70 to 0.94) has
        P 0.005.

    >>> effect = Effect("RR", 0.81, 0.70, 0.94, decimals=2)
    >>> from workbench.grade.numbers.numbers import PValue
    >>> implied = implied_range(StudyNumbers(effect=effect, p=PValue(Decimal("0.005"))))
    >>> implied.meets(PRange(0.0045, 0.0055))
    True
    """
    effect = numbers.effect
    if effect is None or numbers.p is None or effect.lower is None or effect.upper is None:
        return None
    if is_one_sided(numbers) or is_against_a_margin(numbers) or is_of_another_question(numbers):
        return None
    if is_corrected_for_many(numbers) or "bayes" in f"{numbers.test} {numbers.effect_kind}".casefold():
        return None
    around = printed_ranges(effect)
    if around is None:
        return None
    nearest, farthest = _distances(around[0])
    ranges = [
        PRange(p_of(farthest * 2 * quantile, narrowest), p_of(nearest * 2 * quantile, widest))
        for p_of, quantile in _scales(numbers, effect)
        for narrowest, widest in _widths(*around)
    ]
    if not ranges:
        return None
    implied = PRange(min(each.low for each in ranges), max(each.high for each in ranges))
    return _on_its_side(effect, implied)


def printed_ranges(effect: Effect, *, as_printed: bool = False) -> list[tuple[float, float]] | None:
    """Return what estimate and limits can stand for, on the scale of the logarithm for ratios.

    Args:
        effect: An effect with both limits.
        as_printed: Keep ratios on their own scale.
    """
    numbers = [number for number in (effect.estimate, effect.lower, effect.upper) if number is not None]
    around = [_around(number, effect.decimals) for number in numbers]
    if as_printed or not effect.kind.is_ratio:
        return around
    if around[0][0] <= 0 or around[1][1] <= 0 or around[2][0] <= 0:
        return None
    # A lower limit that may be 0 has no logarithm: the interval may then be of any width.
    return [(math.log(low) if low > 0 else -math.inf, math.log(high)) for low, high in around]


def _distances(estimate: tuple[float, float]) -> tuple[float, float]:
    """Return the least and the greatest distance of a rounded estimate from 0."""
    near, far = sorted((abs(estimate[0]), abs(estimate[1])))
    return (0.0 if estimate[0] <= 0 <= estimate[1] else near), far


def _widths(
    estimate: tuple[float, float], lower: tuple[float, float], upper: tuple[float, float]
) -> Iterator[tuple[float, float]]:
    """Yield the least and greatest width of the interval, and of twice its half towards 0 if that differs."""
    if upper[1] > lower[0]:
        yield max(upper[0] - lower[1], 0.0), upper[1] - lower[0]
    middle = ((lower[0] + upper[0]) / 2, (lower[1] + upper[1]) / 2)
    if middle[0] <= estimate[1] and estimate[0] <= middle[1]:
        return
    towards = (
        (upper[0] - estimate[1], upper[1] - estimate[0])
        if estimate[1] <= 0
        else (estimate[0] - lower[1], estimate[1] - lower[0])
    )
    if towards[1] > 0:
        yield max(2 * towards[0], 0.0), 2 * towards[1]


def _around(number: float, at_least: int | None) -> tuple[float, float]:
    """Return the values that a printed number can stand for; it has no fewer decimals than the estimate."""
    own = decimals(Decimal(repr(float(number))).normalize())
    half = 0.5 * 10.0 ** -max(own, at_least or 0)
    return number - half, number + half


def _scales(numbers: StudyNumbers, effect: Effect) -> Iterator[tuple[Callable[[float, float], float], float]]:
    """Yield the distributions that interval and P may come from, each with the quantile of the interval."""
    share = (1 + effect.confidence / 100) / 2
    normal = NormalDist()
    yield _by(lambda z: normal.cdf(-z)), normal.inv_cdf(share)
    if effect.measure in _MEANS:
        from scipy.stats import t

        for freedom in _degrees(numbers, effect):
            yield _by(t(freedom).sf), float(t.ppf(share, freedom))


def _by(tail: Callable[[float], float]) -> Callable[[float, float], float]:
    def p_of(distance: float, width: float) -> float:
        if distance == 0:
            return 1.0
        if math.isinf(width):
            return 1.0
        return min(1.0, 2 * float(tail(distance / width))) if width else 0.0

    return p_of


def _degrees(numbers: StudyNumbers, effect: Effect) -> set[int]:
    sizes = [
        group.total
        for group in (numbers.treatment, numbers.comparison)
        if _is_sized(group) and group is not None
    ]
    known = [size for size in sizes if size is not None]
    if not known:
        return {_FEWEST_UNKNOWN}
    if effect.measure == "CHANGE" or len(known) == 1:
        return {max(known[0] - 1, 1)}
    return {max(sum(known) - 2, 1), max(min(known) - 1, 1)}


def _is_sized(group: Group | None) -> bool:
    return group is not None and group.total is not None


def _on_its_side(effect: Effect, implied: PRange) -> PRange:
    """Narrow a range to the side of the level on which the interval puts no effect by any rounding."""
    level = 1 - effect.confidence / 100
    (_, lower_high), (upper_low, _) = (
        _around(limit, effect.decimals) for limit in (effect.lower, effect.upper) if limit is not None
    )
    lower_low, upper_high = (
        2 * float(effect.lower or 0) - lower_high,
        2 * float(effect.upper or 0) - upper_low,
    )
    no_effect = effect.kind.no_effect
    if lower_high < no_effect < upper_low and implied.high >= level:
        return PRange(max(implied.low, level * (1 + _STRICTLY)), implied.high)
    if (lower_low > no_effect or upper_high < no_effect) and implied.low <= level:
        return PRange(implied.low, min(implied.high, level * (1 - _STRICTLY)))
    return implied
