"""What waits for a decision is held against the history too; what cannot be read of it stops nothing."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.review.conftest import STUDY, answer_all
from tests.review.test_merging import ben, ben_file, merge  # noqa: F401
from tests.review.test_two_copies import copied
from workbench.errors import UsageError
from workbench.review.appraisals import answers, submission
from workbench.review.exchange import seals
from workbench.review.exchange.merge import decide
from workbench.review.exchange.merge.merge_files import merge_files
from workbench.review.exchange.verify.independence_status import Independence
from workbench.review.exchange.verify.verify import verify
from workbench.review.session import ReviewSession, open_review
from workbench.review.studies import edit_record


@pytest.fixture
def with_conflicts(anna: ReviewSession, ben: ReviewSession, tmp_path: Path) -> ReviewSession:  # noqa: F811
    """Ben's file, in which a title and an appraisal of his wait for a decision."""
    edit_record.edit(anna, STUDY, {"title": "A title by anna"})
    edit_record.edit(ben, STUDY, {"title": "A title by ben"})
    answers.answer(ben, STUDY, "1.1", "Y")
    with copied(ben, tmp_path / "again.db") as other:
        answers.answer(ben, STUDY, "1.2", "N", note="of one copy")
        answers.answer(other, STUDY, "1.2", "Y", note="of the other copy")
        merge(ben, other)
    merge(ben, anna)
    assert 2 == len(decide.list_conflicts(ben))
    return ben


def change(session: ReviewSession, kind: str, column: str, edit: Any) -> None:
    """Change the JSON value of a conflict behind the back of the program."""
    with closing(sqlite3.connect(session.db.location)) as connection:
        query = f"SELECT id, {column} FROM conflict WHERE kind = ?"
        (identity, text) = connection.execute(query, [kind]).fetchone()
        value = edit(json.loads(text))
        connection.execute(
            f"UPDATE conflict SET {column} = ? WHERE id = ?",
            [json.dumps(value), identity],
        )
        connection.commit()


def test_conflicts_that_nobody_touched_hold(with_conflicts: ReviewSession) -> None:
    """Of facts and of versions of an appraisal."""
    assert () == verify(with_conflicts.db.location).faults


@pytest.mark.parametrize(
    ("kind", "column", "edit"),
    [
        ("fact", "other", lambda value: value | {"value": "A title by nobody"}),
        ("fact", "other", lambda value: value | {"event": "0" * 64}),
        ("fact", "here", lambda value: value | {"event": "0" * 64}),
        ("fact", "about", lambda value: {"fact": [*value["fact"][:-1], "abstract"]}),
        ("appraisal", "other", lambda value: json.loads(json.dumps(value).replace("copy", "forger"))),
        ("appraisal", "about", lambda value: {"appraisal": "00000000-0000-0000-0000-000000000000"}),
    ],
)
def test_a_conflict_that_was_changed_is_found(
    with_conflicts: ReviewSession, kind: str, column: str, edit: Any
) -> None:
    """What waits, what it is about, and the steps that it names."""
    change(with_conflicts, kind, column, edit)
    assert [
        fault for fault in verify(with_conflicts.db.location).faults if fault.about.startswith("a conflict")
    ]


@pytest.mark.parametrize("column", ["here", "other"])
def test_a_version_that_was_not_taken_is_held_against_the_history(
    with_conflicts: ReviewSession, column: str
) -> None:
    """It can be taken after all, so what was changed in it is found."""
    line = next(each for each in decide.list_conflicts(with_conflicts) if "two copies" in each.what)
    decide.decide(with_conflicts, line.id, "other" if column == "here" else "here")
    assert () == verify(with_conflicts.db.location).faults
    change(
        with_conflicts,
        "appraisal",
        column,
        lambda value: json.loads(json.dumps(value).replace("copy", "forger")),
    )
    found = [
        fault.message for fault in verify(with_conflicts.db.location).faults if "conflict" in fault.about
    ]
    assert ["what was not taken is not what the history tells"] == found


@pytest.mark.parametrize(
    ("kind", "column"), [("fact", "about"), ("fact", "other"), ("appraisal", "other"), ("appraisal", "here")]
)
@pytest.mark.parametrize("value", [{}, [], "text"])
def test_a_conflict_that_cannot_be_read_is_named(
    anna: ReviewSession, with_conflicts: ReviewSession, kind: str, column: str, value: Any
) -> None:
    """By verify, which goes on; the list, a decision and a merge say what to do."""
    change(with_conflicts, kind, column, lambda _: value)
    faults = [each for each in verify(with_conflicts.db.location).faults if "conflict" in each.about]
    told = [fault for fault in faults if fault.message.startswith("a conflict does not say")]
    assert len(told) == 1
    for use in (
        lambda: decide.list_conflicts(with_conflicts),
        lambda: decide.decide(with_conflicts, "0", "here"),
        lambda: merge_files(with_conflicts, [Path(anna.db.location)]),
        lambda: merge_files(anna, [Path(with_conflicts.db.location)]),
    ):
        with pytest.raises(UsageError, match="conflict"):
            use()


def test_independence_falls_where_a_step_of_the_chain_does_not_hold(
    anna: ReviewSession,
    ben: ReviewSession,  # noqa: F811
    tmp_path: Path,
) -> None:
    """Seals were exchanged first; then a step on another study is changed, and the proof is gone."""
    for session in (anna, ben):
        answer_all(session, "PY")
        submission.submit(session, STUDY)
        (tmp_path / f"{session.reviewer}.seals").write_bytes(seals.export_seals(session).data)
    merge_files(anna, [tmp_path / "ben.seals"])
    merge_files(ben, [tmp_path / "anna.seals"])
    edit_record.edit(ben, "borresen2021", {"title": "Another title"})
    merge(anna, ben)
    (pair,) = verify(anna.db.location).pairs
    assert pair.status in (Independence.SEALED, Independence.PARTLY)
    with closing(sqlite3.connect(anna.db.location)) as connection:
        connection.execute("UPDATE event SET reason = 'x' WHERE action = 'study.edit' AND reviewer = 'ben'")
        connection.commit()
    found = verify(anna.db.location)
    (pair,) = found.pairs
    assert pair.status is Independence.SHARED
    assert {pair: ("ben",)} == found.doubts()


def test_a_version_whose_seal_the_other_never_had_is_not_sealed_before_exchange(
    anna: ReviewSession,
    ben: ReviewSession,  # noqa: F811
    tmp_path: Path,
) -> None:
    """Anna changes hers after Ben has given his away, who holds the seal of what she had submitted first.

    No file can show whether she read his outside the program, so the later version that counts is worth less.
    """
    for session in (anna, ben):
        answer_all(session, "PY")
        submission.submit(session, STUDY)
        (tmp_path / f"{session.reviewer}.seals").write_bytes(seals.export_seals(session).data)
    merge_files(anna, [tmp_path / "ben.seals"])
    merge_files(ben, [tmp_path / "anna.seals"])
    unchanged = str(shutil.copy(anna.db.location, tmp_path / "unchanged.db"))
    submission.reopen(anna, STUDY, "second thoughts")
    answers.answer(anna, STUDY, "1.1", "N")
    submission.submit(anna, STUDY)
    merge(anna, ben)
    assert [Independence.PARTLY] == [pair.status for pair in verify(anna.db.location).pairs]
    with open_review(unchanged, "anna") as kept:
        merge(kept, ben)
        assert [Independence.SEALED] == [pair.status for pair in verify(unchanged).pairs]
