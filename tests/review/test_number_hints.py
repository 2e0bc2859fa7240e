"""Flags of the number checks, set beside the items on the reported result."""

from __future__ import annotations

import pytest

from checklists import find_checklist, list_checklists
from workbench.review.admin import history
from workbench.review.appraisals import answers
from workbench.review.evidence import findings, outcomes
from workbench.review.evidence.number_hints import (
    RESULT_DOMAINS,
    NumberHints,
    judges_the_result,
    number_hints,
)

STUDY = "borresen2021"


@pytest.fixture
def flagged(anna):
    """A study whose P value does not follow from its counts."""
    outcomes.add_outcome(anna, "Survival", time_point="90 days", better="higher")
    counts = {"treatment_events": "14", "treatment_total": "17", "comparison_events": "9"}
    findings.record_finding(anna, STUDY, "surv", {**counts, "comparison_total": "17", "p": "0.049"})
    return anna


def test_a_flag_names_its_outcome(flagged) -> None:
    """Values that are only computed are no hint, and studies without findings have none."""
    hints = number_hints(flagged, STUDY)
    (hint,) = hints.flags
    assert "Survival (90 days)" == hint.outcome
    assert "0.049 is reproduced by none of the 11 tests tried" in hint.message
    assert "1 finding checked, 1 flagged, 0 notes" == hints.tally
    assert NumberHints() == number_hints(flagged, "pretend2016")


def test_hints_change_nothing_and_are_alike_for_all(flagged, bea) -> None:
    """They are read from shared findings, whatever anybody has answered."""
    before = history.list_events(flagged, STUDY), answers.judge_study(flagged, STUDY).verdict
    mine = number_hints(flagged, STUDY)
    assert before == (history.list_events(flagged, STUDY), answers.judge_study(flagged, STUDY).verdict)
    answers.answer(flagged, STUDY, "7.4", "N", note="for me alone")
    assert mine == number_hints(bea, STUDY)


def test_no_domain_on_the_reported_result_is_forgotten() -> None:
    """Of the checklists that come with the program; each that is named is there."""
    titled = {
        (checklist.id, domain.id)
        for checklist in list_checklists()
        for domain in checklist.domains
        if domain.title.endswith("eported result")
    }
    assert titled <= set(RESULT_DOMAINS.items())
    ours = {checklist.id for checklist in list_checklists() if checklist.house_rules}
    assert ours <= set(RESULT_DOMAINS)
    for name, domain in RESULT_DOMAINS.items():
        assert find_checklist(name).domain(domain)


@pytest.mark.parametrize(("item", "expected"), [("7.1", True), ("7.4", True), ("6.1", False)])
def test_only_items_on_the_result_have_hints(item: str, expected: bool) -> None:
    """In psm-cohort these are those of domain 7."""
    assert expected is judges_the_result(find_checklist("psm-cohort"), item)
