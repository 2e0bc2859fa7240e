"""Standard deviations of whole numbers that cannot be are found, and true ones never are (GRIMMER)."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.grade import check_numbers, read_numbers, sums_behind
from workbench.grade.checks.granularity import squares_behind

# Mean, SD, people, consistent or not: the data `pigs5` of the R package scrutiny (Jung L, 2024) and the
# tests of rsprite2 (Wallrich L, 2023); both results are those of Allard's algorithm.
PUBLISHED = [
    ("7.22", "5.30", 38, False),
    ("4.74", "6.55", 31, True),
    ("5.23", "2.55", 35, False),
    ("2.57", "2.57", 30, True),
    ("6.77", "2.18", 33, False),
    ("2.68", "2.59", 34, True),
    ("7.01", "6.68", 35, False),
    ("7.38", "3.65", 32, True),
    ("3.14", "5.32", 33, False),
    ("6.89", "4.18", 37, True),
    ("5.00", "2.18", 31, True),
    ("0.24", "6.43", 34, True),
    ("5.21", "1.6", 28, True),
    ("3.44", "2.47", 18, False),
]


@pytest.mark.parametrize(("mean", "sd", "people", "expected"), PUBLISHED)
def test_published_examples_have_their_published_results(
    mean: str, sd: str, people: int, expected: bool
) -> None:
    """Means that cannot be included."""
    assert expected == bool(squares_behind(Decimal(mean), Decimal(sd), people))


def test_an_impossible_sd_is_flagged_with_the_nearest_possible() -> None:
    """3.44 and 2.47 of 18."""
    texts = {"treatment_total": "18", "treatment_mean": "3.44", "treatment_sd": "2.47"}
    assert () == check_numbers(read_numbers(texts)).flags
    (flag,) = check_numbers(read_numbers({**texts, "whole_numbers": "yes"})).flags
    assert "sd_impossible" == flag.id
    assert "treatment, after: no 18 whole numbers have the mean 3.44 and the SD 2.47" == flag.message
    assert "with the sum 62 the nearest SDs are 2.455 and 2.479; printed 2.47" == flag.arithmetic
    assert any("standard error" in reason for reason in flag.innocent)


def test_a_number_of_people_that_fits_is_named() -> None:
    """One of twenty was not measured."""
    texts = {"treatment_total": "20", "treatment_mean": "3.37", "treatment_sd": "1.26"}
    (flag,) = check_numbers(read_numbers({**texts, "whole_numbers": "yes"})).flags
    assert ("mean_impossible", "fewer than 20 were measured: it fits 19 people") == (
        flag.id,
        flag.innocent[0],
    )


def test_the_sd_of_a_population_is_a_note() -> None:
    """1, 2, 3 and 4: 1.118 divided by four, 1.291 divided by three."""
    texts = {"treatment_total": "4", "treatment_mean": "2.50", "whole_numbers": "yes"}
    assert () == check_numbers(read_numbers({**texts, "treatment_sd": "1.291"})).notes
    check = check_numbers(read_numbers({**texts, "treatment_sd": "1.118"}))
    assert () == check.flags
    assert ["treatment, after: SD 1.118 fits where it is divided by 4, not by 3"] == [
        note.message for note in check.notes
    ]


@given(
    st.lists(st.integers(-50, 200), min_size=2, max_size=120),
    st.integers(0, 4),
    st.integers(0, 4),
    st.sampled_from([ROUND_HALF_UP, ROUND_HALF_EVEN]),
)
def test_a_true_sd_of_whole_numbers_is_never_impossible(
    values: list[int], digits: int, of_sd: int, rounding: str
) -> None:
    """Negative values and any number of decimals included; both sum and sum of squares are found."""
    with localcontext() as context:
        context.prec = 60
        total, square, people = sum(values), sum(value * value for value in values), len(values)
        variance = (Decimal(square) - Decimal(total) ** 2 / people) / (people - 1)
        mean = (Decimal(total) / people).quantize(Decimal(1).scaleb(-digits), rounding)
        sd = variance.sqrt().quantize(Decimal(1).scaleb(-of_sd), rounding)
    assert total in [total for total, _ in squares_behind(mean, sd, people)]
    assert total in sums_behind(mean, people)


def test_one_person_has_no_sd() -> None:
    """It is refused, and not divided by nought."""
    with pytest.raises(ValueError, match="at least two"):
        squares_behind(Decimal("3"), Decimal("0"), 1)
