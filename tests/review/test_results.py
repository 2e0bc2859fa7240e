"""Results are named after the outcomes of the review, however somebody writes them."""

from __future__ import annotations

import pytest

from tests.review.conftest import STUDY, as_other
from workbench.review.admin.protocol import write_protocol
from workbench.review.appraisals import answers
from workbench.review.appraisals.results import name_result, offered_results
from workbench.review.evidence import outcomes
from workbench.review.session import ReviewSession

LABEL = "Mortality (90 days)"


@pytest.fixture
def mortality(anna: ReviewSession) -> ReviewSession:
    """A review with an outcome at two time points, and another."""
    outcomes.add_outcome(anna, "Mortality", time_point="90 days", importance=9)
    outcomes.add_outcome(anna, "Mortality", time_point="1 year", importance=8)
    outcomes.add_outcome(anna, "Fatigue", importance=5)
    return anna


@pytest.mark.parametrize(
    "typed", ["mortality at 90 days", "Mortality, 90  days", "MORTALITY (90 days)", LABEL]
)
def test_a_result_that_is_an_outcome_is_stored_as_the_outcome(mortality: ReviewSession, typed: str) -> None:
    """So two reviewers who write it in two ways judge the same result."""
    sheet = answers.answer(mortality, STUDY, "1.1", "Y", result=typed)
    assert LABEL == sheet.result
    bea = as_other(mortality, "bea")
    assert LABEL == answers.answer(bea, STUDY, "1.1", "N", result=LABEL).result
    assert "Y" == answers.judge_study(mortality, STUDY, result="mortality at 90 days").codes["1.1"]


def test_a_name_of_one_s_own_stays_possible_and_warns(mortality: ReviewSession) -> None:
    """The outcomes that are near are named; once it is begun, nothing is said any more."""
    named = name_result(mortality, STUDY, "Death (90 days)")
    assert ("Death (90 days)", (LABEL,)) == (named.result, named.near)
    assert "“Death (90 days)” is not among the outcomes of the review: is Mortality (90 days) meant?" in (
        named.warning
    )
    answers.answer(mortality, STUDY, "1.1", "Y", result=named.result)
    assert "" == name_result(mortality, STUDY, "death (90 DAYS)").warning
    assert "Death (90 days)" == name_result(mortality, STUDY, "death (90 DAYS)").result


def test_a_name_without_its_time_is_not_guessed(mortality: ReviewSession) -> None:
    """Two outcomes have it: it stays as it is, with a warning that names both."""
    named = name_result(mortality, STUDY, "Mortality")
    assert "Mortality" == named.result
    assert {LABEL, "Mortality (1 year)"} == set(named.near)


def test_without_outcomes_nothing_is_said(anna: ReviewSession) -> None:
    """There is nothing to choose from then; the whole study is never warned of."""
    assert "" == name_result(anna, STUDY, "Survival").warning
    outcomes.add_outcome(anna, "Fatigue")
    assert ("", "") == (name_result(anna, STUDY, "").warning, name_result(anna, STUDY, "Whole study").result)


def test_the_outcomes_are_offered_after_what_is_begun(mortality: ReviewSession) -> None:
    """The most important first, then what the protocol names besides; others' results are not told."""
    write_protocol(mortality, "outcomes", "Mortality at 90 days: 2 in 100\nHospital stay: 1 day")
    answers.answer(mortality, STUDY, "1.1", "Y", result="Pain")
    answers.answer(as_other(mortality, "bea"), STUDY, "1.1", "Y", result="Secret")
    assert [
        ("", False, False),
        ("Pain", True, False),
        (LABEL, False, True),
        ("Mortality (1 year)", False, True),
        ("Fatigue", False, True),
        ("Hospital stay", False, True),
    ] == [(each.result, each.is_begun, each.is_outcome) for each in offered_results(mortality, STUDY)]
