"""Imprecision is suggested from thresholds, the same for survival and for death."""

from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.grade import (
    Effect,
    Precision,
    Suggestion,
    Threshold,
    Thresholds,
    TwoByTwo,
    optimal_information_size,
    rarer_side,
    suggest_imprecision,
    suggest_large_effect,
    threshold_problems,
)

with (Path(__file__).parent / "golden_imprecision.csv").open(encoding="utf-8", newline="") as file:
    GOLDEN = list(csv.DictReader(file))
ENTERED = datetime(2026, 3, 5)


def number(text: str) -> float | None:
    """A cell that may be empty."""
    return float(text) if text else None


def precision(row: dict[str, str]) -> Precision:
    """The numbers of a golden row: counts of one study, or an effect."""
    counts = [
        row[name]
        for name in ("counts_treated_events", "treated_total", "comparison_events", "comparison_total")
    ]
    people, events = (int(row[name]) if row[name] else None for name in ("people", "events"))
    if all(counts):
        a, n, c, m = (int(count) for count in counts)
        return Precision(Effect("RR", 1.0), TwoByTwo(a, n, c, m), c / m, a + c, n + m)
    effect = None
    if row["estimate"]:
        effect = Effect(row["measure"], float(row["estimate"]), number(row["lower"]), number(row["upper"]))
    return Precision(effect, None, number(row["baseline"]), events, people)


def thresholds(row: dict[str, str]) -> Thresholds | None:
    """The thresholds of a golden row; less of the outcome is better."""
    benefit, harm = number(row["mid_benefit_per_1000_or_units"]), number(row["mid_harm"])
    if benefit is None or harm is None:
        return None
    return Thresholds(Threshold(benefit), Threshold(harm), better="lower")


@pytest.mark.parametrize("row", GOLDEN, ids=[row["case"] for row in GOLDEN])
def test_each_golden_row_is_met(row: dict[str, str]) -> None:
    """Levels, the sentence, and the optimal information size."""
    numbers = precision(row)
    result = suggest_imprecision(numbers, thresholds(row))
    expected = None if row["suggested_levels"] == "none" else int(row["suggested_levels"])
    assert expected == result.levels
    assert row["reason"] in result.because
    if row["optimal_information_size"]:
        size = int(row["optimal_information_size"])
        baseline = rarer_side(numbers).baseline
        assert baseline is not None
        assert size == optimal_information_size(baseline)
        assert f"Optimal information size {size:,} people" in result.because


def framings(a: int, n: int, c: int, m: int) -> list[Precision]:
    """The same people, counted by who had the event and by who had not."""
    return [
        Precision(Effect("RR", 1.0), TwoByTwo(x, n, y, m), y / m, x + y, n + m)
        for x, y in ((a, c), (n - a, m - c))
    ]


@given(st.data())
def test_survival_and_death_of_the_same_people_give_the_same_suggestions(data: st.DataObject) -> None:
    """With and without thresholds, for imprecision and for a large effect."""
    n, m = data.draw(st.integers(1, 3000)), data.draw(st.integers(1, 3000))
    a, c = data.draw(st.integers(0, n)), data.draw(st.integers(0, m))
    benefit, harm = data.draw(st.integers(1, 300)), data.draw(st.integers(1, 300))
    mids = Threshold(benefit), Threshold(harm)
    events, opposite = framings(a, n, c, m)
    assert suggest_imprecision(events).levels == suggest_imprecision(opposite).levels
    assert suggest_large_effect(events).levels == suggest_large_effect(opposite).levels
    fewer = suggest_imprecision(events, Thresholds(*mids, better="lower"))
    more = suggest_imprecision(opposite, Thresholds(*mids, better="higher"))
    assert fewer.levels == more.levels


@given(
    st.floats(0.01, 0.99),
    st.floats(0.05, 20),
    st.floats(1.01, 10),
    st.integers(1, 100_000),
    st.sampled_from([0.05, 0.3, None]),
)
def test_a_ratio_of_odds_gives_the_same_from_both_sides(
    baseline: float, estimate: float, width: float, people: int, known: float | None
) -> None:
    """With a risk without treatment and without one."""
    lower, upper = estimate / width, estimate * width
    turned = Effect("OR", 1 / estimate, 1 / upper, 1 / lower)
    risk = None if known is None else baseline
    one = Precision(Effect("OR", estimate, lower, upper), None, risk, None, people)
    other = Precision(turned, None, None if risk is None else 1 - risk, None, people)
    assert suggest_imprecision(one).levels == suggest_imprecision(other).levels


