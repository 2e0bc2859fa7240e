"""Look at an outcome from its rarer side, so that survival and death give the same suggestions.

Survival and death are the same data. The risk ratio of the rarer of the two says whether an effect is large;
that of the common one is always near 1.
"""

from __future__ import annotations

from dataclasses import dataclass

from workbench.grade.checks.two_by_two import TwoByTwo, risk_ratio
from workbench.grade.numbers.absolute import risk_with_treatment
from workbench.grade.numbers.precision import Precision

_TIE = 1e-12


@dataclass(frozen=True, slots=True)
class RarerSide:
    """The effect seen from the rarer of the event and its opposite.

    Attributes:
        baseline: Its risk without treatment, 0 to 0.5; None where it is not known.
        ratio: Its risk ratio, or the ratio as given where no risk is known; None where there is none.
        lower: Lower limit of that ratio; None where a ratio had to be converted, since its converted limits
            say nothing about the width.
        upper: Upper limit, or None.
        fold: How many times the upper limit of the ratio is the lower; None where it is not known.
        is_turned: True if it is not the event that was counted but its opposite.
        is_odds: True if the limits are those of an odds ratio.
    """

    baseline: float | None = None
    ratio: float | None = None
    lower: float | None = None
    upper: float | None = None
    fold: float | None = None
    is_turned: bool = False
    is_odds: bool = False


def rarer_side(numbers: Precision) -> RarerSide:
    """Give the effect as that on the rarer of an event and its opposite.

    Without a risk nobody knows which is the rarer: a ratio stays as it is. A ratio of odds is the same from
    both sides, and keeps its limits.

    >>> side = rarer_side(Precision(table=TwoByTwo(480, 500, 450, 500)))
    >>> round(side.baseline, 3), round(side.ratio, 3), side.is_turned
    (0.1, 0.4, True)
    """
    if numbers.table is not None:
        return _of_table(numbers.table)
    effect, baseline = numbers.effect, numbers.baseline
    if effect is None:
        return RarerSide(None if baseline is None else min(baseline, 1 - baseline))
    if baseline is None or (treated := risk_with_treatment(effect, baseline)) is None:
        if not effect.kind.is_ratio:
            return RarerSide()
        return RarerSide(
            ratio=effect.estimate,
            lower=effect.lower,
            upper=effect.upper,
            fold=_fold(effect.lower, effect.upper),
            is_odds=effect.measure == "OR",
        )
    turned = _is_turned(baseline, treated)
    risk, risk_treated = (1 - baseline, 1 - treated) if turned else (baseline, treated)
    is_possible = risk > 0 and -_TIE <= risk_treated <= 1 + _TIE
    ratio = max(risk_treated, 0.0) / risk if is_possible else None
    is_odds = effect.measure == "OR"
    keeps_width = is_odds or (effect.kind.is_ratio and not turned)
    fold = _fold(effect.lower, effect.upper) if keeps_width else None
    keeps = effect.measure == "RR" and not turned
    lower, upper = (effect.lower, effect.upper) if keeps else (None, None)
    return RarerSide(risk, ratio, lower, upper, fold, turned, is_odds)


def _of_table(table: TwoByTwo) -> RarerSide:
    treated, baseline = table.risks
    turned = _is_turned(baseline, treated)
    if turned:
        table = TwoByTwo(
            table.treatment_total - table.treatment_events,
            table.treatment_total,
            table.comparison_total - table.comparison_events,
            table.comparison_total,
        )
    ratio = risk_ratio(table)
    return RarerSide(
        table.risks[1], ratio.value, ratio.lower, ratio.upper, _fold(ratio.lower, ratio.upper), turned
    )


def _is_turned(baseline: float, treated: float) -> bool:
    """Return True if the opposite of the event is the rarer; at one half, if treatment makes it the rarer."""
    if abs(baseline - 0.5) > _TIE:
        return baseline > 0.5
    return treated > 0.5 + _TIE


def _fold(lower: float | None, upper: float | None) -> float | None:
    if lower is None or upper is None or lower <= 0:
        return None
    return upper / lower
