"""A decision between two values of a merge that is revised: by a step of its own, the other one stands."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.export_rows import read_everything
from tests.review.conftest import STUDY
from tests.review.test_merging import ben, ben_file, merge  # noqa: F401
from tests.review.test_two_versions import judge_with, require_sound, standing
from workbench.errors import ConflictError, NotFoundError
from workbench.review.admin import history, settings
from workbench.review.appraisals import answers, submission
from workbench.review.evidence import findings, outcomes
from workbench.review.exchange.merge import decide
from workbench.review.exchange.verify.independence_status import Independence
from workbench.review.exchange.verify.verify import verify
from workbench.review.exchange.whole_review import export_review
from workbench.review.session import ReviewSession, open_review
from workbench.review.studies import edit_record, known_studies
from workbench.review.view import View

CANARY = "a word of the version that was not taken"


@pytest.fixture
def again(ben: ReviewSession, tmp_path: Path) -> Iterator[ReviewSession]:  # noqa: F811
    """A copy of ben's file, made before he does anything in it, with ben at work."""
    copy = shutil.copy(ben.db.location, tmp_path / "again.db")
    with open_review(str(copy), "ben") as session:
        yield session


def title(session: ReviewSession) -> str:
    return next(row.title for row in known_studies.rows(session) if row.key == STUDY)


def test_a_decision_between_two_titles_is_revised(anna: ReviewSession, ben: ReviewSession) -> None:  # noqa: F811
    """As often as wanted; the history has each step, and the last one stands in both files."""
    edit_record.edit(anna, STUDY, {"title": "One title"})
    edit_record.edit(ben, STUDY, {"title": "Another title"})
    merge(anna, ben)
    (line,) = decide.list_conflicts(anna)
    assert ("'Another title'", "'One title'") == (line.here, line.other)
    assert "'One title'" == decide.decide(anna, line.id, "other", "as printed").kept
    merge(ben, anna)
    assert "One title" == title(ben)
    (decided,) = decide.list_decided(anna)
    assert (line.id, "other", "anna") == (decided.id, decided.decision, decided.decided_by)
    assert "the title: anna kept 'One title', not 'Another title'" == decided.in_words()
    with pytest.raises(ConflictError, match="already"):
        decide.decide(anna, line.id, "other")
    for keep, wanted in (("here", "Another title"), ("other", "One title"), ("here", "Another title")):
        decide.decide(anna, line.id, keep)
        assert wanted == title(anna)
        merge(ben, anna)
        assert wanted == title(ben)
        assert not merge(ben, anna).changed
        merge(anna, ben)
        for session in (anna, ben):
            assert [] == decide.list_conflicts(session)
            assert [keep] == [each.decision for each in decide.list_decided(session)]
            assert () == verify(session.db.location).faults
    told = [step for step in history.list_events(anna, STUDY) if step.action == "study.edit"]
    assert ["as printed", *["revised a decision"] * 3] == [
        step.reason.split(" between")[0] for step in told[-4:]
    ]
    assert [{"title": "One title"}, {"title": "Another title"}] == [told[-1].before, told[-1].after]


def test_an_older_decision_does_not_come_back(anna: ReviewSession, ben: ReviewSession) -> None:  # noqa: F811
    """A file in which it stands as it was before is merged into the one with the revised decision."""
    edit_record.edit(anna, STUDY, {"title": "One title"})
    edit_record.edit(ben, STUDY, {"title": "Another title"})
    merge(anna, ben)
    (line,) = decide.list_conflicts(anna)
    decide.decide(anna, line.id, "other")
    merge(ben, anna)
    decide.decide(anna, line.id, "here")
    edit_record.edit(ben, STUDY, {"journal": "A journal"})
    merge(anna, ben)
    assert "Another title" == title(anna)
    assert ["here"] == [each.decision for each in decide.list_decided(anna)]


@pytest.mark.parametrize("first", ["here", "other"])
@pytest.mark.parametrize("submit", [True, False])
def test_the_version_of_an_appraisal_that_was_not_taken_is_taken_after_all(
    ben: ReviewSession,  # noqa: F811
    again: ReviewSession,
    tmp_path: Path,
    *,
    first: str,
    submit: bool,
) -> None:
    """Both ways, and in both copies; each time the file holds, as does an export of it."""
    judge_with(ben, tmp_path, "1.1", "TWO", submit=submit)
    judge_with(again, tmp_path, "1.0", "ONE", submit=submit)
    merge(ben, again)
    (line,) = decide.list_conflicts(ben)
    state = "submitted" if submit else "draft"
    versions = {"here": ("1.0", state, "ONE"), "other": ("1.1", state, "TWO")}
    second = "other" if first == "here" else "here"
    for keep in (first, second, first, second):
        decide.decide(ben, line.id, keep)
        assert versions[keep] == standing(ben)
        require_sound(ben, tmp_path)
        merge(again, ben)
        assert not merge(again, ben).changed
        merge(ben, again)
        assert versions[keep] == standing(ben) == standing(again)
        assert [] == decide.list_conflicts(ben) == decide.list_conflicts(again)
        assert [keep] == [each.decision for each in decide.list_decided(again)]
        assert () == verify(again.db.location).faults


