"""Intervals: how they are made, that they repeat, and that they are what they are called."""

from __future__ import annotations

import math
import random
from statistics import NormalDist, stdev

import numpy as np
import pytest

from workbench.agreement import INTERVALS, TOO_NARROW, agreement
from workbench.agreement.intervals.bca import bca_ends
from workbench.agreement.intervals.percentile import percentile_ends
from workbench.agreement.quantiles import normal_quantile, student_quantile

CATEGORIES = ("low", "moderate", "high")


def _ratings(studies: int, seed: int = 1) -> list[tuple[str | None, ...]]:
    draw = random.Random(seed)
    rows: list[tuple[str | None, ...]] = []
    for _ in range(studies):
        truth = draw.choice(CATEGORIES)
        rows.append(
            tuple(truth if draw.random() < 0.7 else draw.choice((*CATEGORIES, None)) for _ in range(3))
        )
    return rows


@pytest.mark.parametrize("interval", INTERVALS)
def test_the_same_ratings_give_the_same_interval(interval: str) -> None:
    """To the last digit: the seed is fixed."""
    one, two = (
        agreement(_ratings(30), categories=CATEGORIES, coefficient="gwet_ac", interval=interval)
        for _ in range(2)
    )
    assert one == two
    assert one.lower is not None


def test_without_an_interval_the_value_is_the_same() -> None:
    """That none was asked for is said in its place; nothing is drawn."""
    asked = {"categories": CATEGORIES, "coefficient": "gwet_ac"}
    alone = agreement(_ratings(30), with_interval=False, **asked)  # type: ignore[arg-type]
    whole = agreement(_ratings(30), **asked)  # type: ignore[arg-type]
    assert alone.value == whole.value
    assert (None, None, None, 0) == (alone.se, alone.lower, alone.upper, alone.replicates)
    assert "no interval was asked for" == alone.interval_undefined_because


def test_the_error_is_the_jackknifes_unless_the_linearised_one_is_asked_for() -> None:
    """All other kinds of interval share one standard error."""
    errors = {
        kind: agreement(_ratings(30), categories=CATEGORIES, coefficient="gwet_ac", interval=kind).se
        for kind in INTERVALS
    }
    assert errors["free_study"] == errors["bca"] == errors["percentile"] == errors["jackknife"]
    assert errors["linearised"] != errors["jackknife"]


def test_drawing_patterns_is_drawing_studies() -> None:
    """The bootstrap on patterns spreads as one that draws the rows themselves does."""
    rows = _ratings(60)
    draw = random.Random(7)
    asked = {"categories": CATEGORIES, "coefficient": "krippendorff_alpha"}
    values = [
        agreement(draw.choices(rows, k=60), interval="jackknife", **asked).value  # type: ignore[arg-type]
        for _ in range(400)
    ]
    by_rows = stdev(value for value in values if value is not None)
    result = agreement(rows, interval="percentile", confidence=0.6827, **asked)  # type: ignore[arg-type]
    assert result.lower is not None
    assert result.upper is not None
    by_patterns = (result.upper - result.lower) / 2
    assert by_patterns == pytest.approx(by_rows, rel=0.12)


def test_a_higher_confidence_gives_a_wider_interval() -> None:
    """For each kind of interval."""
    for interval in INTERVALS:
        narrow, wide = (
            agreement(
                _ratings(30),
                categories=CATEGORIES,
                coefficient="gwet_ac",
                interval=interval,
                confidence=level,
            )
            for level in (0.8, 0.99)
        )
        assert narrow.lower is not None
        assert narrow.upper is not None
        assert wide.lower is not None
        assert wide.upper is not None
        assert wide.lower < narrow.lower < narrow.upper < wide.upper


def test_every_interval_but_the_default_says_where_it_is_too_narrow() -> None:
    """Below about 50 studies; the default is wide on purpose."""
    expected = {kind: "" if kind == "free_study" else TOO_NARROW for kind in INTERVALS}
    assert expected == {kind: interval.caution for kind, interval in INTERVALS.items()}
    assert TOO_NARROW == "too narrow below about 50 studies"


def test_the_number_of_bootstrap_samples_is_said() -> None:
    """Ten thousand by default, fewer for comparison, others on request, none where nothing is drawn."""
    expected = {"free_study": 10_000, "bca": 2_000, "percentile": 2_000, "jackknife": 0, "linearised": 0}
    actual = {
        kind: agreement(_ratings(30), categories=CATEGORIES, coefficient="gwet_ac", interval=kind).replicates
        for kind in INTERVALS
    }
    assert expected == actual
    more = agreement(_ratings(30), categories=CATEGORIES, coefficient="gwet_ac", replicates=3_000)
    assert more.replicates == 3_000


def test_bca_without_bias_and_acceleration_is_the_percentile_interval() -> None:
    """Half of the samples below the value, and no skewness: nothing to correct."""
    samples = np.arange(1.0, 2_001.0)
    expected = percentile_ends(samples, 0.9)
    actual = bca_ends(samples, 1_000.5, 0.0, 0.9)
    assert expected == pytest.approx(actual)


def test_bca_reads_the_quantiles_that_efron_gives() -> None:
    """With z0 = 0.146 and a = 0.061, a 90 % interval reads the shares 0.110 and 0.985.

    Source: Efron and Tibshirani 1993, An Introduction to the Bootstrap, page 185 f.
    """
    samples = np.linspace(0, 1, 100_001)
    below = NormalDist().cdf(0.146)
    actual = bca_ends(samples, below, 0.061, 0.9)
    assert (0.110, 0.985) == pytest.approx(actual, abs=1e-3)  # z0 and a are printed to three digits


def test_bca_of_a_value_beyond_all_samples_is_at_their_end() -> None:
    """The bias is then large, but not infinite."""
    samples = np.linspace(0, 1, 1_001)
    lower, upper = bca_ends(samples, 2.0, 0.0, 0.95)
    assert (lower, upper) == (pytest.approx(1.0, abs=0.01), pytest.approx(1.0, abs=0.01))
    assert math.isfinite(lower)


@pytest.mark.parametrize(
    ("confidence", "freedom", "expected"),
    [
        (0.95, 1, 12.706),
        (0.95, 2, 4.303),
        (0.95, 11, 2.201),
        (0.95, 29, 2.045),
        (0.99, 5, 4.032),
        (0.90, 10, 1.812),
        (0.95, 120, 1.980),
        (0.95, 1_000_000, 1.960),
    ],
)
def test_quantiles_of_student_are_those_of_the_tables(
    confidence: float, freedom: int, expected: float
) -> None:
    """As printed in any table of the t distribution."""
    assert expected == pytest.approx(student_quantile(confidence, freedom), abs=5e-4)


def test_students_quantile_goes_over_into_the_normal_one() -> None:
    """With a million degrees of freedom they differ in the sixth decimal."""
    assert normal_quantile(0.95) == pytest.approx(student_quantile(0.95, 1_000_000), abs=1e-5)


def test_many_studies_cost_no_more_than_few() -> None:
    """A hundred thousand studies have as many patterns as a few hundred, and so does their bootstrap."""
    rows = _ratings(300)
    few = agreement(rows, categories=CATEGORIES, coefficient="conger_kappa")
    many = agreement(rows * 300, categories=CATEGORIES, coefficient="conger_kappa")
    assert few.value == pytest.approx(many.value)
    assert few.se is not None
    assert few.se / math.sqrt(300) == pytest.approx(many.se, rel=0.01)
