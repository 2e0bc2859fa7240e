"""The outcomes of a review."""

from __future__ import annotations

import pytest

from workbench.errors import ConflictError, NotFoundError, UsageError
from workbench.review.admin import history
from workbench.review.evidence import outcomes
from workbench.review.session import open_review


@pytest.fixture
def pain(anna):
    """Pain at two time points, death once."""
    outcomes.add_outcome(anna, "Pain", time_point="week 8", unit="points", better="lower", importance=5)
    outcomes.add_outcome(anna, "Pain", time_point="week 9")
    outcomes.add_outcome(anna, "Death", importance=9)
    return anna


def test_the_most_important_come_first(pain) -> None:
    """Critical before important before what nobody rated; each with its word."""
    found = [(one.label, one.importance_word) for one in outcomes.list_outcomes(pain)]
    assert [
        ("Death", "critical"),
        ("Pain (week 8)", "important"),
        ("Pain (week 9)", "not rated"),
    ] == found


@pytest.mark.parametrize("text", ["Pain (week 8)", "pain  week 8", "PAIN, week 8", "pain at week 8"])
def test_an_outcome_is_meant_by_name_and_time_however_joined(pain, text) -> None:
    """Case, white space and the sign between name and time make no difference."""
    assert "week 8" == outcomes.find_outcome(pain, text).time_point


def test_an_unambiguous_beginning_is_enough(pain) -> None:
    """The first letters do, as for studies."""
    assert "Death" == outcomes.find_outcome(pain, "de").name
    assert outcomes.find_outcome(pain, "de") == outcomes.find_outcome(
        pain, outcomes.find_outcome(pain, "de").id
    )


def test_what_could_be_several_is_named(pain) -> None:
    """The message lists them, so that the next try succeeds."""
    with pytest.raises(ConflictError, match=r"2 outcomes: 'Pain \(week 8\)', 'Pain \(week 9\)'"):
        outcomes.find_outcome(pain, "pain")


@pytest.mark.parametrize("text", ["nausea", "", " "])
def test_what_is_not_there_is_said_with_what_is(pain, text) -> None:
    """An empty text means no outcome either."""
    with pytest.raises(NotFoundError, match="there are 'Death'"):
        outcomes.find_outcome(pain, text)


def test_an_edit_keeps_what_it_does_not_name_and_is_told(pain) -> None:
    """Only the importance changes; the history has it before and after."""
    changed = outcomes.edit_outcome(pain, "pain (week 8)", importance=8)
    assert ("Pain (week 8)", "points", "lower", 8) == (
        changed.label,
        changed.unit,
        changed.better,
        changed.importance,
    )
    event = history.list_events(pain)[-1]
    assert ("outcome.edit", {"importance": 5}, {"importance": 8}) == (event.action, event.before, event.after)


def test_the_same_outcome_twice_is_refused(pain) -> None:
    """Neither adding nor renaming makes two of one name and time."""
    with pytest.raises(ConflictError, match="already"):
        outcomes.add_outcome(pain, " Death ")
    with pytest.raises(ConflictError, match="already"):
        outcomes.edit_outcome(pain, "pain (week 8)", time_point="week 9")
    assert 3 == len(outcomes.list_outcomes(pain))


@pytest.mark.parametrize("change", [{"importance": 10}, {"better": "more"}, {"name": " "}, {}])
def test_an_impossible_edit_changes_nothing(pain, change) -> None:
    """The message says what does not do; the outcome stays."""
    before = outcomes.list_outcomes(pain)
    with pytest.raises(UsageError):
        outcomes.edit_outcome(pain, "death", **change)
    assert before == outcomes.list_outcomes(pain)


def test_somebody_unknown_adds_nothing(review) -> None:
    """Every change stands in the history under a name."""
    with open_review(review) as session, pytest.raises(UsageError, match="who are you"):
        outcomes.add_outcome(session, "Death")
