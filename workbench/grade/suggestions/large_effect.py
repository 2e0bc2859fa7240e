"""Suggest rating up for a large effect: the ratio of the rarer outcome, at least two-fold or five-fold.

A person rates. Whether rating up counts at all is for the arithmetic of the body to say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from workbench.grade.body.rating import Suggestion
from workbench.grade.numbers.numbers import Effect
from workbench.grade.numbers.precision import Precision
from workbench.grade.numbers.wording import listed, significant, span
from workbench.grade.suggestions.imprecision import taken_to_usual
from workbench.grade.suggestions.rarer_side import RarerSide, rarer_side

DOMAIN = "LargeEffect"
LARGE, VERY_LARGE = 2.0, 5.0
_TOUCH = 1e-9
_OPPOSITE = "the rarer outcome, which is the opposite of the one counted,"


def suggest_large_effect(numbers: Precision) -> Suggestion:
    """Suggest rating up for a large effect: at least two-fold +1, at least five-fold +2.

    "At least" includes 2, 0.5, 5 and 0.2 themselves. The ratio is that of the rarer outcome, so survival and
    death give the same; ratios of odds and hazards are turned into ratios of risks where the risk without
    treatment is known. Where the interval reaches no effect nothing is suggested, nor where nobody had the
    event: no ratio comes from that.

    Args:
        numbers: The effect with its baseline risk and its events.

    Source:
        Guyatt GH, et al. GRADE 9. J Clin Epidemiol 2011;64:1311-6. The rarer side is ours.

    >>> [suggest_large_effect(Precision(Effect("RR", value))).levels for value in (1.99, 2.0, 5.0, 0.51, 0.2)]
    [0, 1, 2, 0, 2]
    """
    effect = numbers.effect
    if effect is None:
        return Suggestion(DOMAIN, None, "no effect estimate", assessable=False)
    if numbers.rarer_events == 0:
        because = f"{effect}, but nobody in any group had the rarer outcome"
        return Suggestion(DOMAIN, None, because, assessable=False)
    if (usual := effect.at_level()) != effect:
        suggestion = suggest_large_effect(replace(numbers, effect=usual))
        return replace(suggestion, because=f"{suggestion.because}. {taken_to_usual(effect)}")
    side = rarer_side(numbers)
    if side.ratio is None:
        because = f"the limits are for ratios, and none can be had from this {effect.kind.title}"
        return Suggestion(DOMAIN, None, because, assessable=False)
    if _reaches_no_effect(effect, side):
        return Suggestion(DOMAIN, 0, f"{_interval_shown(effect, side)} reaches no effect")
    shown = _shown(effect, side)
    caution = ""
    if effect.measure == "OR" and side.baseline is None:
        caution = (
            "; an odds ratio of a common outcome looks larger than its risk ratio: enter a baseline risk"
        )
    for levels, fold in ((2, VERY_LARGE), (1, LARGE)):
        if side.ratio >= fold - _TOUCH or side.ratio <= 1 / fold + _TOUCH:
            return Suggestion(
                DOMAIN, levels, f"{shown} is at least {fold:g} or at most {1 / fold:g}{caution}"
            )
    return Suggestion(DOMAIN, 0, f"{shown} is between {1 / LARGE:g} and {LARGE:g}")


def _reaches_no_effect(effect: Effect, side: RarerSide) -> bool | None:
    """Tell from the interval of the rarer side, else from that of the effect; None without an interval."""
    if side.lower is not None and side.upper is not None:
        return side.lower <= 1 <= side.upper
    return effect.includes_no_effect


def _interval_shown(effect: Effect, side: RarerSide) -> str:
    """Write the interval that was looked at: that of the rarer outcome where it has one of its own."""
    if not side.is_turned or side.ratio is None or side.lower is None or side.upper is None:
        return str(effect)
    return f"RR {span(side.ratio, side.lower, side.upper)} of {_OPPOSITE}"


def _shown(effect: Effect, side: RarerSide) -> str:
    assert side.ratio is not None
    if side.is_turned:
        return f"RR {significant(side.ratio)} of {_OPPOSITE}"
    measure = effect.measure if side.baseline is None else "RR"
    converted = (
        f", from {effect.measure} {significant(effect.estimate)}," if measure != effect.measure else ""
    )
    return f"{measure} {significant(side.ratio)}{converted}"


def withhold_large_effect(suggestion: Suggestion, rated_down: Sequence[str]) -> Suggestion:
    """Suggest nothing where anything was rated down; a person may rate up all the same, with a reason.

    Args:
        suggestion: What the ratio suggests.
        rated_down: Titles of the domains that were rated down.

    Source:
        GRADE 9 and the footnote of Table 1 of GRADE 18, J Clin Epidemiol 2019;111:105-14: rating up is for
        bodies that nothing speaks against.

    >>> withhold_large_effect(Suggestion("LargeEffect", 1, "RR 0.40"), ["risk of bias"]).because
    'RR 0.40; not suggested, as risk of bias is rated down'
    """
    if not suggestion.levels or not rated_down:
        return suggestion
    verb = "is" if len(rated_down) == 1 else "are"
    because = f"{suggestion.because}; not suggested, as {listed(tuple(rated_down))} {verb} rated down"
    return replace(suggestion, levels=None, because=because)
