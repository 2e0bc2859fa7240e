"""Compute the E-value: how strong hidden confounding would have to be to explain an effect away."""

from __future__ import annotations

import math
from dataclasses import dataclass

from workbench.grade.numbers.numbers import Effect

COMMON_FROM = 0.15
"""From this risk at the end of follow-up on, an outcome counts as common."""

_SMD_TO_LOG_RR = 0.91


@dataclass(frozen=True, slots=True)
class EValue:
    """The E-value of an estimate and of the limit nearer to no effect, on the risk ratio scale.

    Attributes:
        estimate: 1 or more; None where it is not defined.
        limit: The same for the nearer limit, 1 where the interval includes no effect; None without interval.
        how: The conversion to a risk ratio, or why there is no E-value.
    """

    estimate: float | None
    limit: float | None
    how: str


def e_value(effect: Effect, *, common: bool = False) -> EValue:
    """Give the least strength of association that unmeasured confounding needs to explain an effect away.

    The confounder would need it, as a risk ratio, with both treatment and outcome:
    E = RR + sqrt(RR (RR - 1)), with 1/RR in place of RR below 1.

    Args:
        effect: The effect. A risk difference or a mean difference without its standard deviation has no
            conversion here.
        common: For odds and hazard ratios: whether the outcome is common (15 % or more at the end of
            follow-up), so that the ratio is first taken closer to 1.

    Source:
        VanderWeele TJ, Ding P. Ann Intern Med 2017;167:268-74, with its Table 2 for the conversions and its
        examples: RR 3.9 (1.8 to 8.7) gives 7.26 and 3.0; RR 0.80 (0.71 to 0.91) gives 1.81 and 1.43.

    >>> result = e_value(Effect("RR", 3.9, 1.8, 8.7))
    >>> round(result.estimate, 2), round(result.limit, 2)
    (7.26, 3.0)
    >>> result = e_value(Effect("RR", 0.80, 0.71, 0.91))
    >>> round(result.estimate, 2), round(result.limit, 2)
    (1.81, 1.43)
    """
    if effect.measure not in {"RR", "OR", "HR", "SMD"}:
        return EValue(None, None, f"no E-value for a {effect.kind.title}: it needs the risks or the spread")
    how = _how(effect.measure, common)
    ratios = [
        None if number is None else _as_risk_ratio(effect.measure, number, common)
        for number in (effect.estimate, effect.lower, effect.upper)
    ]
    estimate, lower, upper = ratios
    if estimate is None or not 0 < estimate < math.inf:
        return EValue(None, None, f"no E-value: a {effect.kind.title} of {effect.estimate:g} is at its end")
    nearer = None if lower is None or upper is None else _nearer(lower, upper)
    return EValue(_from_ratio(estimate), None if nearer is None else _from_ratio(nearer), how)


def _nearer(lower: float, upper: float) -> float:
    if lower <= 1 <= upper:
        return 1.0
    return lower if lower > 1 else upper


def _from_ratio(ratio: float) -> float:
    above = ratio if ratio >= 1 else 1 / ratio
    # One factor at a time: the square of a huge ratio would overflow.
    return above + math.sqrt(above) * math.sqrt(above - 1)


def _as_risk_ratio(measure: str, value: float, common: bool) -> float:
    if measure == "SMD":
        return math.exp(min(_SMD_TO_LOG_RR * value, 700.0))
    if measure == "OR" and common:
        return math.sqrt(value)
    if measure == "HR" and common:
        return _hazard_to_risk(value)
    return value


def _hazard_to_risk(hazard: float) -> float:
    if hazard == 0:
        return 0.0
    root = math.sqrt(hazard)
    # expm1 keeps both parts from vanishing when the ratio is extreme.
    return math.expm1(-math.log(2) * root) / math.expm1(-math.log(2) / root)


def _how(measure: str, common: bool) -> str:
    if measure == "RR":
        return "E = RR + sqrt(RR (RR - 1))"
    if measure == "SMD":
        return "as RR = exp(0.91 SMD), an approximation"
    if not common:
        return f"{measure} taken as RR: the outcome is rare (below 15 %)"
    formula = "sqrt(OR)" if measure == "OR" else "(1 - 0.5^sqrt(HR)) / (1 - 0.5^sqrt(1/HR))"
    return f"as RR = {formula}, an approximation: the outcome is common (15 % or more)"
