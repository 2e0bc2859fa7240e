"""Redo: what was taken back is brought again, as an event of its own."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from store import history
from workbench.errors import ConflictError
from workbench.review.appraisals import answers, overrides, submission
from workbench.review.session import ReviewSession, open_review

STUDY = "pretend2016"
NOTHING = "nothing was taken back"


def state(session: ReviewSession) -> object:
    """Everything that the viewer entered in the appraisal."""
    sheet = answers.judge_study(session, STUDY)
    given = {item: (each.code, each.note) for item, each in sheet.answers.items()}
    codes = {item: both for item, both in given.items() if any(both)}
    reasons = {name: each.reason for name, each in sheet.overrides.items()}
    return codes, reasons, [quote.text for quote in sheet.quotes]


def test_each_redo_brings_one_step_again_in_the_order_in_which_they_were_made(review: str) -> None:
    """Code, note, quote and override alike; each redo is one event that names the undo it takes back."""
    with open_review(review, "anna") as session:
        states = [state(session)]
        for change in (
            lambda: answers.answer(session, STUDY, "1.1", "PY"),
            lambda: answers.note(session, STUDY, "1.1", "read twice"),
            lambda: answers.answer(session, STUDY, "1.1", "PY", quote="oat baths"),
            lambda: overrides.override(session, STUDY, "D1", "high", "nothing is reported"),
        ):
            change()
            states.append(state(session))
        for before in states[-2::-1]:
            answers.undo(session, STUDY)
            assert before == state(session)
        undone = history.list_events(session.db)[-1].number
        _, words = answers.redo(session, STUDY)
        assert "answer 1.1" == words
        assert undone == history.list_events(session.db)[-1].undoes
        assert states[1] == state(session)
        for after in states[2:]:
            answers.redo(session, STUDY)
            assert after == state(session)
        with pytest.raises(ConflictError, match=NOTHING):
            answers.redo(session, STUDY)


@pytest.mark.parametrize("way", ["nothing found", "all at once"])
def test_what_one_change_wrote_of_an_item_is_one_step(review: str, way: str) -> None:
    """A code with its note and quote goes back with one undo, and comes again with one redo."""
    with open_review(review, "anna") as session:
        answers.note(session, STUDY, "1.1", "read twice")
        before = state(session)
        if way == "nothing found":
            answers.nothing_found(session, STUDY, "1.1", 3)
            words = "answer and note 1.1"
        else:
            answers.answer(session, STUDY, "1.1", "PY", note="both", quote="oat baths")
            words = "answer and note and quote 1.1"
        after = state(session)
        for _ in range(2):
            assert words == answers.undo(session, STUDY)[1]
            assert before == state(session)
            assert words == answers.redo(session, STUDY)[1]
            assert after == state(session)
        answers.undo(session, STUDY)
        assert "note 1.1" == answers.undo(session, STUDY)[1]
        with pytest.raises(ConflictError, match="nothing to undo"):
            answers.undo(session, STUDY)


def test_changes_of_several_items_are_steps_of_their_own(review: str) -> None:
    """Also where they were written at one time, as an import does."""
    with open_review(review, "anna") as session:
        with session.db.writing():
            answers.answer(session, STUDY, "1.1", "PY")
            answers.answer(session, STUDY, "1.2", "PY")
        assert "answer 1.2" == answers.undo(session, STUDY)[1]
        assert "PY" == answers.judge_study(session, STUDY).answers["1.1"].code


def test_another_change_ends_what_can_be_redone(review: str) -> None:
    """Also once that change was taken back and brought again itself."""
    with open_review(review, "anna") as session:
        answers.answer(session, STUDY, "1.1", "PY")
        answers.undo(session, STUDY)
        answers.answer(session, STUDY, "1.2", "PY")
        with pytest.raises(ConflictError, match=NOTHING):
            answers.redo(session, STUDY)
        answers.undo(session, STUDY)
        answers.redo(session, STUDY)
        assert "PY" == answers.judge_study(session, STUDY).answers["1.2"].code
        with pytest.raises(ConflictError, match=NOTHING):
            answers.redo(session, STUDY)


def test_submitted_work_is_not_redone_and_reopening_does_not_bring_it(review: str) -> None:
    """What was taken back before a submission stays so."""
    with open_review(review, "anna") as session:
        for item in answers.judge_study(session, STUDY).checklist.items:
            answers.answer(session, STUDY, item.id, "PY")
        answers.note(session, STUDY, "1.1", "read twice")
        answers.undo(session, STUDY)
        submission.submit(session, STUDY)
        with pytest.raises(ConflictError, match="submitted"):
            answers.redo(session, STUDY)
        submission.reopen(session, STUDY, "a second look")
        with pytest.raises(ConflictError, match=NOTHING):
            answers.redo(session, STUDY)


def test_redo_of_what_has_another_value_says_so(review: str) -> None:
    """Whoever changed it, nothing is overwritten."""
    with open_review(review, "anna") as session:
        answers.note(session, STUDY, "1.1", "read twice")
        answers.answer(session, STUDY, "1.1", "PY")
        answers.undo(session, STUDY)
        with session.db.writing() as writing:
            writing.execute(text("UPDATE answer SET code = 'N'"))
        with pytest.raises(ConflictError, match="changed since it was taken back"):
            answers.redo(session, STUDY)
        assert "N" == answers.judge_study(session, STUDY).answers["1.1"].code


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(["answer", "undo", "redo"]), max_size=14))
def test_undo_and_redo_are_a_stack(review_made, tmp_path_factory, steps) -> None:
    """Any mixture of changes, undo and redo leaves what a plain list of states with a cursor leaves."""
    import shutil

    path = shutil.copy(review_made, tmp_path_factory.mktemp("stack") / "review.db")
    with open_review(str(path), "anna") as session:
        codes = iter(["PY", "N", "Y", "PN", "NI"] * 3)
        expected, place = [None], 0
        for step in steps:
            if step == "answer":
                code = next(codes)
                answers.answer(session, STUDY, "1.1", code)
                expected, place = [*expected[: place + 1], code], place + 1
                continue
            moves = place - 1 if step == "undo" else place + 1
            use_case = answers.undo if step == "undo" else answers.redo
            if 0 <= moves < len(expected):
                use_case(session, STUDY)
                place = moves
            else:
                with pytest.raises(ConflictError):
                    use_case(session, STUDY)
            given = answers.judge_study(session, STUDY).answers.get("1.1")
            assert expected[place] == (given.code if given else None)
