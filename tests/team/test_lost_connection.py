"""A connection that breaks in the middle of an answer leaves the answer stored whole, or not at all."""

from __future__ import annotations

import pytest
from sqlalchemy import event

from store.engine import sqlite_files
from tests.review.test_blindness import STUDY
from tests.team.conftest import OWNER
from workbench.errors import WorkbenchError
from workbench.review.appraisals import answers

pytestmark = pytest.mark.postgres

CUT = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE usename = 'anna' AND datname = current_database()"
)


class Cut:
    """Cuts the connection of anna before the statement with a number, counted from 1."""

    def __init__(self, owner, number: int) -> None:
        """Takes a connection of the owner, who may do so."""
        self.owner, self.number, self.count = owner, number, 0

    def __call__(self, *_: object) -> None:
        """Count a statement, and cut before the one."""
        self.count += 1
        if self.count == self.number:
            self.owner.execute(CUT.encode())


def stored(session) -> tuple[str | None, str]:
    """The code and the note of the first item."""
    answer = answers.judge_study(session, STUDY).answers.get("1.1")
    return (answer.code, answer.note) if answer else (None, "")


def test_a_connection_cut_before_each_statement_in_turn(opened, raw) -> None:
    """The program says so, nothing is half there, and the same answer given again is stored once."""
    session, number, is_through = opened("anna"), 0, False
    engine, before = session.db._engine, (None, "")
    answers.answer(session, STUDY, "1.2", "Y")
    while not is_through:
        number += 1
        cut, given = Cut(raw(OWNER), number), ("YN"[number % 2], f"note {number}")
        event.listen(engine, "before_cursor_execute", cut)
        try:
            answers.answer(session, STUDY, "1.1", given[0], note=given[1])
        except WorkbenchError as error:
            told = str(error)
        else:
            told = ""
        finally:
            event.remove(engine, "before_cursor_execute", cut)
        assert stored(session) == (before if told else given)
        assert not told or "cannot be reached" in told or "failed" in told
        answers.answer(session, STUDY, "1.1", given[0], note=given[1])
        assert stored(session) == given
        before, is_through = given, cut.count < number
    assert number > 5


def test_a_lock_that_is_not_let_go_is_told_as_such(opened, raw, monkeypatch) -> None:
    """The answer is refused, and stored when it is given again."""
    monkeypatch.setattr(sqlite_files, "BUSY_SECONDS", 0.2)
    session, holder = opened("anna"), raw("bea")
    holder.execute("BEGIN")
    holder.execute(f"SELECT pg_advisory_xact_lock({0x41505721})".encode())
    with pytest.raises(WorkbenchError, match="locked by another program"):
        answers.answer(session, STUDY, "1.1", "Y")
    holder.execute("ROLLBACK")
    answers.answer(session, STUDY, "1.1", "Y")
    assert ("Y", "") == stored(session)
