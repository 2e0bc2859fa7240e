"""The statement on a body of evidence, in tables and rows, made or written."""

from __future__ import annotations

import pytest

from tests.review.test_body_entries import BASELINE, COHORTS_HIGH, EFFECT, cells, death, rate_all
from workbench.errors import NotFoundError
from workbench.review.evidence import body_entries, findings, outcomes, summary_header
from workbench.review.evidence import ratings as certainties
from workbench.review.session import ReviewSession

__all__ = ["death"]  # a fixture


@pytest.fixture
def rated(death: ReviewSession) -> ReviewSession:
    """Two cohorts with an effect, of which every domain is rated as not serious."""
    body_entries.enter(death, "death", EFFECT | BASELINE, body=COHORTS_HIGH)
    rate_all(death)
    summary_header.enter_header(death, {"treatment": "warm sand"})
    return death


def statement(session: ReviewSession) -> str:
    """The cell of the summary of findings."""
    return cells(session, "findings")["statement"]


def test_the_summary_says_what_happens_as_far_as_thresholds_go(rated: ReviewSession) -> None:
    """The direction without any; 194 fewer per 1,000 are small or large by what the team set."""
    without = "Warm sand reduces death (28 days); no size is given, as no threshold was set."
    assert without == statement(rated)
    given = {"mid_benefit": "20", "small": "200"}
    outcomes.edit_outcome(rated, "death", thresholds=given, source="panel")
    rate_all(rated)
    assert "Warm sand reduces death (28 days) slightly." == statement(rated)


def test_a_written_statement_stands_until_it_is_taken_away(rated: ReviewSession) -> None:
    """In the table and in the row; then what follows from the numbers is back."""
    before = statement(rated)
    row = body_entries.enter(rated, "death", {"statement": " It  helps. "}, body=COHORTS_HIGH)
    assert {"It helps."} == {row.statement, row.entry("statement").text, statement(rated)}
    body_entries.remove_entry(rated, "death", "statement", "too short", body=COHORTS_HIGH)
    assert before == statement(rated)
    with pytest.raises(NotFoundError, match="no statement entered"):
        body_entries.remove_entry(rated, "death", "statement", "again", body=COHORTS_HIGH)


def test_a_statement_can_be_written_where_nothing_is_compared(rated: ReviewSession) -> None:
    """It is words, as a comment is, and no effect."""
    row = body_entries.enter(rated, "death", {"statement": "4 of 9 died."}, body="single-arm-low")
    assert "4 of 9 died." == row.statement


def test_a_written_statement_rests_on_ratings_and_thresholds(rated: ReviewSession) -> None:
    """Its verb is the certainty, its size the thresholds: it is marked after either changed."""
    for change in (
        lambda: certainties.rate(rated, "death", "imprecision", -1, "wide", body=COHORTS_HIGH),
        lambda: outcomes.edit_outcome(rated, "death", thresholds={"large": "90"}, source="panel"),
    ):
        body_entries.enter(rated, "death", {"statement": "It helps."}, body=COHORTS_HIGH)
        assert "It helps." == statement(rated)
        change()
        assert "It helps. (written before a change)" == statement(rated)


def test_after_a_change_a_written_statement_is_marked_and_none_is_made(rated: ReviewSession) -> None:
    """Until what it rests on is looked at again."""
    numbers = {"treatment_events": "1", "treatment_total": "20"}
    numbers |= {"comparison_events": "6", "comparison_total": "20"}
    body_entries.enter(rated, "death", {"statement": "It helps."}, body=COHORTS_HIGH)
    findings.record_finding(rated, "seaweed", "death", numbers)
    assert "It helps. (written before a change)" == statement(rated)
    body_entries.confirm_entry(rated, "death", "statement", body=COHORTS_HIGH)
    assert "It helps." == statement(rated)
    body_entries.remove_entry(rated, "death", "statement", "too short", body=COHORTS_HIGH)
    assert "no statement until it is looked at again" in statement(rated)
