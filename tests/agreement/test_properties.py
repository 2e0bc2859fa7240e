"""What must not change a coefficient does not, and what bounds it holds."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.agreement import COEFFICIENTS, INTERVALS, Agreement, agreement

Rows = list[tuple[str | None, ...]]

SCALE = ("low", "moderate", "serious", "critical")
FOR_ANY_NUMBER = sorted(set(COEFFICIENTS) - {"cohen_kappa"})
NAMED_WEIGHTS = ("unweighted", "linear", "quadratic", "ordinal")

coefficients = st.sampled_from(FOR_ANY_NUMBER)
weights = st.sampled_from(NAMED_WEIGHTS)
codes = st.sampled_from(SCALE)
shuffles = st.randoms(use_true_random=False)


def _rows(reviewers: int) -> st.SearchStrategy[Rows]:
    return st.lists(st.tuples(*[st.none() | codes] * reviewers), min_size=1, max_size=12)


ratings = st.integers(2, 4).flatmap(_rows)


def _measure(
    rows: Rows, coefficient: str, weights: str = "unweighted", interval: str = "jackknife"
) -> Agreement:
    return agreement(rows, categories=SCALE, coefficient=coefficient, weights=weights, interval=interval)


def _same(one: Agreement, two: Agreement) -> None:
    assert (one.undefined_because is None) == (two.undefined_because is None)
    assert (one.interval_undefined_because is None) == (two.interval_undefined_because is None)
    for name in ("value", "se", "lower", "upper"):
        assert getattr(one, name) == pytest.approx(getattr(two, name), abs=1e-7), name


@given(ratings, coefficients, weights, shuffles)
def test_the_order_of_the_reviewers_changes_nothing(
    rows: Rows, coefficient: str, weights: str, shuffle: random.Random
) -> None:
    """Nobody is the first reviewer."""
    order = shuffle.sample(range(len(rows[0])), len(rows[0]))
    other = [tuple(row[column] for column in order) for row in rows]
    _same(_measure(rows, coefficient, weights), _measure(other, coefficient, weights))


@given(_rows(2), weights)
def test_cohens_kappa_is_the_same_from_the_other_side(rows: Rows, weights: str) -> None:
    """With symmetric weights the reviewers can change places."""
    other = [(second, first) for first, second in rows]
    _same(_measure(rows, "cohen_kappa", weights), _measure(other, "cohen_kappa", weights))


@given(ratings, coefficients, weights, shuffles)
def test_the_order_of_the_studies_changes_nothing_at_all(
    rows: Rows, coefficient: str, weights: str, shuffle: random.Random
) -> None:
    """Not even a digit of an interval that is drawn."""
    interval = shuffle.choice(["free_study", "bca"])
    expected = _measure(rows, coefficient, weights, interval)
    actual = _measure(shuffle.sample(rows, len(rows)), coefficient, weights, interval)
    # The sentence is about the ratings, not about their order.
    assert expected == actual


@given(ratings, coefficients, shuffles)
def test_other_names_for_the_categories_change_nothing(
    rows: Rows, coefficient: str, shuffle: random.Random
) -> None:
    """Without weights the categories have no order and no meaning."""
    renamed = dict(zip(SCALE, shuffle.sample(SCALE, len(SCALE)), strict=True))
    other = [tuple(None if code is None else renamed[code] for code in row) for row in rows]
    _same(_measure(rows, coefficient), _measure(other, coefficient))


@given(ratings, coefficients, weights)
def test_the_scale_upside_down_changes_nothing(rows: Rows, coefficient: str, weights: str) -> None:
    """Weights know how far two categories are apart, and not which end is bad."""
    upside_down = dict(zip(SCALE, reversed(SCALE), strict=True))
    other = [tuple(None if code is None else upside_down[code] for code in row) for row in rows]
    _same(_measure(rows, coefficient, weights), _measure(other, coefficient, weights))


@given(ratings, coefficients, weights, st.sampled_from(sorted(INTERVALS)))
def test_a_study_nobody_rated_changes_nothing_but_the_counts(
    rows: Rows, coefficient: str, weights: str, interval: str
) -> None:
    """It is counted as a study, and its ratings as missing."""
    before = _measure(rows, coefficient, weights, interval)
    after = _measure([*rows, (None,) * len(rows[0])], coefficient, weights, interval)
    expected = replace(before, studies=before.studies + 1, missing=before.missing + before.raters)
    assert expected == after


@given(ratings, coefficients, weights)
def test_a_reviewer_who_rated_nothing_changes_nothing(rows: Rows, coefficient: str, weights: str) -> None:
    """They are left out, and none of their ratings is missing."""
    expected = _measure(rows, coefficient, weights)
    actual = _measure([(*row, None) for row in rows], coefficient, weights)
    assert expected == actual


@given(st.lists(codes, min_size=1, max_size=12), st.integers(2, 4), coefficients, weights)
def test_perfect_agreement_on_few_studies_is_never_certain_by_default(
    answers: list[str], reviewers: int, coefficient: str, weights: str
) -> None:
    """The interval ends at 1 and begins well below it."""
    result = _measure([(answer,) * reviewers for answer in answers], coefficient, weights, "free_study")
    if result.lower is not None:
        assert result.upper == 1.0
        assert result.lower < 0.95


@given(st.lists(codes, min_size=1, max_size=12), st.integers(2, 4), coefficients, weights)
def test_perfect_agreement_is_one_wherever_it_is_defined(
    answers: list[str], reviewers: int, coefficient: str, weights: str
) -> None:
    """Exactly 1, and so is every bootstrap sample of it."""
    result = _measure([(answer,) * reviewers for answer in answers], coefficient, weights, "bca")
    if result.value is None:
        assert result.undefined_because
        assert coefficient in ("fleiss_kappa", "conger_kappa", "krippendorff_alpha")
    else:
        assert result.value == 1.0
    if result.lower is not None:
        assert (result.se, result.lower, result.upper) == (0.0, 1.0, 1.0)


@given(ratings, coefficients, weights, st.sampled_from(sorted(INTERVALS)))
def test_values_and_intervals_keep_their_bounds(
    rows: Rows, coefficient: str, weights: str, interval: str
) -> None:
    """Nothing is above 1, nothing is nan, per cent agreement is not below 0, and chance never helps."""
    result = _measure(rows, coefficient, weights, interval)
    assert result.studies * result.raters == result.ratings + result.missing
    assert (result.value is None) == (result.undefined_because is not None)
    assert (result.lower is None) == (result.upper is None) == (result.interval_undefined_because is not None)
    if result.value is None:
        return
    assert result.value <= 1
    plain = _measure(rows, "percent_agreement", weights).value
    assert plain is not None
    assert 0 <= plain <= 1
    if coefficient != "krippendorff_alpha":  # alpha pools pairs otherwise, and corrects for few of them
        assert result.value <= plain + 1e-12
    if result.lower is not None and result.upper is not None:
        assert result.lower <= result.upper <= 1
        if interval == "free_study":
            assert result.lower <= result.value <= result.upper
        if coefficient == "percent_agreement":
            assert result.lower >= 0
