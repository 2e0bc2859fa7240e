"""Compare a reported effect with the one that the reported counts give."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from workbench.grade.checks.flag import Flag, Note
from workbench.grade.checks.proportion import decimals
from workbench.grade.checks.stated_methods import is_modelled
from workbench.grade.checks.two_by_two import (
    Estimate,
    TwoByTwo,
    odds_ratio,
    risk_difference,
    risk_ratio,
)
from workbench.grade.numbers.numbers import Effect, StudyNumbers
from workbench.grade.numbers.wording import significant, trimmed

_ROUNDING = 1e-9  # of the computed value, so that one that sits on a half is taken for either side
_COMPUTE: Mapping[str, Callable[[TwoByTwo], Estimate]] = {
    "RR": risk_ratio,
    "OR": odds_ratio,
    "RD": risk_difference,
}
_INNOCENT = (
    "the reported effect is adjusted, weighted or matched",
    "it is of other people, another outcome or another time point than the counts",
    "a slip in typing or setting",
)


def effect_and_counts(numbers: StudyNumbers, table: TwoByTwo | None) -> Iterator[Flag | Note]:
    """Flag an effect that the counts contradict; a difference within the reported interval is a note.

    Nothing is compared where the effect is said to be adjusted, matched, weighted, pooled or imputed. Beside
    a cell of 0 both the plain ratio and that with 0.5 added to each cell fit. Where nobody had the event,
    there is no ratio, so that any reported one asks for a look.
    """
    effect = numbers.effect
    if table is None or effect is None or effect.measure not in _COMPUTE or is_modelled(numbers):
        return
    crude = _COMPUTE[effect.measure](table)
    of_counts = [value for value in (crude.value, _plain_ratio(effect.measure, table)) if value is not None]
    if any(_prints_as(value, effect) for value in of_counts):
        return
    if not of_counts:
        yield _undefined(effect, table, crude.how)
        return
    yield _difference(effect, of_counts, table)


def _difference(effect: Effect, of_counts: list[float], table: TwoByTwo) -> Flag | Note:
    """Say how the effect differs from the counts, and whether that asks for a look."""
    for value in of_counts:
        turned = _turned(effect, value)
        if turned is not None and _prints_as(turned, effect):
            return _inverse(effect, value)
    crude = of_counts[0]
    shown = f"crude {significant(crude)}, reported {str(effect).removeprefix(effect.measure).strip()}"
    # An interval of 90 % is too narrow to hold an adjusted effect against, one of 99 % too wide.
    usual = effect.at_level()
    if usual.lower is not None and usual.upper is not None:
        if usual != effect:
            shown += f", 95 % CI {significant(usual.lower)} to {significant(usual.upper)}"
        if any(usual.lower - _ROUNDING <= value <= usual.upper + _ROUNDING for value in of_counts):
            return Note("effect_not_crude", shown)
        what = "the effect of the counts is outside the interval of the reported one"
    elif not _opposed(effect, crude):
        return Note("effect_not_crude", f"{shown}, without an interval")
    else:
        what = "the effect of the counts points the other way than the reported one"
    return Flag("effect_differs", what, f"{table}: {shown}", (*_also_fits(effect, table), *_INNOCENT))


def _turned(effect: Effect, value: float) -> float | None:
    """Return the effect the other way round: the inverse of a ratio, the negative of a difference."""
    if not effect.kind.is_ratio:
        return -value if value else None
    return 1 / value if value else None


def _inverse(effect: Effect, value: float) -> Flag:
    reported = f"{effect.estimate:.{_decimals(effect)}f}"
    crude = trimmed(value, max(_decimals(effect), 2))
    ratio = effect.kind.is_ratio
    return Flag(
        "effect_inverse",
        f"the reported {effect.kind.title} {reported} is that of the counts the other way round",
        f"{effect.measure} {reported} is comparison {'over' if ratio else 'less'} treatment; "
        f"treatment {'over' if ratio else 'less'} comparison is {crude}",
        (
            "the study compares the other way round, so that what counts as treatment was turned here",
            "no event was counted in the place of the event"
            if effect.measure == "OR"
            else "the size of a reduction is printed without its sign"
            if not ratio
            else "the two groups were entered in each other's place",
            "a slip in typing or setting",
        ),
    )


def _opposed(effect: Effect, crude: float) -> bool:
    no_effect = effect.kind.no_effect
    return (crude - no_effect) * (effect.estimate - no_effect) < 0


def _also_fits(effect: Effect, table: TwoByTwo) -> Iterator[str]:
    """Name what the reported number is of the same counts, where it is another measure or of no event."""
    opposite = TwoByTwo(
        table.treatment_total - table.treatment_events,
        table.treatment_total,
        table.comparison_total - table.comparison_events,
        table.comparison_total,
    )
    for name, compute in (("odds ratio", odds_ratio), ("risk ratio", risk_ratio)):
        value = compute(table).value
        if effect.kind.is_ratio and name != effect.kind.title and value and _prints_as(value, effect):
            yield f"it is the {name} of these counts"
    value = risk_ratio(opposite).value
    if effect.measure == "RR" and value and _prints_as(value, effect):
        yield "it is the risk ratio of having no event"


def _decimals(effect: Effect) -> int:
    return decimals(Decimal(repr(effect.estimate))) if effect.decimals is None else effect.decimals


def _prints_as(value: float, effect: Effect) -> bool:
    return abs(value - effect.estimate) <= 0.5 * 10.0 ** -_decimals(effect) + _ROUNDING


def _plain_ratio(measure: str, table: TwoByTwo) -> float | None:
    """Return the ratio with nothing added to any cell; None for a difference, or a division by 0."""
    a, b, c, d = table.cells
    above, below = {"RR": (a * (c + d), c * (a + b)), "OR": (a * d, b * c)}.get(measure, (0, 0))
    return above / below if below else None


def _undefined(effect: Effect, table: TwoByTwo, how: str) -> Flag:
    a, b, c, d = (cell + 0.5 for cell in table.cells)
    corrected = (a / b) / (c / d) if effect.measure == "OR" else (a / (a + b)) / (c / (c + d))
    return Flag(
        "effect_undefined",
        f"the counts {table} have no {effect.kind.title}, and {significant(effect.estimate)} is reported",
        f"{table}: {how}; with 0.5 added to each cell {significant(corrected)}; reported {effect}",
        (
            "something was added to each cell (a continuity correction)",
            "the reported effect comes from a model: adjusted, weighted or Bayesian",
            "it is of other people, another outcome or another time point than the counts",
        ),
    )
