"""Numbers that do not fit together are flagged with their arithmetic and innocent explanations."""

from __future__ import annotations

from decimal import Decimal

import pytest

from workbench.grade import Flag, NumberCheck, PValue, check_numbers, read_numbers
from workbench.grade.checks.p_ranges import PRange, reported_range

SURVIVAL = {
    "treatment_total": "17",
    "treatment_percent": "82.4",
    "comparison_total": "17",
    "comparison_percent": "52.9",
    "p": "0.049",
}
CT_SCORE = {
    "single_arm": "yes",
    "treatment_total": "6",
    "treatment_before_mean": "175.3",
    "treatment_before_sd": "50.3",
    "treatment_mean": "220.1",
    "treatment_sd": "58.6",
    "wording": "decreased",
}
COUNTS = {
    "treatment_events": "14",
    "treatment_total": "17",
    "comparison_events": "9",
    "comparison_total": "17",
}


def _check(texts: dict[str, str], better: str = "") -> NumberCheck:
    return check_numbers(read_numbers(texts), better=better)


def _flags(texts: dict[str, str], better: str = "") -> list[str]:
    return [flag.id for flag in _check(texts, better).flags]


def _only(texts: dict[str, str], better: str = "") -> Flag:
    (flag,) = _check(texts, better).flags
    return flag


def test_a_reported_p_that_no_test_of_the_counts_gives_is_flagged() -> None:
    """82.4 % against 52.9 % of 17 each, P 0.049: every usual test says otherwise."""
    flag = _only(SURVIVAL)
    assert "p_mismatch" == flag.id
    by = "by none of the 11 tests tried"
    assert f"reported P 0.049 is reproduced {by} (range 0.0535 to 0.143)" == flag.message
    expected = f"14/17 against 9/17: {by}, P 0.0535 to 0.143; reported 0.049: the other side of 0.05"
    assert expected == flag.arithmetic
    assert any("log-rank" in reason for reason in flag.innocent)


@pytest.mark.parametrize("p", ["0.14", "0.067", "0.143", "0.1", "0.07", ">0.05", "<0.1"])
def test_a_p_that_any_usual_test_gives_is_not_flagged(p: str) -> None:
    """To the digits that are printed."""
    assert [] == _flags({**COUNTS, "p": p})


@pytest.mark.parametrize(
    ("test", "p", "expected"),
    [
        ("Fisher's exact test", "0.141", []),
        ("Fisher's exact test", "0.067", []),
        ("chi-squared", "0.067", []),
        ("chi-squared", "0.141", []),
        ("unadjusted chi-square", "0.5", ["p_mismatch"]),
        ("Yates-adjusted chi-square", "0.143", []),
        ("log-rank", "0.049", []),
        ("Cox model", "0.049", []),
        ("McNemar", "0.049", []),
        ("adjusted analysis", "0.049", []),
    ],
)
def test_the_named_test_is_the_one_compared(test: str, p: str, expected: list[str]) -> None:
    """A log-rank p is no 2×2 test, and nothing is compared with it."""
    assert expected == _flags({**COUNTS, "p": p, "test": test})


def test_a_one_sided_p_is_recognised_as_an_explanation() -> None:
    """Half of chi-square's 0.0668."""
    assert "it may be one-sided: chi-square gives 0.0334 then" == _only({**COUNTS, "p": "0.033"}).innocent[0]


@pytest.mark.parametrize(
    ("computed", "reported", "expected"),
    [
        (0.0495, PValue(Decimal("0.049")), True),
        (0.0495, PValue(Decimal("0.050")), True),
        (0.0496, PValue(Decimal("0.049")), False),
        (0.0002, PValue(Decimal("0.000")), True),
        (0.0009, PValue(Decimal("0.001"), "<"), True),
        (0.0011, PValue(Decimal("0.001"), "<"), False),
        (0.06, PValue(Decimal("0.05"), ">"), True),
        (0.04, PValue(Decimal("0.05"), ">"), False),
        (0.05, PValue(Decimal("0.05"), "≤"), True),
        (0.051, PValue(Decimal("0.05"), "≤"), False),
        (0.05, PValue(Decimal("0.05"), "≥"), True),
        (0.049, PValue(Decimal("0.05"), "≥"), False),
        (0.51, PValue(Decimal("1")), False),
        (0.996, PValue(Decimal("1")), True),
        (0.49, PValue(Decimal("0")), False),
        (0.004, PValue(Decimal("0")), True),
        (0.04, PValue(Decimal("0.0")), True),
    ],
)
def test_p_values_agree_to_the_digits_printed(computed: float, reported: PValue, expected: bool) -> None:
    """A half may have been rounded either way."""
    assert expected is reported_range(reported).meets(PRange(computed, computed))


