"""Ways round the rules that somebody who knows PostgreSQL well would try, each with a login of the team."""

# ruff: noqa: E501, PT012  # a transaction that is refused at its end has more than one statement

from __future__ import annotations

import hashlib
import json

import psycopg
import pytest
from psycopg import errors, sql

from tests.review.conftest import answer_all
from tests.review.test_blindness import SECRET, STUDY, work_as_bea
from tests.team.conftest import OWNER, address_of
from tests.team.test_raw_sql import ANSWERS, SUBMITTED, refused
from workbench.review.appraisals import answers, submission
from workbench.review.evidence import findings, outcomes, ratings
from workbench.review.reviewers import reconcile

pytestmark = pytest.mark.postgres

TOLD = "bea saw cases picked by hand"
PEEK = (
    "CREATE FUNCTION pg_temp.peek() RETURNS text VOLATILE LANGUAGE plpgsql AS $$ BEGIN"
    " RETURN (SELECT string_agg(note, ' ') FROM answer); END $$"
)
REFUSALS = (errors.InsufficientPrivilege, errors.IntegrityConstraintViolation, errors.FeatureNotSupported)


@pytest.fixture
def hidden(opened) -> None:
    """Bea has submitted and rated with words that nobody else has; anna and leo have begun."""
    bea = opened("bea")
    work_as_bea(bea, answer_all)
    submission.submit(bea, STUDY)
    outcomes.add_outcome(bea, "recovery", better="higher", importance=7)
    findings.record_finding(bea, STUDY, "recovery", {"sentence": "He recovered."})
    answers.answer(bea, "itch", "1.1", "N")
    for handle in ("anna", "leo"):
        answers.answer(opened(handle), STUDY, "1.1", "Y")
    ratings.rate(bea, "recovery", "RiskOfBias", -1, TOLD)


def tell(connection: psycopg.Connection, action: str, **fields: object) -> None:
    """Write a step of the own, with any content and a hash that holds."""
    commitment = hashlib.sha256(str(fields).encode()).hexdigest()
    row = {
        "id": commitment[:32],
        "hash": hashlib.sha256(bytes.fromhex(commitment)).hexdigest(),
        "commitment": commitment,
        "parents": "[]",
        "salt": "aa",
        "line": "",
        "reviewer": connection.info.user,
        "action": action,
        "target": "",
        "about": "{}",
        "reason": "",
        **fields,
    }
    number = row.pop("number", None)
    names = sql.SQL(", ").join(map(sql.Identifier, row))
    values = sql.SQL(", ").join(sql.Placeholder() * len(row))
    given = sql.SQL("team.last_number() + 1") if number is None else sql.Literal(number)
    statement = sql.SQL("INSERT INTO event (number, at, {}) VALUES ({}, now(), {})")
    connection.execute(statement.format(names, given, values), list(row.values()))


def own_draft(connection: psycopg.Connection) -> object:
    """The id of the draft on the study."""
    query = "SELECT a.id FROM appraisal AS a JOIN study AS s ON s.id = study_id WHERE s.key = %s AND reviewer_id = team.me()"
    return connection.execute(query.encode(), (STUDY,)).fetchone()[0]


def identity_of(connection: psycopg.Connection, handle: str) -> object:
    """The id of a reviewer, which everybody may read."""
    return connection.execute(b"SELECT id FROM reviewer WHERE handle = %s", (handle,)).fetchone()[0]


@pytest.mark.usefixtures("hidden")
@pytest.mark.parametrize(("login", "statement"), [
    ("anna", SUBMITTED),
    ("leo", "UPDATE review SET blind = false"),
    ("leo", "UPDATE study SET merged_into = (SELECT id FROM study WHERE key = 'itch') WHERE key = 'pretend2016'"),
])  # fmt: skip
def test_a_function_that_is_called_within_the_change_sees_nothing(raw, login: str, statement: str) -> None:
    """A volatile function in RETURNING runs after the row is changed and before the statement ends."""
    connection = raw(login)
    connection.execute(PEEK.encode())
    connection.execute(b"BEGIN")
    try:
        seen = connection.execute(f"{statement} RETURNING pg_temp.peek()".encode()).fetchall()
    except REFUSALS:
        seen = []
    connection.execute(b"ROLLBACK")
    assert SECRET not in str(seen)


