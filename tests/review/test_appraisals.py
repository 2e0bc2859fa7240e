"""Answering, overriding, submitting, undoing, as both front ends do it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checklists import load_checklist
from workbench.cli.judgement_json import judgement_json
from workbench.errors import ConflictError, NotFoundError, UsageError
from workbench.review.admin import history
from workbench.review.appraisals import answers as appraisals
from workbench.review.appraisals import overrides, submission
from workbench.review.studies import known_studies

STUDY = "pretend2016"
OLD = Path(__file__).parents[1] / "data" / "definitions-0.1.0"


def test_looking_leaves_no_trace(anna) -> None:
    """Judging a study that nobody began stores nothing."""
    before = history.list_events(anna)
    sheet = appraisals.judge_study(anna, STUDY)
    assert "not_started" == sheet.state
    assert before == history.list_events(anna)


def test_the_json_of_a_judgement_has_the_agreed_shape(anna, fill) -> None:
    """What other programs rely upon: the keys, ids for judgements, counts for progress."""
    fill(anna, "NI")
    overrides.override(anna, STUDY, "overall", "high", "nothing is reported")
    shape = judgement_json(appraisals.judge_study(anna, STUDY))
    assert {
        "study", "result", "checklist", "checklist_version", "reviewer", "state", "domains", "overall",
        "flags", "answered", "asked",
    } <= shape.keys()  # fmt: skip
    assert {"id", "title", "suggested", "final", "rule", "because", "answers"} <= shape["domains"][0].keys()
    assert tuple(
        shape[name] for name in ("study", "result", "checklist", "reviewer", "state", "answered", "asked")
    ) == ("pretend2016", "whole study", "case-report", "anna", "draft", 14, 14)
    assert ("no_information", "high") == (shape["overall"]["suggested"], shape["overall"]["final"])
    assert "D2-R2" == shape["domains"][1]["rule"]
    assert {"2.1": "NI", "2.2": "NI"}.items() <= shape["domains"][1]["answers"].items()


@pytest.mark.parametrize(
    ("item", "code", "words"),
    [
        ("9.9", "Y", "no item '9.9'"),
        ("1.1", "YES", "does not take 'YES'"),
        ("1.1", "WN", "it takes Y, PY, PN, N, NI"),
        ("P2", "abstrakt", 'did you mean "abstract"'),
    ],
)
def test_a_wrong_item_or_code_is_named_and_nothing_is_saved(anna, item, code, words) -> None:
    """The message names what would have been right."""
    with pytest.raises(UsageError, match=words.replace("?", r"\?")):
        appraisals.answer(anna, STUDY, item, code)
    assert "not_started" == appraisals.judge_study(anna, STUDY).state


def test_a_code_may_be_written_small(anna) -> None:
    """y means Y; nobody should lose time over the shift key."""
    assert {"1.1": "PY"} == appraisals.answer(anna, STUDY, "1.1", "py").worksheet.codes


def test_a_quote_that_is_not_in_the_text_leaves_the_old_answer(anna) -> None:
    """The passage is looked up first, so a refusal changes nothing."""
    appraisals.answer(anna, STUDY, "1.1", "Y")
    with pytest.raises(UsageError, match="in no document"):
        appraisals.answer(anna, STUDY, "1.1", "N", quote="words that nobody wrote")
    assert {"1.1": "Y"} == appraisals.judge_study(anna, STUDY).worksheet.codes


def test_a_quote_is_found_across_line_breaks(anna) -> None:
    """Any white space in the quote stands for any in the text; what is stored is the text's own."""
    from workbench.review.appraisals import texts

    (document, *_) = texts.texts(anna, STUDY)
    words = document.text.split()[10:18]
    sheet = appraisals.answer(anna, STUDY, "1.1", "Y", quote="  ".join(words))
    (quote,) = sheet.quotes
    assert words == document.text[slice(*document.from_source(quote.start, quote.end))].split()
    assert document.source[quote.start : quote.end] == quote.text


def test_submitting_with_open_items_is_refused_and_names_them(anna) -> None:
    """The exit is a conflict, and the items stand in the message."""
    appraisals.answer(anna, STUDY, "1.1", "Y")
    with pytest.raises(ConflictError, match=r"13 of 14 items have no answer \(1\.3, 2\.1"):
        submission.submit(anna, STUDY)