def test_what_went_on_after_a_decision_can_be_taken_again(
    ben: ReviewSession,  # noqa: F811
    again: ReviewSession,
    tmp_path: Path,
) -> None:
    """The version that is left holds what was entered in it since it was taken."""
    judge_with(ben, tmp_path, "1.1", "TWO", submit=True)
    judge_with(again, tmp_path, "1.0", "ONE", submit=True)
    merge(ben, again)
    (line,) = decide.list_conflicts(ben)
    decide.decide(ben, line.id, "other")
    submission.reopen(ben, STUDY, "read again")
    answers.answer(ben, STUDY, "1", "ZERO")
    submission.submit(ben, STUDY)
    now = decide.decide(ben, line.id, "here")
    assert ("1.0", "submitted", "ONE") == standing(ben)
    require_sound(ben, tmp_path)
    decide.decide(ben, now.id, "other")
    assert ("1.1", "submitted", "ZERO") == standing(ben)
    require_sound(ben, tmp_path)
    merge(again, ben)
    merge(ben, again)
    assert ("1.1", "submitted", "ZERO") == standing(ben) == standing(again)


def test_a_version_that_was_not_taken_is_for_its_owner(
    anna: ReviewSession,
    ben: ReviewSession,  # noqa: F811
    again: ReviewSession,
    tmp_path: Path,
) -> None:
    """A co-reviewer who merges the file, or an export, neither finds a draft in it nor can take it."""
    judge_with(ben, tmp_path, "1.0", "TWO", submit=True)
    judge_with(again, tmp_path, "1.1", "ONE", submit=False)
    answers.note(again, STUDY, "1", CANARY)
    merge(ben, again)
    (line,) = decide.list_conflicts(ben)
    decide.decide(ben, line.id, "other")
    decide.decide(ben, line.id, "here")
    merge(anna, ben, contents=True)
    assert [] == decide.list_decided(anna)
    assert CANARY not in str(read_everything(anna.db)["conflict"])
    with pytest.raises(NotFoundError, match="--decided"):
        decide.decide(anna, line.id, "other")


def test_a_revision_after_seeing_is_told_of(
    anna: ReviewSession,
    ben: ReviewSession,  # noqa: F811
    again: ReviewSession,
    tmp_path: Path,
) -> None:
    """Ben chose before he could see Anna's work, and the other version after it: not independent."""
    judge_with(ben, tmp_path, "1.0", "TWO", submit=True)
    judge_with(again, tmp_path, "1.1", "ONE", submit=True)
    merge(ben, again)
    (line,) = decide.list_conflicts(ben)
    decide.decide(ben, line.id, "here")
    judge_with(anna, tmp_path, "1.0", "TWO", submit=True)
    merge(ben, anna)
    assert Independence.NOT not in {pair.status for pair in View(ben).pairs}
    decide.decide(ben, line.id, "other")
    assert Independence.NOT in {pair.status for pair in View(ben).pairs}
    assert () == verify(ben.db.location).faults


def test_findings_are_shown_by_what_differs_in_them(anna: ReviewSession, ben: ReviewSession) -> None:  # noqa: F811
    """With the words of the form, and without braces; programs get the values as they are kept."""
    outcome = "Death"
    for session in (anna, ben):
        outcomes.add_outcome(session, outcome)
    common = {"treatment_events": "4", "treatment_total": "10"}
    findings.record_finding(anna, STUDY, outcome, {**common, "wording": "fewer"})
    findings.record_finding(ben, STUDY, outcome, {**common, "wording": "more", "single_arm": "yes"})
    merge(anna, ben)
    (line,) = decide.list_conflicts(anna)
    assert "direction as worded: more" in line.here
    assert "one group only: yes" in line.here
    assert "direction as worded: fewer" in line.other
    assert "one group only: empty" in line.other
    assert not set("{}[]") & set(line.here + line.other)
    assert "treatment: events" not in line.here
    assert f": ({line.here}) stands, and ({line.other}) waits" in line.in_words()
    assert "more" == line.as_json()["here_value"]["numbers"]["wording"]


