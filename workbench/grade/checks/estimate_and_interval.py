"""Compare a reported estimate with the middle of its own interval, on the logarithmic scale for ratios."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.grade.checks.flag import Flag, Note
from workbench.grade.checks.p_and_interval import printed_ranges
from workbench.grade.checks.stated_methods import has_uneven_interval
from workbench.grade.numbers.numbers import Effect, StudyNumbers
from workbench.grade.numbers.wording import level_of_interval, significant

OFF_MIDDLE, OFF_MIDDLE_OF_RISKS = 0.40, 0.55
"""Share of half the width of the interval from which on an estimate is clearly off its middle. Ours.

Exact intervals of odds ratios are off it by up to a third; those of a difference of risks, which stops at the
ends of the scale (Newcombe), by up to a half.
"""
_EVEN = 0.05  # share below which an interval counts as symmetrical on the scale as printed

_INNOCENT = (
    "the interval is exact, from a profile likelihood, a bootstrap or a Bayesian model, and so uneven",
    "the estimate and the interval are of different analyses, such as a crude and an adjusted one",
    "a slip in typing or setting: a digit of one of the three",
)


def estimate_and_interval(numbers: StudyNumbers) -> Iterator[Flag | Note]:
    """Flag an estimate that is clearly off the middle of its interval by any rounding of the three numbers.

    An interval of a ratio is even on the logarithmic scale; one that is even as printed is a note. Nothing is
    compared where the interval is said to come from a method that makes uneven ones.

    >>> effect = Effect("HR", 0.86, 0.44, 0.99, decimals=2)
    >>> [flag.id for flag in estimate_and_interval(StudyNumbers(effect=effect))]
    ['estimate_off_middle']
    """
    effect = numbers.effect
    if effect is None or effect.lower is None or effect.upper is None or has_uneven_interval(numbers):
        return
    ranges = printed_ranges(effect)
    if ranges is None or ranges[1][0] == float("-inf") or _off(ranges) < _limit(effect):
        return
    level = level_of_interval(effect.confidence) or "95 % CI "
    middle = _middle(effect)
    arithmetic = (
        f"{effect}: the middle of the {level.removesuffix(' CI ')} interval"
        f"{' on the logarithmic scale' if effect.kind.is_ratio else ''} is {significant(middle)}"
    )
    if effect.kind.is_ratio and _off(printed_ranges(effect, as_printed=True) or ranges) < _EVEN:
        yield Note(
            "interval_even_as_printed",
            "the interval is even round the ratio, not round its logarithm",
            arithmetic,
        )
        return
    yield Flag(
        "estimate_off_middle",
        f"the {effect.kind.title} {significant(effect.estimate)} is far from the middle of its own interval",
        arithmetic,
        _INNOCENT,
    )


def _limit(effect: Effect) -> float:
    return OFF_MIDDLE_OF_RISKS if effect.measure == "RD" else OFF_MIDDLE


def _off(ranges: list[tuple[float, float]]) -> float:
    """Return how far an estimate is from the middle at least, as a share of half the greatest width."""
    estimate, lower, upper = ranges
    nearest = max(estimate[0] - (lower[1] + upper[1]) / 2, (lower[0] + upper[0]) / 2 - estimate[1], 0.0)
    half = (upper[1] - lower[0]) / 2
    return nearest / half if half > 0 else 0.0


def _middle(effect: Effect) -> float:
    lower, upper = float(effect.lower or 0), float(effect.upper or 0)
    return (lower * upper) ** 0.5 if effect.kind.is_ratio else (lower + upper) / 2
