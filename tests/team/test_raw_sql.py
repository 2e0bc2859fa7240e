"""With SQL of the own a member gets no further than with the program."""

from __future__ import annotations

import uuid

import psycopg
import pytest
from psycopg import errors, sql

from store.team.rules import RULES
from tests.review.conftest import answer_all
from tests.review.test_blindness import SECRET, STUDY, work_as_bea
from tests.team.conftest import OWNER, address_of
from workbench.config import remember_reviewer
from workbench.errors import ConflictError, UsageError, WorkbenchError
from workbench.review.admin import protocol, team
from workbench.review.appraisals import answers, submission
from workbench.review.exchange.verify.independence_status import Independence
from workbench.review.exchange.verify.verify import verify
from workbench.review.session import open_review
from workbench.review.studies import exclusion

pytestmark = pytest.mark.postgres

SUBMITTED = "UPDATE appraisal SET state = 'submitted', submitted_at = now()"
COHORT, ONCE = "borresen2021", "P1"
"""A study, and what is entered once for all studies of its checklist."""
ANSWERS = "SELECT note FROM answer WHERE note <> ''"


def refused(connection: psycopg.Connection, statement: str) -> bool:
    """True if the server does not do it: an error, or no row that it concerns."""
    try:
        return connection.execute(statement.encode()).rowcount == 0
    except (errors.InsufficientPrivilege, errors.IntegrityConstraintViolation, errors.FeatureNotSupported):
        return True


@pytest.fixture
def hidden(opened) -> None:
    """Bea has submitted, with words that nobody else has; anna has begun."""
    work_as_bea(opened("bea"), answer_all)
    answers.answer(opened("bea"), COHORT, ONCE, f"{SECRET}, in all studies")
    submission.submit(opened("bea"), STUDY)
    answers.answer(opened("anna"), STUDY, "1.1", "Y")


@pytest.mark.usefixtures("hidden")
@pytest.mark.parametrize("login", ["anna", "leo", "rita"])
def test_no_table_has_a_byte_of_hidden_work(raw, login: str) -> None:
    """Each table is read whole, as text and by COPY."""
    for table in [*RULES, "alembic_version"]:
        name = sql.Identifier(table)
        rows = raw(login).execute(sql.SQL("SELECT t::text FROM {} AS t").format(name))
        assert not [row for (row,) in rows if SECRET in row]
        with raw(login).cursor().copy(sql.SQL("COPY (SELECT * FROM {}) TO STDOUT").format(name)) as copied:
            assert SECRET.encode() not in b"".join(bytes(part) for part in copied)


@pytest.mark.usefixtures("hidden")
@pytest.mark.parametrize("before", ["", "SAVEPOINT a; "])
def test_submitting_and_taking_it_back_shows_nothing(raw, before: str) -> None:
    """What is not committed opens nothing, with and without a savepoint."""
    connection = raw("anna")
    connection.execute("BEGIN")
    connection.execute((before + SUBMITTED).encode())
    assert not connection.execute(ANSWERS.encode()).fetchall()
    connection.execute("ROLLBACK")
    assert not connection.execute(ANSWERS.encode()).fetchall()


@pytest.mark.usefixtures("hidden")
def test_submitting_without_a_step_in_the_history_is_refused(raw) -> None:
    """A state that the history does not tell cannot be committed."""
    with pytest.raises(errors.IntegrityConstraintViolation, match="without its step"):
        raw("anna").execute(SUBMITTED.encode())


@pytest.mark.usefixtures("hidden")
def test_a_draft_cannot_be_deleted(raw) -> None:
    """The history has steps on it, and a place without a draft would count as done where another is."""
    connection = raw("anna")
    connection.execute("BEGIN")
    connection.execute("DELETE FROM answer")
    with pytest.raises(errors.InsufficientPrivilege):
        connection.execute("DELETE FROM appraisal")
    connection.execute("ROLLBACK")


@pytest.mark.usefixtures("hidden")
def test_a_lead_who_lifts_blindness_and_takes_it_back_sees_nothing(raw) -> None:
    """So it is with the name of the adjudicator."""
    named = """'{"adjudicator": {"value": "leo", "by": "leo", "at": ""}}'"""
    for change in ("blind = false", f"protocol = {named}"):
        connection = raw("leo")
        connection.execute("BEGIN")
        connection.execute(f"UPDATE review SET {change}".encode())
        assert not connection.execute(ANSWERS.encode()).fetchall()
        connection.execute("ROLLBACK")


