"""Where a coefficient or an interval is not defined, a sentence says why; never 0, 1, nan or a crash."""

from __future__ import annotations

import pytest

from workbench.agreement import COEFFICIENTS, INTERVALS, agreement

CATEGORIES = ("Y", "PY", "N")


@pytest.mark.parametrize("interval", INTERVALS)
@pytest.mark.parametrize("coefficient", COEFFICIENTS)
@pytest.mark.parametrize(
    ("ratings", "expected"),
    [
        ([], "nobody has rated a study"),
        ([[], []], "nobody has rated a study"),
        ([[None, None], [None, None]], "nobody has rated a study"),
        ([["Y"], ["N"]], "only one reviewer has rated; agreement takes two"),
        ([["Y", None], ["N", None]], "only one reviewer has rated; agreement takes two"),
        ([["Y", None], [None, "N"]], "no study was rated by two reviewers"),
    ],
)
def test_without_two_ratings_of_a_study_nothing_is_defined(
    ratings: list[list[str | None]], expected: str, coefficient: str, interval: str
) -> None:
    """Not even per cent agreement, whatever the coefficient and the interval."""
    result = agreement(ratings, categories=CATEGORIES, coefficient=coefficient, interval=interval)
    assert expected == result.undefined_because
    assert expected == result.interval_undefined_because
    assert (result.value, result.se, result.lower, result.upper) == (None, None, None, None)
    assert result.percent_agreement is None


@pytest.mark.parametrize("coefficient", ["cohen_kappa", "fleiss_kappa", "conger_kappa", "krippendorff_alpha"])
def test_one_category_used_by_all_leaves_kappa_undefined(coefficient: str) -> None:
    """0/0 is said to be so, with the category; the raw agreement stands beside it."""
    result = agreement([["Y", "Y"]] * 12, categories=CATEGORIES, coefficient=coefficient)
    expected = (
        "every rating is 'Y', so agreement by chance is complete and there is nothing beyond it to measure"
    )
    assert expected == result.undefined_because
    assert result.percent_agreement == 1.0


@pytest.mark.parametrize("coefficient", ["cohen_kappa", "krippendorff_alpha"])
def test_the_reason_speaks_of_the_ratings_that_count(coefficient: str) -> None:
    """A study rated once does not enter, so its other category does not help."""
    ratings = [["Y", "Y"]] * 5 + [["N", None]]
    result = agreement(ratings, categories=CATEGORIES, coefficient=coefficient)
    assert result.undefined_because is not None
    assert result.undefined_because.startswith("every rating of a study rated twice is 'Y', so")


def test_one_category_used_by_all_is_full_agreement_for_ac1() -> None:
    """That is why AC1 is the default of the field where nearly all answers are alike."""
    result = agreement([["Y", "Y"]] * 12, categories=CATEGORIES, coefficient="gwet_ac")
    assert (result.value, result.upper) == (1.0, 1.0)
    assert result.lower is not None
    assert 0.5 < result.lower < 0.9


@pytest.mark.parametrize("interval", INTERVALS)
@pytest.mark.parametrize(
    ("coefficient", "expected"),
    [
        ("percent_agreement", 0.0),
        ("gwet_ac", -1 / 3),
        ("brennan_prediger", -1 / 2),
        ("fleiss_kappa", -1.0),
        ("conger_kappa", 0.0),
        ("cohen_kappa", 0.0),
        ("krippendorff_alpha", 0.0),
    ],
)
def test_one_study_on_which_two_differ_has_the_value_of_the_formula(
    coefficient: str, expected: float, interval: str
) -> None:
    """With n = 1, and without an interval: one study does not show how studies differ."""
    result = agreement([["Y", "N"]], categories=CATEGORIES, coefficient=coefficient, interval=interval)
    assert expected == pytest.approx(result.value, abs=1e-12)
    assert (result.studies, result.studies_rated_twice, result.pairs) == (1, 1, 1)
    assert (result.se, result.lower, result.upper) == (None, None, None)
    assert result.undefined_because is None
    expected_reason = "one study does not show how agreement varies between studies"
    assert expected_reason == result.interval_undefined_because