@given(st.floats(0.02, 0.98), st.floats(-0.019, 0.019), st.floats(0, 0.0189), st.floats(0, 0.0189))
def test_an_interval_round_no_effect_that_excludes_benefit_and_harm_is_precise(
    baseline: float, estimate: float, below: float, above: float
) -> None:
    """Whatever it says of no effect: 20 per 1,000 matter, and the interval stays within."""
    lower, upper = max(estimate - below, -0.0199), min(estimate + above, 0.0199)
    numbers = Precision(Effect("RD", estimate, lower, upper), None, baseline, None, 50)
    assert 0 == suggest_imprecision(numbers, Thresholds(Threshold(20))).levels


def test_a_trivial_difference_of_means_is_precise_also_from_few_people() -> None:
    """The whole interval is within the range of little or no effect."""
    few = Precision(Effect("MD", 0.1, -0.4, 0.6), people=90)
    assert 0 == suggest_imprecision(few, Thresholds(Threshold(1))).levels


@pytest.mark.parametrize(
    ("lower", "upper", "expected"),
    [(0.75, 0.95, 0), (0.7499, 0.95, -1), (0.75, 1.25, 0), (0.7499, 1.2501, -2)],
)
@pytest.mark.parametrize("baseline", [None, 0.2])
def test_touching_a_threshold_is_not_crossing_it(
    lower: float, upper: float, expected: int, baseline: float | None
) -> None:
    """On both sides of each, in relative terms and per 1,000."""
    numbers = Precision(Effect("RR", 0.9, lower, upper), None, baseline, None, 50_000)
    assert expected == suggest_imprecision(numbers).levels


def test_the_reason_names_thresholds_source_crossing_and_information_size() -> None:
    """With its assumptions, so that a reader can argue with each."""
    mids = Thresholds(Threshold(50, "panel of patients", at=ENTERED))
    table = TwoByTwo(20, 500, 50, 500)
    result = suggest_imprecision(Precision(Effect("RR", 0.4), table, 0.1, 70, 1000), mids)
    for part in (
        "crosses one threshold",
        "50 fewer and 50 more per 1,000",
        "-92.6 to -28.6 per 1,000",
        "Thresholds from panel of patients, entered on 2026-03-05",
        "Optimal information size 4,004 people: 100 per 1,000, 25 % reduction, two equal groups",
        "two-sided alpha 0.05, power 0.80",
    ):
        assert part in result.because


def test_a_default_is_said_to_be_one() -> None:
    """Where the team gave no threshold."""
    result = suggest_imprecision(Precision(Effect("RR", 0.75, 0.6, 0.95), None, 0.2, None, 2000))
    assert "No threshold is entered for the outcome, so GRADE's rough guide stands in" in result.because


def test_a_rare_interval_shows_on_which_side_of_its_threshold_it_is() -> None:
    """Limits of -0.031 and +0.079 per 1,000 are not "-0.0 to +0.1", and a quarter of 0.01 is not 0."""
    table = TwoByTwo(3, 100_000, 1, 100_000)
    numbers = Precision(Effect("RR", 3.0, 0.31, 28.84), table, 0.00001, 4, 200_000)
    given = suggest_imprecision(numbers, Thresholds(Threshold(0.05)))
    assert "-0.031 to +0.079 per 1,000" in given.because
    wide = Precision(Effect("RR", 2.0, 0.1, 5000.0), None, 0.00001, None, 2000)
    assert "0.0025 fewer and more per 1,000" in suggest_imprecision(wide).because


def suggested(effect: Effect, given: Thresholds, baseline: float | None = None) -> Suggestion:
    """What is suggested for an effect from many people."""
    return suggest_imprecision(Precision(effect, None, baseline, None, 90_000), given)


def test_no_effect_is_the_threshold_where_the_team_chose_it() -> None:
    """Then the numbers that matter are for the words of the statement."""
    null = Thresholds(Threshold(20), target="null")
    assert -1 == suggested(Effect("RR", 0.9, 0.8, 1.01), null).levels
    assert 0 == suggested(Effect("RR", 0.9, 0.8, 0.99), null).levels
    assert "the team chose" in suggested(Effect("MD", 1, -1, 3), null).because