@pytest.mark.usefixtures("hidden")
@pytest.mark.parametrize("statement", [
    "SET row_security = off; SELECT note FROM answer",
    "SET ROLE bea",
    "SET SESSION AUTHORIZATION bea",
    "UPDATE appraisal SET kind = 'consensus', slot = 'consensus'",
    "UPDATE appraisal SET study_id = (SELECT id FROM study WHERE key = 'itch')",
    "UPDATE appraisal SET reviewer_id = (SELECT id FROM reviewer WHERE handle = 'bea')",
    "UPDATE answer SET code = 'N'",
    "DELETE FROM answer",
    "DELETE FROM event",
    "UPDATE event SET reason = 'another'",
    "UPDATE review SET blind = false",
    "UPDATE study SET merged_into = (SELECT id FROM study LIMIT 1)",
    "INSERT INTO team.member VALUES ('anna2', gen_random_uuid(), 'lead')",
    "UPDATE team.member SET role = 'lead'",
    "SELECT * FROM team.step",
    "DELETE FROM team.unsettled",
    "CREATE OR REPLACE FUNCTION team.me() RETURNS uuid LANGUAGE sql AS 'SELECT gen_random_uuid()'",
    "CREATE FUNCTION public.me() RETURNS uuid LANGUAGE sql AS 'SELECT gen_random_uuid()'",
    "ALTER TABLE answer DISABLE ROW LEVEL SECURITY",
    "DROP POLICY reads ON answer",
    "ALTER TABLE event DISABLE TRIGGER ALL",
    "SET session_replication_role = replica",
    "SELECT pg_read_file('/etc/passwd')",
])  # fmt: skip
def test_what_a_reviewer_may_not_do(raw, statement: str) -> None:
    """Each is refused by the server."""
    for part in statement.split("; "):
        if part.startswith("SET row_security"):
            raw("anna").execute(part.encode())
        else:
            assert refused(raw("anna"), part)


@pytest.mark.usefixtures("hidden")
def test_nobody_answers_or_signs_for_another(opened, raw) -> None:
    """An answer of bea's, an event in her name, an event with a made-up hash."""
    connection, bea = raw("anna"), opened("bea")
    theirs = raw(OWNER).execute(
        "SELECT a.id FROM appraisal AS a JOIN reviewer AS r ON r.id = a.reviewer_id WHERE r.handle = 'bea'"
    )
    identity = theirs.fetchone()[0]
    with pytest.raises(errors.InsufficientPrivilege):
        connection.execute(
            "INSERT INTO answer (id, appraisal_id, item_id, code, note, answered_at)"
            " VALUES (%s, %s, '9.9', 'Y', '', now())",
            (uuid.uuid4(), identity),
        )
    event = (
        "INSERT INTO event (id, hash, commitment, parents, salt, line, number, at, reviewer, action, target,"
        " about, reason) VALUES"
        " (gen_random_uuid(), %s, %s, '[]', 'aa', '', 1, now(), %s, 'note', '', '{}', '')"
    )
    for name in (bea.reviewer, "anna"):
        with pytest.raises((errors.InsufficientPrivilege, errors.IntegrityConstraintViolation)):
            connection.execute(event.encode(), ("0" * 64, "1" * 64, name))


def test_a_stranger_cannot_connect(server, address: str, raw) -> None:
    """A login that is no member gets nothing; one that was removed neither."""
    database = address.partition("?")[0].rpartition("/")[2]
    raw(OWNER).execute("DO $$ BEGIN CREATE ROLE stranger LOGIN; EXCEPTION WHEN duplicate_object THEN END $$")
    with psycopg.connect(address_of(address, "stranger"), autocommit=True) as connection:
        with pytest.raises(errors.InsufficientPrivilege):
            connection.execute("SELECT * FROM answer")
        with pytest.raises(errors.InsufficientPrivilege):
            connection.execute("SELECT team.visible()")
    with pytest.raises(WorkbenchError, match="your login has no part in"):
        open_review(address_of(address, "stranger"), "stranger")
    raw(OWNER).execute(f"REVOKE CONNECT ON DATABASE {database} FROM PUBLIC".encode())
    with pytest.raises(psycopg.OperationalError, match="permission denied"):
        psycopg.connect(address_of(address, "stranger"))


