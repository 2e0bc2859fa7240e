"""Suggestions say what they counted, on both sides of each limit."""

from __future__ import annotations

import math

import numpy as np
import pytest

from workbench.grade import (
    Effect,
    Precision,
    Suggestion,
    Threshold,
    Thresholds,
    TwoByTwo,
    one_charge,
    suggest_inconsistency,
    suggest_large_effect,
    suggest_publication_bias,
)
from workbench.grade.suggestions.inconsistency import heterogeneity


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
    assert expected == suggest_large_effect(Precision(Effect(measure, value))).levels


def test_an_interval_with_no_effect_in_it_is_not_large() -> None:
    """However large the estimate."""
    assert 0 == suggest_large_effect(Precision(Effect("RR", 6, 0.9, 40))).levels
    assert 2 == suggest_large_effect(Precision(Effect("RR", 6, 1.1, 40))).levels


@pytest.mark.parametrize(("died", "expected"), [((20, 50), 1), ((10, 50), 2), ((30, 50), 0)])
def test_the_large_effect_is_that_of_the_rarer_outcome(died: tuple[int, int], expected: int) -> None:
    """480 of 500 alive against 450 is 20 dead against 50: two-fold from either side."""
    for treated, compared in (died, (500 - died[0], 500 - died[1])):
        table = TwoByTwo(treated, 500, compared, 500)
        numbers = Precision(Effect("RR", 1.0), table, compared / 500, treated + compared, 1000)
        assert expected == suggest_large_effect(numbers).levels


def test_a_ratio_of_odds_becomes_one_of_risks_where_the_risk_is_known() -> None:
    """An odds ratio of 3 at a risk of 40 % is a risk ratio of 1.67."""
    assert 1 == suggest_large_effect(Precision(Effect("OR", 3, 2, 4))).levels
    known = suggest_large_effect(Precision(Effect("OR", 3, 2, 4), baseline=0.4))
    assert (0, True) == (known.levels, known.because.startswith("RR 1.67, from OR 3.00"))


def test_the_interval_that_reaches_no_effect_is_the_one_shown() -> None:
    """Of 60 and 58 all and 52 survive: RR 1.12 (1.02 to 1.22) reaches nothing, that of death does."""
    table = TwoByTwo(60, 60, 52, 58)
    survival = suggest_large_effect(Precision(Effect("RR", 1.12, 1.02, 1.22), table, 52 / 58, 112, 118))
    assert survival.because == (
        "RR 0.074 (0.0043 to 1.29) of the rarer outcome, which is the opposite of the one counted, "
        "reaches no effect"
    )


def test_a_difference_has_no_large_effect() -> None:
    """The limits are for ratios; without an estimate there is nothing either."""
    for effect in (Effect("RD", 0.6), Effect("MD", 6), None):
        result = suggest_large_effect(Precision(effect))
        assert (None, False) == (result.levels, result.assessable)


@pytest.mark.parametrize(("events", "expected"), [(0, None), (1, 1), (None, 1)])
def test_without_events_no_effect_is_large(events: int | None, expected: int | None) -> None:
    """Whatever ratio is reported, it is not from people who had the event."""
    assert expected == suggest_large_effect(Precision(Effect("RR", 0.5), events=events)).levels


def test_one_study_has_no_inconsistency_to_assess() -> None:
    """0, and said not to be assessable; without a study there is not even that."""
    result = suggest_inconsistency({"a": None})
    assert (0, False, "one study: not assessable") == (result.levels, result.assessable, result.because)
    assert suggest_inconsistency({}).levels is None


def test_precise_results_on_one_side_of_every_threshold_are_consistent() -> None:
    """However far apart they are, and however high I² is."""
    result = suggest_inconsistency({"a": Effect("RR", 0.6, 0.58, 0.62), "b": Effect("RR", 0.7, 0.68, 0.72)})
    assert 0 == result.levels
    assert "intervals do not overlap (a and b), yet the studies point the same way" in result.because
    assert "I² 97.9 %" in result.because
    assert "which does not decide" in result.because


def test_estimates_on_different_sides_are_inconsistent() -> None:
    """The studies are named with their estimates."""
    effects = {
        "a": Effect("RR", 0.5, 0.4, 0.6),
        "b": Effect("RR", 0.9, 0.8, 1.0),
        "c": Effect("RR", 1.6, 1.2, 2.1),
    }
    result = suggest_inconsistency(effects)
    assert -1 == result.levels
    first = "estimates lie on different sides of no effect: a 0.50 and c 1.60; b 0.90 and c 1.60"
    assert result.because.startswith(first)


def test_estimates_within_the_interval_of_the_other_differ_by_chance() -> None:
    """Wide intervals round no effect are no disagreement."""
    result = suggest_inconsistency({"a": Effect("RR", 0.95, 0.5, 1.8), "b": Effect("RR", 1.05, 0.6, 1.9)})
    assert (0, True) == (result.levels, "so chance is enough" in result.because)


MID = Thresholds(Threshold(20))


@pytest.mark.parametrize(
    ("effects", "baselines", "given", "expected"),
    [
        # 10 fewer and 10 more per 1,000: both say little or no difference.
        ((Effect("RR", 0.9, 0.89, 0.91), Effect("RR", 1.1, 1.09, 1.11)), {"a": 0.1, "b": 0.1}, MID, 0),
        # 10 fewer against 30 fewer: only the second matters.
        ((Effect("RR", 0.9, 0.89, 0.91), Effect("RR", 0.7, 0.69, 0.71)), {"a": 0.1, "b": 0.1}, MID, -1),
        # No risk without treatment: no effect is the threshold.
        ((Effect("RR", 0.9, 0.89, 0.91), Effect("RR", 0.7, 0.69, 0.71)), {}, MID, 0),
        ((Effect("MD", 19, 18, 20), Effect("MD", 21, 20.5, 22)), {}, MID, -1),
        ((Effect("MD", -1, -2, -0.5), Effect("MD", 1, 0.5, 2)), {}, MID, 0),
        (
            (Effect("MD", -1, -2, -0.5), Effect("MD", 1, 0.5, 2)),
            {},
            Thresholds(Threshold(20), target="null"),
            -1,
        ),
    ],
)
def test_the_smallest_difference_that_matters_is_the_threshold_where_it_is_known(
    effects: tuple[Effect, Effect], baselines: dict[str, float], given: Thresholds, expected: int
) -> None:
    """Per 1,000 where the risks are known, or in the unit of a difference of means."""
    named = dict(zip("ab", effects, strict=True))
    assert expected == suggest_inconsistency(named, given, baselines).levels


def test_one_cause_is_charged_once() -> None:
    """Where both are rated down the suggestion asks which domain bears it."""
    imprecise, differing = Suggestion("Imprecision", -1, "wide"), Suggestion("Inconsistency", -1, "apart")
    assert "not in both" in one_charge(imprecise, differing).because
    assert imprecise == one_charge(imprecise, Suggestion("Inconsistency", 0, "alike"))


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


@pytest.mark.parametrize("studies", [1, 9, 10, 40])
def test_publication_bias_is_never_said_to_be_absent(studies: int) -> None:
    """The reason says when to suspect it, and that one level is all."""
    result = suggest_publication_bias(studies)
    assert "suspect it where small studies are paid by makers" in result.because
    assert "none" not in result.because
    if studies < 10:
        assert "not assessable by tests" in result.because
