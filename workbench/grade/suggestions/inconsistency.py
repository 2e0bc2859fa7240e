"""Suggest a rating of inconsistency: different results on sides of a threshold, beyond chance.

A person rates. Thresholds decide, as for imprecision; I² is shown and never decides alone: Core GRADE 3,
BMJ 2025;389:e081905. How the rule is put into steps is ours.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import NormalDist

from workbench.counts import count
from workbench.grade.body.rating import Suggestion
from workbench.grade.body.thresholds import Thresholds
from workbench.grade.numbers.absolute import PER, risk_with_treatment
from workbench.grade.numbers.numbers import Effect
from workbench.grade.numbers.wording import listed, percent, significant, trimmed

DOMAIN = "Inconsistency"
ONE_STUDY = "one study: not assessable"
NO_EFFECT = "no effect"


@dataclass(frozen=True, slots=True)
class Heterogeneity:
    """The difference between estimates beyond chance.

    Attributes:
        q: Cochran's Q.
        i_squared: Share of the variation that is not chance, 0 to 1.
    """

    q: float
    i_squared: float


def heterogeneity(effects: Sequence[Effect]) -> Heterogeneity | None:
    """Give Q and I² from estimates with intervals, by inverse variance, ratios on the logarithmic scale.

    Returns:
        None with fewer than two effects, with different measures, or where an interval is missing, has no
        width or reaches the end of the scale.

    Source:
        Higgins JPT, et al. BMJ 2003;327:557-60.
    """
    if len(effects) < 2 or len({effect.measure for effect in effects}) != 1:
        return None
    points = [_point(effect) for effect in effects]
    if any(point is None for point in points):
        return None
    known = [point for point in points if point is not None]
    weights = [1 / error**2 for _, error in known]
    middle = sum(w * value for w, (value, _) in zip(weights, known, strict=True)) / sum(weights)
    q = sum(w * (value - middle) ** 2 for w, (value, _) in zip(weights, known, strict=True))
    return Heterogeneity(q, max(0.0, (q - (len(known) - 1)) / q) if q else 0.0)


def suggest_inconsistency(
    effects: Mapping[str, Effect | None],
    thresholds: Thresholds | None = None,
    baselines: Mapping[str, float] | None = None,
) -> Suggestion:
    """Suggest a rating of inconsistency.

    Two precise results on the same side of every threshold are consistent, however far apart.

    Args:
        effects: Study → its effect; None where it has none.
        thresholds: What the team set for the outcome; without a smallest difference that matters, or without
            the risks to compare a ratio with it, no effect is the threshold.
        baselines: Study → risk without treatment, where it is known.

    Returns:
        With one study 0, as not assessable. Otherwise -1 where estimates of two studies lie on different
        sides of a threshold and chance does not explain it, as one estimate is outside the interval of the
        other; else 0. None where intervals are missing. Whether the difference can be explained is for a
        person to say, and may make it 0 or -2.

    >>> suggest_inconsistency({"a2020": Effect("RR", 0.8, 0.6, 1.1)})
    Suggestion(domain='Inconsistency', levels=0, because='one study: not assessable', assessable=False)
    >>> far_apart = {"a": Effect("RR", 0.60, 0.58, 0.62), "b": Effect("RR", 0.70, 0.68, 0.72)}
    >>> suggest_inconsistency(far_apart).levels
    0
    """
    if not effects:
        return Suggestion(DOMAIN, None, "no study", assessable=False)
    if len(effects) == 1:
        return Suggestion(DOMAIN, 0, ONE_STUDY, assessable=False)
    known = {study: effect.at_level() for study, effect in effects.items() if effect is not None}
    without = [study for study, effect in effects.items() if effect is None or effect.lower is None]
    if without:
        return Suggestion(DOMAIN, None, f"no interval for {listed(without)}: compare the results by eye")
    if len({effect.measure for effect in known.values()}) > 1:
        kinds = sorted({effect.measure for effect in known.values()})
        return Suggestion(DOMAIN, None, f"measures differ ({listed(kinds)}): compare the results by eye")
    levels, parts = _compared(known, _sides(known, thresholds or Thresholds(), baselines or {}))
    spread = heterogeneity(list(known.values()))
    if spread is not None:
        freedom = count(len(known) - 1, "degree")
        shown = f"Q {spread.q:.1f} with {freedom} of freedom, I² {percent(spread.i_squared)}"
        parts.append(f"{shown}, which does not decide")
    others = [study for study, effect in known.items() if effect != effects[study]]
    if others:
        parts.append(f"intervals of {listed(others)} were taken to 95 %, as those of the others are")
    return Suggestion(DOMAIN, levels, "; ".join(parts))


@dataclass(frozen=True, slots=True)
class _Sides:
    """On which side of which thresholds each study lies; 0 is between them, or on no effect itself."""

    of: Mapping[str, int]
    name: str
    has_middle: bool

    def differ(self, first: str, second: str) -> bool:
        """Return True if two studies lie on different sides; on no effect itself is on no side."""
        pair = (self.of[first], self.of[second])
        return pair[0] != pair[1] and (self.has_middle or 0 not in pair)


def _sides(effects: Mapping[str, Effect], given: Thresholds, baselines: Mapping[str, float]) -> _Sides:
    differences = {
        study: _difference(effect, given, baselines.get(study)) for study, effect in effects.items()
    }
    limits = None if given.is_null else given.sides
    if limits is None or any(value is None for value in differences.values()):
        sides = {study: _sign(effect.estimate - effect.kind.no_effect) for study, effect in effects.items()}
        return _Sides(sides, NO_EFFECT, has_middle=False)
    low, high = limits
    unit = given.unit or ("" if _is_mean(next(iter(effects.values()))) else f"per {PER:,}")
    name = (
        f"the smallest difference that matters ({trimmed(low.value, 6)} fewer and"
        f" {trimmed(high.value, 6)} more{f' {unit}' if unit else ''})"
    )
    known = {study: value for study, value in differences.items() if value is not None}
    of = {study: (value >= high.value) - (value <= -low.value) for study, value in known.items()}
    return _Sides(of, name, has_middle=True)


def _difference(effect: Effect, given: Thresholds, baseline: float | None) -> float | None:
    """Return the estimate in the unit of the thresholds; None where it cannot be had."""
    if _is_mean(effect):
        return None if given.unit and effect.measure == "SMD" else effect.estimate
    if given.unit:
        return None
    if effect.measure == "RD":
        return effect.estimate * PER
    risk = None if baseline is None else risk_with_treatment(effect, baseline)
    return None if risk is None or baseline is None else (min(risk, 1.0) - baseline) * PER


def _is_mean(effect: Effect) -> bool:
    return effect.measure in ("MD", "SMD")


def _sign(number: float) -> int:
    return (number > 0) - (number < 0)


def _compared(effects: Mapping[str, Effect], sides: _Sides) -> tuple[int, list[str]]:
    """Return the levels and what was seen, one sentence a thing."""
    pairs = list(combinations(effects, 2))
    different = [(a, b) for a, b in pairs if sides.differ(a, b)]
    beyond_chance = [(a, b) for a, b in different if not _by_chance(effects[a], effects[b])]
    apart = [(a, b) for a, b in pairs if _apart(effects[a], effects[b])]
    parts = []
    if beyond_chance:
        parts.append(f"estimates lie on different sides of {sides.name}: {_named(beyond_chance, effects)}")
    elif different:
        parts.append(
            f"estimates lie on different sides of {sides.name}, but each is within the interval of the other,"
            f" so chance is enough: {_named(different, effects)}"
        )
    else:
        parts.append(f"no two estimates lie on different sides of {sides.name}")
    told = "; ".join(f"{a} and {b}" for a, b in apart)
    if apart and not beyond_chance:
        parts.append(f"intervals do not overlap ({told}), yet the studies point the same way")
    else:
        parts.append(f"intervals do not overlap: {told}" if apart else "all intervals overlap")
    return -1 if beyond_chance else 0, parts


def _named(pairs: Sequence[tuple[str, str]], effects: Mapping[str, Effect]) -> str:
    shown = (
        f"{a} {significant(effects[a].estimate)} and {b} {significant(effects[b].estimate)}" for a, b in pairs
    )
    return "; ".join(shown)


def _by_chance(first: Effect, second: Effect) -> bool:
    """Return True if each estimate lies within the interval of the other."""
    return _within(first.estimate, second) and _within(second.estimate, first)


def _within(number: float, effect: Effect) -> bool:
    return effect.lower is not None and effect.upper is not None and effect.lower <= number <= effect.upper


def _apart(first: Effect, second: Effect) -> bool:
    limits = (first.lower, first.upper, second.lower, second.upper)
    if any(limit is None for limit in limits):
        return False
    low1, high1, low2, high2 = (limit for limit in limits if limit is not None)
    return high1 < low2 or high2 < low1


def _point(effect: Effect) -> tuple[float, float] | None:
    """Give the estimate and its standard error on the scale where they are symmetrical."""
    numbers = [effect.estimate, effect.lower, effect.upper]
    if any(number is None or (effect.kind.is_ratio and number <= 0) for number in numbers):
        return None
    known = [number for number in numbers if number is not None]
    value, low, high = (math.log(number) if effect.kind.is_ratio else number for number in known)
    reach = NormalDist().inv_cdf((1 + effect.confidence / 100) / 2)
    error = (high - low) / (2 * reach)
    return (value, error) if error > 0 else None
