"""Turn a relative effect into people per 1,000 or more, with both limits through the same formula."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from workbench.grade.numbers.denominator import NO_DIFFERENCE, denominator, difference_in, risk_in
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

    @property
    def per(self) -> int:
        """The denominator that the line is printed with: 1,000, or more for a rare outcome."""
        others = [self.with_treatment, self.lower or 0.0, self.upper or 0.0]
        return denominator(self.without / PER, [risk / PER for risk in others])

    def __str__(self) -> str:
        """Write the difference as tables print it.

        >>> print(AbsoluteEffect(100, 50, 20, 110))
        50 fewer per 1,000 (80 fewer to 10 more)
        >>> print(AbsoluteEffect(2, 1.4, 0.9, 2.2))
        6 fewer per 10,000 (11 fewer to 2 more)
        """
        lower, upper = (None if limit is None else limit - self.without for limit in (self.lower, self.upper))
        return _difference(self.difference, lower, upper, self.confidence, self.per)

    @property
    def risk_without(self) -> str:
        """The risk without treatment as tables print it.

        >>> AbsoluteEffect(0.0004, 0.0006, None, None).risk_without
        'fewer than 1 per 100,000'
        """
        return f"{risk_in(self.without / PER, self.per)} per {self.per:,}"

    @property
    def risk_with(self) -> str:
        """The risk with treatment as tables print it.

        >>> AbsoluteEffect(100, 50, 20, 110, confidence=90.0).risk_with
        '50 per 1,000 (90 % CI 20 to 110)'
        """
        text = f"{risk_in(self.with_treatment / PER, self.per)} per {self.per:,}"
        if self.lower is None or self.upper is None:
            return text
        ends = " to ".join(risk_in(end / PER, self.per) for end in (self.lower, self.upper))
        return f"{text} ({level_of_interval(self.confidence)}{ends})"


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
        numbers = [self.difference, self.lower or 0.0, self.upper or 0.0]
        per = denominator(None, [number / PER for number in numbers])
        return _difference(self.difference, self.lower, self.upper, self.confidence, per)


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


def risk_with_treatment(effect: Effect, baseline: float) -> float | None:
    """Give the risk with treatment, 0 to 1 where it can be; beyond that where effect and baseline disagree.

    Returns:
        None for differences of means, which are no risks.

    >>> risk_with_treatment(Effect("RR", 2.0), 0.6)
    1.2
    """
    formula = _RISKS.get(effect.measure)
    return None if formula is None else formula(baseline, effect.estimate)


def _by_odds(risk: float, ratio: float) -> float:
    bottom = 1 - risk + ratio * risk
    return ratio * risk / bottom if bottom else risk


_RISKS: dict[str, Callable[[float, float], float]] = {
    "RR": lambda risk, ratio: risk * ratio,
    "OR": _by_odds,
    "HR": lambda risk, ratio: 1 - (1 - risk) ** ratio,
    "RD": lambda risk, difference: risk + difference,
}


def _difference(middle: float, lower: float | None, upper: float | None, confidence: float, per: int) -> str:
    """Write a difference, given per 1,000, with a denominator; no difference needs none."""
    text = difference_in(middle / PER, per)
    if text != NO_DIFFERENCE:
        text += f" per {per:,}"
    if lower is None or upper is None:
        return text
    ends = " to ".join(difference_in(end / PER, per) for end in (lower, upper))
    return f"{text} ({level_of_interval(confidence)}{ends})"
