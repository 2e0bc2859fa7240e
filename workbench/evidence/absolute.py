"""From a relative effect to people per 1,000, with both limits through the same formula."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from workbench.evidence.numbers import Effect

PER = 1_000


@dataclass(frozen=True, slots=True)
class AbsoluteEffect:
    """Risks per 1,000 people.

    Attributes:
        without: Risk without treatment.
        with_treatment: Risk with treatment.
        lower: Lower limit of the risk with treatment; None without an interval.
        upper: Upper limit, or None.
        capped: Whether a risk went past 0 or 1,000 and was held there.
    """

    without: float
    with_treatment: float
    lower: float | None
    upper: float | None
    capped: bool = False

    @property
    def difference(self) -> float:
        """How many more per 1,000 with treatment; negative for fewer."""
        return self.with_treatment - self.without

    def __str__(self) -> str:
        """The difference as tables print it.

        >>> print(AbsoluteEffect(100, 50, 20, 110))
        50 fewer per 1,000 (80 fewer to 10 more)
        """
        text = f"{_more(self.difference)} per 1,000"
        if self.lower is None or self.upper is None:
            return text
        return f"{text} ({_more(self.lower - self.without)} to {_more(self.upper - self.without)})"


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
    AbsoluteEffect(without=100.0, with_treatment=50.0, lower=25.0, upper=100.0, capped=False)
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
    return AbsoluteEffect(baseline * PER, held[0], lower, upper, capped)


def _by_odds(risk: float, ratio: float) -> float:
    bottom = 1 - risk + ratio * risk
    return ratio * risk / bottom if bottom else risk


_RISKS: dict[str, Callable[[float, float], float]] = {
    "RR": lambda risk, ratio: risk * ratio,
    "OR": _by_odds,
    "HR": lambda risk, ratio: 1 - (1 - risk) ** ratio,
    "RD": lambda risk, difference: risk + difference,
}


def _more(number: float) -> str:
    text = f"{abs(number):,.0f}"
    return f"{text} {'more' if number > 0 and text != '0' else 'fewer'}"
