"""Compare a reported difference of means with the means of the two groups."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from workbench.grade.checks.flag import Flag
from workbench.grade.checks.proportion import decimals
from workbench.grade.checks.stated_methods import is_modelled
from workbench.grade.numbers.numbers import Effect, Group, StudyNumbers
from workbench.grade.numbers.wording import printed

_INNOCENT = (
    "the size of a reduction is printed without its sign",
    "the study compares the other way round, so that what counts as treatment was turned here",
    "the two groups were entered in each other's place",
    "a slip in typing or setting",
)
_HALF = Decimal("0.5")


def effect_and_means(numbers: StudyNumbers) -> Iterator[Flag]:
    """Flag a difference of means that is that of the group means the other way round.

    Compared are the means after treatment, and the changes where both groups have a mean before it. Another
    difference is not told: it may be adjusted without saying so. Nothing is compared where the effect is said
    to be adjusted, matched, weighted, pooled or imputed.
    """
    effect, treated, compared = numbers.effect, numbers.treatment, numbers.comparison
    if (
        effect is None
        or effect.measure != "MD"
        or treated is None
        or compared is None
        or is_modelled(numbers)
    ):
        return
    of_groups = [*_differences(treated, compared)]
    if any(_fits(effect, value, about) for value, about, _ in of_groups):
        return
    for value, about, shown in of_groups:
        if _fits(effect, -value, about):
            reported = f"{effect.estimate:.{effect.decimals or 0}f}"
            yield Flag(
                "effect_inverse",
                f"the reported mean difference {reported} is that of the means the other way round",
                f"MD {reported} is comparison less treatment; treatment less comparison: {shown}",
                _INNOCENT,
            )
            return


def _differences(treated: Group, compared: Group) -> Iterator[tuple[Decimal, Decimal, str]]:
    """Yield treatment less comparison of the means after it and of the changes: value, rounding, sum."""
    after, other = treated.after.mean, compared.after.mean
    if after is None or other is None:
        return
    about = _rounding(after) + _rounding(other)
    yield after - other, about, f"{printed(after)} - {printed(other)} = {printed(after - other)}"
    before, other_before = treated.before.mean, compared.before.mean
    if before is None or other_before is None:
        return
    change, other_change = after - before, other - other_before
    shown = f"change {printed(change)} - change {printed(other_change)} = {printed(change - other_change)}"
    yield change - other_change, about + _rounding(before) + _rounding(other_before), shown


def _rounding(mean: Decimal) -> Decimal:
    """Return how far a printed mean may be from what it was rounded from."""
    return _HALF.scaleb(-decimals(mean))


def _fits(effect: Effect, value: Decimal, about: Decimal) -> bool:
    """Tell whether the effect can be this difference, over the rounding of all that is printed."""
    estimate = Decimal(repr(effect.estimate))
    own = _HALF.scaleb(-(decimals(estimate) if effect.decimals is None else effect.decimals))
    return abs(estimate - value) <= about + own
