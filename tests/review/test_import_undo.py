"""A whole imported file is taken back in one step, or nothing of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from store import appraisals as stored
from store import history
from tests.review.conftest import STUDY, answer_all, as_other
from tests.review.test_appraisal_import import bring, faults, long_form, written
from workbench.errors import ConflictError, NotFoundError
from workbench.review.appraisals import answers, submission
from workbench.review.exchange.import_undo import undo_import
from workbench.review.exchange.verify.verify import verify
from workbench.review.reviewers import reconcile
from workbench.review.session import ReviewSession, open_review


def contents(session: ReviewSession) -> list[tuple[object, ...]]:
    """What appraisals are and hold, in the order of studies and reviewers."""
    found = stored.find_appraisals(session.db)
    sheets = stored.read_worksheets(session.db, [each.id for each in found])
    order = sorted(sheets.values(), key=lambda sheet: (sheet.appraisal.study_key, sheet.appraisal.reviewer))
    return [
        (
            sheet.appraisal.state.value,
            sheet.appraisal.imported_from,
            sorted((item, answer.code, answer.note) for item, answer in sheet.answers.items()),
            sorted((target, override.judgement) for target, override in sheet.overrides.items()),
            sorted((quote.item_id, quote.text) for quote in sheet.quotes),
        )
        for sheet in order
    ]


@pytest.mark.parametrize("submits", [False, True], ids=["drafts", "submitted"])
def test_all_of_a_file_is_taken_back_and_can_come_in_again(
    judged: ReviewSession, example_made: Path, tmp_path: Path, submits: bool
) -> None:
    """Of oneself and of others; drafts without contents stay, and what comes back is as it was."""
    path = tmp_path / "all.csv"
    path.write_bytes(long_form(judged))
    with open_review(str(shutil.copy(example_made, tmp_path / "bare.db")), "anna") as bare:
        bring(bare, path, submits=submits)
        before = contents(bare)
        assert (15, False) == (len(undo_import(bare, path, is_trial=True).lines), before != contents(bare))
        told = undo_import(bare, Path("all.csv"))
        assert "all.csv: 15 appraisals are taken back; drafts without contents stay" == told.summary()
        assert [("draft", None, [], [], [])] * 15 == contents(bare)
        assert () == verify(bare.db.location).faults
        with pytest.raises(NotFoundError, match=r"nothing in the review came out of all\.csv"):
            undo_import(bare, path)
        assert [] == faults(bring(bare, path, submits=submits))
        assert before == contents(bare)
        assert () == verify(bare.db.location).faults


def test_nothing_is_taken_back_where_somebody_has_gone_on(anna: ReviewSession, tmp_path: Path) -> None:
    """A change since the import keeps all of the file; the study is named to those who may see it."""
    path = written(
        tmp_path, "two.csv", *({"study": STUDY, "item": item, "code": "PY"} for item in ("1.1", "1.3"))
    )
    assert [] == faults(bring(anna, path))
    answers.answer(anna, STUDY, "1.3", "N")
    events = len(history.list_events(anna.db))
    with pytest.raises(ConflictError, match=rf"somebody has gone on since .* two\.csv \({STUDY}\)"):
        undo_import(anna, path)
    assert events == len(history.list_events(anna.db))
    assert {"1.1": "PY", "1.3": "N"} == answers.judge_study(anna, STUDY).codes


def test_a_consensus_on_it_keeps_a_file(anna: ReviewSession, bea: ReviewSession, tmp_path: Path) -> None:
    """What was agreed rests on what came in."""
    items = [item.id for item in answers.judge_study(anna, STUDY).checklist.items]
    path = written(tmp_path, "all.csv", *({"study": STUDY, "item": item, "code": "PY"} for item in items))
    assert ["submitted"] == [line.state for line in bring(anna, path, submits=True).placed]
    answer_all(bea, "PN")
    submission.submit(bea, STUDY)
    assert 1 == len(undo_import(anna, path, is_trial=True).lines)
    reconcile.reconcile(anna, STUDY, "1.3", "NI", "so")
    with pytest.raises(ConflictError, match="somebody has gone on since"):
        undo_import(anna, path)


def test_only_who_brought_a_file_in_takes_it_back(anna: ReviewSession, tmp_path: Path) -> None:
    """Also where it holds the work of the one who asks, and after a file of the same name came again."""
    path = written(tmp_path, "one.csv", {"study": STUDY, "item": "1.1", "code": "PY", "reviewer": "bea"})
    assert [] == faults(bring(anna, path))
    with pytest.raises(ConflictError, match=r"one\.csv was brought in by anna: only they can take it back"):
        undo_import(as_other(anna, "bea"), path)
    assert 1 == len(undo_import(anna, path).lines)
    assert {} == answers.judge_study(as_other(anna, "bea"), STUDY).codes


def test_a_draft_that_took_a_file_is_as_it_was_before(anna: ReviewSession, tmp_path: Path) -> None:
    """What was settled before the import stays."""
    answers.answer(anna, STUDY, "1.1", "N")
    answers.clear_answer(anna, STUDY, "1.1")
    path = written(tmp_path, "one.csv", {"study": STUDY, "item": "1.3", "code": "PY", "note": "seen"})
    assert [] == faults(bring(anna, path))
    undo_import(anna, path)
    assert {} == answers.judge_study(anna, STUDY).codes
    assert () == verify(anna.db.location).faults
