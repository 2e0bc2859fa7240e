"""Taking one's own appraisal to a newer version of its checklist."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from checklists import Checklist, find_checklist, load_checklist
from workbench.errors import ConflictError
from workbench.review.admin import history
from workbench.review.appraisals import answers, overrides, quotes, sheets, submission, texts, upgrade
from workbench.review.blindness.independence import as_first_submitted, glimpses
from workbench.review.checklists import known_checklists
from workbench.review.reviewers import reconcile
from workbench.review.tables.build import build_table

STUDY = "pretend2016"
OLD = Path(__file__).parents[1] / "data" / "definitions-0.1.0"


@pytest.fixture
def begun(anna, monkeypatch) -> Iterator:
    """An appraisal by case-report 0.1.0: every item answered, one with a note and a quote."""
    with monkeypatch.context() as before:
        before.setattr(known_checklists, "find_checklist", lambda name: load_checklist(OLD / f"{name}.yaml"))
        for item in load_checklist(OLD / "case-report.yaml").items:
            answers.answer(anna, STUDY, item.id, "PY")
        (text,) = texts.texts(anna, STUDY)
        answers.note(anna, STUDY, "1.2", "all but smoking")
        quotes.tie_quote(anna, STUDY, "1.2", text.id, 200, 240)
        answers.answer(anna, STUDY, "P1", "pain")
    return anna


def sheet_of(session) -> sheets.Sheet:
    """What the review holds now."""
    return answers.judge_study(session, STUDY)


def test_answers_to_unchanged_items_are_kept_and_the_rest_is_asked_again(begun) -> None:
    """case-report keeps 1.3 alone; notes, quotes and preliminaries stay where they were."""
    (plan,) = upgrade.upgrade(begun, STUDY)
    sheet = sheet_of(begun)
    assert ("0.1.0", "0.2.2", "0.2.2") == (plan.before, plan.after, sheet.checklist.version)
    assert (("1.3",), 16, ("3.4", "5.5", "5.6")) == (plan.kept, len(plan.asked_again), plan.added)
    assert {"1.3": "PY"} == sheet.codes
    assert "all but smoking" == sheet.answers["1.2"].note
    assert ["1.2"] == [quote.item_id for quote in sheet.quotes]
    assert "pain" == sheet.preliminaries["P1"]


def test_old_answers_stay_in_the_history(begun) -> None:
    """Each that was taken away, and the two versions."""
    upgrade.upgrade(begun, STUDY)
    lines = history.list_events(begun, STUDY)
    gone = {line.target for line in lines if (line.action, line.before, line.after) == ("answer", "PY", None)}
    assert 16 == len(gone)
    (told,) = [line for line in lines if line.action == "upgrade"]
    assert ("0.1.0", "0.2.2") == (told.before["version"], told.after["version"])


def test_a_plan_changes_nothing(begun) -> None:
    """It says in a sentence what would happen; opening the study upgrades nothing either."""
    before = history.list_events(begun, STUDY)
    (plan,) = upgrade.plan_upgrades(begun, STUDY)
    assert "case-report 0.1.0 → 0.2.2: 1 answer is kept (1.3); 16 are asked again" in plan.in_words()
    assert upgrade.is_older(begun, STUDY)
    assert "0.1.0" == sheet_of(begun).checklist.version
    assert before == history.list_events(begun, STUDY)


def test_undo_does_not_go_back_behind_an_upgrade(begun) -> None:
    """What was said before it was said of other words, and may be no answer to them."""
    upgrade.upgrade(begun, STUDY)
    with pytest.raises(ConflictError, match="nothing to undo"):
        answers.undo(begun, STUDY)
    answers.answer(begun, STUDY, "1.1", "N")
    answers.undo(begun, STUDY)
    assert {"1.3": "PY"} == sheet_of(begun).codes


def test_an_override_goes_if_an_item_behind_it_is_asked_again(begun) -> None:
    """With its reason it stands in the history, and the plan names it."""
    overrides.override(begun, STUDY, "D3", "high", "a second drug")
    overrides.override(begun, STUDY, "overall", "high", "a second drug")
    (plan,) = upgrade.upgrade(begun, STUDY)
    assert {"D3", "overall"} == set(plan.dropped)
    assert "the overrides of D3, overall go to the history" in plan.in_words()
    assert {} == sheet_of(begun).overrides
    assert "a second drug" in str([line.before for line in history.list_events(begun, STUDY)])


def test_an_override_stays_if_no_item_of_its_domain_changes(begun, monkeypatch) -> None:
    """Here a version that keeps every item of domain 2."""
    overrides.override(begun, STUDY, "D2", "high", "seen by nobody")
    source = find_checklist("case-report").source
    kinder = parse_with_keep(source, ["1.3", "2.1", "2.2", "2.3"])
    monkeypatch.setattr(known_checklists, "find_checklist", lambda _: kinder)
    (plan,) = upgrade.upgrade(begun, STUDY)
    assert ((), {"D2"}) == (plan.dropped, set(sheet_of(begun).overrides))


def parse_with_keep(source: str, keep: list[str]) -> Checklist:
    """The definition with another list of items that are kept."""
    from checklists import parse_checklist

    head = source[: source.index("upgrades:")]
    named = ", ".join(f'"{item}"' for item in keep)
    return parse_checklist(f'{head}upgrades:\n  from: "0.1.0"\n  keep: [{named}]\n', "kinder.yaml")


def test_a_submitted_appraisal_must_be_reopened_first(begun) -> None:
    """One line says with which command; nothing is changed."""
    submission.submit(begun, STUDY)
    with pytest.raises(ConflictError, match="reopen it first with `workbench reopen pretend2016 --reason"):
        upgrade.upgrade(begun, STUDY)
    submission.reopen(begun, STUDY, "to upgrade")
    upgrade.upgrade(begun, STUDY)
    assert "0.2.2" == sheet_of(begun).checklist.version


def test_every_result_is_upgraded_or_none(begun, monkeypatch) -> None:
    """A submitted result keeps the others from being changed half."""
    with monkeypatch.context() as before:
        before.setattr(known_checklists, "find_checklist", lambda name: load_checklist(OLD / f"{name}.yaml"))
        answers.answer(begun, STUDY, "1.3", "N", result="pain")
    submission.submit(begun, STUDY)
    with pytest.raises(ConflictError):
        upgrade.upgrade(begun, STUDY)
    assert "0.1.0" == answers.judge_study(begun, STUDY, result="pain").checklist.version
    submission.reopen(begun, STUDY, "to upgrade")
    assert 2 == len(upgrade.upgrade(begun, STUDY))


@pytest.mark.parametrize(
    ("checklist", "words"),
    [("case-series", "an upgrade goes to a newer version of the same checklist"), ("", "the newest version")],
)
def test_what_cannot_be_upgraded_is_refused(anna, checklist: str, words: str) -> None:
    """Another checklist, and an appraisal that is made with the newest version."""
    answers.answer(anna, STUDY, "1.1", "Y")
    with pytest.raises(ConflictError, match=words):
        upgrade.upgrade(anna, STUDY, checklist)


def test_what_is_not_begun_is_refused(anna) -> None:
    """There is nothing to take over."""
    with pytest.raises(ConflictError, match="nothing to upgrade"):
        upgrade.upgrade(anna, STUDY)
    assert not upgrade.is_older(anna, STUDY)


def test_a_version_that_names_no_answers_to_keep_is_refused(begun, monkeypatch) -> None:
    """Nothing is guessed about which answers still hold."""
    plain = find_checklist("case-report")
    silent = parse_with_keep(plain.source, []).model_copy(update={"upgrades": ()})
    monkeypatch.setattr(known_checklists, "find_checklist", lambda _: silent)
    with pytest.raises(ConflictError, match=r"does not say which answers of 0\.1\.0 it takes over"):
        upgrade.upgrade(begun, STUDY)


def test_only_ones_own_appraisal_is_upgraded(begun, bea) -> None:
    """Another reviewer's appraisal stays as it was, and is not looked at."""
    with pytest.raises(ConflictError, match="nothing to upgrade"):
        upgrade.upgrade(bea, STUDY)
    assert "0.1.0" == sheet_of(begun).checklist.version


