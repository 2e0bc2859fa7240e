"""The promise: nobody sees another's work on a study before both have submitted it."""

from __future__ import annotations

import json
from dataclasses import asdict

import pytest

from workbench.cli.judgement_json import judgement_json
from workbench.errors import ConflictError, NotFoundError
from workbench.review.admin import history
from workbench.review.appraisals import answers as appraisals
from workbench.review.appraisals import overrides, submission
from workbench.review.publish.manuscript import methods_text
from workbench.review.reviewers import agreement, reconcile
from workbench.review.studies import known_studies
from workbench.review.studies.progress import read_progress
from workbench.review.tables.build import build_table, sheet_behind
from workbench.review.tables.registry import TABLES
from workbench.review.updates.updates import updates

STUDY = "pretend2016"
SECRET = "bea thinks this is a fluke"


def everything_seen(session) -> str:
    """All that the use cases give to a viewer, as one text."""
    seen = [json.dumps([one.as_json() for one in known_studies.list_studies(session)])]
    seen.append(json.dumps(known_studies.show_study(session, STUDY).as_json()))
    for of in ("consensus", "independent", "all"):
        seen.extend(str(build_table(session, name, of)) for name in TABLES)
    seen.append(str(agreement.agreement(session)))
    seen.append(str(methods_text.sentences(session)))
    seen.append(json.dumps([line.as_json() for line in updates(session).lines]))
    try:
        seen.append(str(reconcile.compare(session, STUDY)))
    except ConflictError as refusal:
        seen.append(str(refusal))
    seen.append(str(history.list_events(session)))
    seen.append(json.dumps(judgement_json(appraisals.judge_study(session, STUDY))))
    seen.append(str([asdict(one) for one in read_progress(session, known_studies.rows(session)).values()]))
    return "\n".join(seen)


def work_as_bea(bea, fill) -> None:
    """A full appraisal with a note and an override that nobody else has."""
    fill(bea, "PN")
    appraisals.note(bea, STUDY, "1.1", SECRET)
    overrides.override(bea, STUDY, "D1", "high", SECRET)


@pytest.mark.parametrize("bea_submits", [False, True], ids=["draft", "submitted"])
@pytest.mark.parametrize("anna_begins", [False, True], ids=["not begun", "begun"])
def test_before_one_has_submitted_nothing_of_the_other_is_seen(
    anna, bea, fill, bea_submits, anna_begins
) -> None:
    """Whatever the other has done, notes, reasons, answers and their number stay hidden."""
    work_as_bea(bea, fill)
    if bea_submits:
        submission.submit(bea, STUDY)
    if anna_begins:
        appraisals.answer(anna, STUDY, "1.1", "Y")
    seen = everything_seen(anna)
    assert SECRET not in seen
    assert "PN" not in seen
    assert not any("17" in str(line.answered) for line in known_studies.show_study(anna, STUDY).appraisals)
    lines = [one for one in known_studies.show_study(anna, STUDY).appraisals if one.reviewer == "bea"]
    assert (["done"] if bea_submits else []) == [line.state for line in lines]
    for line in lines:
        assert (None, None, None, None) == (line.overall, line.answered, line.asked, line.result)


def test_a_draft_of_the_other_stays_hidden_after_one_has_submitted(anna, bea, fill) -> None:
    """Having submitted oneself opens only what the other has submitted too."""
    fill(anna)
    submission.submit(anna, STUDY)
    work_as_bea(bea, fill)
    assert SECRET not in everything_seen(anna)


def test_when_both_have_submitted_each_sees_the_other(anna, bea, fill) -> None:
    """Then the tables have a row for each, notes and reasons included."""
    work_as_bea(bea, fill)
    submission.submit(bea, STUDY)
    fill(anna)
    submission.submit(anna, STUDY)
    assert SECRET in everything_seen(anna)
    (block,) = build_table(anna, "traffic-light")
    place = block.ids.index("reviewer")
    assert ["anna", "bea"] == [row[place] for row in block.rows]


def test_reopening_makes_blind_again(anna, bea, fill) -> None:
    """Who takes an appraisal back to a draft no longer sees the other's."""
    work_as_bea(bea, fill)
    submission.submit(bea, STUDY)
    fill(anna)
    submission.submit(anna, STUDY)
    submission.reopen(anna, STUDY, "a slip")
    assert SECRET not in everything_seen(anna)


def test_another_result_does_not_open_the_work_on_this_one(anna, bea, fill) -> None:
    """Submitting one result of a study shows nothing of another result."""
    work_as_bea(bea, fill)
    submission.submit(bea, STUDY)
    sheet = appraisals.judge_study(anna, STUDY, result="survival")
    for item in sheet.checklist.items:
        appraisals.answer(anna, STUDY, item.id, "Y", result="survival")
    submission.submit(anna, STUDY, result="survival")
    assert SECRET not in everything_seen(anna)


