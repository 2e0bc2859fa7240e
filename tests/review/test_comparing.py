"""Submitted appraisals side by side, and the consensus on them."""

from __future__ import annotations

import pytest

from tests.review.conftest import STUDY, answer_all, as_other
from workbench.errors import ConflictError, UsageError
from workbench.review.admin import settings
from workbench.review.appraisals import answers as appraisals
from workbench.review.appraisals import overrides, submission
from workbench.review.exchange.verify.verify import verify
from workbench.review.publish.report import report
from workbench.review.reviewers import reconcile
from workbench.review.session import CONSENSUS
from workbench.review.studies import known_studies
from workbench.review.tables.build import build_table, sheet_behind


def line_of(comparison, target):
    """A line by its id."""
    return next(line for line in comparison.lines if line.id == target)


def settle_all(session, study=STUDY, code="=anna"):
    """Settle everything that is open, and finish."""
    while waiting := reconcile.compare(session, study).unresolved:
        reconcile.reconcile(session, study, waiting[0], code, "read again")
    return reconcile.finish_consensus(session, study)


def worksheets(session, kind="independent"):
    """All sheets of the study of a kind, as they are stored."""
    from store import appraisals as stored

    found = stored.find_appraisals(session.db)
    return {one.id: stored.read_worksheet(session.db, one.id) for one in found if one.kind == kind}


def test_until_the_viewer_has_submitted_nothing_is_compared(anna, bea) -> None:
    """The message says who is done and what to do, and nothing of what they did."""
    answer_all(bea, "PN")
    submission.submit(bea, STUDY)
    with pytest.raises(ConflictError, match=r"bea done.*workbench submit pretend2016"):
        reconcile.compare(anna, STUDY)


def test_one_reviewer_alone_is_not_compared(anna, bea) -> None:
    """That the other has begun is not told."""
    answer_all(anna)
    submission.submit(anna, STUDY)
    with pytest.raises(ConflictError, match="nobody else has submitted yet; compare"):
        reconcile.compare(anna, STUDY)
    answer_all(bea)
    with pytest.raises(ConflictError, match="nobody else has submitted yet; compare"):
        reconcile.compare(anna, STUDY)


def test_differences_that_change_a_judgement_come_first(both) -> None:
    """Then the other differences, then what is alike, each in the order of the checklist."""
    found = reconcile.compare(both, STUDY)
    ranks = [(line.agree, not line.changes_judgement) for line in found.lines]
    assert sorted(ranks) == ranks
    checklist = appraisals.judge_study(both, STUDY).checklist
    assert len(checklist.items) + len(checklist.domains) + 1 == len(found.lines)
    alike = [line.id for line in found.lines if line.kind == "item" and line.agree]
    assert [item.id for item in checklist.items if item.id not in ("1.3", "2.1")] == alike


def judge_apart(anna, bea) -> None:
    """Let two reviewers judge the same study on different claims, and answer all items alike."""
    for session, claim in ((anna, "fever goes in two days"), (bea, "Survival at 90 days")):
        answer_all(session)
        appraisals.answer(session, STUDY, "P1", claim)
        submission.submit(session, STUDY)


def test_what_was_judged_is_settled_before_all_else(anna, bea) -> None:
    """Answers that are alike say little where they are about different claims."""
    judge_apart(anna, bea)
    found = reconcile.compare(anna, STUDY)
    assert ("P1",) == found.unresolved
    assert "P1" == found.lines[0].id
    assert ["fever goes in two days", "Survival at 90 days"] == [side.label for side in found.lines[0].sides]
    assert not [words for words in found.warnings if "P1" in words]
    with pytest.raises(ConflictError, match=r"1 not settled \(P1\)"):
        reconcile.finish_consensus(anna, STUDY)
    settled = reconcile.reconcile(anna, STUDY, "P1", "=bea", "it is what the review asks")
    assert () == settled.unresolved
    assert ("bea",) == line_of(settled, "P1").taken_from