def test_what_stands_is_told_as_it_is_now(anna: ReviewSession, ben: ReviewSession) -> None:  # noqa: F811
    """A value that was changed since the merge is the one that a decision for `here` keeps."""
    edit_record.edit(anna, STUDY, {"title": "One title"})
    edit_record.edit(ben, STUDY, {"title": "Another title"})
    merge(anna, ben)
    edit_record.edit(anna, STUDY, {"title": "A third title"})
    (line,) = decide.list_conflicts(anna)
    assert "'A third title'" == line.here
    assert "'A third title'" == decide.decide(anna, line.id, "here").kept
    assert "A third title" == title(anna)
    assert () == verify(anna.db.location).faults


def test_an_export_has_no_draft_of_somebody_else(
    ben: ReviewSession,  # noqa: F811
    again: ReviewSession,
    anna: ReviewSession,
    tmp_path: Path,
) -> None:
    """Of two drafts one was taken and submitted; the other one stays with its owner."""
    judge_with(ben, tmp_path, "1.0", "TWO", submit=False)
    judge_with(again, tmp_path, "1.1", "ONE", submit=False)
    merge(ben, again)
    (line,) = decide.list_conflicts(ben)
    decide.decide(ben, line.id, "other")
    merge(anna, ben, contents=True)
    export = export_review(anna, visible_only=True).files[""]
    assert export
    assert "extra" not in str(read_everything(anna.db)["conflict"])


def test_a_decision_leaves_the_names_that_a_merge_made(anna: ReviewSession, ben: ReviewSession) -> None:  # noqa: F811
    """Two studies were given one key, and one of them got a number: it keeps that."""
    one, two = [row.key for row in known_studies.rows(anna) if row.key != STUDY][:2]
    for session, key in ((anna, one), (ben, two)):
        edit_record.edit(session, key, {}, key="twin2020")
        edit_record.edit(session, STUDY, {"title": f"A title by {session.reviewer}"})
    merge(anna, ben)
    keys = sorted(row.key for row in known_studies.rows(anna))
    assert "twin2020-2" in keys
    (line,) = decide.list_conflicts(anna)
    decide.decide(anna, line.id, "other")
    assert keys == sorted(row.key for row in known_studies.rows(anna))
    assert () == verify(anna.db.location).faults


def test_a_key_that_is_taken_is_not_chosen(anna: ReviewSession, ben: ReviewSession) -> None:  # noqa: F811
    """Two keys of one study wait; meanwhile the one that waits was given to another study."""
    one, two = [row.key for row in known_studies.rows(anna)][:2]
    for session in (anna, ben):
        edit_record.edit(session, one, {}, key=f"by-{session.reviewer}")
    merge(anna, ben)
    (line,) = decide.list_conflicts(anna)
    edit_record.edit(anna, two, {}, key=line.other.strip("'"))
    with pytest.raises(ConflictError, match="the key of another study"):
        decide.decide(anna, line.id, "other")
    assert line.here == decide.decide(anna, line.id, "here").kept
    assert () == verify(anna.db.location).faults


def test_what_is_decided_of_blindness_is_lifted_or_restored(anna: ReviewSession, ben: ReviewSession) -> None:  # noqa: F811
    """By the step of that name, so that independence knows of it; verify holds after each decision."""
    settings.lift_blindness(anna, "to try it")
    settings.restore_blindness(anna, "tried")
    settings.lift_blindness(ben, "to talk")
    merge(anna, ben)
    (line,) = decide.list_conflicts(anna)
    stood = settings.is_blind(anna)
    for keep, is_blind in (("other", not stood), ("here", stood), ("other", not stood)):
        decide.decide(anna, line.id, keep)
        assert is_blind is settings.is_blind(anna)
        assert () == verify(anna.db.location).faults
        last = history.list_events(anna)[-1]
        assert ("blindness.restore" if is_blind else "blindness.lift") == last.action
    merge(ben, anna)
    assert settings.is_blind(anna) is settings.is_blind(ben)
    assert () == verify(ben.db.location).faults


@pytest.mark.parametrize("keep", ["here", "other"])
def test_blindness_holds_however_it_was_decided(anna: ReviewSession, ben: ReviewSession, keep: str) -> None:  # noqa: F811
    """Also where it stays as it stands."""
    settings.lift_blindness(anna, "to try it")
    settings.restore_blindness(anna, "tried")
    settings.lift_blindness(ben, "to talk")
    merge(anna, ben)
    (line,) = decide.list_conflicts(anna)
    decide.decide(anna, line.id, keep)
    assert () == verify(anna.db.location).faults
