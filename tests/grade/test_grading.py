"""The arithmetic of certainty, and what is said when it leaves the scale or ignores levels up."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from workbench.errors import UsageError
from workbench.grade import (
    CERTAINTIES,
    GRADE_DOMAINS,
    OutcomeCertainty,
    Rating,
    Suggestion,
    ascii_symbols,
    certainty,
    grade,
    grade_ratings,
    importance_word,
    overall_certainty,
    rate,
    symbols,
)

with (Path(__file__).parent / "golden_grade_arithmetic.csv").open(encoding="utf-8", newline="") as file:
    GOLDEN = list(csv.DictReader(file))


@pytest.mark.parametrize("row", GOLDEN, ids=lambda row: "-".join(row.values()))
def test_every_row_of_the_golden_arithmetic_is_met(row: dict[str, str]) -> None:
    """120 combinations of start, randomised, down and up."""
    actual = certainty(
        row["start"],
        randomised=row["randomised"] == "True",
        down=int(row["levels_down"]),
        up=int(row["levels_up_requested"]),
    )
    assert row["certainty_with_gate"] == actual


def test_the_golden_file_is_whole() -> None:
    """Four bodies of evidence, six numbers down, five up."""
    assert 120 == len(GOLDEN)


@pytest.mark.parametrize(
    ("start", "randomised", "down", "up", "expected"),
    [
        ("high", True, 0, 0, "high"),
        ("high", True, 1, 0, "moderate"),
        ("high", True, 2, 0, "low"),
        ("high", True, 3, 0, "very_low"),
        ("low", False, 0, 0, "low"),
        ("low", False, 0, 1, "moderate"),
        ("low", False, 0, 2, "high"),
        ("low", False, 1, 0, "very_low"),
        ("very_low", False, 0, 0, "very_low"),
    ],
)
def test_the_published_anchors_are_met(
    start: str, randomised: bool, down: int, up: int, expected: str
) -> None:
    """Nine combinations that GRADE's own tables name."""
    assert expected == certainty(start, randomised=randomised, down=down, up=up)


def test_the_whole_sum_is_kept_past_the_floor() -> None:
    """Five levels down from low: the note says how far it went, though the level stops."""
    result = grade("low", randomised=False, down=5, up=0)
    assert ("very_low", -3) == (result.certainty, result.total)
    assert "starts low (2), 5 levels down = -3: 4 levels past the floor, so very low" == result.note


def test_past_the_top_is_said_too() -> None:
    """Three levels up from moderate."""
    expected = "starts moderate (3), 3 levels up = 6: 2 levels past the top, so high"
    assert expected == grade("moderate", randomised=False, down=0, up=3).note


@pytest.mark.parametrize(
    ("randomised", "down", "expected"),
    [
        (True, 0, "the evidence is randomised"),
        (False, 1, "something was rated down"),
        (True, 2, "the evidence is randomised and something was rated down"),
    ],
)
def test_why_rating_up_is_ignored_is_said(randomised: bool, down: int, expected: str) -> None:
    """With each reason, and both."""
    result = grade("low", randomised=randomised, down=down, up=2)
    assert (expected, 0, 2) == (result.up_ignored_because, result.up_counted, result.up)
    assert result.note.endswith(f"2 levels up ignored: {expected}")


def test_a_reason_makes_rating_up_count_against_the_rule() -> None:
    """And the note repeats it; a blank is no reason."""
    result = grade("low", randomised=False, down=1, up=1, up_anyway="the effect is ten-fold")
    assert ("low", 1, "") == (result.certainty, result.up_counted, result.up_ignored_because)
    assert result.note.endswith("rated up against the rule: the effect is ten-fold")
    assert "very_low" == grade("low", randomised=False, down=1, up=1, up_anyway=" \n ").certainty


def test_a_reason_that_is_not_needed_is_not_mentioned() -> None:
    """Nothing was ignored, so nothing went against the rule."""
    assert "against" not in grade("low", randomised=False, down=0, up=1, up_anyway="large").note


@pytest.mark.parametrize("levels", [-1, 1.0, True, "1", None])
def test_levels_are_whole_numbers_from_nought(levels: object) -> None:
    """Negative, fractional and true are refused by name."""
    with pytest.raises(ValueError, match="down is a whole number of levels, 0 or more"):
        certainty("low", randomised=False, down=levels, up=0)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="up is a whole number of levels, 0 or more"):
        certainty("low", randomised=False, down=0, up=levels)  # type: ignore[arg-type]


def test_an_unknown_start_is_refused() -> None:
    """With the levels there are."""
    with pytest.raises(ValueError, match="there is no certainty 'start_low'; there are 'very_low', 'low'"):
        certainty("start_low", randomised=False, down=0, up=0)


