"""One person who appraised one study with two versions of its checklist, in two copies of a file."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from store import appraisals
from store.export_rows import read_everything
from store.records import ChecklistVersion
from store.validation import sha256_of
from tests.review.conftest import LISTED, STUDY, add_checklist, answer_all
from tests.review.test_merging import ben, ben_file, kinds, merge  # noqa: F401
from workbench.errors import ConflictError
from workbench.review.admin.doctor import examine
from workbench.review.appraisals import answers, submission
from workbench.review.exchange.merge import decide
from workbench.review.exchange.verify.independence_status import Independence
from workbench.review.exchange.verify.verify import verify
from workbench.review.exchange.whole_review import export_review, import_review
from workbench.review.session import ReviewSession, open_review
from workbench.review.view import View


@pytest.fixture
def again(ben: ReviewSession, tmp_path: Path) -> Iterator[ReviewSession]:  # noqa: F811
    """A copy of ben's file, made before he does anything in it, with ben at work."""
    copy = shutil.copy(ben.db.location, tmp_path / "again.db")
    with open_review(str(copy), "ben") as session:
        yield session


def judge_with(session: ReviewSession, folder: Path, version: str, code: str, *, submit: bool) -> None:
    """Answer the study with a version of the team's checklist, and submit it if that is asked for."""
    add_checklist(session, folder, LISTED.replace('version: "1.0"', f'version: "{version}"'), STUDY)
    answers.answer(session, STUDY, "1", code)
    if submit:
        answer_all(session, code)
        submission.submit(session, STUDY)


def standing(session: ReviewSession) -> tuple[str, str, str]:
    """The version, the state and the first answer of what counts."""
    sheet = answers.judge_study(session, STUDY)
    return sheet.checklist.version, sheet.state, sheet.codes["1"]


def require_sound(session: ReviewSession, folder: Path) -> None:
    """Check that the file holds, and that a copy which went out and came in as an export is the same."""
    assert () == verify(session.db.location).faults
    number = len(list(folder.iterdir()))
    export, copy = folder / f"{number}.zip", folder / f"{number}.db"
    export.write_bytes(export_review(session).files[""])
    import_review(export, str(copy))
    assert () == verify(str(copy)).faults
    with open_review(str(copy), "ben") as other:
        assert decide.list_conflicts(session) == decide.list_conflicts(other)
        assert standing(session) == standing(other)


@pytest.mark.parametrize("keep", ["here", "other"])
@pytest.mark.parametrize("submitted_first", [True, False])
def test_what_was_submitted_counts_before_a_draft(
    ben: ReviewSession,  # noqa: F811
    again: ReviewSession,
    tmp_path: Path,
    *,
    keep: str,
    submitted_first: bool,
) -> None:
    """Whichever was begun last; the draft waits beside it, and its owner can take it instead."""
    steps = [(ben, "1.0", "TWO", True), (again, "1.1", "ONE", False)]
    for session, version, code, submit in steps if submitted_first else reversed(steps):
        judge_with(session, tmp_path, version, code, submit=submit)
    (told,) = kinds(merge(ben, again), "to decide")
    assert "what was submitted with listed 1.0 (2 answers" in told
    assert "counts, and the draft with listed 1.1 (1 answer" in told
    assert ("1.0", "submitted", "TWO") == standing(ben)
    require_sound(ben, tmp_path)
    merge(again, ben)
    assert ("1.0", "submitted", "TWO") == standing(again)
    merge(ben, again)
    assert not merge(ben, again).changed
    (line,) = decide.list_conflicts(ben)
    decide.decide(ben, line.id, keep, "the newer text fits" if keep == "other" else "")
    chosen = ("1.0", "submitted", "TWO") if keep == "here" else ("1.1", "draft", "ONE")
    for session in (ben, again):
        if session is again:
            merge(again, ben)
        assert chosen == standing(session)
        assert [] == decide.list_conflicts(session)
        require_sound(session, tmp_path)
    if keep == "other":
        answer_all(ben, "ONE")
        submission.submit(ben, STUDY)
        merge(again, ben)
        assert ("1.1", "submitted", "ONE") == standing(again)
        assert () == verify(again.db.location).faults


@pytest.mark.parametrize("submit", [True, False])
@pytest.mark.parametrize("keep", ["here", "other"])
def test_of_two_alike_the_one_that_was_changed_last_counts(
    ben: ReviewSession,  # noqa: F811
    again: ReviewSession,
    tmp_path: Path,
    *,
    keep: str,
    submit: bool,
) -> None:
    """Of two drafts, and of two that were submitted; the other one waits, and can be taken instead."""
    judge_with(ben, tmp_path, "1.1", "TWO", submit=submit)
    judge_with(again, tmp_path, "1.0", "ONE", submit=submit)
    state = "submitted" if submit else "draft"
    for one, two in ((ben, again), (again, ben)):
        merge(one, two)
        assert ("1.0", state, "ONE") == standing(one)
        require_sound(one, tmp_path)
    (line,) = decide.list_conflicts(again)
    decide.decide(again, line.id, keep)
    merge(ben, again)
    for session in (ben, again):
        assert (("1.0", state, "ONE") if keep == "here" else ("1.1", state, "TWO")) == standing(session)
        assert [] == decide.list_conflicts(session)
        require_sound(session, tmp_path)