def test_a_submitted_appraisal_changes_only_by_being_reopened(anna, fill) -> None:
    """Answers, notes, overrides and undo are refused; reopening with a reason lets them through."""
    fill(anna)
    submission.submit(anna, STUDY)
    for change in (
        lambda: appraisals.answer(anna, STUDY, "1.1", "N"),
        lambda: appraisals.note(anna, STUDY, "1.1", "late"),
        lambda: overrides.override(anna, STUDY, "D1", "high", "late"),
        lambda: appraisals.undo(anna, STUDY),
        lambda: submission.submit(anna, STUDY),
    ):
        with pytest.raises(ConflictError):
            change()
    with pytest.raises(UsageError, match="needs a reason"):
        submission.reopen(anna, STUDY, "  ")
    submission.reopen(anna, STUDY, "a slip in 1.1")
    assert "N" == appraisals.answer(anna, STUDY, "1.1", "N").worksheet.codes["1.1"]
    assert "a slip in 1.1" in [line.reason for line in history.list_events(anna, STUDY)]


def test_an_overridden_domain_counts_in_the_overall_judgement(anna, fill) -> None:
    """The overall suggestion rests on final domain judgements."""
    fill(anna, "Y")
    assert "low" == appraisals.judge_study(anna, STUDY).verdict.overall.final
    sheet = overrides.override(anna, STUDY, "d3", "High", "a second drug began the same day")
    assert ("low", "high") == (sheet.verdict.domain("D3").suggested, sheet.verdict.domain("D3").final)
    assert "high" == sheet.verdict.overall.suggested
    assert "low" == overrides.clear_override(anna, STUDY, "D3").verdict.overall.final


def test_an_override_that_is_not_there_cannot_be_taken_away(anna) -> None:
    """The message says so; nothing begins."""
    with pytest.raises(NotFoundError, match="nothing overrides D1"):
        overrides.clear_override(anna, STUDY, "D1")


def test_changing_the_checklist_keeps_the_answers_to_the_old_one(anna) -> None:
    """Another checklist begins a sheet of its own; going back finds everything again."""
    appraisals.answer(anna, STUDY, "1.1", "Y", note="kept")
    known_studies.assign(anna, STUDY, "case-series", reason="tried")
    assert {} == appraisals.judge_study(anna, STUDY).answers
    known_studies.assign(anna, STUDY, "case-report")
    assert "kept" == appraisals.judge_study(anna, STUDY).answers["1.1"].note


def test_an_appraisal_keeps_the_checklist_it_began_with(anna, monkeypatch) -> None:
    """When a new version is shipped, a begun appraisal is judged by its own text, a new one by the new."""
    from workbench.review.checklists import known_checklists

    old = load_checklist(OLD / "case-report.yaml")
    with monkeypatch.context() as before:
        before.setattr(known_checklists, "find_checklist", lambda _: old)
        for item in old.items:
            appraisals.answer(anna, STUDY, item.id, "N" if item.id == "5.3" else "Y")
        was = appraisals.judge_study(anna, STUDY)
    sheet = appraisals.judge_study(anna, STUDY)
    assert ("0.1.0", "D5-R1") == (sheet.checklist.version, sheet.verdict.domain("D5").rule)
    assert was.verdict == sheet.verdict
    assert "0.2.2" == appraisals.judge_study(anna, STUDY, result="another").checklist.version


def test_preliminaries_with_several_options_are_kept_in_order(anna) -> None:
    """Commas separate them, and the order is the checklist's."""
    sheet = appraisals.answer(anna, STUDY, "p2", "supplement,abstract")
    assert {"P2": "abstract, supplement"} == sheet.preliminaries


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(
        st.tuples(st.sampled_from(["1.1", "2.1", "3.3"]), st.sampled_from(["Y", "PN", "NI"])), max_size=8
    )
)
def test_undoing_everything_leads_back_to_the_beginning(anna, steps) -> None:
    """However answers were changed, as many undos as changes give the state before."""
    before = appraisals.judge_study(anna, STUDY).answers
    codes = {item: given.code for item, given in before.items()}
    changes = 0
    for item, code in steps:
        changes += codes.get(item) != code
        codes[item] = code
        appraisals.answer(anna, STUDY, item, code)
    for _ in range(changes):
        appraisals.undo(anna, STUDY)
    after = appraisals.judge_study(anna, STUDY).answers
    assert {i: a.code for i, a in before.items()} == {i: a.code for i, a in after.items()}
