"""A step in an appraisal goes on from the version that stands, whatever other versions the file has."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.review.conftest import STUDY, answer_all
from tests.review.test_merging import ben, ben_file, merge  # noqa: F401
from workbench.errors import ConflictError
from workbench.review.appraisals import answers, submission
from workbench.review.exchange.merge import decide
from workbench.review.exchange.verify.verify import verify
from workbench.review.session import ReviewSession, open_review


@pytest.fixture
def again(ben: ReviewSession, tmp_path: Path) -> Iterator[ReviewSession]:  # noqa: F811
    """A copy of ben's file, made before he does anything in it, with ben at work."""
    copy = shutil.copy(ben.db.location, tmp_path / "again.db")
    with open_review(str(copy), "ben") as session:
        yield session


def begin(session: ReviewSession) -> None:
    """Begin a draft and leave nothing in it."""
    answers.note(session, STUDY, "1.1", "to be taken away")
    answers.note(session, STUDY, "1.1", "")


def submit(session: ReviewSession) -> None:
    answer_all(session)
    submission.submit(session, STUDY)


def note(session: ReviewSession) -> None:
    answers.note(session, STUDY, "1.2", "of the version that waits")


@pytest.mark.parametrize("later", [note, begin])
def test_what_was_submitted_is_reopened_beside_a_later_draft(
    ben: ReviewSession,  # noqa: F811
    again: ReviewSession,
    later: Callable[[ReviewSession], None],
) -> None:
    """The draft waits, or held nothing and gave way: its steps are no part of what goes on."""
    submit(ben)
    later(again)
    merge(ben, again)
    codes = answers.judge_study(ben, STUDY).codes
    submission.reopen(ben, STUDY, "read again")
    assert () == verify(ben.db.location).faults
    answers.answer(ben, STUDY, "1.1", "PN")
    submission.submit(ben, STUDY)
    assert {**codes, "1.1": "PN"} == answers.judge_study(ben, STUDY).codes
    assert () == verify(ben.db.location).faults
    merge(again, ben)
    assert () == verify(again.db.location).faults
    for line in decide.list_conflicts(ben):
        for keep in ("other", "here"):
            decide.decide(ben, line.id, keep)
            assert () == verify(ben.db.location).faults


@pytest.mark.parametrize("later", [note, begin])
def test_a_draft_goes_on_beside_another_one(
    ben: ReviewSession,  # noqa: F811
    again: ReviewSession,
    later: Callable[[ReviewSession], None],
) -> None:
    """Whichever was changed last."""
    answers.note(ben, STUDY, "1.1", "of the first copy")
    later(again)
    merge(ben, again)
    answers.answer(ben, STUDY, "1.1", "PN")
    assert () == verify(ben.db.location).faults
    submit(ben)
    assert () == verify(ben.db.location).faults


@pytest.mark.parametrize("later", [note, begin])
def test_undoing_leaves_the_steps_of_another_version_alone(
    ben: ReviewSession,  # noqa: F811
    again: ReviewSession,
    later: Callable[[ReviewSession], None],
) -> None:
    """Also where both versions say the same."""
    answers.answer(ben, STUDY, "1.1", "PY")
    answers.note(ben, STUDY, "1.1", "of the first copy")
    answers.answer(again, STUDY, "1.1", "PY")
    later(again)
    merge(ben, again)
    for line in decide.list_conflicts(ben):
        decide.decide(ben, line.id, "other")
    own = ["note 1.1", "answer 1.1"]
    assert own == [answers.undo(ben, STUDY)[1] for _ in own]
    with pytest.raises(ConflictError, match="nothing to undo"):
        answers.undo(ben, STUDY)
    assert () == verify(ben.db.location).faults
    assert own[::-1] == [answers.redo(ben, STUDY)[1] for _ in own]
    assert () == verify(ben.db.location).faults
