"""A consensus: who may change it, what it holds, and what it must not touch."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from store import Store, appraisals, consensus_decisions, history, reviews, studies
from store.errors import Conflict, InvalidValue, NotFound
from store.records import OVERALL, Appraisal, AppraisalKind, AppraisalState, ChecklistVersion, Study


@pytest.fixture
def submitted(db: Store, study: Study, checklist: ChecklistVersion) -> Callable[..., Appraisal]:
    """Starts and submits an independent appraisal with one answer."""

    def make(reviewer: str, code: str = "Y", result: str = "") -> Appraisal:
        one = appraisals.start_appraisal(db, study.id, reviewer=reviewer, checklist=checklist, result=result)
        appraisals.save_answer(db, one.id, "1.1", code, by=reviewer)
        return appraisals.submit(db, one.id, by=reviewer)

    return make


@pytest.fixture
def consensus(db: Store, study: Study, checklist: ChecklistVersion, submitted: Callable) -> Appraisal:
    """The consensus on the study, begun by anna after anna and bob have submitted."""
    submitted("anna"), submitted("bob", "N")
    return appraisals.start_appraisal(
        db, study.id, reviewer="anna", checklist=checklist, kind=AppraisalKind.CONSENSUS
    )


def decide(db: Store, consensus: Appraisal, code: str = "PY", by: str = "anna", **changes: str) -> bool:
    """Settle item 1.1."""
    words = {"reason": "the text says so", "decided_by": "discussion"} | changes
    return consensus_decisions.decide_item(db, consensus.id, "1.1", code, by=by, **words)


def test_a_decision_has_a_code_a_reason_and_who_decided(db: Store, consensus: Appraisal) -> None:
    """All three are there when it is read again; saying the same again changes nothing."""
    assert decide(db, consensus) is True
    assert decide(db, consensus) is False
    answer = appraisals.read_worksheet(db, consensus.id).answers["1.1"]
    assert ("PY", "the text says so", "discussion") == (answer.code, answer.note, answer.decided_by)


def test_every_reviewer_who_has_submitted_may_change_it(db: Store, consensus: Appraisal) -> None:
    """Whoever began it; the history says who did what."""
    decide(db, consensus, by="anna")
    decide(db, consensus, "NI", by="Bob")
    events = history.list_events(db, appraisal_id=consensus.id)
    assert [("appraisal.start", "anna"), ("decide", "anna"), ("decide", "bob")] == [
        (event.action, event.reviewer) for event in events
    ]
    assert "PY" == events[-1].before["code"]


def test_nobody_else_may_change_it(db: Store, consensus: Appraisal, submitted: Callable) -> None:
    """Not who has not submitted, nor who has submitted another result, nor who has reopened."""
    with pytest.raises(Conflict, match="submit an appraisal of your own"):
        decide(db, consensus, by="cara")
    submitted("cara", result="pain")
    with pytest.raises(Conflict):
        decide(db, consensus, by="cara")
    own = appraisals.find_appraisals(db, reviewer="anna", kind=AppraisalKind.INDEPENDENT)[0]
    appraisals.reopen(db, own.id, "a slip", by="anna")
    with pytest.raises(Conflict):
        decide(db, consensus, by="anna")


def test_where_blindness_is_lifted_a_third_person_may(db: Store, consensus: Appraisal) -> None:
    """Somebody who decides without having appraised."""
    reviews.set_blind(db, False, "cara decides", by="anna")
    assert decide(db, consensus, by="cara")


@pytest.mark.parametrize("missing", ["reason", "decided_by"])
def test_a_decision_without_reason_or_person_is_refused(
    db: Store, consensus: Appraisal, missing: str
) -> None:
    """Blank ones as well; nothing is saved."""
    with pytest.raises(InvalidValue):
        decide(db, consensus, **{missing: " "})
    assert {} == appraisals.read_worksheet(db, consensus.id).answers


def test_an_independent_appraisal_takes_no_decision(db: Store, draft: Appraisal) -> None:
    """It is answered by its reviewer alone."""
    with pytest.raises(InvalidValue, match="consensus"):
        decide(db, draft)
    with pytest.raises(NotFound):
        consensus_decisions.decide_item(db, draft.study_id, "1.1", "Y", "r", decided_by="d", by="anna")


def test_a_decision_can_be_taken_back(db: Store, consensus: Appraisal) -> None:
    """By withdrawing it, or by undoing; both stand in the history."""
    decide(db, consensus)
    consensus_decisions.decide_judgement(db, consensus.id, "D1", "high", "r", decided_by="cara", by="bob")
    assert appraisals.undo_last(db, consensus.id, by="anna")
    assert consensus_decisions.withdraw(db, consensus.id, "1.1", by="anna") is True
    assert consensus_decisions.withdraw(db, consensus.id, "1.1", by="anna") is False
    worksheet = appraisals.read_worksheet(db, consensus.id)
    assert ({}, {}) == (worksheet.answers, worksheet.overrides)


def test_finishing_fills_in_what_all_gave_and_submits(db: Store, consensus: Appraisal) -> None:
    """A decision wins over what is alike; reopened and finished again, what is no longer alike goes."""
    decide(db, consensus)
    alike = {"1.1": "Y", "1.2": "N"}
    done = consensus_decisions.finish(db, consensus.id, alike, {OVERALL: ("high", "both said so")}, by="bob")
    assert AppraisalState.SUBMITTED is done.state
    sheet = appraisals.read_worksheet(db, consensus.id)
    assert ({"1.1": "PY", "1.2": "N"}, {OVERALL: "high"}) == (sheet.codes, sheet.levels)
    assert (None, None) == (sheet.answers["1.2"].decided_by, sheet.overrides[OVERALL].decided_by)
    appraisals.reopen(db, consensus.id, "anna saw more", by="bob")
    consensus_decisions.finish(db, consensus.id, {"1.3": "Y"}, {}, by="anna")
    sheet = appraisals.read_worksheet(db, consensus.id)
    assert ({"1.1": "PY", "1.3": "Y"}, {}) == (sheet.codes, sheet.levels)


def test_a_finished_consensus_is_closed(db: Store, consensus: Appraisal) -> None:
    """It changes only by being reopened, with a reason."""
    consensus_decisions.finish(db, consensus.id, {"1.1": "Y"}, {}, by="anna")
    with pytest.raises(Conflict, match="reopen it first"):
        decide(db, consensus)


def test_what_was_submitted_independently_stays(db: Store, consensus: Appraisal) -> None:
    """Whatever becomes of the consensus."""
    before = {
        one.id: appraisals.read_worksheet(db, one.id)
        for one in appraisals.find_appraisals(db, kind=AppraisalKind.INDEPENDENT)
    }
    decide(db, consensus)
    consensus_decisions.finish(db, consensus.id, {}, {}, by="bob")
    appraisals.reopen(db, consensus.id, "again", by="anna")
    consensus_decisions.withdraw(db, consensus.id, "1.1", by="anna")
    assert before == {identity: appraisals.read_worksheet(db, identity) for identity in before}


def test_a_study_can_be_for_calibration(db: Store, study: Study) -> None:
    """Marked and unmarked, each once in the history."""
    for on in (True, True, False):
        assert on is studies.set_calibration(db, study.id, on, by="anna").calibration
    assert [True, False] == [event.after for event in history.list_events(db, actions=("calibration",))]
    assert [False] == [row.calibration for row in studies.list_studies(db)]


def test_blindness_is_lifted_and_restored_with_a_reason(db: Store) -> None:
    """A review begins blind; doing it twice changes nothing; the history has each with its reason."""
    assert reviews.read_review(db).blind is True
    assert [True, False, True] == [
        reviews.set_blind(db, blind, "why", by="anna") for blind in (False, False, True)
    ]
    with pytest.raises(InvalidValue):
        reviews.set_blind(db, False, " ", by="anna")
    events = history.list_events(db, actions=("blindness.lift", "blindness.restore"))
    assert [("blindness.lift", "why"), ("blindness.restore", "why")] == [
        (event.action, event.reason) for event in events
    ]
