"""Suggest ratings where numbers allow them: inconsistency, imprecision, publication bias, large effect.

A person rates. Thresholds are rules of thumb, and every suggestion says which it used.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import NormalDist

from workbench.grade.body.rating import Suggestion
from workbench.grade.numbers.numbers import Effect
from workbench.grade.numbers.wording import listed, percent, plural, significant

ENOUGH_EVENTS, ENOUGH_PEOPLE = 300, 400
ENOUGH_STUDIES = 10
LARGE, VERY_LARGE = 2.0, 5.0
SUBSTANTIAL = 0.5


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


def suggest_inconsistency(effects: Mapping[str, Effect | None]) -> Suggestion:
    """Suggest a rating of inconsistency.

    Args:
        effects: Study → its effect; None where it has none.

    Returns:
        With one study 0, as not assessable. Otherwise -1 where intervals of two studies do not overlap or
        I² is 50 % or more; None where intervals are missing. Whether the difference can be explained is for a
        person to say, and may make it 0 or -2.

    Source:
        GRADE Handbook 5.2.2; Cochrane Handbook 10.10 for I².

    >>> suggest_inconsistency({"a2020": Effect("RR", 0.8, 0.6, 1.1)})
    Suggestion(domain='Inconsistency', levels=0, because='one study: not assessable', assessable=False)
    """
    domain = "Inconsistency"
    if not effects:
        return Suggestion(domain, None, "no study", assessable=False)
    if len(effects) == 1:
        return Suggestion(domain, 0, "one study: not assessable", assessable=False)
    known = {study: effect for study, effect in effects.items() if effect is not None}
    without = [study for study, effect in effects.items() if effect is None or effect.lower is None]
    if without:
        return Suggestion(domain, None, f"no interval for {listed(without)}: compare the results by eye")
    if len({effect.measure for effect in known.values()}) > 1:
        kinds = sorted({effect.measure for effect in known.values()})
        return Suggestion(domain, None, f"measures differ ({listed(kinds)}): compare the results by eye")
    apart = [
        f"{a} and {b}" for (a, first), (b, second) in combinations(known.items(), 2) if _apart(first, second)
    ]
    spread = heterogeneity(list(known.values()))
    parts = [f"intervals do not overlap: {'; '.join(apart)}" if apart else "all intervals overlap"]
    if spread is not None:
        parts.append(
            f"Q {spread.q:.1f} with {len(known) - 1} degrees of freedom, I² {percent(spread.i_squared)}"
        )
    serious = bool(apart) or (spread is not None and spread.i_squared >= SUBSTANTIAL)
    return Suggestion(domain, -1 if serious else 0, "; ".join(parts))


def suggest_imprecision(
    *, events: int | None = None, people: int | None = None, effect: Effect | None = None
) -> Suggestion:
    """Suggest a rating of imprecision.

    Args:
        events: Events in all groups together, for an outcome that happens or does not; None for a
            measurement.
        people: People in all groups together.
        effect: The effect with its interval, if any.

    Returns:
        -1 where there are too few events (below 300) or, for a measurement, people (below 400), or where the
        interval includes no effect; -2 where both hold (ours); None where no number is known.

    Source:
        Guyatt GH, et al. GRADE 6. J Clin Epidemiol 2011;64:1283-93; the numbers are rules of thumb.

    >>> suggest_imprecision(events=23, people=34, effect=Effect("RR", 1.56, 0.95, 2.55)).levels
    -2
    >>> suggest_imprecision(events=300).levels, suggest_imprecision(people=399).levels
    (0, -1)
    """
    parts, levels = [], 0
    size = None
    if events is not None:
        size = ("event", events, ENOUGH_EVENTS)
    elif people is not None:
        size = ("participant", people, ENOUGH_PEOPLE)
    if size is not None:
        noun, count, enough = size
        few = count < enough
        levels -= few
        parts.append(f"{plural(count, noun)}, {'fewer than' if few else 'at least'} {enough}")
    includes = None if effect is None else effect.includes_no_effect
    if effect is not None and includes is not None:
        levels -= includes
        verb = "includes" if includes else "excludes"
        parts.append(f"{effect} {verb} no effect ({effect.kind.no_effect})")
    if not parts:
        return Suggestion("Imprecision", None, "no events, participants or interval known")
    return Suggestion("Imprecision", levels, "; ".join(parts))


def suggest_publication_bias(studies: int) -> Suggestion:
    """Suggest a rating of publication bias; with fewer than ten studies its tests are not applicable.

    Args:
        studies: How many studies contribute.

    Source:
        Sterne JAC, et al. BMJ 2011;343:d4002.

    >>> suggest_publication_bias(9).because
    '9 studies, fewer than 10: tests not applicable; this does not show that there is none'
    """
    count = plural(studies, "study")
    if studies < ENOUGH_STUDIES:
        because = f"{count}, fewer than {ENOUGH_STUDIES}: tests not applicable"
        because += "; this does not show that there is none"
        return Suggestion("PublicationBias", 0, because, assessable=False)
    return Suggestion(
        "PublicationBias", None, f"{count}: look at the funnel plot and a test of its asymmetry"
    )


def suggest_large_effect(effect: Effect | None, *, events: int | None = None) -> Suggestion:
    """Suggest rating up for a large effect: at least two-fold +1, at least five-fold +2.

    "At least" includes 2, 0.5, 5 and 0.2 themselves. Where the interval includes no effect nothing is
    suggested, nor where nobody had the event: no ratio comes from that. Whether rating up counts at all is
    for `grade` to say.

    Args:
        effect: The effect, or None.
        events: Events in all groups together; None where they are not known.

    Source:
        Guyatt GH, et al. GRADE 9. J Clin Epidemiol 2011;64:1311-6.

    >>> [suggest_large_effect(Effect("RR", value)).levels for value in (1.99, 2.0, 5.0, 0.51, 0.5, 0.2)]
    [0, 1, 2, 0, 1, 2]
    """
    domain = "LargeEffect"
    if effect is None:
        return Suggestion(domain, None, "no effect estimate", assessable=False)
    if not effect.kind.is_ratio:
        return Suggestion(
            domain, None, f"the limits are for ratios, not for a {effect.kind.title}", assessable=False
        )
    if events == 0:
        because = f"{effect}, but nobody in any group had the event"
        return Suggestion(domain, None, because, assessable=False)
    value = effect.estimate
    if effect.includes_no_effect:
        return Suggestion(domain, 0, f"{effect} includes no effect")
    shown = f"{effect.measure} {significant(value)}"
    caution = (
        "; an odds ratio of a common outcome looks larger than its risk ratio"
        if effect.measure == "OR"
        else ""
    )
    if value >= VERY_LARGE or value <= 1 / VERY_LARGE:
        return Suggestion(domain, 2, f"{shown} is at least 5 or at most 0.2{caution}")
    if value >= LARGE or value <= 1 / LARGE:
        return Suggestion(domain, 1, f"{shown} is at least 2 or at most 0.5{caution}")
    return Suggestion(domain, 0, f"{shown} is between 0.5 and 2")


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


def _apart(first: Effect, second: Effect) -> bool:
    limits = (first.lower, first.upper, second.lower, second.upper)
    if any(limit is None for limit in limits):
        return False
    low1, high1, low2, high2 = (limit for limit in limits if limit is not None)
    return high1 < low2 or high2 < low1