def test_a_p_of_nought_is_read_as_a_small_one() -> None:
    """No p is 0, and half of 1 is no explanation for it."""
    flag = _only({**COUNTS, "treatment_events": "5", "comparison_events": "5", "p": "0"})
    expected = (
        "5/17 against 5/17: by none of the 11 tests tried, P 0.854 to 1.000; "
        "reported 0, read as below 0.005: the other side of 0.05"
    )
    assert ("p_mismatch", expected) == (flag.id, flag.arithmetic)
    assert not any("may be one-sided" in reason for reason in flag.innocent)


def test_an_impossible_percentage_is_flagged_with_its_neighbours() -> None:
    """83.0 % of 17."""
    flag = _only({"treatment_total": "17", "treatment_percent": "83.0"})
    assert ("percent_impossible", "treatment: no count of 17, nor of up to 5 % fewer, is 83.0 %") == (
        flag.id,
        flag.message,
    )
    assert "14/17 is 82.35 and 15/17 is 88.24; printed 83.0" == flag.arithmetic
    assert any("fewer people" in reason for reason in flag.innocent)


def test_cut_off_digits_are_a_note() -> None:
    """66.6 % of 3 is 2/3 cut short."""
    check = _check({"treatment_total": "3", "treatment_percent": "66.6"})
    assert () == check.flags
    assert ["treatment: 2/3 cut off, not rounded"] == [note.message for note in check.notes]


def test_a_percentage_that_is_not_that_of_its_count_is_flagged() -> None:
    """13 of 17 is 76.5 %."""
    flag = _only({"treatment_total": "17", "treatment_events": "13", "treatment_percent": "82.4"})
    assert ("percent_events_differ", "100 × 13/17 = 76.47; printed 82.4 %") == (flag.id, flag.arithmetic)


def test_means_are_tested_only_where_values_are_whole_numbers() -> None:
    """5.93 over 49: before and after, each by name."""
    texts = {"treatment_total": "49", "treatment_before_mean": "5.93", "treatment_mean": "5.92"}
    assert [] == _flags(texts)
    flag = _only({**texts, "whole_numbers": "yes"})
    assert ("mean_impossible", "treatment, before: no 49 whole numbers have the mean 5.93") == (
        flag.id,
        flag.message,
    )
    assert "290/49 is 5.918 and 291/49 is 5.939; printed 5.93" == flag.arithmetic


@pytest.mark.parametrize(
    ("measure", "estimate", "expected"),
    [
        ("RR", "1.56", []),
        ("RR", "1.6", []),
        ("RR", "1.60", []),
        ("OR", "4.15", []),
        ("RD", "0.294", []),
        ("RD", "-0.294", ["effect_inverse"]),
        ("HR", "0.4", []),
    ],
)
def test_a_reported_effect_is_set_beside_that_of_the_counts(
    measure: str, estimate: str, expected: list[str]
) -> None:
    """To the digits printed; counts give no hazard ratio."""
    assert expected == _flags({**COUNTS, "measure": measure, "estimate": estimate})


MEANS = {"treatment_total": "60", "comparison_total": "58", "treatment_mean": "5.2", "comparison_mean": "6.4"}
BEFORE = {"treatment_before_mean": "9.0", "comparison_before_mean": "9.4"}


@pytest.mark.parametrize(
    ("more", "estimate", "expected"),
    [
        ({}, "-1.2", []),
        ({}, "-1.15", []),
        ({}, "1.2", ["effect_inverse"]),
        ({}, "1.13", ["effect_inverse"]),
        ({}, "2.0", []),
        ({"effect_kind": "adjusted"}, "1.2", []),
        (BEFORE, "-0.8", []),
        (BEFORE, "0.8", ["effect_inverse"]),
        ({"comparison_mean": "5.2"}, "0.1", []),
    ],
)
def test_a_difference_of_means_is_not_that_of_the_groups_the_other_way_round(
    more: dict[str, str], estimate: str, expected: list[str]
) -> None:
    """Of the means after treatment or of the changes; another difference may be adjusted."""
    assert expected == _flags({**MEANS, **more, "measure": "MD", "estimate": estimate})


def test_the_turned_difference_of_means_shows_its_sum() -> None:
    """And says first that a reduction may be printed by its size."""
    flag = _only({**MEANS, "measure": "MD", "estimate": "1.2"})
    assert flag.arithmetic == (
        "MD 1.2 is comparison less treatment; treatment less comparison: 5.2 - 6.4 = -1.2"
    )
    assert "without its sign" in flag.innocent[0]


def test_a_ratio_that_counts_cannot_have_is_flagged() -> None:
    """Nobody had the event."""
    nobody = {**COUNTS, "treatment_events": "0", "comparison_events": "0"}
    texts = {**nobody, "measure": "RR", "estimate": "0.5"}
    flag = _only(texts)
    assert ("effect_undefined", "the counts 0/17 against 0/17 have no risk ratio, and 0.50 is reported") == (
        flag.id,
        flag.message,
    )
    expected = (
        "0/17 against 0/17: not defined: no events in either group; with 0.5 added to each cell 1.00; "
        f"reported {read_numbers(texts).effect}"
    )
    assert expected == flag.arithmetic
    assert any("continuity correction" in reason for reason in flag.innocent)