def test_what_was_judged_may_be_settled_in_other_words(anna, bea) -> None:
    """They stand in the consensus, its report and its export, which verify."""
    judge_apart(anna, bea)
    words = "fever on day two, and survival at 90 days"
    reconcile.reconcile(anna, STUDY, "P1", words, "both belong to it")
    found = reconcile.finish_consensus(anna, STUDY)
    assert words == line_of(found, "P1").consensus.label
    assert words == sheet_behind(anna, STUDY, found.result, CONSENSUS).preliminaries["P1"]
    assert () == tuple(verify(anna.db.location).faults)
    reopened = reconcile.reopen_consensus(anna, STUDY, "too soon")
    assert words == line_of(reopened, "P1").consensus.label
    with pytest.raises(UsageError, match="600"):
        reconcile.reconcile(anna, STUDY, "P1", "x" * 601, "long")


def test_what_was_judged_stands_beside_the_answers_of_the_report(anna, bea) -> None:
    """Each reviewer's above the answers, where the page marks what differs."""
    judge_apart(anna, bea)
    full = report(anna, "all").appraisals
    told = {each.reviewer: each.judged[0].items[0].answer for each in full if each.study == STUDY}
    assert {"anna": "fever goes in two days", "bea": "Survival at 90 days"} == told


def test_capitals_and_spaces_are_no_difference_in_what_was_judged(anna, bea) -> None:
    """Nor is it one that somebody did not write it down."""
    for session, claim in ((anna, "Survival  at 90 days"), (bea, "survival at 90 days")):
        answer_all(session)
        appraisals.answer(session, STUDY, "P1", claim)
        submission.submit(session, STUDY)
    found = reconcile.compare(anna, STUDY)
    assert () == found.unresolved
    assert line_of(found, "P1").agree


def test_what_is_only_recorded_changes_no_judgement(anna, bea) -> None:
    """Also where the domain that it stands in is judged differently, because of another item."""
    for session in (anna, bea):
        answer_all(session)
    appraisals.answer(bea, STUDY, "1.1", "N")
    appraisals.answer(bea, STUDY, "1.2", "N")
    for session in (anna, bea):
        submission.submit(session, STUDY)
    found = reconcile.compare(anna, STUDY)
    assert not line_of(found, "D1").agree
    assert line_of(found, "1.1").changes_judgement
    assert not line_of(found, "1.2").agree
    assert not line_of(found, "1.2").changes_judgement
    assert ["1.2"] == [line.id for line in found.open_without_effect]


def test_answers_that_no_rule_tells_apart_change_no_judgement(anna, bea) -> None:
    """Y beside PY in a domain that another item makes the reviewers judge differently."""
    for session in (anna, bea):
        answer_all(session)
    appraisals.answer(bea, STUDY, "1.1", "N")
    appraisals.answer(anna, STUDY, "1.3", "Y")
    appraisals.answer(bea, STUDY, "1.3", "PY")
    for session in (anna, bea):
        submission.submit(session, STUDY)
    found = reconcile.compare(anna, STUDY)
    assert not line_of(found, "D1").agree
    assert line_of(found, "1.1").changes_judgement
    assert not line_of(found, "1.3").agree
    assert not line_of(found, "1.3").changes_judgement
    assert "1.3" in [line.id for line in found.open_without_effect]


def test_each_side_has_code_words_note_and_quotes(both) -> None:
    """As the reviewers gave them, in the order of the reviewers."""
    found = reconcile.compare(both, STUDY)
    assert ("anna", "bea") == found.reviewers
    anna, bea = line_of(found, "1.3").sides
    assert ("anna", "PY", "Probably yes", "", ()) == (
        anna.reviewer,
        anna.code,
        anna.label,
        anna.note,
        anna.quotes,
    )
    assert ("bea", "PN", "too vague") == (bea.reviewer, bea.code, bea.note)


def test_three_reviewers_stand_side_by_side(judged) -> None:
    """On every one of the five studies."""
    for row in known_studies.rows(judged):
        found = reconcile.compare(judged, row.key)
        assert ("anna", "bea", "cara") == found.reviewers
        assert {3} == {len(line.sides) for line in found.lines}
        assert any(not line.agree for line in found.lines)


