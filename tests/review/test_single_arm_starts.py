"""A finding that compares nothing starts low at most, whatever the checklist of its study says."""

from __future__ import annotations

import pytest

from checklists import find_checklist, list_checklists
from workbench.errors import UsageError
from workbench.grade import CERTAINTIES
from workbench.review.evidence import findings, outcomes, ratings, starts
from workbench.review.evidence.entries import start_named, starts_of, starts_without_comparison
from workbench.review.session import open_review
from workbench.review.studies import known_studies

COHORT, ARM = "yamakawa2025", "baricitinib"
COMPARED = {
    "treatment_events": "10",
    "treatment_total": "50",
    "comparison_events": "20",
    "comparison_total": "50",
}
ONE_GROUP = {"single_arm": "yes", "treatment_events": "3", "treatment_total": "17"}
LOW = CERTAINTIES.index("low")
GRADED = [each.id for each in list_checklists() if find_checklist(each.id).grade is not None]


@pytest.fixture
def harms(example):
    """The cohort tells harms of the treated only, and deaths of both groups."""
    with open_review(example, "anna") as session:
        outcomes.add_outcome(session, "Harms", importance=7)
        findings.record_finding(session, COHORT, "Harms", ONE_GROUP, source="text")
        yield session


def rows(session, outcome: str = "Harms"):
    """The bodies of an outcome."""
    return ratings.evidence(session, outcome=outcome)


@pytest.mark.parametrize("checklist", GRADED)
def test_no_checklist_offers_a_single_arm_a_start_above_low(checklist: str) -> None:
    """Nor is one its own; what starts low or very low already stays as the checklist has it."""
    loaded = find_checklist(checklist)
    offered = starts_without_comparison(loaded)
    own = start_named(loaded, "", compared=False)
    assert own in offered
    assert all(CERTAINTIES.index(each.start) <= LOW for each in offered.values())
    assert loaded.grade is not None
    if CERTAINTIES.index(loaded.grade.starts[loaded.grade.default].start) <= LOW:
        assert loaded.grade.default == own
        assert starts_of(loaded)[own] == offered[own]


def test_a_start_that_is_lowered_takes_a_level_less_for_each_judgement() -> None:
    """As the map of a checklist that declares both: a low start pays for the lack of a comparison."""
    trial = starts_without_comparison(find_checklist("rob-2"))["start_low"]
    assert ("low", {"low": 0, "some_concerns": 0, "high": -1}) == (trial.start, dict(trial.risk_of_bias))
    both = find_checklist("psm-cohort")
    assert starts_of(both)["start_low"] == starts_without_comparison(both)["start_low"]


def test_the_single_arm_of_a_matched_cohort_starts_low_and_says_why(harms) -> None:
    """The comparison of the same study starts high."""
    (row,) = rows(harms)
    assert ("single-arm-low", "low", (COHORT,)) == (row.key, row.start, row.studies)
    assert (
        "psm-cohort starts low, our default: no start for single arms is published; nothing is compared, so"
        " the start of psm-cohort for comparisons is not used"
    ) == row.start_because
    findings.record_finding(harms, COHORT, "Harms", COMPARED, source="table")
    (row,) = rows(harms)
    assert ("cohort-high", "high") == (row.key, row.start)


def test_single_arms_are_one_body_whatever_the_checklists_of_their_studies(harms) -> None:
    """The arm of the cohort and the single arm start alike and are of one kind."""
    findings.record_finding(harms, ARM, "Harms", ONE_GROUP, source="text")
    (row,) = rows(harms)
    assert ("single-arm-low", {ARM, COHORT}) == (row.key, set(row.studies))


def test_a_start_chosen_for_comparisons_moves_no_single_arm_and_makes_none_stale(harms) -> None:
    """Both have the checklist of the cohort; it is not said of the single arm either, which started low."""
    known_studies.assign(harms, ARM, "psm-cohort", reason="the registry has a comparison")
    findings.record_finding(harms, COHORT, "Harms", COMPARED, source="table")
    findings.record_finding(harms, ARM, "Harms", ONE_GROUP, source="text")
    ratings.rate(harms, "Harms", "Indirectness", -1, "other people", body="single-arm-low")
    ratings.rate(harms, "Harms", "Indirectness", 0, "", body="cohort-high")
    starts.choose_start(harms, "Harms", "low", "no trial", body="cohort-high")
    cohort, arm = rows(harms)
    assert ("cohort-low", "single-arm-low") == (cohort.key, arm.key)
    assert not arm.stale
    assert "no trial" in cohort.start_because
    assert "no trial" not in arm.start_because


def test_nobody_can_choose_a_start_above_low_where_nothing_is_compared(harms) -> None:
    """The checklist has one, for comparisons."""
    with pytest.raises(UsageError, match="has no start 'high'"):
        starts.choose_start(harms, "Harms", "high", "why not", body="single-arm-low")
