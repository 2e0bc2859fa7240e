"""Turn a relative effect into people per 1,000, with both limits through the same formula."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from workbench.grade.numbers.numbers import Effect
from workbench.grade.numbers.wording import level_of_interval

PER = 1_000


@dataclass(frozen=True, slots=True)
class AbsoluteEffect:
    """The risks per 1,000 people, with and without treatment.

    Attributes:
        without: Risk without treatment.
        with_treatment: Risk with treatment.
        lower: Lower limit of the risk with treatment; None without an interval.
        upper: Upper limit, or None.
        capped: True if a risk went past 0 or 1,000 and was held there.
        confidence: Level of the interval in per cent.
    """

    without: float
    with_treatment: float
    lower: float | None
    upper: float | None
    capped: bool = False
    confidence: float = 95.0

    @property
    def difference(self) -> float:
        """The number of people more per 1,000 with treatment; negative for fewer."""
        return self.with_treatment - self.without

    def __str__(self) -> str:
        """Write the difference as tables print it.

        >>> print(AbsoluteEffect(100, 50, 20, 110))
        50 fewer per 1,000 (80 fewer to 10 more)
        """
        if self.lower is None or self.upper is None:
            return _difference(self.difference, None, None, self.confidence)
        limits = self.lower - self.without, self.upper - self.without
        return _difference(self.difference, *limits, self.confidence)

    @property
    def risk_with(self) -> str:
        """The risk with treatment as tables print it.

        >>> AbsoluteEffect(100, 50, 20, 110, confidence=90.0).risk_with
        '50 per 1,000 (90 % CI 20 to 110)'
        """
        text = f"{self.with_treatment:,.0f} per 1,000"
        if self.lower is None or self.upper is None:
            return text
        return f"{text} ({level_of_interval(self.confidence)}{self.lower:,.0f} to {self.upper:,.0f})"


@dataclass(frozen=True, slots=True)
class RiskDifference:
    """A risk difference per 1,000 people where neither risk is known.

    Attributes:
        difference: How many more with treatment; negative for fewer.
        lower: Its lower limit; None without an interval.
        upper: Its upper limit, or None.
        confidence: Level of the interval in per cent.
    """

    difference: float
    lower: float | None
    upper: float | None
    confidence: float = 95.0

    def __str__(self) -> str:
        """Write the difference as tables print it.

        >>> print(RiskDifference(-124, -248, -1))
        124 fewer per 1,000 (248 fewer to 1 fewer)
        """
        return _difference(self.difference, self.lower, self.upper, self.confidence)


def risk_difference_itself(effect: Effect) -> RiskDifference | None:
    """Give a risk difference per 1,000, which needs no risk without treatment; None for other measures.

    >>> risk_difference_itself(Effect("RD", -0.125, -0.25, 0.0))
    RiskDifference(difference=-125.0, lower=-250.0, upper=0.0, confidence=95.0)
    """
    if effect.measure != "RD":
        return None
    lower, upper = (None if limit is None else limit * PER for limit in (effect.lower, effect.upper))
    return RiskDifference(effect.estimate * PER, lower, upper, effect.confidence)


def absolute_effect(effect: Effect | None, baseline: float | None) -> AbsoluteEffect | None:
    """Give the risks per 1,000 that a relative effect means at a baseline risk.

    RR: r × RR. OR: by the odds, OR r / (1 - r + OR r). HR: 1 - (1 - r)^HR, with r the risk of the very event
    whose hazard it is (for survival: death). RD: r + RD.

    Args:
        effect: The effect; None gives None.
        baseline: Risk without treatment, 0 to 1; None where nothing is compared, which gives None: a risk
            without treatment is never made up.

    Returns:
        None too for differences of means, which are no risks.

    Raises:
        ValueError: If the baseline is outside 0 to 1.

    Source:
        GRADE 12, Guyatt GH, et al. J Clin Epidemiol 2013;66:158-72; Cochrane Handbook, chapter 14.

    >>> absolute_effect(Effect("RR", 0.5, 0.25, 1.0), 0.1)
    AbsoluteEffect(without=100.0, with_treatment=50.0, lower=25.0, upper=100.0, capped=False, confidence=95.0)
    >>> round(absolute_effect(Effect("OR", 0.5), 0.5).with_treatment, 1)
    333.3
    """
    if baseline is not None and not 0 <= baseline <= 1:
        raise ValueError(f"a risk is from 0 to 1; {baseline!r} is none")
    if effect is None or baseline is None or effect.measure not in _RISKS:
        return None
    formula = _RISKS[effect.measure]
    numbers = [effect.estimate, effect.lower, effect.upper]
    risks = [formula(baseline, number) for number in numbers if number is not None]
    capped = any(not 0 <= risk <= 1 for risk in risks)
    held = [min(max(risk, 0.0), 1.0) * PER for risk in risks]
    lower, upper = held[1:] if len(held) == len(numbers) else (None, None)
    return AbsoluteEffect(baseline * PER, held[0], lower, upper, capped, effect.confidence)


def _by_odds(risk: float, ratio: float) -> float:
    bottom = 1 - risk + ratio * risk
    return ratio * risk / bottom if bottom else risk


_RISKS: dict[str, Callable[[float, float], float]] = {
    "RR": lambda risk, ratio: risk * ratio,
    "OR": _by_odds,
    "HR": lambda risk, ratio: 1 - (1 - risk) ** ratio,
    "RD": lambda risk, difference: risk + difference,
}


def _difference(middle: float, lower: float | None, upper: float | None, confidence: float) -> str:
    text = f"{_more(middle)} per 1,000"
    if lower is None or upper is None:
        return text
    return f"{text} ({level_of_interval(confidence)}{_more(lower)} to {_more(upper)})"


def _more(number: float) -> str:
    text = f"{abs(number):,.0f}"
    return f"{text} {'more' if number > 0 and text != '0' else 'fewer'}"