def test_ratings_add_up() -> None:
    """Down and up apart, whatever the order."""
    ratings = [rate("RiskOfBias", -1, "x"), rate("Imprecision", -2, "y"), rate("LargeEffect", 1, "z")]
    result = grade_ratings("high", ratings, randomised=False)
    assert (3, 1, "very_low") == (result.down, result.up, result.certainty)


def test_a_domain_is_rated_once() -> None:
    """Twice would count one thing twice."""
    with pytest.raises(ValueError, match="Imprecision is rated twice"):
        grade_ratings("high", [Rating("Imprecision", -1, "x")] * 2, randomised=False)


def test_every_level_has_its_symbols() -> None:
    """Four signs each, in Unicode and in ASCII."""
    assert ["⊕◯◯◯", "⊕⊕◯◯", "⊕⊕⊕◯", "⊕⊕⊕⊕"] == [symbols(level) for level in CERTAINTIES]
    assert ["+---", "++--", "+++-", "++++"] == [ascii_symbols(level) for level in CERTAINTIES]


@pytest.mark.parametrize("domain", [d for d in GRADE_DOMAINS.values() if not d.rates_up])
def test_a_rating_down_needs_a_reason(domain: object) -> None:
    """Every domain, every number of levels; 0 needs none."""
    name = domain.id  # type: ignore[attr-defined]
    for levels in domain.words:  # type: ignore[attr-defined]
        if levels:
            with pytest.raises(UsageError, match="needs a reason"):
                rate(name, levels, "  ")
    assert 0 == rate(name, 0, "").levels


def test_departing_from_a_suggestion_needs_a_reason_even_for_nought() -> None:
    """Suggested and final stand side by side."""
    suggested = Suggestion("Imprecision", -1, "31 events")
    with pytest.raises(UsageError, match="Imprecision was suggested as -1; say why it is rated 0".lower()):
        rate("Imprecision", 0, "", suggested)
    rating = rate("Imprecision", 0, "a very large effect", suggested)
    assert (True, -1) == (rating.differs, rating.suggested)
    assert not rate("Imprecision", -1, "31 events", suggested).differs


def test_a_rating_that_a_domain_does_not_have_is_refused() -> None:
    """With those it has."""
    with pytest.raises(
        UsageError, match=r"publication bias has no rating -2; there are 0 \(undetected\), -1"
    ):
        rate("PublicationBias", -2, "x")
    with pytest.raises(UsageError, match="large effect has no rating -1"):
        rate("LargeEffect", -1, "x")
    with pytest.raises(ValueError, match="there is no GRADE domain 'Bias'; there are RiskOfBias"):
        rate("Bias", -1, "x")
    with pytest.raises(ValueError, match="the suggestion is for Imprecision, the rating for RiskOfBias"):
        rate("RiskOfBias", -1, "x", Suggestion("Imprecision", -1, "y"))


def test_overall_is_the_lowest_of_the_critical_outcomes() -> None:
    """What is merely important does not pull it down."""
    result = overall_certainty(
        [
            OutcomeCertainty("death", 9, "moderate"),
            OutcomeCertainty("oxygenation", 7, "low"),
            OutcomeCertainty("CT score", 6, "very_low"),
        ]
    )
    assert ("low", ("oxygenation",)) == (result.certainty, result.decided_by)


def test_overall_waits_for_critical_outcomes_that_are_not_graded() -> None:
    """Unless the floor is reached already."""
    open_one = OutcomeCertainty("harms", 8, None)
    waiting = overall_certainty([OutcomeCertainty("death", 9, "low"), open_one])
    assert (None, "not graded yet: harms") == (waiting.certainty, waiting.because)
    assert "very_low" == overall_certainty([OutcomeCertainty("death", 9, "very_low"), open_one]).certainty


def test_without_a_critical_outcome_there_is_no_overall_certainty() -> None:
    """An importance that nobody rated is not critical."""
    for outcomes in ([], [OutcomeCertainty("x", 6, "low"), OutcomeCertainty("y", None, "high")]):
        result = overall_certainty(outcomes)
        assert (None, "no outcome is rated as critical (importance 7 to 9)") == (
            result.certainty,
            result.because,
        )


@pytest.mark.parametrize("importance", [0, 10, 7.0, True])
def test_importance_is_from_one_to_nine(importance: object) -> None:
    """Everything else is refused."""
    with pytest.raises(ValueError, match="importance is a whole number from 1 to 9"):
        importance_word(importance)  # type: ignore[arg-type]