def test_looking_behind_a_row_is_blind_too(anna, bea, fill) -> None:
    """A hidden appraisal cannot be asked for by name either."""
    work_as_bea(bea, fill)
    submission.submit(bea, STUDY)
    with pytest.raises(NotFoundError):
        sheet_behind(anna, STUDY, "whole study", "bea")


def test_without_a_name_nothing_is_seen(review, bea, fill) -> None:
    """Somebody who does not say who they are sees nobody's work in the history."""
    from workbench.review.session import open_review

    work_as_bea(bea, fill)
    with open_review(review) as nobody:
        assert SECRET not in str(history.list_events(nobody))
        assert SECRET not in str(known_studies.list_studies(nobody))


def test_a_rating_of_risk_of_bias_is_as_blind_as_the_appraisals_behind_it(anna, bea) -> None:
    """Who may not see somebody's appraisals sees neither their rating of risk of bias nor its reason."""
    from workbench.review.admin import history
    from workbench.review.evidence import findings, outcomes, ratings

    secret = "bea saw cases picked by hand"
    outcomes.add_outcome(bea, "recovery", better="higher", importance=7)
    findings.record_finding(bea, "pretend2016", "recovery", {"sentence": "He recovered."})
    appraisals.answer(bea, "pretend2016", "1.1", "N")
    ratings.rate(bea, "recovery", "RiskOfBias", -1, secret)
    assert secret in str(ratings.evidence(bea))
    assert secret not in str(ratings.evidence(anna))
    assert secret not in str(history.list_events(anna))
    assert secret in str(history.list_events(bea))


def test_another_checklist_does_not_open_the_work_with_this_one(anna, bea, fill) -> None:
    """Who has appraised a study with a checklist that was then changed is blind to the new appraisals."""
    fill(anna)
    submission.submit(anna, STUDY)
    known_studies.assign(anna, STUDY, "case-series", reason="tried")
    fill(bea)
    appraisals.note(bea, STUDY, "1.1", SECRET)
    submission.submit(bea, STUDY)
    assert SECRET not in everything_seen(anna)


def test_the_history_has_no_gaps_that_tell_how_much_others_did(anna, bea, fill) -> None:
    """Its lines are numbered as the viewer sees them, also those of one study, and what takes back what."""
    appraisals.answer(anna, STUDY, "1.1", "Y")
    fill(bea)
    appraisals.answer(anna, STUDY, "1.2", "Y")
    appraisals.undo(anna, STUDY)
    lines = history.list_events(anna)
    assert list(range(1, len(lines) + 1)) == [line.number for line in lines]
    assert lines[-2].number == lines[-1].undoes
    assert [line for line in lines if line.study == STUDY] == history.list_events(anna, STUDY)


def test_what_others_have_begun_is_not_counted(anna, bea, fill) -> None:
    """Tables say on how many studies others are done, whatever the number of their drafts and results."""
    for study, result in ((STUDY, ""), (STUDY, "survival"), ("imagina2018", "")):
        appraisals.answer(bea, study, "1.1", "N", result=result)
    assert not any("others" in note for block in build_table(anna, "answers") for note in block.notes)
    fill(bea)
    submission.submit(bea, STUDY)
    (block,) = build_table(anna, "answers")
    assert ("others' work on 1 study stays hidden until both have submitted",) == block.notes


@pytest.mark.parametrize("submits", [False, True])
def test_the_number_of_results_of_others_is_hidden(anna, bea, fill, submits) -> None:
    """Of each other reviewer who is done there is one line, of drafts none."""
    for result in ("", "survival", "death"):
        appraisals.answer(bea, STUDY, "1.1", "N", result=result)
    if submits:
        fill(bea)
        submission.submit(bea, STUDY)
    found = [(one.reviewer, one.state) for one in known_studies.show_study(anna, STUDY).appraisals]
    assert ([("bea", "done")] if submits else []) == found


def test_a_further_draft_of_somebody_who_is_seen_is_no_line(anna, bea, fill) -> None:
    """What is seen of bea says that she is done with this study."""
    for session in (anna, bea):
        fill(session)
        submission.submit(session, STUDY)
    appraisals.answer(bea, STUDY, "1.1", "N", result="survival")
    found = [(one.reviewer, one.state) for one in known_studies.show_study(anna, STUDY).appraisals]
    assert [("anna", "submitted"), ("bea", "submitted")] == found