def test_what_was_submitted_independently_is_read_by_its_own_version(begun, bea) -> None:
    """After reopening with another's work in sight, an upgrade leaves the first submission as it was."""
    submission.submit(begun, STUDY)
    answer_all(bea, "Y")
    submission.submit(bea, STUDY)
    submission.reopen(begun, STUDY, "to upgrade")
    upgrade.upgrade(begun, STUDY)
    answer_all(begun, "N")
    submission.submit(begun, STUDY)
    now = sheet_of(begun)
    known = glimpses(begun, [now.appraisal, sheet_of(bea).appraisal])
    (first,) = as_first_submitted(begun, [now], known)
    assert ("0.1.0", {"PY"}) == (first.checklist.version, set(first.codes.values()))
    assert ("0.2.2", "N") == (first.now.checklist.version, first.now.codes["1.1"])
    assert build_table(begun, "answers", of="independent")


def answer_all(session, code: str) -> None:
    """Answer what is not answered yet."""
    while open_items := sheet_of(session).open_items:
        answers.answer(session, STUDY, open_items[0], code)


def test_what_becomes_of_a_consensus_is_said(begun, bea, monkeypatch) -> None:
    """It stays as it is, in the tables too, and those who do not see it learn nothing."""
    with monkeypatch.context() as before:
        before.setattr(known_checklists, "find_checklist", lambda name: load_checklist(OLD / f"{name}.yaml"))
        for item in answers.judge_study(bea, STUDY).checklist.items:
            answers.answer(bea, STUDY, item.id, "PY")
        for session in (begun, bea):
            submission.submit(session, STUDY)
        reconcile.finish_consensus(begun, STUDY)
    with pytest.raises(ConflictError, match=r"the consensus on it was made with 0\.1\.0 and stays as it is"):
        upgrade.upgrade(begun, STUDY)
    submission.reopen(begun, STUDY, "to upgrade")
    upgrade.upgrade(begun, STUDY)
    for item in answers.judge_study(begun, STUDY).verdict.unanswered:
        answers.answer(begun, STUDY, item, "PY")
    submission.submit(begun, STUDY)
    (told,) = (
        [
            row[[column.id for column in block.columns].index("reviewer")]
            for row in block.rows
            if row[0] == STUDY
        ]
        for block in build_table(begun, "appraisal")
        if any(row[0] == STUDY for row in block.rows)
    )
    assert ["consensus"] == told