def test_a_third_who_is_not_done_is_not_named(both) -> None:
    """Nothing of the draft is shown, not even that it is begun."""
    answer_all(as_other(both, "cara"), "N")
    found = reconcile.compare(both, STUDY)
    assert ("anna", "bea") == found.reviewers
    assert () == found.warnings


def test_an_item_that_one_was_not_asked_is_na(anna, bea) -> None:
    """5.2 of the cohort checklist is asked of some answers only; NA against an answer is a difference."""
    study = next(row.key for row in known_studies.rows(anna) if row.checklist == "psm-cohort")
    expected = {}
    for session, code in ((anna, "Y"), (bea, "N")):
        appraisals.answer(session, study, "5.1", code)
        answer_all(session, study=study)
        expected[session.reviewer] = "5.2" in appraisals.judge_study(session, study).verdict.asked
        submission.submit(session, study)
    assert {True, False} == set(expected.values())
    line = line_of(reconcile.compare(anna, study), "5.2")
    assert expected == {side.reviewer: side.code != "NA" for side in line.sides}
    assert line.agree is False


def test_a_difference_is_settled_with_a_reason_and_who_decided(both) -> None:
    """Another code, a reviewer's own, or a third person's word; saved at once, seen by both."""
    reconcile.reconcile(both, STUDY, "1.3", "NI", "neither fits")
    found = reconcile.reconcile(both, STUDY, "2.1", "=bea", "the figure shows it", decided_by="cara")
    assert ("draft", ()) == (found.consensus_state, found.unresolved)
    assert ("NI", "PN") == (line_of(found, "1.3").consensus.code, line_of(found, "2.1").consensus.code)
    assert line_of(found, "2.1").consensus_reason.startswith("the figure shows it (cara, ")
    assert found == reconcile.compare(as_other(both, "bea"), STUDY)


@pytest.mark.parametrize(
    ("target", "code", "reason", "by", "message"),
    [
        ("1.3", "NI", " ", "discussion", "needs a reason"),
        ("1.3", "NI", "so", " ", "who decided"),
        ("9.9", "NI", "so", "discussion", "no item '9.9'"),
        ("1.3", "WN", "so", "discussion", "does not take"),
        ("1.3", "=dora", "so", "discussion", "take =anna, =bea"),
        ("D1", "moderate", "so", "discussion", "does not judge"),
    ],
)
def test_what_cannot_be_settled_is_said_and_nothing_is_saved(both, target, code, reason, by, message) -> None:
    """Not even the beginning of a consensus."""
    with pytest.raises(UsageError, match=message):
        reconcile.reconcile(both, STUDY, target, code, reason, decided_by=by)
    assert "none" == reconcile.compare(both, STUDY).consensus_state


def test_finishing_names_what_is_not_settled(both) -> None:
    """And leaves the draft a draft."""
    reconcile.reconcile(both, STUDY, "1.3", "=anna", "so")
    with pytest.raises(ConflictError, match=r"1 not settled \(2\.1\)"):
        reconcile.finish_consensus(both, STUDY)
    reconcile.reconcile(both, STUDY, "2.1", "=anna", "so")
    found = reconcile.finish_consensus(both, STUDY)
    assert ("submitted", ()) == (found.consensus_state, found.unresolved)
    assert {line.id: line.sides[0].code for line in found.lines} == {
        line.id: line.consensus.code for line in found.lines
    }


def test_the_judgement_follows_from_the_answers_agreed_upon(both) -> None:
    """A difference of judgement that nobody made by hand needs no decision of its own."""
    assert not line_of(reconcile.compare(both, STUDY), "D1").agree
    found = settle_all(both)
    line = line_of(found, "D1")
    assert line.sides[0].code == line.consensus.code
    assert "follows from what was agreed upon" == line.consensus_reason


def test_an_override_is_settled_by_itself(anna, bea) -> None:
    """The same answers and an override by one of them: the answers do not say who is right."""
    for session in (anna, bea):
        answer_all(session)
    overrides.override(bea, STUDY, "D1", "high", "the case was picked")
    for session in (anna, bea):
        submission.submit(session, STUDY)
    found = reconcile.compare(anna, STUDY)
    assert "D1" in found.unresolved
    assert "the case was picked" == line_of(found, "D1").sides[1].note
    with pytest.raises(ConflictError, match="D1"):
        reconcile.finish_consensus(anna, STUDY)
    reconcile.reconcile(anna, STUDY, "d1", "=bea", "she is right")
    assert "high" == line_of(reconcile.finish_consensus(anna, STUDY), "D1").consensus.code