@pytest.mark.parametrize(
    ("events", "measure", "estimate", "expected"),
    [
        (("17", "17"), "RR", "1.00", []),
        (("17", "17"), "RR", "0.5", []),
        (("17", "17"), "OR", "0.5", ["effect_undefined"]),
        (("0", "0"), "OR", "0.5", ["effect_undefined"]),
        (("0", "0"), "RD", "0", []),
        (("0", "5"), "RR", "0.00", []),
        (("0", "5"), "RR", "0.09", []),
        (("0", "5"), "RR", "0.5", []),
        (("0", "5"), "RR", "1.5", ["effect_differs"]),
    ],
)
def test_cells_of_nought_leave_some_ratios_possible(
    events: tuple[str, str], measure: str, estimate: str, expected: list[str]
) -> None:
    """All of both groups are a risk ratio of 1; none against five are 0, or 0.09 with 0.5 in each cell."""
    counts = {**COUNTS, "treatment_events": events[0], "comparison_events": events[1]}
    assert expected == _flags({**counts, "measure": measure, "estimate": estimate})


@pytest.mark.parametrize(
    ("lower", "upper", "p", "expected"),
    [
        ("0.5", "0.9", "0.2", ["interval_and_p_disagree"]),
        ("0.5", "1.2", "0.01", ["interval_and_p_disagree"]),
        ("0.5", "1.2", "<0.05", ["interval_and_p_disagree"]),
        ("0.5", "0.9", "0.01", []),
        ("0.5", "1.2", "0.2", []),
        ("0.5", "1.0", "0.049", []),
        ("0.5", "0.9", "0.05", []),
        ("0.5", "0.9", "<0.1", []),
    ],
)
def test_interval_and_p_should_agree(lower: str, upper: str, p: str, expected: list[str]) -> None:
    """Not where a limit or p sits on the border, or p leaves it open."""
    texts = {"measure": "HR", "estimate": "0.7", "lower": lower, "upper": upper, "p": p}
    assert expected == _flags(texts)


def test_what_follows_from_counts_is_computed() -> None:
    """In the order of a screen."""
    names = [line.name for line in _check(SURVIVAL).computed]
    expected = [
        "treatment, with the event",
        "comparison, with the event",
        "risk ratio",
        "odds ratio",
        "risk difference",
        "Fisher's exact p",
        "chi-square p",
        "chi-square p, Yates",
        "p by 11 tests",
        "E-value",
        "standardised difference by chance alone",
    ]
    assert expected == names


def test_a_single_arm_is_never_compared() -> None:
    """Six of six: the exact interval and nothing else."""
    check = _check({"single_arm": "yes", "treatment_events": "6", "treatment_total": "6"})
    assert ["6/6 = 100 % (54.1 % to 100 %)"] == [line.value for line in check.computed]
    assert () == check.flags


def test_a_hazard_ratio_without_counts_has_both_e_values() -> None:
    """Whether the outcome is common is not known then; with counts it is."""
    alone = {"measure": "HR", "estimate": "0.5", "lower": "0.3", "upper": "0.8"}
    assert 2 == sum(line.name == "E-value" for line in _check(alone).computed)
    (line,) = (line for line in _check({**COUNTS, **alone}).computed if line.name == "E-value")
    assert "the outcome is common" in line.how


def test_a_p_of_another_kind_of_test_is_named_beside_ours() -> None:
    """So that nobody compares the two."""
    check = _check({**COUNTS, "p": "0.049", "test": "log-rank"})
    (line,) = (line for line in check.computed if line.name == "Fisher's exact p")
    assert (
        "two-sided; reported 0.049 (log-rank) is not compared: another test, or not of these counts"
        == line.how
    )


def test_a_table_without_contrast_is_said_to_have_none() -> None:
    """Nobody died in either group."""
    texts = {**COUNTS, "treatment_events": "0", "comparison_events": "0"}
    values = {line.name: line.value for line in _check(texts).computed}
    assert ("not defined", "not defined") == (values["risk ratio"], values["odds ratio"])
    assert not {"chi-square p", "E-value"} & values.keys()


def test_every_flag_has_innocent_explanations() -> None:
    """A flag is never a verdict."""
    texts = {**SURVIVAL, "comparison_percent": "53.9", "measure": "OR", "estimate": "2", "lower": "1.5"}
    check = _check({**texts, "upper": "3", "p": "0.4"} | {"wording": "fell", "treatment_before_mean": "1"})
    check_too = _check(CT_SCORE)
    flags = check.flags + check_too.flags
    assert {"percent_impossible", "interval_and_p_disagree", "direction_contradicts"} == {f.id for f in flags}
    assert all(flag.innocent and flag.arithmetic for flag in flags)
