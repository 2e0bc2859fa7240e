"""Intervals of 90 % and 99 %: what is held against limits is the 95 % interval, and that is said."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.grade import (
    Effect,
    Precision,
    check_numbers,
    read_numbers,
    suggest_imprecision,
    suggest_inconsistency,
    suggest_large_effect,
)

HAZARD = {"measure": "HR", "estimate": "0.80", "lower": "0.66", "upper": "0.97", "confidence": "90"}
TAKEN = "The 90 % interval was taken to 95 %, which the rules are for"


def _flags(**texts: str) -> list[str]:
    return [flag.id for flag in check_numbers(read_numbers(texts)).flags]


@given(st.sampled_from((50.0, 90.0, 99.0)), st.floats(0.2, 5), st.floats(0.05, 1))
def test_a_level_can_be_taken_to_another_and_back(level: float, ratio: float, error: float) -> None:
    """The halves are stretched by the quantiles of the normal distribution."""
    effect = Effect("HR", ratio, ratio * math.exp(-1.96 * error), ratio * math.exp(1.96 * error))
    back = effect.at_level(level).at_level(95.0)
    assert back.lower == pytest.approx(effect.lower)
    assert back.upper == pytest.approx(effect.upper)


def test_a_p_that_fits_a_90_interval_is_not_flagged_and_one_that_fits_none_is() -> None:
    """0.059 is what the interval of 90 % says."""
    assert [] == _flags(**HAZARD, p="0.06")
    assert ["interval_and_p_disagree"] == _flags(**HAZARD, p="0.6")


def test_a_level_that_was_not_entered_is_named_first_among_the_explanations() -> None:
    """An interval of 90 % or 99 % is easily taken for the usual one."""
    (flag,) = check_numbers(read_numbers({**HAZARD, "confidence": "", "p": "0.06"})).flags
    assert "the interval is one of 90 %: P fits it then" == flag.innocent[0]


def test_imprecision_holds_the_95_interval_against_the_thresholds() -> None:
    """0.76 to 0.99 of 90 % crosses no threshold; of 95 % it is 0.74 to 1.02."""
    narrow = Effect("RR", 0.87, 0.76, 0.99, confidence=90.0)
    assert 0 == suggest_imprecision(Precision(Effect("RR", 0.87, 0.76, 0.99))).levels
    suggestion = suggest_imprecision(Precision(narrow))
    assert -1 == suggestion.levels
    assert suggestion.because.endswith(TAKEN)


def test_a_large_effect_is_not_suggested_where_the_95_interval_reaches_no_effect() -> None:
    """The 90 % interval alone excludes it."""
    assert 1 == suggest_large_effect(Precision(Effect("RR", 0.4, 0.17, 0.95))).levels
    suggestion = suggest_large_effect(Precision(Effect("RR", 0.4, 0.17, 0.95, confidence=90.0)))
    assert 0 == suggestion.levels
    assert suggestion.because.endswith(TAKEN)


def test_inconsistency_compares_intervals_of_one_level_and_names_whose_was_changed() -> None:
    """By its 90 % interval the first would not hold the second; by its 95 % interval it does."""
    wide = Effect("RR", 1.30, 0.60, 2.80)
    assert -1 == suggest_inconsistency({"a": Effect("RR", 0.8, 0.5, 1.28), "b": wide}).levels
    suggestion = suggest_inconsistency({"a": Effect("RR", 0.8, 0.5, 1.28, confidence=90.0), "b": wide})
    assert 0 == suggestion.levels
    assert "intervals of a were taken to 95 %" in suggestion.because


def test_an_effect_of_counts_is_sought_in_the_95_interval() -> None:
    """The crude ratio is 0.67: outside 90 %, inside 95 %, as an adjusted effect may well be."""
    counts = {
        "treatment_events": "20",
        "treatment_total": "100",
        "comparison_events": "30",
        "comparison_total": "100",
    }
    texts = {**counts, "measure": "RR", "estimate": "0.85", "lower": "0.69", "upper": "1.05"}
    assert ["effect_differs"] == _flags(**texts)
    assert [] == _flags(**texts, confidence="90")
