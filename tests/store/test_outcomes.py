"""Outcomes, findings and ratings of certainty."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from store import Store, history, outcomes
from store.errors import AlreadyExists, InvalidValue, NotFound
from store.records import CertaintyRating, Outcome, Study


@pytest.fixture
def outcome(db: Store) -> Outcome:
    """Pain at week 8."""
    return outcomes.add_outcome(
        db, "pain", time_point="week 8", unit="points", better="lower", importance=9, by="anna"
    )


def test_outcomes(db: Store, outcome: Outcome) -> None:
    """An outcome comes back as given; the same name at another time is another outcome."""
    later = outcomes.add_outcome(db, "pain", time_point="week 9", by="anna")
    death = outcomes.add_outcome(db, "death", by="anna")
    assert [death, outcome, later] == outcomes.list_outcomes(db)
    assert (outcome.unit, outcome.better, outcome.importance) == ("points", "lower", 9)
    with pytest.raises(AlreadyExists, match="'pain' at 'week 8' already"):
        outcomes.add_outcome(db, "pain", time_point="week 8", by="anna")


@pytest.mark.parametrize(
    "given", [{"name": ""}, {"better": "more"}, {"importance": 0}, {"importance": 10}, {"unit": "\0"}]
)
def test_outcomes_that_do_not_do(db: Store, given: dict[str, Any]) -> None:
    """Names, directions and importance are judged before they are kept."""
    with pytest.raises(InvalidValue):
        outcomes.add_outcome(db, **{"name": "pain", "by": "anna"} | given)


def test_findings(db: Store, outcome: Outcome, study: Study) -> None:
    """A finding replaces the one before; saving the same again is not told."""
    first = outcomes.save_finding(
        db, outcome.id, study.id, {"events": 3, "total": 34}, source="table 2", by="anna"
    )
    second = outcomes.save_finding(db, outcome.id, study.id, {"events": 4, "ci": [0.1, None]}, by="anna")
    assert first.id == second.id
    assert [second] == outcomes.list_findings(db) == outcomes.list_findings(db, outcome_id=outcome.id)
    assert [second] == outcomes.list_findings(db, study_id=study.id)
    assert outcomes.list_findings(db, study_id=uuid4()) == []
    outcomes.save_finding(db, outcome.id, study.id, {"events": 4, "ci": [0.1, None]}, by="anna")
    told = [event for event in history.list_events(db, study_key=study.key) if event.action == "finding"]
    assert [event.before for event in told] == [
        None,
        {"numbers": {"events": 3, "total": 34}, "source": "table 2"},
    ]
    with pytest.raises(InvalidValue):
        outcomes.save_finding(db, outcome.id, study.id, {"x": float("inf")}, by="anna")
    for ids in ((uuid4(), study.id), (outcome.id, uuid4())):
        with pytest.raises(NotFound):
            outcomes.save_finding(db, *ids, {}, by="anna")


def test_ratings(db: Store, outcome: Outcome) -> None:
    """A rating replaces the one before; any level but 0 needs a reason."""
    outcomes.save_rating(db, outcome.id, "cohort-high", "RiskOfBias", -1, "many", by="anna")
    outcomes.save_rating(db, outcome.id, "cohort-high", "RiskOfBias", -2, "more", by="anna")
    outcomes.save_rating(db, outcome.id, "cohort-high", "Imprecision", 0, "", by="anna")
    outcomes.save_rating(db, outcome.id, "cohort-high", "Imprecision", 0, "", by="anna")
    expected = [
        CertaintyRating(outcome.id, "cohort-high", "Imprecision", 0, ""),
        CertaintyRating(outcome.id, "cohort-high", "RiskOfBias", -2, "more"),
    ]
    assert expected == outcomes.list_ratings(db) == outcomes.list_ratings(db, outcome_id=outcome.id)
    outcomes.save_rating(db, outcome.id, "single-arm-low", "Imprecision", -1, "few", by="anna")
    assert [rating.body for rating in outcomes.list_ratings(db)] == ["cohort-high"] * 2 + ["single-arm-low"]
    assert outcomes.list_ratings(db, outcome_id=uuid4()) == []
    assert sum(event.action == "rating" for event in history.list_events(db)) == 4
    for levels, reason in ((-1, " "), (4, "x")):
        with pytest.raises(InvalidValue):
            outcomes.save_rating(db, outcome.id, "cohort-high", "Imprecision", levels, reason, by="anna")
    with pytest.raises(NotFound):
        outcomes.save_rating(db, uuid4(), "cohort-high", "Imprecision", 0, "", by="anna")