@pytest.mark.usefixtures("hidden")
def test_a_lead_cannot_put_another_review_in_the_place_of_this_one(raw) -> None:
    """A review that is not blind, in the place of the one that is; or a second one beside it."""
    for statement in (
        "DELETE FROM review",
        "INSERT INTO review SELECT gen_random_uuid(), title, question, created_at, false, header, protocol FROM review",
    ):
        with pytest.raises(errors.InsufficientPrivilege):
            raw("leo").execute(statement.encode())


@pytest.mark.usefixtures("hidden")
@pytest.mark.parametrize("change", [
    "blind = false", """protocol = '{"adjudicator": {"value": "leo", "by": "leo", "at": ""}}'""",
])  # fmt: skip
def test_a_lead_opens_nothing_under_a_step_that_says_something_else(raw, change: str) -> None:
    """The step must be the one that everybody looks for."""
    connection = raw("leo")
    with pytest.raises(errors.IntegrityConstraintViolation), connection.transaction():
        connection.execute(f"UPDATE review SET {change}".encode())
        tell(connection, "calibration")


@pytest.mark.usefixtures("hidden")
def test_a_lead_merges_no_study_under_a_step_that_says_something_else(raw) -> None:
    """A merge moves what is seen from one study to another."""
    connection = raw("leo")
    with pytest.raises(REFUSALS), connection.transaction():
        connection.execute(
            b"UPDATE study SET merged_into = (SELECT id FROM study WHERE key = 'itch') WHERE key = %s",
            (STUDY,),
        )
        tell(connection, "calibration")


@pytest.mark.usefixtures("hidden")
@pytest.mark.parametrize("statement", [
    "UPDATE reviewer SET handle = 'bea' WHERE id = team.me()",
    "INSERT INTO former_handle VALUES (gen_random_uuid(), 'bea', 'bea', team.me())",
    "DELETE FROM reviewer WHERE id = team.me()",
    "INSERT INTO bare_event (id, hash, commitment, parents) VALUES (gen_random_uuid(), repeat('a', 64), '', '[]')",
    "DELETE FROM bare_event",
    "DELETE FROM document",
    "DELETE FROM study",
    "DELETE FROM outcome",
    "UPDATE outcome SET id = gen_random_uuid()",
    "UPDATE study SET id = gen_random_uuid()",
])  # fmt: skip
def test_what_a_lead_may_not_do(raw, statement: str) -> None:
    """To take a name of another, to change what the history rests on, to delete what others' work rests on.

    What is deleted would say by its error whether somebody's hidden work rests on it.
    """
    connection = raw("leo")
    connection.execute(b"BEGIN")
    with pytest.raises(errors.InsufficientPrivilege):
        connection.execute(statement.encode())
    connection.execute(b"ROLLBACK")


@pytest.mark.usefixtures("hidden")
def test_the_functions_of_the_rules_answer_no_question_about_others(raw) -> None:
    """Whatever a member can call gives what concerns that member only."""
    connection = raw("anna")
    beas = str(identity_of(connection, "bea"))
    names = raw(OWNER).execute(
        "SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = 'team'::regnamespace"
    )
    for (name,) in names.fetchall():
        if not name.endswith("()"):
            continue
        try:
            rows = connection.execute(f"SELECT {name}::text".encode()).fetchall()
        except (errors.InsufficientPrivilege, errors.FeatureNotSupported):
            continue
        assert beas not in str(rows), name
        assert "RiskOfBias" not in str(rows), name
        assert "bea" not in str(rows), name


