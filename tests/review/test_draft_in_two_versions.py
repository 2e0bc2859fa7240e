"""A draft whose checklist was upgraded in one copy of a file, and that its owner began anew in another."""

from __future__ import annotations

import pytest

from checklists import load_checklist
from store.export_rows import read_everything
from tests.review.test_merging import ben, ben_file, kinds, merge  # noqa: F401
from tests.review.test_two_copies import again  # noqa: F401
from tests.review.test_upgrade import OLD, STUDY
from workbench.review.appraisals import answers, upgrade
from workbench.review.checklists import catalogue
from workbench.review.exchange.verify.verify import verify
from workbench.review.session import ReviewSession


def test_what_was_begun_with_two_versions_is_kept_and_told(
    ben: ReviewSession,  # noqa: F811
    again: ReviewSession,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Both appraisals are there in either file, one line says so, and a second merge says nothing more."""
    with monkeypatch.context() as before:
        before.setattr(catalogue, "find_checklist", lambda name: load_checklist(OLD / f"{name}.yaml"))
        for session, code in ((ben, "PY"), (again, "N")):
            answers.answer(session, STUDY, "1.3", code)
    upgrade.upgrade(ben, STUDY)
    for session, other in ((ben, again), (again, ben)):
        (note,) = kinds(merge(session, other), "note")
        assert "2 versions of case-report, 0.2.2 (draft) and 0.1.0 (draft)" in note
        assert not merge(session, other).changed
        assert {"PY", "N"} == {row["code"] for row in read_everything(session.db)["answer"]}
        assert {"1.3": "N"} == answers.judge_study(session, STUDY).codes
        assert () == verify(session.db.location).faults
