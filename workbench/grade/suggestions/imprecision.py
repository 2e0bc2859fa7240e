"""Suggest a rating of imprecision: the interval against thresholds first, then the information size.

A person rates. The steps are ours; what each rests on:

- Thresholds before information size, absolute before relative effects: Zeng L, et al. GRADE 34. J Clin
  Epidemiol 2022;150:216-24. Guyatt GH, et al. Core GRADE 2. BMJ 2025;389:e081904.
- A narrow interval round no effect is precise: Zeng L, et al. BMJ Evid Based Med 2025;30:202-7.
- 0.75 and 1.25 where no threshold is given: Guyatt GH, et al. GRADE 6. J Clin Epidemiol 2011;64:1283-93.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from workbench.counts import count
from workbench.grade.body.rating import Suggestion
from workbench.grade.body.thresholds import Thresholds
from workbench.grade.checks.two_by_two import risk_difference
from workbench.grade.numbers.absolute import PER, risk_with_treatment
from workbench.grade.numbers.denominator import risk_text
from workbench.grade.numbers.numbers import Effect
from workbench.grade.numbers.precision import Precision
from workbench.grade.numbers.wording import decimals_that_show, level_of_interval, significant, trimmed
from workbench.grade.suggestions.information_size import ASSUMPTIONS, optimal_information_size
from workbench.grade.suggestions.rarer_side import RarerSide, rarer_side

DOMAIN = "Imprecision"
ENOUGH_EVENTS, ENOUGH_PEOPLE = 300, 400
APPRECIABLE = 0.25
FAR_APART, FAR_APART_ODDS = 3.0, 2.5
LARGE_BELOW, LARGE_ABOVE = 0.70, 1.43
NARROW = 10
"""Per 1,000: where both limits are within it, a rare outcome has a narrow interval. Ours."""

_TOUCH = 1e-9
NO_INTERVAL = "no interval is known: precision cannot be judged"
NO_MID = (
    "enter the smallest difference that matters: without it nothing says whether this interval is wide"
    " (`workbench outcomes edit OUTCOME --mid-benefit N --source T`)"
)
NO_BASELINE = "a baseline risk is needed to compare a ratio with an absolute threshold"
GUIDE = "No threshold is entered for the outcome, so GRADE's rough guide stands in"


@dataclass(frozen=True, slots=True)
class _Interval:
    """The interval that is held against thresholds: a difference per 1,000 or of means, or a ratio."""

    estimate: float
    lower: float
    upper: float
    unit: str
    confidence: float = 95.0
    is_ratio: bool = False

    def __str__(self) -> str:
        label = level_of_interval(self.confidence)
        if self.is_ratio:
            shown = f"{label}{significant(self.lower)} to {significant(self.upper)}"
            return f"{shown} {self.unit}" if self.unit else shown
        decimals = decimals_that_show((self.lower, self.upper), 1 if self.unit == _PER_1000 else 2)
        ends = (f"{end:+,.{decimals}f}" for end in (self.lower, self.upper))
        return f"{label}{' to '.join(ends)}{f' {self.unit}' if self.unit else ''}"


_PER_1000 = f"per {PER:,}"


@dataclass(frozen=True, slots=True)
class _Limits:
    """The thresholds that apply: where they are on the scale of the interval, what they are, their source."""

    at: tuple[float, ...]
    name: str
    source: str = ""
    guide: str = ""

    @property
    def is_default(self) -> bool:
        """True if they are GRADE's, as the team set none."""
        return bool(self.guide)

    def told_after(self, sentence: str) -> str:
        """Say where thresholds of the team are from, and what they are where a sentence does not."""
        if not self.source:
            return self.guide
        named = "" if self.name in sentence else f": {self.name},"
        return f"Thresholds{named} {self.source}"

    def crossed(self, interval: _Interval) -> int:
        """Count the thresholds inside the interval; one that it touches is not crossed."""
        return sum(interval.lower + _TOUCH < limit < interval.upper - _TOUCH for limit in self.at)


