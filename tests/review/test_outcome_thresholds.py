"""Thresholds of an outcome: what differences of it matter."""

from __future__ import annotations

import pytest

from workbench.errors import UsageError
from workbench.grade import NumbersError
from workbench.review.admin import history
from workbench.review.evidence import outcomes
from workbench.review.session import ReviewSession

MID = {"mid_benefit": "20", "small": "40", "large": "90"}


@pytest.fixture
def death(anna: ReviewSession) -> ReviewSession:
    """Death, of which less is better, with thresholds."""
    outcomes.add_outcome(anna, "Death", better="lower", thresholds=MID, source="panel")
    return anna


def shown(session: ReviewSession) -> str:
    """The thresholds as the list has them."""
    return outcomes.find_outcome(session, "death").thresholds.short


def test_thresholds_can_be_set_before_any_result_is_seen(death: ReviewSession) -> None:
    """With the outcome itself; each knows its source and who set it when."""
    benefit = outcomes.find_outcome(death, "death").thresholds.mid_benefit
    assert benefit is not None
    assert (20, "panel", "anna") == (benefit.value, benefit.source, benefit.by)
    assert benefit.at is not None


def test_what_stays_the_same_is_no_change(death: ReviewSession) -> None:
    """Nothing is written where the same is typed again, with its source or without."""
    before = len(history.list_events(death))
    outcomes.edit_outcome(death, "death", thresholds=MID, source="panel")
    outcomes.edit_outcome(death, "death", thresholds=MID | {"target": ""})
    assert before == len(history.list_events(death))


def test_a_new_number_needs_its_source(death: ReviewSession) -> None:
    """That of another number is not taken for it."""
    with pytest.raises(NumbersError, match="smallest harm that matters: say where it is from"):
        outcomes.edit_outcome(death, "death", thresholds={"mid_harm": "10"})
    outcomes.edit_outcome(death, "death", thresholds={"mid_harm": "10.5", "target": "null"}, source="trial")
    assert "benefit 20, harm 10.5, small 40, large 90, target null" == shown(death)


@pytest.mark.parametrize(
    "changes",
    [
        {"thresholds": {"mid_harm": "50"}, "source": "x"},
        {"thresholds": {"small": "95"}, "source": "x"},
        {"thresholds": {"mid_harm": "10"}, "source": "x", "better": ""},
        {"thresholds": {"mid_benefit": "0"}, "source": "x"},
        {"thresholds": {"mid_benefit": "many"}, "source": "x"},
        {"thresholds": {"target": "mild"}},
        {"source": "x"},
    ],
)
def test_what_cannot_be_changes_nothing(death: ReviewSession, changes: dict[str, object]) -> None:
    """Neither the thresholds nor what else was given with them."""
    with pytest.raises(UsageError):
        outcomes.edit_outcome(death, "death", name="Mortality", **changes)
    assert "benefit 20, small 40, large 90" == shown(death)


def test_a_direction_that_two_thresholds_need_cannot_be_taken_away(death: ReviewSession) -> None:
    """Nobody could tell which number is for which side."""
    outcomes.edit_outcome(death, "death", thresholds={"mid_harm": "10"}, source="panel")
    with pytest.raises(NumbersError, match="which direction"):
        outcomes.edit_outcome(death, "death", better="")
