"""Certainty with checklists whose judgement GRADE does not read."""

from __future__ import annotations

import pytest

from tests.review.conftest import ASSIGNED, STARS, STUDY, give
from workbench.errors import ConflictError
from workbench.review.appraisals import overrides, submission
from workbench.review.evidence import findings, outcomes, ratings, starts
from workbench.review.evidence.trace import trace

GIVEN = {
    "treatment_events": "10",
    "treatment_total": "50",
    "comparison_events": "20",
    "comparison_total": "50",
}


def enter(session) -> None:
    """An outcome with a finding of the study."""
    outcomes.add_outcome(session, "Pain", importance=7)
    findings.record_finding(session, STUDY, "Pain", GIVEN, source="Table 2")


@pytest.fixture
def counted(listed):
    """The scored list, submitted, with a finding."""
    give(listed, i1="TWO", i2="ONE")
    submission.submit(listed, STUDY)
    enter(listed)
    return listed


def line(row, domain: str):
    """The line of a GRADE domain."""
    return next(each for each in row.ratings if each.domain == domain)


def test_a_list_without_judgement_offers_no_start_and_says_so(counted) -> None:
    """Nothing is suggested for risk of bias, and nothing counts as missing."""
    (row,) = ratings.evidence(counted)
    assert ("", ()) == (row.start, row.missing)
    assert "listed does not say where GRADE starts: choose a start, and rate risk of bias yourselves" == (
        row.refused_because
    )
    told = line(row, "RiskOfBias")
    assert told.suggested is None
    assert "For the team to rate" in told.because
    with pytest.raises(ConflictError, match="choose a start"):
        ratings.rate(counted, "Pain", "RiskOfBias", 0, "")


def test_the_team_chooses_the_start_and_rates_risk_of_bias(counted) -> None:
    """Then all else is as with any body; the choice can be taken back."""
    starts.choose_start(counted, "Pain", "low", "a cohort")
    (row,) = ratings.evidence(counted)
    assert ("low", True) == (row.start, "risk of bias" in row.refused_because)
    ratings.rate(counted, "Pain", "RiskOfBias", -1, reason="three points of four", body=row.key)
    (row,) = ratings.evidence(counted)
    assert "risk of bias" not in row.refused_because
    starts.choose_start(counted, "Pain", "default", "taken back", body=row.key)
    assert "" == ratings.evidence(counted)[0].start


def test_the_trace_leads_to_the_answers_of_a_list(counted) -> None:
    """Its total stands beside them."""
    told = str(trace(counted, "Pain"))
    for words in ("Points: 3 of 4", "recorded, not judged", "TWO (Adequate)"):
        assert words in told


def test_another_axis_is_a_hint_for_indirectness(rich) -> None:
    """What was judged of applicability stands beside the question, and is rated by nobody."""
    give(rich, **ASSIGNED, **STARS)
    overrides.override(rich, STUDY, "A1", "high", "other people")
    submission.submit(rich, STUDY)
    enter(rich)
    (row,) = ratings.evidence(rich)
    told = line(row, "Indirectness")
    assert f"Judged beside risk of bias: {STUDY} applicability high." in told.because
    assert told in ratings.read_evidence(rich).rows[0].ratings  # the same by levels alone
    assert told.suggested is None
    assert "judged High by anna" in str(trace(rich, "Pain"))