def suggest_imprecision(numbers: Precision, thresholds: Thresholds | None = None) -> Suggestion:
    """Suggest a rating of imprecision.

    Args:
        numbers: The effect, its baseline risk, events and people.
        thresholds: What the team set for the outcome; without them GRADE's defaults apply.

    Returns:
        0, -1 or -2, never -3, with thresholds, their source, what was crossed, and the optimal information
        size in the reason. None where no interval is known from many events, or where a threshold is missing
        without which nothing can be said.

    >>> from workbench.grade.checks.two_by_two import TwoByTwo
    >>> suggest_imprecision(Precision(table=TwoByTwo(5000, 50000, 5000, 50000), people=100000)).levels
    0
    >>> suggest_imprecision(Precision(events=31, people=34)).because
    '3 events of the rarer outcome, fewer than 300, and no interval'
    """
    effect = numbers.effect
    if effect is not None and (usual := effect.at_level()) != effect:
        suggestion = suggest_imprecision(replace(numbers, effect=usual), thresholds)
        return replace(suggestion, because=f"{suggestion.because}. {taken_to_usual(effect)}")
    given = thresholds or Thresholds()
    interval = _interval_of(numbers)
    if interval is None:
        return _without_interval(numbers)
    side = rarer_side(numbers)
    if refusal := _refusal(numbers, interval, given):
        return _suggestion(None, refusal, side)
    if interval.is_ratio and numbers.effect is not None and numbers.effect.measure == "OR":
        interval = _below_one(interval)
    limits = _limits(interval, side, given)
    if limits is None:
        return _without_threshold(numbers, interval, side)
    if limits.is_default and _is_rare_and_narrow(interval, limits):
        because = f"depends on what matters: {interval} is narrow, the ratio is wide; enter a threshold"
        return _suggestion(None, because, side)
    crossed = limits.crossed(interval)
    if crossed:
        levels, because = _crossed(crossed, limits, side, given, interval)
    else:
        levels, because = _uncrossed(numbers, interval, limits, side)
    told = limits.told_after(because)
    return _suggestion(levels, f"{because}: {interval}{f'. {told}' if told else ''}", side)


def taken_to_usual(effect: Effect) -> str:
    """Say that an interval of another level was taken to the one that thresholds are held against."""
    return f"The {effect.confidence:g} % interval was taken to 95 %, which the rules are for"


def one_charge(imprecision: Suggestion, inconsistency: Suggestion) -> Suggestion:
    """Ask which domain bears it where one cause may be charged twice.

    Studies that differ widen the interval of a random-effects meta-analysis.
    """
    if not imprecision.levels or not inconsistency.levels:
        return imprecision
    question = (
        "If the spread between the studies widened this interval, rate it down here or as inconsistency"
    )
    return replace(imprecision, because=f"{imprecision.because}. {question}, not in both")


def _suggestion(levels: int | None, because: str, side: RarerSide) -> Suggestion:
    """Add the optimal information size with its assumptions, where it is defined."""
    size = None if side.baseline is None else optimal_information_size(side.baseline)
    if size is not None and side.baseline is not None:
        risk = risk_text(side.baseline)
        because += f". Optimal information size {size:,} people: {risk}, {ASSUMPTIONS}"
    return Suggestion(DOMAIN, levels, because)


def _interval_of(numbers: Precision) -> _Interval | None:
    """Return the interval, in people per 1,000 where that is possible."""
    if numbers.table is not None:
        observed = risk_difference(numbers.table)
        if observed.value is None or observed.lower is None or observed.upper is None:
            return None
        return _scaled(observed.value, observed.lower, observed.upper, 95.0)
    effect = numbers.effect
    if effect is None or effect.lower is None or effect.upper is None or not effect.kind.compares:
        return None
    ends = (effect.estimate, effect.lower, effect.upper)
    if effect.measure in ("MD", "SMD"):
        return _Interval(
            *ends, effect.unit if effect.measure == "MD" else "standard deviations", effect.confidence
        )
    if effect.measure == "RD":
        return _scaled(*ends, effect.confidence)
    if numbers.baseline is None:
        return _Interval(*ends, "", effect.confidence, is_ratio=True)
    risks = [_held(effect, numbers.baseline, end) - numbers.baseline for end in ends]
    return _scaled(risks[0], risks[1], risks[2], effect.confidence)