def test_a_difference_that_an_override_hides_is_one_that_changes_a_judgement(anna, bea) -> None:
    """Both judge the domain alike, one of them by hand: without that, the answer would decide it."""
    for session in (anna, bea):
        answer_all(session)
    appraisals.answer(bea, STUDY, "1.1", "N")
    appraisals.answer(bea, STUDY, "1.2", "N")
    ruled = appraisals.judge_study(anna, STUDY).verdict.final("D1")
    assert ruled != appraisals.judge_study(bea, STUDY).verdict.final("D1")
    overrides.override(bea, STUDY, "D1", ruled, "only the wording is poor")
    for session in (anna, bea):
        submission.submit(session, STUDY)
    found = reconcile.compare(anna, STUDY)
    assert line_of(found, "D1").agree
    assert line_of(found, "1.1").changes_judgement
    assert "1.1" not in [line.id for line in found.open_without_effect]


def test_an_override_by_all_needs_no_decision(anna, bea) -> None:
    """Both reasons go into the consensus."""
    for session in (anna, bea):
        answer_all(session)
        overrides.override(session, STUDY, "D1", "high", f"{session.reviewer} saw it")
        submission.submit(session, STUDY)
    line = line_of(reconcile.finish_consensus(anna, STUDY), "D1")
    assert "high" == line.consensus.code
    assert "all reviewers judged so; anna: anna saw it; bea: bea saw it" == line.consensus_reason


def test_a_decision_can_be_withdrawn(both) -> None:
    """The line is open again; where nothing was settled there is nothing to take back."""
    reconcile.reconcile(both, STUDY, "1.3", "NI", "so")
    assert "1.3" in reconcile.withdraw(both, STUDY, "1.3").unresolved
    with pytest.raises(ConflictError, match="nothing was settled"):
        reconcile.withdraw(both, STUDY, "1.3")


def test_a_finished_consensus_is_reopened_with_a_reason(both) -> None:
    """Until then nothing in it can be changed."""
    settle_all(both)
    for change in (
        lambda: reconcile.reconcile(both, STUDY, "1.3", "NI", "so"),
        lambda: reconcile.finish_consensus(both, STUDY),
    ):
        with pytest.raises(ConflictError, match="reopen it first"):
            change()
    with pytest.raises(UsageError):
        reconcile.reopen_consensus(both, STUDY, " ")
    assert "draft" == reconcile.reopen_consensus(both, STUDY, "new data").consensus_state
    with pytest.raises(ConflictError, match="not submitted"):
        reconcile.reopen_consensus(both, STUDY, "again")


def test_both_originals_and_the_consensus_outlive_every_later_change(both) -> None:
    """A reopened consensus, another decision, another checklist and back: all is still there."""
    originals = worksheets(both)
    settle_all(both)
    reconcile.reopen_consensus(both, STUDY, "new data")
    reconcile.reconcile(both, STUDY, "1.3", "NI", "the supplement is silent", decided_by="cara")
    reconcile.finish_consensus(both, STUDY)
    agreed = worksheets(both, "consensus")
    known_studies.assign(both, STUDY, "case-series", reason="tried")
    with pytest.raises(ConflictError):
        reconcile.compare(both, STUDY)
    known_studies.assign(both, STUDY, "case-report", reason="back")
    assert (originals, agreed) == (worksheets(both), worksheets(both, "consensus"))
    line = line_of(reconcile.compare(both, STUDY), "1.3")
    assert ("NI", ["PY", "PN"]) == (line.consensus.code, [side.code for side in line.sides])
    assert "the supplement is silent (cara, " in line.consensus_reason