@pytest.mark.usefixtures("hidden")
@pytest.mark.parametrize(("function", "columns"), [
    ("note_step", "action text, appraisal_id uuid"),
    ("give_way", "outcome_id uuid, body text, domain text"),
    ("note_unsettled", "state text, kind text"),
])  # fmt: skip
def test_no_trigger_function_serves_a_table_of_the_own(raw, function: str, columns: str) -> None:
    """In a temporary table they would write steps that nobody took, and delete what others rated."""
    connection = raw("anna")
    connection.execute(f"CREATE TEMP TABLE certainty_rating ({columns})".encode())
    with pytest.raises(errors.InsufficientPrivilege):
        connection.execute(
            f"CREATE TRIGGER own BEFORE INSERT ON pg_temp.certainty_rating FOR EACH ROW"
            f" EXECUTE FUNCTION team.{function}()".encode()
        )
    connection.execute(b"DROP TABLE pg_temp.certainty_rating")


@pytest.mark.usefixtures("hidden")
@pytest.mark.parametrize("statement", [
    "UPDATE certainty_rating SET domain = 'Imprecision'",
    "UPDATE certainty_rating SET reason = 'mine'",
    "DELETE FROM certainty_rating",
])  # fmt: skip
def test_a_change_without_a_condition_does_not_reach_hidden_ratings(raw, statement: str) -> None:
    """A change that reads no column is not held to what may be read, unless the rule says so."""
    connection = raw("anna")
    connection.execute(b"BEGIN")
    assert refused(connection, statement)
    connection.execute(b"ROLLBACK")


@pytest.mark.usefixtures("hidden")
def test_a_rating_that_is_moved_does_not_meet_a_hidden_one(opened, raw) -> None:
    """That a place is taken would say that there is a rating."""
    ratings.rate(opened("anna"), "recovery", "Imprecision", -1, "few")
    connection = raw("anna")
    with pytest.raises(errors.InsufficientPrivilege):
        connection.execute(b"UPDATE certainty_rating SET domain = 'RiskOfBias'")


@pytest.mark.usefixtures("hidden")
def test_a_step_that_claims_a_hidden_rating_does_not_open_it(raw) -> None:
    """What one claims to have entered gives way, as if one had entered it."""
    (about,) = raw(OWNER).execute("SELECT about FROM event WHERE action LIKE 'rating%'").fetchone()
    connection = raw("anna")
    connection.execute(b"BEGIN")
    tell(connection, "rating", about=json.dumps(about))
    rows = connection.execute(b"SELECT r::text FROM certainty_rating AS r").fetchall()
    connection.execute(b"ROLLBACK")
    assert TOLD not in str(rows)
    assert TOLD in str(raw(OWNER).execute("SELECT r::text FROM certainty_rating AS r").fetchall())


def test_an_appraisal_is_not_put_in_the_place_of_another(opened, raw) -> None:
    """Its refusal would say that there is one, and otherwise it would keep the other from beginning."""
    answers.answer(opened("anna"), STUDY, "1.1", "Y")
    answers.answer(opened("bea"), STUDY, "1.1", "Y")
    connection = raw("anna")
    for slot in (identity_of(connection, "bea").hex, identity_of(connection, "cara").hex, "consensus", "x"):
        with pytest.raises(errors.InsufficientPrivilege):
            connection.execute(
                "INSERT INTO appraisal (id, study_id, checklist_version_id, reviewer_id, result, slot, kind,"
                " state, started_at, changed_at, reopened) SELECT gen_random_uuid(), study_id,"
                " checklist_version_id, reviewer_id, result, %s, kind, state, now(), now(), 0"
                " FROM appraisal WHERE reviewer_id = team.me()",
                (slot,),
            )