def test_three_levels_are_never_suggested_but_named_where_they_may_be_considered() -> None:
    """The interval reaches large benefit and large harm."""
    given = Thresholds(Threshold(20), large=Threshold(60))
    result = suggested(Effect("RD", 0.0, -0.07, 0.07), given)
    assert (-2, True) == (result.levels, "-3 may be considered" in result.because)
    assert "-3" not in suggested(Effect("RD", 0.0, -0.05, 0.07), given).because


@pytest.mark.parametrize(
    ("effect", "given", "baseline", "reason"),
    [
        (
            Effect("RR", 0.9, 0.8, 1.1),
            Thresholds(Threshold(3), unit="points"),
            0.2,
            "thresholds are in points",
        ),
        (Effect("SMD", 0.9, 0.8, 1.1), Thresholds(Threshold(3), unit="points"), None, "standard deviations"),
        (
            Effect("RD", 0.0, -0.1, 0.1),
            Thresholds(Threshold(3), Threshold(4)),
            0.2,
            "which direction is better",
        ),
        (
            Effect("HR", 0.9, 0.8, 1.1),
            Thresholds(Threshold(3), Threshold(4), better="higher"),
            0.2,
            "a hazard ratio does not say",
        ),
    ],
)
def test_thresholds_that_do_not_fit_the_effect_suggest_nothing(
    effect: Effect, given: Thresholds, baseline: float | None, reason: str
) -> None:
    """And say why, rather than compare what cannot be compared."""
    result = suggested(effect, given, baseline)
    assert result.levels is None
    assert reason in result.because


def test_nobody_in_the_comparison_leaves_the_number_of_events() -> None:
    """A quarter of nothing is no threshold."""
    numbers = Precision(Effect("RR", 9.0), TwoByTwo(4, 20, 0, 20), 0.0, 4, 40)
    result = suggest_imprecision(numbers)
    assert -1 == result.levels
    assert result.because.startswith(
        "4 events of the rarer outcome, fewer than 300; nobody without treatment"
    )


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (Thresholds(Threshold(0)), "mid_benefit"),
        (Thresholds(Threshold(float("inf"))), "mid_benefit"),
        (Thresholds(Threshold(3), Threshold(4)), "mid_harm"),
        (Thresholds(Threshold(30), large=Threshold(20)), "large"),
        (Thresholds(small=Threshold(30), large=Threshold(30)), "large"),
    ],
)
def test_thresholds_that_cannot_be_are_refused(given: Thresholds, field: str) -> None:
    """By the field to mend."""
    assert field in {problem.field for problem in threshold_problems(given)}


def test_good_thresholds_have_no_problem() -> None:
    """One number for both sides, or two with a direction."""
    steps = {"small": Threshold(40), "large": Threshold(90)}
    assert () == threshold_problems(Thresholds(Threshold(20), **steps))
    assert () == threshold_problems(Thresholds(Threshold(20), Threshold(10), better="lower", **steps))


@pytest.mark.parametrize(
    ("effect", "people"),
    [
        (Effect("RD", 0.001, -0.004, 0.006), 1000),
        (Effect("RR", 0.40, 0.30, 0.53), 4000),
        (Effect("RR", 0.40, 0.30, 0.53), 400),
        (Effect("RR", 0.20, 0.08, 0.50), 400),
        (Effect("RR", 1.00, 0.50, 2.00), 400),
    ],
)
def test_a_source_stands_beside_its_threshold_and_never_alone(effect: Effect, people: int) -> None:
    """Whether one was crossed or not; without one there is no source, nor where the team takes none."""
    mids = Thresholds(Threshold(20, "panel of patients", at=ENTERED))
    numbers = Precision(effect, baseline=0.1, events=people // 10, people=people)
    because = suggest_imprecision(numbers, mids).because
    assert "20 fewer and 20 more per 1,000" in because
    assert "panel of patients, entered on 2026-03-05" in because.partition("hresholds")[2]
    assert "Source" not in because
    for without in (None, Thresholds(target="null")):
        told = suggest_imprecision(numbers, without).because
        assert not {"ource", "Thresholds from"} & {
            part for part in ("ource", "Thresholds from") if part in told
        }
