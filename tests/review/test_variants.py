"""Preliminaries that decide which items are asked: before the items, and when they change."""

from __future__ import annotations

import pytest

from tests.review.conftest import ADHERING, ASSIGNED, RICH, STARS, STUDY, add_checklist, give
from workbench.errors import ConflictError, UsageError
from workbench.review.appraisals import answers, overrides, submission
from workbench.review.appraisals.variants import SetAsideError
from workbench.review.studies import known_studies


def sheet_of(session, study=STUDY):
    """The viewer's own sheet."""
    return answers.judge_study(session, study)


def test_items_wait_for_what_decides_on_them(rich) -> None:
    """One line says what to fill in, with which options, and nothing is saved."""
    with pytest.raises(ConflictError, match=r"P1 decides which items are asked; .*assignment or adhering"):
        answers.answer(rich, STUDY, "1.1", "Y")
    with pytest.raises(ConflictError, match="P1 decides"):
        answers.note(rich, STUDY, "1.1", "words")
    assert sheet_of(rich).worksheet is None


def test_a_variant_asks_its_own_items(rich) -> None:
    """Items and preliminaries of another variant are refused by name."""
    give(rich, P1="assignment")
    assert ["1.1", "2.1", "2.2", "S1", "S2", "S3"] == list(sheet_of(rich).verdict.asked)
    with pytest.raises(ConflictError, match="is not asked in the variant P1 assignment of rich"):
        answers.answer(rich, STUDY, "2.3", "Y")
    with pytest.raises(UsageError, match="P3 is asked only if P1 is adhering"):
        answers.answer(rich, STUDY, "P3", "other")


def test_several_options_are_stored_in_the_order_of_the_checklist(rich) -> None:
    """Each of them has its items."""
    give(rich, P1="adhering", P3="failed, other")
    sheet = sheet_of(rich)
    assert "other, failed" == sheet.preliminaries["P3"]
    assert {"2.3", "2.4"} <= set(sheet.verdict.asked)


def test_a_change_of_variant_asks_first_and_says_how_many_answers_it_sets_aside(rich) -> None:
    """They are kept, count for nothing meanwhile, and come back."""
    give(rich, **ASSIGNED)
    with pytest.raises(SetAsideError, match=r"2 answers are no longer asked for \(2.1, 2.2\)") as refused:
        answers.answer(rich, STUDY, "P1", "adhering")
    assert ("2.1", "2.2") == refused.value.items
    assert "assignment" == sheet_of(rich).preliminaries["P1"]
    answers.answer(rich, STUDY, "P1", "adhering", sets_aside=True)
    answers.answer(rich, STUDY, "P3", "other")
    assert not {"2.1", "2.2"} & set(sheet_of(rich).verdict.shown)
    answers.answer(rich, STUDY, "P1", "assignment")
    assert "low" == sheet_of(rich).verdict.domain("D2a").final


def test_a_change_that_sets_nothing_aside_does_not_ask(rich) -> None:
    """Only answers that would no longer be asked for are a reason."""
    give(rich, P1="assignment", P2="go", i1_1="Y")
    answers.answer(rich, STUDY, "P1", "adhering")
    assert "adhering" == sheet_of(rich).preliminaries["P1"]


def test_what_a_rule_reads_is_needed_to_submit(rich) -> None:
    """P2 ends the appraisal or lets it go on, so without it the whole is open."""
    give(rich, **{name: code for name, code in (ASSIGNED | STARS).items() if name != "P2"})
    overrides.override(rich, STUDY, "A1", "low", "the same people")
    with pytest.raises(ConflictError, match="P2 decides what is asked or judged, and is not filled in"):
        submission.submit(rich, STUDY)


def test_triage_ends_the_appraisal(rich) -> None:
    """Nothing is asked any more, it can be submitted, and nothing hidden can be judged."""
    give(rich, P1="assignment", P2="halt")
    sheet = sheet_of(rich)
    assert ("high", ()) == (sheet.verdict.final_overall, sheet.verdict.shown)
    with pytest.raises(ConflictError, match="D1 is not needed: the appraisal ended before it"):
        overrides.override(rich, STUDY, "D1", "low", "no")
    assert submission.submit(rich, STUDY).submitted


def test_a_shared_preliminary_is_copied_into_each_appraisal_that_begins(anna, tmp_path) -> None:
    """Changed for a later study, it changes nothing in an earlier one."""
    text = RICH.read_text(encoding="utf-8").replace(
        "options: [assignment, adhering], required: true",
        "options: [assignment, adhering], required: true, scope: review",
    )
    for study in (STUDY, "seaweed"):
        add_checklist(anna, tmp_path, text, study)
    give(anna, P1="assignment")
    give(anna, "seaweed", i1_1="Y")
    give(anna, "seaweed", P1="adhering")
    assert ["assignment", "adhering"] == [
        sheet_of(anna, study).preliminaries["P1"] for study in (STUDY, "seaweed")
    ]


def test_undo_of_the_first_answer_leaves_the_variant_alone(anna, tmp_path) -> None:
    """The copy of a shared preliminary is not a change that somebody made."""
    text = RICH.read_text(encoding="utf-8").replace(
        "options: [assignment, adhering], required: true",
        "options: [assignment, adhering], required: true, scope: review",
    )
    for study in (STUDY, "seaweed"):
        add_checklist(anna, tmp_path, text, study)
    give(anna, P1="assignment")
    give(anna, "seaweed", i1_1="Y")
    sheet, undone = answers.undo(anna, "seaweed")
    assert ("answer 1.1", "assignment") == (undone, sheet.preliminaries["P1"])
    with pytest.raises(ConflictError, match="nothing to undo"):
        answers.undo(anna, "seaweed")


def test_both_variants_can_be_finished(rich) -> None:
    """The reviewer's own judgement and the answers are all that is missing."""
    give(rich, **ADHERING, **STARS)
    with pytest.raises(ConflictError, match="D2b, A1 are for you to judge"):
        submission.submit(rich, STUDY)
    for target in ("D2b", "A1"):
        overrides.override(rich, STUDY, target, "low", "weighed")
    assert submission.submit(rich, STUDY).submitted


def test_an_item_is_named_by_the_number_that_is_shown(anna) -> None:
    """The letter behind it in the id tells two variants apart, of which one is asked."""
    known_studies.assign(anna, STUDY, "robins-i-v2", reason="to look")
    with pytest.raises(ConflictError, match="decides which items are asked"):
        answers.answer(anna, STUDY, "1.1", "Y")
    give(anna, PB1="Y", PB3="N", PC4="per_protocol")
    answers.answer(anna, STUDY, "1.1", "Y")
    answers.note(anna, STUDY, "1.1", "all of the list")
    given = sheet_of(anna).answers
    assert ("Y", "all of the list") == (given["1.1B"].code, given["1.1B"].note)
    assert "1.1A" not in given
    with pytest.raises(UsageError, match=r"has no item '9\.9'"):
        answers.answer(anna, STUDY, "9.9", "Y")