def test_the_consensus_is_hidden_from_who_is_blind(both) -> None:
    """From a third who has not submitted, in lists and tables, and it is not compared."""
    settle_all(both, code="=bea")
    cara = as_other(both, "cara")
    answer_all(cara)
    lines = {one.reviewer for one in known_studies.show_study(cara, STUDY).appraisals}
    assert {"anna", "bea", "cara"} == lines
    rows = [row for table in build_table(cara, "answers", "all") for row in table.rows]
    assert {"cara"} == {row[2] for row in rows}
    with pytest.raises(ConflictError):
        reconcile.compare(cara, STUDY)


def test_reopening_after_having_seen_the_other_is_told(both) -> None:
    """Who reopened, after whose work could be seen, and why; the first submission is not told of."""
    assert () == reconcile.compare(both, STUDY).warnings
    bea = as_other(both, "bea")
    submission.reopen(bea, STUDY, "a slip")
    appraisals.answer(bea, STUDY, "1.3", "PY")
    submission.submit(bea, STUDY)
    (warning,) = reconcile.compare(both, STUDY).warnings
    assert warning.startswith("bea reopened on ")
    assert "after the work of anna could be seen (a slip); " in warning
    assert warning.endswith("shown is what was submitted before: 1.3 PN (later PY)")


def test_reopening_before_anybody_else_has_submitted_is_not_told(anna, bea) -> None:
    """Nothing could be seen then."""
    answer_all(anna)
    submission.submit(anna, STUDY)
    submission.reopen(anna, STUDY, "a slip")
    answer_all(bea)
    submission.submit(bea, STUDY)
    submission.submit(anna, STUDY)
    assert () == reconcile.compare(anna, STUDY).warnings


def test_submitting_while_blindness_is_lifted_is_told(anna, bea) -> None:
    """Such an appraisal cannot be called independent."""
    answer_all(anna)
    submission.submit(anna, STUDY)
    settings.lift_blindness(anna, "we work together")
    answer_all(bea)
    submission.submit(bea, STUDY)
    (warning,) = reconcile.compare(anna, STUDY).warnings
    assert "bea submitted on" in warning
    assert "after blindness was lifted and the work of anna could be seen" in warning


def test_whoever_submits_anew_after_the_consensus_is_told(both) -> None:
    """The consensus stays as it was."""
    settle_all(both)
    bea = as_other(both, "bea")
    submission.reopen(bea, STUDY, "a slip")
    appraisals.answer(bea, STUDY, "1.1", "N")
    submission.submit(bea, STUDY)
    found = reconcile.compare(both, STUDY)
    assert any("bea submitted anew" in warning for warning in found.warnings)
    assert "PY" == line_of(found, "1.1").consensus.code


def test_nobody_is_called_consensus(anna) -> None:
    """The word stands where a reviewer's name stands."""
    with pytest.raises(UsageError, match="choose another handle"):
        appraisals.answer(as_other(anna, "consensus"), STUDY, "1.1", "Y")


def rows_of(session, name, of):
    """The rows of a table of the case report."""
    return [row for table in build_table(session, name, of) for row in table.rows]


def test_tables_show_the_consensus_once_it_is_submitted(both) -> None:
    """Until then each reviewer, and what is not reconciled is counted and named."""
    (block,) = build_table(both, "traffic-light")
    assert ["anna", "bea"] == [row[block.ids.index("reviewer")] for row in block.rows]
    assert "1 not reconciled yet: pretend2016 (2 items as given differ)" in block.notes
    reconcile.reconcile(both, STUDY, "1.3", "NI", "so")
    assert 2 == len(rows_of(both, "traffic-light", "consensus"))
    settle_all(both)
    (block,) = build_table(both, "traffic-light")
    assert ["consensus"] == [row[block.ids.index("reviewer")] for row in block.rows]
    assert not any("reconciled" in note for note in block.notes)
    assert 2 == len(rows_of(both, "traffic-light", "independent"))
    assert 3 == len(rows_of(both, "traffic-light", "all"))


def test_the_table_of_answers_has_reasons_and_who_decided(both) -> None:
    """So that a consensus with both originals can be exported in any format."""
    reconcile.reconcile(both, STUDY, "1.3", "NI", "the text is silent", decided_by="cara")
    settle_all(both)
    (block,) = build_table(both, "answers", "all")
    found = {
        (row[2], row[block.ids.index("answer")], row[block.ids.index("note")])
        for row in block.rows
        if row[block.ids.index("item")] == "1.3"
    }
    assert {
        ("anna", "PY", ""),
        ("bea", "PN", "too vague"),
        ("consensus", "NI", "the text is silent (cara)"),
    } == found


