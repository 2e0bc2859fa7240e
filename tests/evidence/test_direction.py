"""A change that does not go where its words say is flagged, and unclear words are left alone."""

from __future__ import annotations

import pytest

from workbench.evidence import Flag, check_numbers, read_numbers
from workbench.evidence.direction import direction_of_words

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
    ],
)
def test_directions_of_words(wording: str, expected: int | None) -> None:
    """Follow-up is no rise."""
    assert expected == direction_of_words(wording)


def test_no_change_is_no_decrease() -> None:
    """Said as such."""
    flag = _only({**CT_SCORE, "treatment_mean": "175.30"})
    assert "the words say “decreased”, the numbers show no change" == flag.message


def test_a_mean_is_not_set_against_a_median() -> None:
    """They differ without any change."""
    texts = {"treatment_before_mean": "5", "treatment_median": "9", "wording": "decreased"}
    assert [] == _flags(texts)
