"""One rating changed by one level, and the levels for risk of bias without their words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workbench.grade import (
    BodyKey,
    Contribution,
    Rating,
    WeighedBody,
    rating_changes,
    risk_of_bias_levels,
    suggest_risk_of_bias,
)

LEVELS = {"low": 0, "moderate": -1, "serious": -2, "critical": -3}
LADDER = ("very_low", "low", "moderate", "high")


def test_every_rated_domain_moves_by_one_level_where_it_has_one() -> None:
    """Imprecision goes to -3, inconsistency does not; a level up is lost where something is rated down."""
    ratings = [Rating("Inconsistency", -2, "apart"), Rating("Imprecision", 0, "")]
    changes = {
        (change.domain, change.after): change.certainty
        for change in rating_changes("high", ratings, randomised=False)
    }
    expected = {
        ("Inconsistency", -1): "moderate",
        ("Imprecision", -1): "very_low",
        ("LargeEffect", 1): "low",
        ("DoseResponseGradient", 1): "low",
        ("PlausibleConfounding", 1): "low",
    }
    assert expected == changes


def test_a_level_up_counts_where_nothing_is_rated_down() -> None:
    """From low to moderate, for studies that are not randomised; with a reason also against the rule."""
    rated = [Rating("Imprecision", -1, "few")]
    by = {
        change.domain: change.certainty
        for change in rating_changes("low", [Rating("Imprecision", 0, "")], randomised=False)
    }
    anyway = {
        change.domain: change.certainty
        for change in rating_changes("low", rated, randomised=False, up_anyway="it is plain to see")
    }
    assert ("moderate", "very_low") == (by["LargeEffect"], by["Imprecision"])
    assert "low" == anyway["LargeEffect"]


@given(
    st.sampled_from(LADDER),
    st.dictionaries(st.sampled_from(("RiskOfBias", "Imprecision")), st.integers(-3, 0), min_size=1),
)
def test_the_certainty_is_the_ladder_walked_by_hand(start, levels) -> None:
    """Levels down from the start, never below very low."""
    ratings = [Rating(domain, each, "why") for domain, each in levels.items()]
    for change in rating_changes(start, ratings, randomised=True):
        if change.domain in levels:
            down = -sum((levels | {change.domain: change.after}).values())
            assert LADDER[max(0, LADDER.index(start) - down)] == change.certainty


@given(
    st.lists(
        st.tuples(
            st.one_of(st.integers(0, 40), st.floats(0, 40)),
            st.sampled_from([*LEVELS, None]),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_levels_without_words_are_those_suggested(studies) -> None:
    """With whole and broken weights, appraised or not, also at a limit."""
    shares = tuple(
        Contribution(f"s{place}", weight, "high", LEVELS, judgement)
        for place, (weight, judgement) in enumerate(studies)
    )
    if any(share.weight for share in shares):
        suggestion = suggest_risk_of_bias(WeighedBody(BodyKey(False, True, "high"), shares))
        assert suggestion.levels == risk_of_bias_levels(shares)
    else:
        assert risk_of_bias_levels(shares) is None
