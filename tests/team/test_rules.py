"""The server keeps to the rule of the program, and nobody gets round it with SQL of the own."""

from __future__ import annotations

from contextlib import suppress
from random import Random

import psycopg
import pytest

from store.metadata import METADATA
from store.team.rules import RULES
from tests.review.conftest import answer_all
from tests.review.test_blindness import STUDY
from workbench.errors import ConflictError, WorkbenchError
from workbench.review.admin import protocol, settings, team
from workbench.review.appraisals import answers, submission
from workbench.review.reviewers import reconcile
from workbench.review.studies.known_studies import list_studies
from workbench.review.view import View

pytestmark = pytest.mark.postgres

SECRET = "bea thinks this is a fluke"
HANDLES = ("anna", "bea", "cara", "leo", "rita")
OF_APPRAISALS = ("answer", "quote", "override", "judgement")


def test_every_table_has_a_rule() -> None:
    """A table that a migration adds is not open by oversight."""
    assert set(METADATA.tables) == set(RULES)


def test_every_table_in_the_database_is_under_its_rule(address: str, raw) -> None:
    """Row-level security is on for each, in the database as it is."""
    query = "SELECT relname FROM pg_class WHERE relkind = 'r' AND relrowsecurity"
    assert set(RULES) == {name for (name,) in raw("postgres").execute(query)}


def test_the_rules_of_an_earlier_version_are_renewed(opened, raw, address: str) -> None:
    """By the owner, who begins the team again; the members stay, and with the same rules it is refused."""
    owner = opened("owner", owner=True)
    with pytest.raises(ConflictError, match="has a team already, with the rules of this version"):
        team.begin_team(owner)
    raw("postgres").execute("COMMENT ON SCHEMA team IS NULL; DROP POLICY reads ON answer")
    before = team.list_members(owner)
    assert team.begin_team(owner)
    policies = raw("postgres").execute("SELECT policyname FROM pg_policies WHERE tablename = 'answer'")
    assert ("reads",) in policies.fetchall()
    assert before == team.list_members(owner)
    assert [] == list_studies(opened("rita"))[0].as_json()["appraisals"]


def readable(connection: psycopg.Connection, handle: str) -> set[str]:
    """The ids of the appraisals of which a login gets anything that a reviewer wrote.

    Steps of one's own are left out: whoever settled something in a consensus keeps the step.
    """
    found: set[str] = set()
    for table in OF_APPRAISALS:
        found |= {str(row[0]) for row in connection.execute(f"SELECT appraisal_id FROM {table}".encode())}
    query = b"SELECT appraisal_id FROM event WHERE appraisal_id IS NOT NULL AND reviewer <> %s"
    return found | {str(row[0]) for row in connection.execute(query, (handle,))}


def by_the_program(session) -> set[str]:
    """The ids of the appraisals that the program would show, reading with the login of the owner."""
    return {str(identity) for identity in View(session).visible_ids}


def act(opened, chance: Random) -> None:
    """Let somebody do one of the things that change who may see what; refusals are part of it."""
    who = chance.choice(("anna", "bea", "cara", "leo"))
    session, study = opened(who), chance.choice((STUDY, "itch"))
    steps = [
        lambda: answers.answer(session, study, "1.1", chance.choice("YN")),
        lambda: answer_all(session, "PY", study),
        lambda: (answer_all(session, "PN", study), submission.submit(session, study)),
        lambda: (answer_all(session, "PN", study), submission.submit(session, study)),
        lambda: submission.reopen(session, study, "a slip"),
        lambda: reconcile.reconcile(session, study, "1.1", "PY", "read again", decided_by="discussion"),
        lambda: settings.lift_blindness(opened("leo"), "a try"),
        lambda: settings.restore_blindness(opened("leo"), "again"),
        lambda: protocol.write_protocol(opened("leo"), "adjudicator", chance.choice(("leo", "cara"))),
    ]
    with suppress(WorkbenchError):
        chance.choice(steps)()


@pytest.mark.parametrize("seed", range(4))
def test_the_server_shows_what_the_program_would_show(opened, raw, seed: int) -> None:
    """After each of thirty random acts every login reads the work of those whom its reviewer may see."""
    chance, most = Random(seed), 0
    for _ in range(30):
        act(opened, chance)
        for handle in HANDLES:
            shown = by_the_program(opened(handle, owner=True))
            most = max(most, len(shown))
            assert readable(raw(handle), handle) <= shown
            assert by_the_program(opened(handle)) == shown
    assert most > 2  # more than the own of both studies: somebody saw others' work
