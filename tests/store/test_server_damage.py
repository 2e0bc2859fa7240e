"""Rows of a PostgreSQL database that cannot be read: each is named, the rest is shown, none overwritten."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
import pytest

from tests.review.conftest import scripted
from workbench.errors import ConflictError
from workbench.review.admin.demo import make_example
from workbench.review.admin.history import list_events
from workbench.review.exchange.verify.verify import verify
from workbench.review.reviewers import remarks
from workbench.review.session import open_review
from workbench.review.studies import edit_record, known_studies

pytestmark = pytest.mark.postgres
STUDY, OTHER = "harada2024", "sugino2023"
SECRET = "canary-4711"
OF_STUDY = f"key = '{STUDY}'"
FIRST_ANSWER = "id = (SELECT id FROM answer WHERE code IS NOT NULL ORDER BY id::text LIMIT 1)"
DAMAGE = (
    ("study", "added_at", "infinity", OF_STUDY, "it is shown as empty"),
    ("study", "authors", f'"{SECRET}"', OF_STUDY, "it is shown as empty"),
    ("study", "facts", "5", OF_STUDY, "it is shown as empty"),
    ("answer", "answered_at", "0044-03-15 00:00:00+00 BC", FIRST_ANSWER, "its appraisal counts as a draft"),
    ("answer", "code", SECRET, FIRST_ANSWER, "its appraisal counts as a draft"),
    ("appraisal", "submitted_at", "-infinity", "state = 'submitted'", "its appraisal counts as a draft"),
    ("event", "about", "[1]", "number = 3", "only its place in the history is kept"),
    ("event", "at", "20000-01-01", "number = 4", "only its place in the history is kept"),
    ("finding", "numbers", "[]", "id = (SELECT id FROM finding LIMIT 1)", "the row is left out"),
    ("review", "protocol", "[]", "true", "it is shown as empty"),
)
"""Table, column, what another program wrote there, which rows, and what becomes of them."""


@pytest.fixture
def address(new_database: Callable[[], str]) -> str:
    """The address of the example, with one study submitted."""
    made = new_database()
    make_example(made)
    with open_review(made, "anna") as session:
        scripted(session, STUDY)
    return made


@contextmanager
def damaged(address: str, table: str, column: str, value: str, where: str) -> Iterator[None]:
    """Write a value into the database as another program would, and take it back in the end."""
    kind = "SELECT data_type FROM information_schema.columns WHERE table_name = %s AND column_name = %s"
    with psycopg.connect(address.replace("+psycopg", ""), autocommit=True) as connection:
        found = connection.execute(kind, (table, column)).fetchone()
        assert found is not None
        read = f'SELECT id::text, "{column}"::text FROM "{table}" WHERE {where}'
        before = connection.execute(read.encode()).fetchall()
        assert before
        write = f'UPDATE "{table}" SET "{column}" = %s::{found[0]} WHERE id = %s::uuid'.encode()
        for identity, _ in before:
            connection.execute(write, (value, identity))
        yield
        for identity, old in before:
            connection.execute(write, (old, identity))


def test_each_row_is_named_and_the_rest_is_shown(address: str) -> None:
    """Whatever table it is in, by `verify` too; and what stands there is in no message."""
    assert () == verify(address).faults
    for table, column, value, where, becomes in DAMAGE:
        with damaged(address, table, column, value, where):
            with open_review(address, "anna") as session:
                assert 5 == len(known_studies.rows(session))
                known_studies.show_study(session, STUDY)
                assert list_events(session)
            faults = [each for each in verify(address).faults if each.kind == "rows"]
            assert any(each.about.startswith(f"{table} · ") and column in each.about for each in faults)
            with open_review(address, "anna") as session:
                assert session.db.leave_out_damage()
                told = session.left_out
            assert f"{table} · " in told[0]
            assert column in told[0]
            assert becomes in told[0]
            assert "have them set right in the database" in told[-1]
            assert SECRET not in str(faults) + str(told)
    assert () == verify(address).faults


def test_a_document_that_was_changed_is_named(address: str) -> None:
    """Its text is not the one that was added."""
    with damaged(address, "document", "text", "Another text.", "id = (SELECT id FROM document LIMIT 1)"):
        (fault,) = [each for each in verify(address).faults if each.kind == "documents"]
    assert "its text is not the one that was added" in fault.message


def test_other_studies_can_be_worked_on(address: str) -> None:
    """And nothing is written over what cannot be read."""
    with damaged(address, "study", "authors", "5", OF_STUDY), open_review(address, "anna") as session:
        assert 5 == len(known_studies.rows(session))
        remarks.write_remark(session, STUDY, "Still going.")
        edit_record.edit(session, OTHER, {"title": "Another"})
        with pytest.raises(ConflictError, match="it would write over what cannot be read"):
            edit_record.edit(session, STUDY, {"title": "Another"})
        titles = {row.key: row.title for row in known_studies.rows(session)}
    assert "Another" == titles[OTHER] != titles[STUDY]
