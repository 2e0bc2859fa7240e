"""Test statistics are read as printed, and their P values set beside the reported ones."""

from __future__ import annotations

import pytest

from workbench.grade import NumberCheck, NumbersError, check_numbers, numbers_to_json, read_numbers
from workbench.grade.checks.p_and_statistic import p_of_statistic
from workbench.grade.numbers.test_statistic import read_statistic

# The test cases of the R package statcheck (Nuijten MB, Epskamp S), that are decision errors there.
DECISION_ERRORS = [
    ("t(28) = 2.20", "0.06"),
    ("t(28) = 1.20", "0.03"),
    ("F(2, 28) = 22.20", "0.06"),
    ("F(2, 28) = 2.20", "0.03"),
    ("r(28) = .22", "0.03"),
    ("r(28) = .52", "0.06"),
    ("chi2(28) = 2.20", "0.03"),
    ("chi2(28) = 52.20", "0.06"),
    ("z = 1.20", "0.03"),
    ("z = 2.20", "0.06"),
    ("Q(28) = 2.20", "0.03"),
    ("Q(28) = 52.20", "0.06"),
    ("t(48) = 1.02", "<0.05"),
]
# And some that are none.
CONSISTENT = [
    ("t(28) = 2.20", "0.04"),
    ("t(28) = 2.20", "0.036"),
    ("t(28) = -2.20", "<0.05"),
    ("F(2, 28) = 2.20", "0.13"),
    ("r(28) = .22", "0.24"),
    ("χ²(28) = 22.20", "0.77"),
    ("z = 2.20", "0.03"),
    ("F(1, 30) < 1", ">0.05"),
    ("t(28) = 2.0", "0.05"),
]


def _check(statistic: str, p: str, **texts: str) -> NumberCheck:
    return check_numbers(read_numbers({"statistic": statistic, "p": p, **texts}))


@pytest.mark.parametrize(("statistic", "p"), DECISION_ERRORS)
def test_a_p_on_the_other_side_of_that_of_its_statistic_is_flagged(statistic: str, p: str) -> None:
    """As statcheck calls it a decision error."""
    (flag,) = _check(statistic, p).flags
    assert "statistic_and_p_disagree" == flag.id
    assert flag.arithmetic.endswith(f"reported {p}: the other side of 0.05")


@pytest.mark.parametrize(("statistic", "p"), CONSISTENT)
def test_a_p_that_its_statistic_can_have_is_neither_flagged_nor_noted(statistic: str, p: str) -> None:
    """Over the rounding of both."""
    check = _check(statistic, p)
    assert ((), ()) == (check.flags, check.notes)


def test_a_small_difference_is_a_note() -> None:
    """0.036 printed as 0.030."""
    check = _check("t(28) = 2.20", "0.030")
    assert () == check.flags
    assert ["P not reproduced exactly from the test statistic; on the same side of 0.05 and not far off"] == [
        note.message for note in check.notes
    ]


def test_half_of_a_p_fits_where_it_is_said_to_be_one_sided() -> None:
    """Where it is not said it comes first among the explanations."""
    assert () == _check("t(38) = 1.80", "0.040", test="one-tailed t test").flags
    (flag,) = _check("t(38) = 1.80", "0.040").flags
    assert flag.innocent[0].startswith("it may be one-sided: t(38) = 1.80 gives 0.0")


def test_a_p_corrected_for_many_comparisons_is_not_compared() -> None:
    """It is larger than that of its statistic, and means to be."""
    assert () == _check("t(28) = 2.20", "0.11", test="t test, Bonferroni-corrected").flags


def test_a_statistic_outranks_the_counts_beside_it() -> None:
    """A stratified chi-square, say, is no test of the crude table."""
    counts = {"treatment_events": "20", "treatment_total": "100"}
    counts |= {"comparison_events": "33", "comparison_total": "100"}
    check = _check("χ²(1) = 1.52", "0.22", **counts)
    assert () == check.flags
    assert ["P fits the reported test statistic, not the counts"] == [note.message for note in check.notes]


def test_p_of_a_perfect_correlation_is_nought() -> None:
    """Nothing is divided by nought."""
    assert 0.0 == p_of_statistic(read_statistic("r(10) = 1"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("t(34) = 2.31", "t(34) = 2.31"),
        ("t (34)=−2.310", "t(34) = -2.310"),
        ("t(17.3) = 2.1", "t(17.3) = 2.1"),
        ("F(2, 45) = 3.20", "F(2, 45) = 3.20"),
        ("f(2;45) = 3.2", "F(2, 45) = 3.2"),
        ("χ2 (1, N = 90) = 4.10", "χ²(1) = 4.10"),
        ("chi-square(2) = 6", "χ²(2) = 6"),
        ("X2(1)=3.84", "χ²(1) = 3.84"),
        ("Q(5) = 7.1", "χ²(5) = 7.1"),
        ("r(48) = .31", "r(48) = 0.31"),
        ("z = -1.96", "z = -1.96"),
        ("Z=2", "z = 2"),
        ("t = 2.31, df = 34", "t(34) = 2.31"),
        ("F = 3.2, df = 2, 45", "F(2, 45) = 3.2"),
        ("F(1, 30) < 1", "F(1, 30) < 1"),
    ],
)
def test_statistics_are_read_as_journals_print_them(text: str, expected: str) -> None:
    """And written in one way, which is read again the same."""
    numbers = read_numbers({"statistic": text})
    assert expected == numbers_to_json(numbers)["statistic"]
    assert numbers == read_numbers({"statistic": expected})


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("t = 2.31", "t needs its degrees of freedom, such as t(34) = 2.31"),
        ("F(2) = 3.2", "F needs both its degrees of freedom, such as F(2, 45) = 3.20"),
        ("t(2, 3) = 3.2", "t needs one number of degrees of freedom"),
        ("t(0) = 3.2", "degrees of freedom are above 0"),
        ("F(2, 45) = -3.2", "-3.2 is negative; F is 0 or more"),
        ("r(20) = 1.2", "1.2 is outside -1 to 1"),
        ("W = 34", "'W = 34' is no test statistic, such as t(34) = 2.31"),
        ("2.31", "'2.31' is no test statistic"),
        ("t(34) = ", "is no test statistic"),
    ],
)
def test_what_is_no_statistic_is_refused_with_what_to_type(text: str, reason: str) -> None:
    """In one line."""
    with pytest.raises(NumbersError) as raised:
        read_numbers({"statistic": text})
    assert reason in str(raised.value)
    assert "\n" not in str(raised.value)