def test_a_member_who_is_removed_gets_nothing(address: str, opened) -> None:
    """The work that was done stays."""
    answers.answer(opened("cara"), STUDY, "1.1", "Y")
    team.remove_member(opened("owner", owner=True), "cara")
    assert "cara" not in [line.handle for line in team.list_members(opened("owner", owner=True))]
    with pytest.raises(WorkbenchError, match="no part"):
        open_review(address_of(address, "cara"), "cara")


def test_a_login_is_one_reviewer(address: str) -> None:
    """Who claims to be another is told who the login is."""
    with pytest.raises(UsageError, match="the login anna is anna"):
        open_review(address_of(address, "anna"), "bea")
    with open_review(address_of(address, "anna")) as session:
        assert "anna" == session.reviewer


def test_the_handle_that_is_remembered_from_other_reviews_gives_way_to_the_login(address: str) -> None:
    """Nobody named it for this review."""
    remember_reviewer("bea")
    with open_review(address_of(address, "anna"), "bea") as session:
        assert "anna" == session.reviewer


def test_what_belongs_to_the_lead_is_refused_to_others(opened) -> None:
    """Leaving a study out, and the protocol; a reader does not answer."""
    for change in (
        lambda: exclusion.exclude(opened("anna"), STUDY, "not for us"),
        lambda: protocol.write_protocol(opened("anna"), "adjudicator", "anna"),
        lambda: answers.answer(opened("rita"), STUDY, "1.1", "Y"),
    ):
        with pytest.raises(WorkbenchError, match="does not let your login do this"):
            change()
    exclusion.exclude(opened("leo"), "itch", "not for us")


def test_the_history_holds_and_says_that_the_server_kept_them_apart(address: str, opened) -> None:
    """The owner verifies all of it; a member is told that only a part can be seen."""
    for handle in ("anna", "bea"):
        answer_all(opened(handle))
        submission.submit(opened(handle), STUDY)
    found = verify(address)
    assert found.holds
    assert [Independence.SERVER] == [pair.status for pair in found.pairs]
    with pytest.raises(ConflictError, match="sees a part of the history only"):
        verify(address_of(address, "anna"))


def test_numbers_of_events_do_not_tell_how_much_others_have_written(opened, raw) -> None:
    """The step between two of the own is the time between them, whatever others did meanwhile."""
    answers.answer(opened("anna"), STUDY, "1.1", "Y")
    answer_all(opened("bea"))
    answers.answer(opened("anna"), STUDY, "1.2", "Y")
    query = "SELECT number, extract(epoch FROM at) * 1000000 FROM event WHERE appraisal_id IS NOT NULL"
    rows = raw("anna").execute(query.encode()).fetchall()
    assert all(abs(number - at) < 60_000_000 for number, at in rows)


def test_what_is_entered_once_for_all_studies_opens_with_the_appraisals(opened, raw) -> None:
    """Anna reads it once she may see every appraisal of bea's with that checklist, and not by one of two."""
    bea, anna = opened("bea"), opened("anna")
    ask = "SELECT value FROM preliminary WHERE reviewer_id = (SELECT id FROM reviewer WHERE handle = 'bea')"
    answers.answer(bea, COHORT, "1.1", "Y")
    answers.answer(bea, COHORT, ONCE, SECRET)
    assert [] == raw("anna").execute(ask).fetchall()
    answer_all(bea, study=COHORT)
    submission.submit(bea, COHORT)
    assert [] == raw("anna").execute(ask).fetchall()
    answers.answer(anna, COHORT, ONCE, "hers")
    answer_all(anna, study=COHORT)
    submission.submit(anna, COHORT)
    assert [(SECRET,)] == raw("anna").execute(ask).fetchall()
    assert [] == raw("rita").execute(ask).fetchall()
    assert [("hers",)] == raw("anna").execute(
        "SELECT value FROM preliminary WHERE reviewer_id = team.me()"
    ).fetchall()