def test_the_sheet_behind_a_consensus_can_be_looked_at(both) -> None:
    """As that of a reviewer."""
    settle_all(both)
    assert "PY" == sheet_behind(both, STUDY, "whole study", "consensus").answers["1.3"].code


@pytest.fixture
def far_apart(anna, bea):
    """Two who differ twice in D1 and judge it alike, and who judge D2 apart."""
    for session, given in ((anna, {"1.3": "PN"}), (bea, {"1.1": "PN", "2.1": "N"})):
        for item, code in given.items():
            appraisals.answer(session, STUDY, item, code)
        answer_all(session, "PY")
        submission.submit(session, STUDY)
    return anna


def test_differences_without_effect_are_taken_over_in_one_step(far_apart) -> None:
    """As one reviewer has them and with one reason; what changes a judgement stays open."""
    before = reconcile.compare(far_apart, STUDY)
    assert ["1.1", "1.3"] == [line.id for line in before.open_without_effect]
    after, settled = reconcile.take_over(far_apart, STUDY, "=bea", "the judgement is the same")
    assert ("1.1", "1.3") == settled
    assert ("2.1",) == after.unresolved[:1]
    for item, code in (("1.1", "PN"), ("1.3", "PY")):
        assert code == line_of(after, item).consensus.code
        assert line_of(after, item).consensus_reason.startswith(
            "the judgement is the same (nobody said who settled it, "
        )
    with pytest.raises(ConflictError, match="no difference that changes no judgement"):
        reconcile.take_over(far_apart, STUDY, "anna", "so")


def test_answers_that_would_move_a_shared_judgement_are_not_taken_over(far_apart) -> None:
    """What was settled before may carry the others over an edge; then nothing is saved."""
    reconcile.reconcile(far_apart, STUDY, "1.1", "=bea", "read again")
    with pytest.raises(ConflictError, match="the judgement of D1, which all reviewers share"):
        reconcile.take_over(far_apart, STUDY, "anna", "so")
    assert "1.3" in reconcile.compare(far_apart, STUDY).unresolved


@pytest.mark.parametrize(
    ("handle", "reason", "by", "message"),
    [
        ("dora", "so", "discussion", "take =anna, =bea"),
        ("bea", " ", "discussion", "needs a reason"),
        ("bea", "so", " ", "who"),
    ],
)
def test_what_cannot_be_taken_over_begins_no_consensus(far_apart, handle, reason, by, message) -> None:
    """One line says what is missing."""
    with pytest.raises(UsageError, match=message):
        reconcile.take_over(far_apart, STUDY, handle, reason, decided_by=by)
    assert "none" == reconcile.compare(far_apart, STUDY).consensus_state


def test_items_that_change_a_sum_of_points_count_as_changing_something(listed, bea) -> None:
    """Where nothing is judged, the sums are the result; each reviewer's stands beside."""
    appraisals.answer(listed, STUDY, "1", "TWO")
    appraisals.answer(listed, STUDY, "2", "ONE")
    appraisals.answer(bea, STUDY, "1", "TWO")
    appraisals.answer(bea, STUDY, "2", "TWO")
    for session in (listed, bea):
        submission.submit(session, STUDY)
    found = reconcile.compare(listed, STUDY)
    assert [("Points", ("3 of 4", "4 of 4"))] == [(total.title, total.values) for total in found.totals]
    assert line_of(found, "2").changes_judgement
    assert () == found.open_without_effect


def test_a_sum_that_comes_out_alike_changes_nothing(listed, bea) -> None:
    """Two differences may make up for each other."""
    for session, first, second in ((listed, "TWO", "ONE"), (bea, "ONE", "TWO")):
        appraisals.answer(session, STUDY, "1", first)
        appraisals.answer(session, STUDY, "2", second)
        submission.submit(session, STUDY)
    found = reconcile.compare(listed, STUDY)
    assert ["1", "2"] == [line.id for line in found.open_without_effect]
