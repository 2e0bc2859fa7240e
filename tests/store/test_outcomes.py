"""Outcomes, findings and ratings of certainty."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from store import Store, history, outcomes
from store.errors import AlreadyExists, InvalidValue, NotFound
from store.records import CertaintyRating, Outcome, Study
from store.reviewers import rename_reviewer


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
    ratings = outcomes.list_ratings(db)
    assert ratings == outcomes.list_ratings(db, outcome_id=outcome.id)
    assert [("Imprecision", 0, "", "anna"), ("RiskOfBias", -2, "more", "anna")] == [
        (rating.domain, rating.levels, rating.reason, rating.rated_by) for rating in ratings
    ]
    outcomes.save_rating(db, outcome.id, "single-arm-low", "Imprecision", -1, "few", by="anna")
    assert [rating.body for rating in outcomes.list_ratings(db)] == ["cohort-high"] * 2 + ["single-arm-low"]
    assert outcomes.list_ratings(db, outcome_id=uuid4()) == []
    assert sum(event.action == "rating" for event in history.list_events(db)) == 4
    for levels, reason in ((-1, " "), (4, "x")):
        with pytest.raises(InvalidValue):
            outcomes.save_rating(db, outcome.id, "cohort-high", "Imprecision", levels, reason, by="anna")
    with pytest.raises(NotFound):
        outcomes.save_rating(db, uuid4(), "cohort-high", "Imprecision", 0, "", by="anna")


def _rating(db: Store) -> CertaintyRating:
    (rating,) = outcomes.list_ratings(db)
    return rating


def test_another_person_confirms_a_rating(db: Store, outcome: Outcome) -> None:
    """The rater's own confirmation is told and makes nobody a second person; a changed rating loses it."""
    rate = (db, outcome.id, "cohort-high", "Imprecision")
    outcomes.save_rating(*rate, -1, "few", by="anna")
    outcomes.confirm_rating(*rate, by="anna")
    assert (None, None) == (_rating(db).confirmed_by, _rating(db).confirmed_at)
    outcomes.confirm_rating(*rate, by="bea")
    rated, confirmed = (
        [event for event in history.list_events(db) if event.action == action][-1]
        for action in ("rating", "rating.confirm")
    )
    assert ("anna", rated.at, "bea", confirmed.at) == (
        _rating(db).rated_by,
        _rating(db).rated_at,
        _rating(db).confirmed_by,
        _rating(db).confirmed_at,
    )
    outcomes.confirm_rating(*rate, by="anna")
    assert "bea" == _rating(db).confirmed_by
    outcomes.save_rating(*rate, -2, "very few", by="bea")
    assert ("bea", None) == (_rating(db).rated_by, _rating(db).confirmed_by)


def test_whoever_is_renamed_is_still_the_rater(db: Store, outcome: Outcome) -> None:
    """Under another handle nobody confirms a rating of the own."""
    outcomes.save_rating(db, outcome.id, "cohort-high", "Imprecision", -1, "few", by="anna")
    rename_reviewer(db, "anna", "annika", by="anna")
    outcomes.confirm_rating(db, outcome.id, "cohort-high", "Imprecision", by="annika")
    assert ("annika", None) == (_rating(db).rated_by, _rating(db).confirmed_by)


def test_thresholds_are_changed_by_name(db: Store, outcome: Outcome) -> None:
    """Each has a value, a source, and who entered it when; the history tells those that changed."""
    low = {"value": 10, "source": "the panel"}
    outcomes.edit_outcome(db, outcome.id, {"thresholds": {"mid_benefit": low, "small": low}}, by="anna")
    (told,) = [event for event in history.list_events(db) if event.action == "outcome.edit"]
    assert ({"mid_benefit": None, "small": None}, {"mid_benefit": low, "small": low}) == (
        told.before["thresholds"],
        told.after["thresholds"],
    )
    written = {"by": "anna", "at": told.at.isoformat()}
    changed = outcomes.edit_outcome(
        db, outcome.id, {"thresholds": {"small": None, "mid_benefit": low}, "follow_up": "8 weeks"}, by="bea"
    )
    assert {"mid_benefit": {**low, **written}} == changed.thresholds
    assert [changed] == outcomes.list_outcomes(db)
    assert "8 weeks" == changed.follow_up
    last = [event for event in history.list_events(db) if event.action == "outcome.edit"][-1]
    assert {"follow_up": "8 weeks", "thresholds": {"small": None}} == last.after


@pytest.mark.parametrize(
    "given",
    [
        {"middle": {"value": 1, "source": "x"}},
        {"small": {"value": 0, "source": "x"}},
        {"small": {"value": True, "source": "x"}},
        {"small": {"value": "5", "source": "x"}},
        {"small": {"value": 5, "source": " "}},
        {"small": {"value": 5, "source": "x", "by": "eve"}},
        {"target": {"value": "zero", "source": ""}},
        {"small": 5},
    ],
)
def test_thresholds_that_do_not_do(db: Store, outcome: Outcome, given: dict[str, Any]) -> None:
    """Nothing is changed then."""
    with pytest.raises(InvalidValue):
        outcomes.edit_outcome(db, outcome.id, {"thresholds": given}, by="anna")
    assert [outcome] == outcomes.list_outcomes(db)
