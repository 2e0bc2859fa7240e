"""The copy of the judgements of submitted appraisals, for readers with SQL or R."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from store import Store, open_review
from store.judgements import JudgementCopy, list_copies
from store.records import Appraisal
from store.submission import reopen, submit

OLD = Path(__file__).parent.parent / "old_reviews"
COPIES = (
    JudgementCopy("D1", "domain", "low", "high", None, "they differ"),
    JudgementCopy("T", "total", None, None, 7, ""),
    JudgementCopy("overall", "overall", "high", "high", None, "D1 is high"),
)


def test_the_copy_lives_as_long_as_the_submission(db: Store, draft: Appraisal) -> None:
    """It is written at submitting, deleted at reopening, and written anew at the next submitting."""
    submit(db, draft.id, by="anna", judgements=COPIES)
    assert COPIES == list_copies(db, draft.id)
    reopen(db, draft.id, "a wrong page", by="anna")
    assert () == list_copies(db, draft.id)
    submit(db, draft.id, by="anna", judgements=COPIES[:1])
    assert COPIES[:1] == list_copies(db, draft.id)


def test_an_older_review_gets_the_copy_of_what_is_submitted(tmp_path: Path) -> None:
    """Migrating judges every submitted appraisal with the checklist that it pins; a draft gets nothing."""
    file = tmp_path / "review.db"
    shutil.copy(OLD / "v0002.db", file)
    open_review(file).close()
    with closing(sqlite3.connect(file)) as raw:
        judged = raw.execute(
            "SELECT a.state, count(j.id), count(CASE WHEN j.target = 'overall' THEN j.final END)"
            " FROM appraisal a LEFT JOIN judgement j ON j.appraisal_id = a.id GROUP BY a.id"
        ).fetchall()
        finals = {row[0] for row in raw.execute("SELECT final FROM judgement WHERE target = 'overall'")}
    assert judged
    assert all((state == "submitted") == (number > 0) for state, number, _ in judged)
    assert all(overalls == 1 for state, _, overalls in judged if state == "submitted")
    assert finals <= {"low", "moderate", "serious", "critical", "some_concerns", "high", "no_information"}