@pytest.mark.usefixtures("hidden")
def test_an_appraisal_that_is_there_submitted_from_the_start_has_its_step(raw) -> None:
    """A step that says only that it was begun opens nothing."""
    connection = raw("cara")
    with pytest.raises(errors.IntegrityConstraintViolation), connection.transaction():
        made = connection.execute(
            b"INSERT INTO appraisal (id, study_id, checklist_version_id, reviewer_id, result, slot, kind, state,"
            b" started_at, changed_at, submitted_at, reopened) SELECT gen_random_uuid(), study_id,"
            b" checklist_version_id, team.me(), result, replace(team.me()::text, '-', ''), kind, state,"
            b" now(), now(), now(), 0 FROM appraisal WHERE state = 'submitted' RETURNING id"
        ).fetchone()[0]
        tell(connection, "appraisal.start", appraisal_id=made)


def settled(opened) -> None:
    """Bea and cara have submitted and settled a difference with words of theirs, while anna has a draft."""
    answers.answer(opened("anna"), STUDY, "1.1", "Y")
    work_as_bea(opened("bea"), answer_all)
    answer_all(opened("cara"), "PY")
    for handle in ("bea", "cara"):
        submission.submit(opened(handle), STUDY)
    reconcile.reconcile(opened("bea"), STUDY, "1.1", "PY", SECRET, decided_by="discussion")


@pytest.mark.parametrize("before", ["UPDATE appraisal SET reopened = 1", "SELECT 1"])
def test_an_appraisal_that_was_never_submitted_is_not_reopened(opened, raw, before: str) -> None:
    """Who reopened an appraisal goes on seeing the consensus that was there then."""
    settled(opened)
    raw(OWNER).execute(f"{SUBMITTED} WHERE kind = 'consensus'".encode())
    names = "hash, commitment, parents, salt, place_id"
    raw(OWNER).execute(
        f"INSERT INTO event (id, {names}, line, number, at, reviewer, action, appraisal_id, target, about, reason)"
        " SELECT gen_random_uuid(), repeat('e', 64), commitment, parents, salt, place_id, line,"
        " team.last_number() + 1, now(), reviewer, 'submit',"
        " (SELECT id FROM appraisal WHERE kind = 'consensus'), '', '{}', ''"
        " FROM event WHERE action = 'submit' LIMIT 1".encode()
    )
    connection = raw("anna")
    draft = own_draft(connection)
    connection.execute(b"BEGIN")
    try:
        connection.execute(before.encode())
        tell(connection, "reopen", appraisal_id=draft)
        assert SECRET not in str(connection.execute(ANSWERS.encode()).fetchall())
    except REFUSALS:
        pass
    connection.execute(b"ROLLBACK")


def test_a_consensus_is_not_counted_by_changing_it_before_it_is_open(opened, raw) -> None:
    """A change without a condition, after a submission that is taken back."""
    settled(opened)
    connection = raw("anna")
    connection.execute(b"BEGIN")
    connection.execute((SUBMITTED + " WHERE reviewer_id = team.me()").encode())
    own = connection.execute(b"SELECT count(*) FROM answer").fetchone()[0]
    assert own == connection.execute(b"UPDATE answer SET note = 'x'").rowcount
    assert not connection.execute(b"SELECT id FROM appraisal WHERE kind = 'consensus'").fetchall()
    connection.execute(b"ROLLBACK")


def test_a_consensus_is_made_in_the_own_name(opened, raw) -> None:
    """Not in that of somebody else."""
    for handle in ("anna", "bea"):
        answer_all(opened(handle))
        submission.submit(opened(handle), STUDY)
    with pytest.raises(errors.InsufficientPrivilege):
        raw("anna").execute(
            b"INSERT INTO appraisal (id, study_id, checklist_version_id, reviewer_id, result, slot, kind, state,"
            b" started_at, changed_at, reopened) SELECT gen_random_uuid(), study_id, checklist_version_id,"
            b" reviewer_id, result, 'consensus', 'consensus', 'draft', now(), now(), 0"
            b" FROM appraisal WHERE reviewer_id <> team.me()"
        )


