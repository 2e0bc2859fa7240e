"""An estimate lies in the middle of its interval, and P of the counts may differ from the interval's."""

from __future__ import annotations

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from workbench.grade import NumberCheck, check_numbers, read_numbers


def _check(**texts: str) -> NumberCheck:
    return check_numbers(read_numbers(texts))


def _flags(**texts: str) -> list[str]:
    return [flag.id for flag in _check(**texts).flags]


@given(st.sampled_from(("RR", "OR", "HR")), st.floats(-1.5, 1.5), st.floats(0.05, 0.8), st.integers(1, 3))
def test_an_even_interval_is_never_flagged_however_it_is_rounded(
    measure: str, middle: float, error: float, digits: int
) -> None:
    """With one decimal little can be said; nothing false is."""
    ends = [math.exp(middle + by * error) for by in (0, -1.96, 1.96)]
    estimate, lower, upper = (f"{end:.{digits}f}" for end in ends)
    assume(float(lower) > 0)
    assert [] == _flags(measure=measure, estimate=estimate, lower=lower, upper=upper)


@pytest.mark.parametrize(
    ("measure", "estimate", "lower", "upper"),
    [
        ("HR", "0.86", "0.44", "0.99"),
        ("OR", "2.10", "1.90", "7.80"),
        ("RR", "0.53", "0.52", "0.78"),
        ("MD", "-3.2", "-5.5", "-2.9"),
        ("RD", "0.02", "0.01", "0.29"),
    ],
)
def test_an_estimate_at_the_edge_of_its_interval_is_flagged(
    measure: str, estimate: str, lower: str, upper: str
) -> None:
    """With the middle, and innocent explanations; not where a method with uneven intervals is named."""
    texts = {"measure": measure, "estimate": estimate, "lower": lower, "upper": upper}
    (flag,) = _check(**texts).flags
    assert "estimate_off_middle" == flag.id
    assert "the middle of the 95 % interval" in flag.arithmetic
    assert [] == _flags(**texts, effect_kind="bootstrap interval")
    assert [] == _flags(**texts, sentence="median of the posterior, Bayesian model")


def test_an_interval_that_is_even_round_the_ratio_itself_is_a_note() -> None:
    """Some programs give such ones; whoever reads it is told, and nothing is counted."""
    check = _check(measure="RR", estimate="0.50", lower="0.10", upper="0.90")
    assert () == check.flags
    assert ["the interval is even round the ratio, not round its logarithm"] == [
        note.message for note in check.notes
    ]


def test_a_p_of_the_counts_beside_a_wald_interval_that_just_crosses_1_is_a_note() -> None:
    """19 of 100 against 31 of 100: by chi-square 0.0494, by the interval of the odds ratio 0.051."""
    counts = {
        "treatment_events": "19",
        "treatment_total": "100",
        "comparison_events": "31",
        "comparison_total": "100",
    }
    effect = {"measure": "RR", "estimate": "0.61", "lower": "0.372", "upper": "1.009"}
    check = _check(**counts, **effect, p="0.049")
    assert () == check.flags
    assert ["p_fits_the_counts"] == [note.id for note in check.notes]
    assert ["interval_and_p_disagree"] == _flags(**effect, p="0.049")


def test_a_p_far_from_its_interval_is_flagged_although_the_counts_give_it() -> None:
    """One of the two is of something else."""
    counts = {
        "treatment_events": "19",
        "treatment_total": "100",
        "comparison_events": "31",
        "comparison_total": "100",
    }
    effect = {"measure": "RR", "estimate": "0.61", "lower": "0.26", "upper": "1.43"}
    assert "interval_and_p_disagree" in _flags(**counts, **effect, p="0.049")


def test_a_p_of_ranks_beside_an_interval_of_means_is_a_note_near_0_05() -> None:
    """The same P without the name of the test is flagged."""
    effect = {"measure": "MD", "estimate": "0.42", "lower": "-0.02", "upper": "0.86", "treatment_total": "60"}
    assert [] == _flags(**effect, p="0.04", test="Mann-Whitney")
    assert ["interval_and_p_disagree"] == _flags(**effect, p="0.04")
