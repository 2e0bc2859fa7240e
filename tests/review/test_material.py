"""What tables are made from is read with few queries, however many studies there are, and judged once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from tests.review.conftest import STUDY, answer_all
from workbench.review.appraisals import answers as appraisals
from workbench.review.appraisals import sheets, submission
from workbench.review.studies import known_studies
from workbench.review.tables.build import build_table, sheet_behind
from workbench.review.tables.material import gather
from workbench.review.view import View


@contextmanager
def statements() -> Iterator[list[str]]:
    """Collects what is asked of the database."""
    asked: list[str] = []

    def note(connection, cursor, statement, parameters, context, many) -> None:
        asked.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(Engine, "before_cursor_execute", note)


@pytest.mark.parametrize("name", ["characteristics", "appraisal", "traffic-light", "summary", "answers"])
def test_a_longer_review_takes_no_more_queries(anna, bea, name) -> None:
    """The number of studies that are appraised does not matter."""
    counts = []
    for row in known_studies.rows(anna)[:3]:
        for session in (anna, bea):
            appraisals.answer(session, row.key, "1.1", "NI")
        with statements() as asked:
            build_table(anna, name)
        counts.append(len(asked))
    assert [counts[0]] * 3 == counts


def test_what_was_answered_alike_is_judged_once(both, monkeypatch) -> None:
    """Two reviewers who gave the same need one judgement; who gave something else needs another."""
    judged = []
    real = sheets.judge
    monkeypatch.setattr(sheets, "judge", lambda *a, **k: judged.append(a) or real(*a, **k))
    gather(View(both))
    assert 2 == len(judged)
    for name in ("cara", "dora"):
        session = sheets.ReviewSession(both.db, name)
        answer_all(session)
        submission.submit(session, STUDY)
    judged.clear()
    gather(View(both))
    assert 2 == len(judged)
    (block,) = build_table(both, "summary")
    assert 1 == block.rows[0][block.ids.index("n")]


def test_a_cell_is_looked_behind_without_reading_other_studies(both, monkeypatch) -> None:
    """Only the appraisals of its study are judged."""
    answer_all(both, study="imagina2018")
    judged = []
    real = sheets.judge
    monkeypatch.setattr(sheets, "judge", lambda *a, **k: judged.append(a[0].id) or real(*a, **k))
    assert "PN" == sheet_behind(both, STUDY, "whole study", "bea").answers["1.3"].code
    assert {"case-report"} == set(judged)
