"""A change that does not go where its words say is flagged, and unclear words are left alone."""

from __future__ import annotations

import pytest

from workbench.grade import Flag, check_numbers, read_numbers
from workbench.grade.checks.words_of_change import read_words

CT_SCORE = {
    "single_arm": "yes",
    "treatment_total": "6",
    "treatment_before_mean": "175.3",
    "treatment_before_sd": "50.3",
    "treatment_mean": "220.1",
    "treatment_sd": "58.6",
    "wording": "decreased",
}


def _flags(texts: dict[str, str], better: str = "") -> list[str]:
    return [flag.id for flag in check_numbers(read_numbers(texts), better=better).flags]


def _only(texts: dict[str, str]) -> Flag:
    (flag,) = check_numbers(read_numbers(texts)).flags
    return flag


def test_a_change_against_its_wording_is_flagged() -> None:
    """ "Decreased" from 175.3 to 220.1 is a rise."""
    flag = _only(CT_SCORE)
    assert ("direction_contradicts", "the words say “decreased”, the numbers show a rise") == (
        flag.id,
        flag.message,
    )
    assert "175.3 before, 220.1 after: +44.8" == flag.arithmetic
    assert any("time points" in reason for reason in flag.innocent)


@pytest.mark.parametrize(
    ("wording", "better", "expected"),
    [
        ("increased", "", []),
        ("improved", "lower", ["direction_contradicts"]),
        ("improved", "higher", []),
        ("worsened", "higher", ["direction_contradicts"]),
        ("improved", "", []),
        ("did not decrease", "", []),
        ("unchanged", "", []),
        ("first rose, then fell", "", []),
        ("", "lower", []),
    ],
)
def test_words_without_a_clear_direction_are_not_flagged(
    wording: str, better: str, expected: list[str]
) -> None:
    """And "improved" has one only where it is declared which direction is better."""
    assert expected == _flags({**CT_SCORE, "wording": wording}, better)


@pytest.mark.parametrize(
    ("wording", "expected"),
    [
        ("fell", -1),
        ("significantly reduced", -1),
        ("Declined over follow-up", -1),
        ("dropped to 3", -1),
        ("rose in all six", 1),
        ("rising", 1),
        ("elevated", 1),
        ("went up", 1),
        ("at follow-up", None),
        ("was not lower", None),
        ("wasn’t higher", None),
        ("comprise", None),
        ("decreased significantly, no adverse events", -1),
        ("fell without side effects", -1),
        ("no side effects were seen and it decreased", -1),
        ("did not rise, but fell", -1),
        ("not only fell but normalised", -1),
        ("increased by no less than 20", 1),
        ("was halved", -1),
        ("doubled in a double-blind trial", 1),
        ("no statistically significant decrease", None),
        ("was not found to be significantly lower", None),
        ("no rise, fall or change", None),
        ("without increase and decrease", None),
        ("decreased in no patient", None),
        ("rose or remained stable", None),
        ("unchanged or increased", None),
        ("decreased and remained stable", -1),
        ("fell with no change in weight", -1),
    ],
)
def test_directions_of_words(wording: str, expected: int | None) -> None:
    """Follow-up is no rise."""
    assert expected == read_words(wording).direction


def test_no_change_is_no_decrease() -> None:
    """Said as such."""
    flag = _only({**CT_SCORE, "treatment_mean": "175.30"})
    assert "the words say “decreased”, the numbers show no change" == flag.message


def test_a_mean_is_not_set_against_a_median() -> None:
    """They differ without any change."""
    texts = {"treatment_before_mean": "5", "treatment_median": "9", "wording": "decreased"}
    assert [] == _flags(texts)


TEN_TO_TWENTY = {"single_arm": "yes", "treatment_before_mean": "10", "treatment_mean": "20"}


@pytest.mark.parametrize(
    "wording", ["decreased significantly, no adverse events", "fell without side effects"]
)
def test_a_negation_of_something_else_does_not_silence_the_check(wording: str) -> None:
    """From 10 to 20 is a rise, with or without adverse events."""
    assert ["direction_contradicts"] == _flags({**TEN_TO_TWENTY, "treatment_total": "6", "wording": wording})


@pytest.mark.parametrize(
    ("wording", "sd", "expected"),
    [
        ("unchanged", "2", ["direction_contradicts"]),
        ("remained stable", "2", ["direction_contradicts"]),
        ("did not increase", "2", ["direction_contradicts"]),
        ("no significant change", "2", ["direction_contradicts"]),
        ("did not decrease", "2", []),
        ("did not change compared with placebo", "2", []),
        ("unchanged", "5", []),
        ("unchanged", "", []),
    ],
)
def test_no_change_is_contradicted_only_beyond_chance(wording: str, sd: str, expected: list[str]) -> None:
    """With six people and SD 2, 2.57 × 4 / 2.45 = 4.2 at most; with SD 5, 10.5; without SD nobody knows."""
    spread = {"treatment_before_sd": sd, "treatment_sd": sd, "treatment_total": "6"}
    assert expected == _flags({**TEN_TO_TWENTY, **spread, "wording": wording})


def test_what_is_beyond_chance_is_said_with_its_arithmetic() -> None:
    """So that anybody can repeat it."""
    spread = {"treatment_before_sd": "2", "treatment_sd": "2", "treatment_total": "6"}
    flag = _only({**TEN_TO_TWENTY, **spread, "wording": "unchanged"})
    expected = (
        "10 before, 20 after: +10; with 6 people chance reaches 4.20 at most (t × sum of both SDs / √n)"
    )
    assert expected == flag.arithmetic


CHANGE = {"single_arm": "yes", "measure": "CHANGE", "treatment_total": "6", "wording": "decreased"}


def test_a_reported_change_is_looked_at() -> None:
    """A change above 0 is no fall, unless it was printed without its sign."""
    texts = {**CHANGE, "estimate": "27", "lower": "10", "upper": "40"}
    flag = _only(texts)
    expected = f"{read_numbers(texts).effect}: above 0"
    assert ("direction_contradicts", expected) == (flag.id, flag.arithmetic)
    assert any("without its sign" in reason for reason in flag.innocent)
    assert [] == _flags({**CHANGE, "estimate": "-27"})


@pytest.mark.parametrize(("lower", "expected"), [("10", ["direction_contradicts"]), ("-1", [])])
def test_a_reported_change_contradicts_no_change_by_its_interval(lower: str, expected: list[str]) -> None:
    """Only where the interval excludes 0."""
    interval = {"estimate": "27", "lower": lower, "upper": "40"}
    assert expected == _flags({**CHANGE, **interval, "wording": "remained stable"})


@pytest.mark.parametrize(
    ("treated", "wording", "expected"),
    [
        ({}, "decreased", ["comparison: 10 before, 20 after: +10"]),
        ({}, "increased", []),
        (
            {"treatment_before_mean": "20", "treatment_mean": "9"},
            "fell in both groups",
            ["comparison: 10 before, 20 after: +10"],
        ),
        ({"treatment_before_mean": "20", "treatment_mean": "9"}, "fell", []),
    ],
)
def test_the_comparison_is_looked_at_where_the_words_are_of_it(
    treated: dict[str, str], wording: str, expected: list[str]
) -> None:
    """They name both groups, or its change is the only one given."""
    texts = {"treatment_total": "9", "comparison_before_mean": "10", "comparison_mean": "20"}
    flags = check_numbers(read_numbers({**texts, **treated, "wording": wording})).flags
    assert expected == [flag.arithmetic for flag in flags]