def _held(effect: Effect, baseline: float, end: float) -> float:
    risk = risk_with_treatment(Effect(effect.measure, end), baseline)
    assert risk is not None  # asked for ratios only
    return min(max(risk, 0.0), 1.0)


def _scaled(estimate: float, lower: float, upper: float, confidence: float) -> _Interval:
    return _Interval(estimate * PER, lower * PER, upper * PER, _PER_1000, confidence)


def _below_one(interval: _Interval) -> _Interval:
    """Turn a ratio of odds above 1 over: it is the same of the opposite, which must get the same limits."""
    if interval.estimate < 1 or (interval.estimate == 1 and interval.lower * interval.upper <= 1):
        return interval
    if interval.lower <= 0:
        return interval
    ends = (1 / interval.estimate, 1 / interval.upper, 1 / interval.lower)
    return _Interval(*ends, "(odds ratio of the opposite)", interval.confidence, is_ratio=True)


def _refusal(numbers: Precision, interval: _Interval, given: Thresholds) -> str:
    """Say why thresholds that are given cannot be used; empty where they can, or none are given."""
    if not given.has_mid or given.is_null:
        return ""
    if interval.is_ratio:
        return NO_BASELINE
    effect = numbers.effect
    is_mean = effect is not None and effect.measure in ("MD", "SMD")
    if given.unit and (not is_mean or (effect is not None and effect.measure == "SMD")):
        what = "standard deviations" if is_mean else "people per 1,000"
        return f"the thresholds are in {given.unit}, this effect is in {what}: they cannot be compared"
    if given.sides is None:
        return "benefit and harm have different thresholds, and nobody said which direction is better"
    is_hazard = effect is not None and effect.measure == "HR" and numbers.table is None
    low, high = given.sides
    if is_hazard and given.better == "higher" and low.value != high.value:
        return "a hazard ratio does not say whether more or fewer is better: enter one threshold for both"
    return ""


def _limits(interval: _Interval, side: RarerSide, given: Thresholds) -> _Limits | None:
    """Choose the thresholds: those of the team, else GRADE's; None where neither can be had."""
    if given.is_null:
        name = "no effect, the threshold that the team chose"
        return _Limits((1.0 if interval.is_ratio else 0.0,), name)
    if given.sides is not None:
        low, high = given.sides
        unit = f" {interval.unit}" if interval.unit else ""
        name = (
            f"the smallest difference that matters, {trimmed(low.value, 6)} fewer and"
            f" {trimmed(high.value, 6)} more{unit}"
        )
        origins = dict.fromkeys(filter(None, [low.origin, high.origin]))
        source = f"from {'; '.join(origins)}" if origins else "without a source"
        return _Limits((-low.value, high.value), name, source)
    if interval.is_ratio:
        return _Limits((1 - APPRECIABLE, 1 + APPRECIABLE), "0.75 and 1.25", guide=GUIDE)
    if not side.baseline or interval.unit != _PER_1000:
        return None
    quarter = APPRECIABLE * side.baseline * PER
    name = "a quarter of the risk of the rarer outcome (0.75 and 1.25)"
    shown = trimmed(quarter, decimals_that_show([quarter], 1))
    guide = f"{GUIDE}: {shown} fewer and more {_PER_1000}"
    return _Limits((-quarter, quarter), name, guide=guide)


def _is_rare_and_narrow(interval: _Interval, limits: _Limits) -> bool:
    within = max(abs(interval.lower), abs(interval.upper)) <= NARROW + _TOUCH
    return not interval.is_ratio and within and limits.crossed(interval) > 0


