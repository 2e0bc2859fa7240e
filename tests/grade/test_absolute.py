"""People per 1,000: each measure by its formula, both limits through the same one."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.grade import AbsoluteEffect, Effect, absolute_effect
from workbench.grade.numbers.absolute import risk_difference_itself


@pytest.mark.parametrize(
    ("measure", "estimate", "expected"),
    [
        ("RR", 0.5, 100.0),
        ("OR", 0.5, 1000 * 0.125 / 1.125),
        ("HR", 0.5, 1000 * (1 - 0.8**0.5)),
        ("RD", -0.05, 150.0),
        ("RR", 1.0, 200.0),
        ("OR", 1.0, 200.0),
        ("HR", 1.0, 200.0),
        ("RD", 0.0, 200.0),
    ],
)
def test_each_measure_has_its_formula(measure: str, estimate: float, expected: float) -> None:
    """At a risk of 20 % without treatment; the odds are 0.25 there."""
    result = absolute_effect(Effect(measure, estimate), 0.2)
    assert result is not None
    assert pytest.approx(expected) == result.with_treatment
    assert (200.0, None, None) == (result.without, result.lower, result.upper)


@pytest.mark.parametrize("measure", ["RR", "OR", "HR", "RD"])
def test_limits_go_through_the_same_formula(measure: str) -> None:
    """A limit gives what an estimate of that size would."""
    low, middle, high = (0.02, 0.1, 0.3) if measure == "RD" else (0.4, 0.7, 1.3)
    result = absolute_effect(Effect(measure, middle, low, high), 0.3)
    ends = [absolute_effect(Effect(measure, end), 0.3) for end in (low, high)]
    assert result is not None
    assert [result.lower, result.upper] == [end.with_treatment for end in ends if end is not None]


@pytest.mark.parametrize("measure", ["RR", "OR", "HR", "RD"])
@pytest.mark.parametrize("baseline", [0.0, 1.0])
def test_the_ends_of_the_scale_are_no_trouble(measure: str, baseline: float) -> None:
    """Nobody or everybody has the event without treatment; even a ratio of 0 gives a risk."""
    for estimate in (0.0, 0.5, 3.0) if measure != "RD" else (-1.0, 0.0, 1.0):
        result = absolute_effect(Effect(measure, estimate), baseline)
        assert result is not None
        assert 0 <= result.with_treatment <= 1000


def test_a_risk_beyond_everybody_is_held_and_said() -> None:
    """A risk of 60 % doubled."""
    result = absolute_effect(Effect("RR", 2.0, 1.0, 3.0), 0.6)
    assert AbsoluteEffect(600.0, 1000.0, 600.0, 1000.0, capped=True) == result


@pytest.mark.parametrize(
    ("effect", "baseline"),
    [(None, 0.2), (Effect("RR", 0.5), None), (Effect("MD", 2.0), 0.2), (Effect("CHANGE", 2.0), 0.2)],
)
def test_where_nothing_is_compared_there_is_nothing(effect: Effect | None, baseline: float | None) -> None:
    """No baseline, no effect, or no risk: never 0."""
    assert absolute_effect(effect, baseline) is None


@pytest.mark.parametrize("baseline", [-0.1, 1.1, float("nan")])
def test_a_baseline_is_a_risk(baseline: float) -> None:
    """A percentage is refused rather than taken for a share."""
    with pytest.raises(ValueError, match="a risk is from 0 to 1"):
        absolute_effect(Effect("RR", 0.5), baseline)


@pytest.mark.parametrize(
    ("effect", "expected"),
    [
        (AbsoluteEffect(100, 50, 20, 110), "50 fewer per 1,000 (80 fewer to 10 more)"),
        (AbsoluteEffect(100, 150, None, None), "50 more per 1,000"),
        (
            AbsoluteEffect(100, 100.2, 99.9, 100.4),
            "less than 1 more per 1,000 (less than 1 fewer to less than 1 more)",
        ),
        (AbsoluteEffect(0, 1000, 500, 1000), "1,000 more per 1,000 (500 more to 1,000 more)"),
    ],
)
def test_more_and_fewer_are_words(effect: AbsoluteEffect, expected: str) -> None:
    """As tables print them."""
    assert expected == str(effect)


with (Path(__file__).parent / "golden_rounding.csv").open(encoding="utf-8", newline="") as file:
    GOLDEN = list(csv.DictReader(file))


@pytest.mark.parametrize("row", GOLDEN, ids=lambda row: f"{row['measure']} {row['baseline']} {row['effect']}")
def test_each_line_has_one_denominator_and_loses_nobody(row: dict[str, str]) -> None:
    """Both risks and their difference, as the golden values have them."""
    numbers = [float(row[name]) if row[name] else None for name in ("effect", "lower", "upper")]
    assert numbers[0] is not None
    result = absolute_effect(Effect(row["measure"], numbers[0], *numbers[1:]), float(row["baseline"]))
    assert result is not None
    assert int(row["per"]) == result.per
    assert row["risk_without"] == result.risk_without
    assert row["risk_with"] == result.risk_with
    assert row["difference"] == str(result)


@given(st.floats(1e-7, 1), st.floats(0, 5), st.sampled_from(["RR", "OR", "HR"]))
def test_no_effect_that_is_not_nothing_prints_as_nothing(baseline: float, ratio: float, measure: str) -> None:
    """And the direction is that of the effect."""
    result = absolute_effect(Effect(measure, ratio), baseline)
    assert result is not None
    text = str(result)
    assert not text.startswith("0")
    if abs(result.difference) > 1e-6:
        assert ("more" if result.difference > 0 else "fewer") in text


def test_a_difference_without_a_risk_takes_the_denominator_that_its_size_needs() -> None:
    """The largest number in the line decides."""
    rare = risk_difference_itself(Effect("RD", -0.0004, -0.002, 0.0))
    assert "4 fewer per 10,000 (20 fewer to no difference)" == str(rare)