def test_the_study_tells_what_waits(
    ben: ReviewSession,  # noqa: F811
    again: ReviewSession,
    tmp_path: Path,
) -> None:
    """The lines of one study are those that are about it, and of others nothing is listed."""
    assert [] == decide.list_conflicts_of(ben, STUDY)
    judge_with(ben, tmp_path, "1.0", "TWO", submit=True)
    judge_with(again, tmp_path, "1.1", "ONE", submit=False)
    merge(ben, again)
    assert decide.list_conflicts(ben) == decide.list_conflicts_of(ben, STUDY) != []
    assert [] == decide.list_conflicts_of(ben, "moro2019")


def test_of_two_that_an_earlier_program_left_the_submitted_one_counts(
    ben: ReviewSession,  # noqa: F811
    tmp_path: Path,
) -> None:
    """Such a file has an appraisal for each version; reading and writing go to the same one."""
    judge_with(ben, tmp_path, "1.0", "TWO", submit=True)
    (first,) = appraisals.find_appraisals(ben.db, reviewer="ben")
    later = LISTED.replace('version: "1.0"', 'version: "1.1"')
    version = ChecklistVersion(sha256_of(later), "listed", "1.1", later)
    draft = appraisals.start_appraisal(ben.db, first.study_id, reviewer="ben", checklist=version)
    assert draft.id != first.id
    assert ("1.0", "submitted", "TWO") == standing(ben)
    with pytest.raises(ConflictError, match="submitted"):
        answers.answer(ben, STUDY, "1", "ONE")


def test_the_draft_of_another_version_stays_at_home(
    anna: ReviewSession,
    ben: ReviewSession,  # noqa: F811
    again: ReviewSession,
    tmp_path: Path,
) -> None:
    """A co-reviewer gets what was submitted, and nothing of the draft that waits beside it."""
    judge_with(ben, tmp_path, "1.0", "TWO", submit=True)
    judge_with(again, tmp_path, "1.1", "ONE", submit=False)
    answers.note(again, STUDY, "1", "a word of the draft")
    merge(ben, again)
    merge(anna, ben, contents=True)
    assert [] == decide.list_conflicts(anna)
    assert "a word of the draft" not in str(read_everything(anna.db))
    assert () == verify(anna.db.location).faults
    assert [] == [check.detail for check in examine(ben.db.location, "ben") if not check.ok]


def test_a_version_that_was_chosen_after_seeing_is_not_independent(
    anna: ReviewSession,
    ben: ReviewSession,  # noqa: F811
    again: ReviewSession,
    tmp_path: Path,
) -> None:
    """Whoever could see the other's work, and then took the version that waited, is told of."""
    judge_with(anna, tmp_path, "1.0", "ZERO", submit=True)
    judge_with(ben, tmp_path, "1.0", "TWO", submit=True)
    judge_with(again, tmp_path, "1.1", "ONE", submit=True)
    merge(again, ben)
    merge(again, anna)
    (line,) = decide.list_conflicts(again)
    assert Independence.NOT not in {pair.status for pair in View(again).pairs}
    decide.decide(again, line.id, "other")
    assert Independence.NOT in {pair.status for pair in View(again).pairs}
    (glimpse,) = View(again).glimpses.values()
    assert glimpse.in_words().startswith("ben chose between two versions on ")
    assert () == verify(again.db.location).faults


def test_two_drafts_with_as_many_answers_are_told_apart(
    ben: ReviewSession,  # noqa: F811
    again: ReviewSession,
) -> None:
    """By the entries in which they differ, to their owner; also once one of them was taken."""
    answers.answer(ben, STUDY, "1.2", "Y")
    answers.answer(again, STUDY, "1.2", "Y")
    answers.answer(ben, STUDY, "1.1", "N", note="no protocol")
    answers.answer(again, STUDY, "1.1", "Y")
    (told,) = kinds(merge(ben, again), "to decide")
    assert "1.1 Y) counts" in told
    assert "1.1 N 'no protocol') waits" in told
    assert "1.2" not in told
    (line,) = decide.list_conflicts(ben)
    decided = decide.decide(ben, line.id, "other")
    assert "1.1 N 'no protocol'" in decided.kept
    assert "1.1 Y" in decided.left