def _crossed(
    crossed: int, limits: _Limits, side: RarerSide, given: Thresholds, interval: _Interval
) -> tuple[int, str]:
    if crossed > 1:
        text = f"the interval crosses both thresholds ({limits.name}){_beyond_large(interval, given)}"
        return -2, text
    text = f"the interval crosses one threshold ({limits.name})"
    if not given.has_mid and _is_far_apart(side):
        return -2, f"{text} and its limits are more than {_fold_limit(side)}-fold apart"
    return -1, text


def _beyond_large(interval: _Interval, given: Thresholds) -> str:
    """Say that three levels may be considered, which is never suggested."""
    if given.large is None or interval.is_ratio:
        return ""
    if interval.lower < -given.large.value and given.large.value < interval.upper:
        return "; it reaches large benefit and large harm, so -3 may be considered"
    return ""


def _uncrossed(numbers: Precision, interval: _Interval, limits: _Limits, side: RarerSide) -> tuple[int, str]:
    """Compare large effects with the information size; modest ones and trivial ones are not compared."""
    precise = 0, f"the interval crosses no threshold ({limits.name})"
    if _is_between(interval, limits):
        return precise
    people = numbers.people
    if numbers.effect is not None and numbers.effect.measure in ("MD", "SMD"):
        if people is not None and people < ENOUGH_PEOPLE:
            return -1, f"no threshold crossed, but {people:,} people, fewer than {ENOUGH_PEOPLE}"
        return precise
    if not _is_large(side.ratio):
        return precise
    if _is_far_apart(side):
        apart = f"limits more than {_fold_limit(side)}-fold apart: far below the optimal information size"
        return -2, f"no threshold crossed, a large effect, and {apart}"
    size = None if side.baseline is None else optimal_information_size(side.baseline)
    if size is not None and people is not None and people < size:
        few = f"no threshold crossed, but a large effect from {people:,} people"
        return -1, f"{few}; optimal information size {size:,}"
    events = numbers.rarer_events
    if size is None and events is not None and events < ENOUGH_EVENTS:
        return -1, f"no threshold crossed, but a large effect from {_few(events)}"
    return 0, "no threshold crossed; the information size is reached or not known to be missed"


def _is_between(interval: _Interval, limits: _Limits) -> bool:
    """Return True if an interval that crosses no threshold lies within little or no effect."""
    return len(limits.at) > 1 and limits.at[0] <= interval.estimate <= limits.at[1]


def _few(events: int) -> str:
    return f"{count(events, 'event')} of the rarer outcome, fewer than {ENOUGH_EVENTS}"


def _is_large(ratio: float | None) -> bool:
    return ratio is not None and (ratio <= LARGE_BELOW + _TOUCH or ratio >= LARGE_ABOVE - _TOUCH)


def _is_far_apart(side: RarerSide) -> bool:
    return side.fold is not None and side.fold > _fold_number(side) + _TOUCH


def _fold_number(side: RarerSide) -> float:
    return FAR_APART_ODDS if side.is_odds else FAR_APART


def _fold_limit(side: RarerSide) -> str:
    return f"{_fold_number(side):g}"


def _without_threshold(numbers: Precision, interval: _Interval, side: RarerSide) -> Suggestion:
    """Say what can be said of an interval without a threshold: that one is needed, or that events are few."""
    events = numbers.rarer_events
    if side.baseline == 0 and events is not None and events < ENOUGH_EVENTS:
        why = "nobody without treatment had it, so a quarter of that risk is no threshold"
        return Suggestion(DOMAIN, -1, f"{_few(events)}; {why}: {interval}. {NO_MID}")
    return Suggestion(DOMAIN, None, f"{NO_MID}: {interval}" if interval.unit == _PER_1000 else NO_MID)


def _without_interval(numbers: Precision) -> Suggestion:
    events, people = numbers.rarer_events, numbers.people
    if events is not None and events < ENOUGH_EVENTS:
        return Suggestion(DOMAIN, -1, f"{_few(events)}, and no interval")
    if events is None and people is not None and people < ENOUGH_PEOPLE:
        return Suggestion(DOMAIN, -1, f"{people:,} people, fewer than {ENOUGH_PEOPLE}, and no interval")
    return Suggestion(DOMAIN, None, NO_INTERVAL)