@pytest.mark.parametrize("coefficient", COEFFICIENTS)
def test_one_study_on_which_two_agree_leaves_kappa_undefined(coefficient: str) -> None:
    """Agreement by chance is complete there; what does not learn chance from the answers is 1."""
    result = agreement([["Y", "Y"]], categories=CATEGORIES, coefficient=coefficient)
    is_learnt = "kappa" in coefficient or "alpha" in coefficient
    assert result.value == (None if is_learnt else 1.0)
    assert bool(result.undefined_because) == is_learnt
    assert (result.lower, result.upper) == (None, None)


@pytest.mark.parametrize("interval", INTERVALS)
def test_an_interval_of_alpha_needs_two_studies_rated_twice(interval: str) -> None:
    """Studies rated once have nothing to pair."""
    ratings = [["Y", "N"], ["Y", None], [None, "N"]]
    result = agreement(ratings, categories=CATEGORIES, coefficient="krippendorff_alpha", interval=interval)
    assert result.value == pytest.approx(0)
    assert result.lower is None
    assert result.interval_undefined_because


@pytest.mark.parametrize("coefficient", ["brennan_prediger", "gwet_ac", "fleiss_kappa", "cohen_kappa"])
def test_a_scale_of_one_category_leaves_nothing_to_correct(coefficient: str) -> None:
    """Reviewers cannot but agree."""
    result = agreement([["Y", "Y"], ["Y", "Y"]], categories=["Y"], coefficient=coefficient)
    assert result.undefined_because == "the scale has one category, so reviewers cannot but agree"


def test_weights_that_forgive_everything_leave_nothing_to_correct() -> None:
    """Where all answers agree fully, chance does as well as reviewers."""
    result = agreement(
        [["Y", "N"], ["N", "Y"], ["Y", "Y"]],
        categories=["Y", "N"],
        coefficient="fleiss_kappa",
        weights=[[1, 1], [1, 1]],
    )
    assert result.value is None
    assert result.undefined_because
    assert result.undefined_because.startswith("with these weights")


def test_a_value_that_hangs_on_one_study_has_no_jackknife() -> None:
    """Without the only study of the second category kappa is 0/0, so its error is not defined either."""
    ratings = [["Y", "Y"]] * 9 + [["N", "N"]]
    result = agreement(ratings, categories=CATEGORIES, coefficient="cohen_kappa", interval="jackknife")
    assert (result.value, result.se, result.lower) == (1.0, None, None)
    expected = "without one of the studies the coefficient is not defined, so there is no jackknife"
    assert expected == result.interval_undefined_because


def test_bootstrap_samples_without_a_value_are_left_out_and_counted() -> None:
    """About a third of the samples miss the one study, and the rest are enough."""
    ratings = [["Y", "Y"]] * 9 + [["N", "N"]]
    result = agreement(ratings, categories=CATEGORIES, coefficient="cohen_kappa", interval="percentile")
    assert result.replicates + result.replicates_undefined == 2_000
    assert result.replicates_undefined == pytest.approx(2_000 * 0.9**10, rel=0.1)
    assert (result.lower, result.upper) == (1.0, 1.0)


def test_too_few_defined_bootstrap_samples_make_no_interval() -> None:
    """Fewer than a thousand do not settle the tails, and the sentence says how many there were."""
    ratings = [["Y", "Y"]] * 9 + [["N", "N"]]
    result = agreement(
        ratings, categories=CATEGORIES, coefficient="cohen_kappa", interval="percentile", replicates=1_000
    )
    assert result.lower is None
    assert result.interval_undefined_because
    assert result.interval_undefined_because.endswith("of 1,000 bootstrap samples")


@pytest.mark.parametrize("metric", ["ordinal", "interval", "ratio"])
def test_krippendorffs_metrics_have_no_linearised_error(metric: str) -> None:
    """None is published; the value is there, and the jackknife gives an error."""
    ratings = [[1, 1], [2, 3], [3, 3], [1, 2]]
    weights = f"krippendorff_{metric}"
    linearised, jackknife = (
        agreement(
            ratings, categories=[1, 2, 3], coefficient="krippendorff_alpha", weights=weights, interval=kind
        )
        for kind in ("linearised", "jackknife")
    )
    assert linearised.value == jackknife.value
    assert linearised.value is not None
    assert linearised.se is None
    assert linearised.interval_undefined_because
    assert jackknife.se is not None
