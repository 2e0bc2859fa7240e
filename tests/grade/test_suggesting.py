"""Suggestions say what they counted, on both sides of each limit."""

from __future__ import annotations

import math

import numpy as np
import pytest

from workbench.grade import (
    Effect,
    suggest_imprecision,
    suggest_inconsistency,
    suggest_large_effect,
    suggest_publication_bias,
)
from workbench.grade.suggestions.suggest import heterogeneity


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (5.0, 2),
        (4.99, 1),
        (2.0, 1),
        (1.99, 0),
        (1.0, 0),
        (0.51, 0),
        (0.5, 1),
        (0.21, 1),
        (0.2, 2),
        (0.0, 2),
    ],
)
@pytest.mark.parametrize("measure", ["RR", "OR", "HR"])
def test_the_limits_of_a_large_effect_are_included(measure: str, value: float, expected: int) -> None:
    """At least two-fold includes 2 and 0.5; at least five-fold 5 and 0.2."""
    assert expected == suggest_large_effect(Effect(measure, value)).levels


def test_an_interval_with_no_effect_in_it_is_not_large() -> None:
    """However large the estimate."""
    assert 0 == suggest_large_effect(Effect("RR", 6, 0.9, 40)).levels
    assert 2 == suggest_large_effect(Effect("RR", 6, 1.1, 40)).levels


def test_a_difference_has_no_large_effect() -> None:
    """The limits are for ratios; without an estimate there is nothing either."""
    for effect in (Effect("RD", 0.6), Effect("MD", 6), None):
        result = suggest_large_effect(effect)
        assert (None, False) == (result.levels, result.assessable)


@pytest.mark.parametrize(("events", "expected"), [(0, None), (1, 1), (None, 1)])
def test_without_events_no_effect_is_large(events: int | None, expected: int | None) -> None:
    """Whatever ratio is reported, it is not from people who had the event."""
    assert expected == suggest_large_effect(Effect("RR", 0.5), events=events).levels


@pytest.mark.parametrize(("events", "expected"), [(299, -1), (300, 0), (0, -1)])
def test_events_are_counted_against_three_hundred(events: int, expected: int) -> None:
    """Three hundred are enough."""
    assert expected == suggest_imprecision(events=events, people=10_000).levels


@pytest.mark.parametrize(("people", "expected"), [(399, -1), (400, 0)])
def test_people_are_counted_against_four_hundred_for_a_measurement(people: int, expected: int) -> None:
    """Where no events are given."""
    assert expected == suggest_imprecision(people=people).levels


@pytest.mark.parametrize(
    ("effect", "expected"),
    [
        (Effect("RR", 0.8, 0.6, 0.99), 0),
        (Effect("RR", 0.8, 0.6, 1.0), -1),
        (Effect("RD", 0.1, 0.0, 0.2), -1),
        (Effect("RD", 0.1, 0.01, 0.2), 0),
        (Effect("RR", 0.8), 0),
    ],
)
def test_an_interval_that_reaches_no_effect_is_imprecise(effect: Effect, expected: int) -> None:
    """1 for ratios, 0 for differences; without an interval only the size counts."""
    assert expected == suggest_imprecision(events=500, effect=effect).levels


def test_few_events_and_an_interval_that_includes_no_effect_are_two_levels() -> None:
    """With both reasons in the sentence."""
    result = suggest_imprecision(events=23, people=34, effect=Effect("RR", 1.56, 0.94, 2.56))
    expected = "23 events, fewer than 300; RR 1.56 (0.94 to 2.56) includes no effect (1)"
    assert (-2, expected) == (result.levels, result.because)


def test_without_a_number_nothing_is_suggested() -> None:
    """Not 0."""
    assert suggest_imprecision().levels is None


def test_one_study_has_no_inconsistency_to_assess() -> None:
    """0, and said not to be assessable; without a study there is not even that."""
    result = suggest_inconsistency({"a": None})
    assert (0, False, "one study: not assessable") == (result.levels, result.assessable, result.because)
    assert suggest_inconsistency({}).levels is None


def test_intervals_apart_are_inconsistent() -> None:
    """The studies are named."""
    result = suggest_inconsistency(
        {"a": Effect("RR", 0.5, 0.4, 0.6), "b": Effect("RR", 0.9, 0.8, 1.0), "c": Effect("RR", 0.6, 0.4, 0.9)}
    )
    assert -1 == result.levels
    assert result.because.startswith("intervals do not overlap: a and b; Q ")


def test_intervals_that_overlap_widely_are_consistent() -> None:
    """I² is 0."""
    result = suggest_inconsistency({"a": Effect("RR", 0.8, 0.6, 1.1), "b": Effect("RR", 0.9, 0.7, 1.2)})
    assert (0, True) == (result.levels, result.because.startswith("all intervals overlap; Q 0."))


def test_without_intervals_or_with_different_measures_a_person_compares() -> None:
    """Nothing is suggested, and the sentence says why."""
    effects = {"a": Effect("RR", 0.8, 0.6, 1.1), "b": None, "c": Effect("RR", 0.8)}
    assert "no interval for b and c: compare the results by eye" == suggest_inconsistency(effects).because
    mixed = {"a": Effect("RR", 0.8, 0.6, 1.1), "b": Effect("OR", 0.8, 0.6, 1.1)}
    assert "measures differ (OR and RR): compare the results by eye" == suggest_inconsistency(mixed).because


def test_heterogeneity_is_that_of_statsmodels() -> None:
    """Q and I² of five log risk ratios."""
    meta = pytest.importorskip("statsmodels.stats.meta_analysis")
    effects = [
        Effect("RR", math.exp(y), math.exp(y - 1.959964 * s), math.exp(y + 1.959964 * s)) for y, s in DATA
    ]
    expected = meta.combine_effects(np.array([y for y, _ in DATA]), np.array([s**2 for _, s in DATA]))
    actual = heterogeneity(effects)
    assert actual is not None
    assert pytest.approx(expected.q, rel=1e-6) == actual.q
    assert pytest.approx(expected.i2, rel=1e-6) == actual.i_squared


DATA = [(-0.9, 0.2), (-0.1, 0.15), (0.3, 0.4), (-0.5, 0.3), (0.05, 0.1)]


@pytest.mark.parametrize(
    "effects",
    [
        [Effect("RR", 1, 0.5, 2)],
        [Effect("RR", 1, 0.5, 2), Effect("RR", 0.5, 0.0, 2)],
        [Effect("RR", 1, 0.5, 2), Effect("RR", 1, 1, 1)],
        [Effect("RR", 1, 0.5, 2), Effect("RR", 1)],
    ],
)
def test_heterogeneity_is_not_made_up(effects: list[Effect]) -> None:
    """One study, a limit of 0, an interval without width, or none."""
    assert heterogeneity(effects) is None


@pytest.mark.parametrize(
    ("studies", "levels", "assessable"), [(1, 0, False), (9, 0, False), (10, None, True)]
)
def test_publication_bias_has_no_test_below_ten_studies(
    studies: int, levels: int | None, assessable: bool
) -> None:
    """From ten on, a person looks at the funnel."""
    result = suggest_publication_bias(studies)
    assert (levels, assessable) == (result.levels, result.assessable)