@pytest.mark.usefixtures("hidden")
@pytest.mark.parametrize("number", [2**63 - 1, 1, 2_000_000_000_000_000])
def test_a_step_is_numbered_as_the_last(opened, raw, number: int) -> None:
    """One far ahead would leave no number for others; one before others' would say it came first."""
    with pytest.raises(REFUSALS):
        tell(raw("anna"), "calibration", number=number)
    answers.answer(opened("bea"), "itch", "1.2", "Y")


@pytest.mark.usefixtures("hidden")
def test_a_step_on_an_appraisal_of_another_is_refused(raw) -> None:
    """Its number of steps would not be that person's."""
    connection = raw("anna")
    theirs = connection.execute(b"SELECT id FROM appraisal WHERE state = 'submitted'").fetchone()[0]
    with pytest.raises(errors.InsufficientPrivilege):
        tell(connection, "reopen", appraisal_id=theirs)


@pytest.mark.usefixtures("hidden")
def test_a_submitted_appraisal_is_not_changed_under_another_step(opened, raw) -> None:
    """After both have submitted nobody takes over what the other answered without reopening."""
    answer_all(opened("anna"))
    submission.submit(opened("anna"), STUDY)
    connection = raw("anna")
    draft = own_draft(connection)
    with pytest.raises(errors.IntegrityConstraintViolation), connection.transaction():
        connection.execute(b"UPDATE answer SET code = 'N' WHERE appraisal_id = %s", (draft,))
        tell(connection, "note", appraisal_id=draft)


@pytest.mark.usefixtures("hidden")
def test_who_borrows_the_rights_of_a_member_is_held_to_the_same(raw, address: str) -> None:
    """Before PostgreSQL 16 each login could lend its own rights to another one."""
    raw(OWNER).execute("DO $$ BEGIN CREATE ROLE friend LOGIN; EXCEPTION WHEN duplicate_object THEN END $$")
    raw(OWNER).execute("GRANT anna TO friend")
    try:
        with psycopg.connect(address_of(address, "friend"), autocommit=True) as connection:
            assert not connection.execute(ANSWERS.encode()).fetchall()
            for statement in ("UPDATE outcome SET unit = 'x'", "DELETE FROM finding"):
                with pytest.raises(REFUSALS):
                    connection.execute(statement.encode())
    finally:
        raw(OWNER).execute("REVOKE anna FROM friend")


@pytest.mark.usefixtures("hidden")
def test_a_guess_at_a_hidden_answer_cannot_be_tested(raw) -> None:
    """What the server counts as it runs a query is the same for a right guess and a wrong one."""
    connection = raw("anna")
    theirs = connection.execute(
        b"SELECT id FROM appraisal WHERE reviewer_id <> team.me() AND state = 'submitted'"
    ).fetchone()[0]
    query = (
        "EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF, BUFFERS OFF) SELECT FROM answer"
        " WHERE appraisal_id = '{}' AND item_id = '1.1' AND code = '{}'"
    )
    right, wrong = (
        str(connection.execute(query.format(theirs, code).encode()).fetchall()).replace(f"'{code}'", "")
        for code in ("PN", "PY")
    )
    assert right == wrong


@pytest.mark.usefixtures("hidden")
def test_a_check_that_was_made_early_is_made_again(raw) -> None:
    """Checks can be asked for within a savepoint; taking that back takes back that they were made."""
    connection = raw("anna")
    draft = own_draft(connection)
    with pytest.raises(errors.IntegrityConstraintViolation), connection.transaction():
        connection.execute(
            b"UPDATE appraisal SET state = 'submitted', submitted_at = now() WHERE id = %s", (draft,)
        )
        connection.execute(b"SAVEPOINT a")
        tell(connection, "submit", appraisal_id=draft)
        connection.execute(b"SET CONSTRAINTS ALL IMMEDIATE")
        connection.execute(b"ROLLBACK TO SAVEPOINT a")
