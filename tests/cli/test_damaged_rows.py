"""A value that cannot be read stops no command: its row is named, the rest is shown, and the run fails."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from store.export_rows import kind_of
from store.metadata import METADATA
from tests.cli.conftest import Ran, Run
from tests.review.conftest import scripted
from workbench.review.admin.demo import make_example
from workbench.review.reviewers import remarks
from workbench.review.reviewers.allocation import allocate
from workbench.review.session import open_review
from workbench.review.studies import duplicates, known_studies

SECRET = "canary-4711"
STUDY, OTHER = "harada2024", "sugino2023"

VERBS = (
    ("studies",),
    ("show", STUDY),
    ("compare", STUDY),
    ("progress",),
    ("history",),
    ("conflicts",),
    ("methods",),
    ("certainty",),
    ("protocol",),
    ("duplicates",),
    ("table", "traffic-light"),
    ("seal",),
)

Damage = Callable[..., Path]
AT = "2026-01-01T00:00:00+00:00"


def candidate(value: str) -> str:
    """One of two values that wait for a decision, as a merge writes it."""
    return json.dumps({"value": value, "event": None, "at": AT, "made": False, "extra": {}})


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example: anna submitted two studies, bea one of them; of the other bea has a draft."""
    path = tmp_path_factory.mktemp("filled") / "review.db"
    make_example(str(path))
    for handle in ("anna", "bea"):
        with open_review(str(path), handle) as session:
            for study in known_studies.rows(session):
                if study.key in (STUDY, OTHER):
                    scripted(session, study.key, submit=(handle, study.key) != ("bea", OTHER))
            if handle == "anna":
                remarks.write_remark(session, STUDY, "Seen again.")
                duplicates.mark_distinct(session, STUDY, OTHER, reason="Two centres.")
                allocate(session, [OTHER], to=["anna"])
    with closing(sqlite3.connect(path)) as connection:
        for number in (1, 2):
            connection.execute(
                f"INSERT INTO conflict VALUES ('{number:032}', 'fact', "
                f"""'{{"fact": ["protocol", "question"]}}', '{candidate("A")}', """
                f"""'{candidate("B")}', 'b.db', """
                "'2026-01-01 00:00:00.000000', NULL, NULL)"
            )
        connection.commit()
    return path


@pytest.fixture
def damage(filled: Path, tmp_path: Path) -> Damage:
    """Gives a copy of the review in which another program wrote something."""

    def write(*statements: str) -> Path:
        path = Path(shutil.copy(filled, tmp_path / "review.db"))
        with closing(sqlite3.connect(path)) as connection:
            for statement in statements:
                assert connection.execute(statement).rowcount
            connection.commit()
        return path

    return write


def of(path: Path, handle: str = "anna") -> tuple[str, ...]:
    """The options that open it."""
    return ("--db", str(path), "--reviewer", handle)


def is_named(done: Ran, about: str) -> bool:
    """Return True if the run showed data and named what it left out, and nothing that stands there."""
    assert done.code in (0, 1, 4)
    assert ("error" in done.err) == (done.code == 4)  # what counts as a draft cannot be compared
    assert "fault of the program" not in done.err
    assert "Traceback" not in done.err
    assert SECRET not in done.out + done.err
    named = f"workbench: {about} · " in done.err
    assert named == (done.code != 0), done.err
    assert not named or "doctor --repair" in done.err
    assert done.out or done.code == 4
    return named


def first_columns() -> list[tuple[str, str]]:
    """Of each table with a row in this review, one column of JSON and one of times."""
    found = {
        (table.name, kind_of(column)): (table.name, column.name)
        for table in METADATA.sorted_tables
        for column in reversed(table.columns)
        if kind_of(column) in ("json", "time") and table.name not in EMPTY
    }
    return list(found.values())


EMPTY = {"own_checklist", "former_id", "override", "body_entry", "bare_event"}
UNREAD = {("place", "opened_at"), ("seal", "about"), ("judgement", "at")}
"""What no verb of the list reads; `doctor` and `verify` do."""


@pytest.mark.parametrize(("table", "column"), first_columns())
def test_bad_json_and_bad_times_stop_no_reading_verb(
    damage: Damage, ran: Run, table: str, column: str
) -> None:
    """Whatever table they are in: the row is named, and what else there is is shown."""
    first = f'(SELECT min(rowid) FROM "{table}")'
    path = damage(f'UPDATE "{table}" SET "{column}" = \'{SECRET}{{\' WHERE rowid = {first}')
    named = [verb[0] for verb in VERBS if is_named(ran(*of(path), *verb), table)]
    assert named or (table, column) in UNREAD


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("study", "authors", "5"),
        ("study", "authors", "[1]"),
        ("event", "about", "[]"),
        ("finding", "numbers", '"a"'),
    ],
)
def test_sound_json_of_another_shape_is_damage(
    damage: Damage, ran: Run, table: str, column: str, value: str
) -> None:
    """A column holds a list of texts or an object, as it is written, and nothing else can be read there."""
    first = f'(SELECT min(rowid) FROM "{table}")'
    path = damage(f"""UPDATE "{table}" SET "{column}" = '{value}' WHERE rowid = {first}""")
    verify = ran(*of(path), "verify")
    assert 1 == verify.code
    assert f"its JSON is no {'list of texts' if column == 'authors' else 'object'}" in verify.out
    named = [is_named(ran(*of(path), *verb), table) for verb in VERBS]
    # No verb of the list reads what the first step is about; `verify` has named it above.
    assert any(named) or table == "event"


def test_a_code_that_the_checklist_does_not_offer_makes_the_appraisal_a_draft(
    damage: Damage, ran: Run
) -> None:
    """Half an appraisal would come to another judgement, so it counts for nothing until it is whole."""
    own = f"SELECT id FROM study WHERE key = '{STUDY}'"
    appraisal = f"SELECT min(id) FROM appraisal WHERE study_id = ({own})"
    code = f"UPDATE answer SET code = '{SECRET}' WHERE rowid = (SELECT min(rowid) FROM answer WHERE "
    path = damage(f"{code}appraisal_id = ({appraisal}))")
    for verb in VERBS:
        is_named(ran(*of(path), *verb), "answer")
    assert 4 == ran(*of(path), "compare", STUDY).code
    done = ran(*of(path), "studies")
    assert 1 == done.code
    assert STUDY in done.out
    assert OTHER in done.out
    assert "its appraisal counts as a draft" in done.err
    assert "`workbench doctor`" in done.err


def test_nobody_sees_more_because_of_a_row_that_cannot_be_read(damage: Damage, ran: Run) -> None:
    """Not who has a draft of which an answer is damaged, and not those beside somebody's damaged one."""
    sound = damage("UPDATE review SET title = 'Example'")
    before = ran(*of(sound, "bea"), "compare", OTHER)
    assert "not submitted by you" in before.err
    for statement in (
        f"UPDATE answer SET answered_at = '{SECRET}'",
        f"UPDATE answer SET code = '{SECRET}' WHERE code IS NOT NULL",
        f"UPDATE appraisal SET submitted_at = '{SECRET}' WHERE state = 'submitted'",
        f"UPDATE appraisal SET started_at = '{SECRET}'",
        f"UPDATE event SET about = '{SECRET}'",
    ):
        done = ran(*of(damage(statement), "bea"), "compare", OTHER)
        assert before.code == done.code
        assert before.out == done.out
        assert SECRET not in done.out + done.err


def test_other_studies_can_be_worked_on(damage: Damage, ran: Run) -> None:
    """And nothing is written over what cannot be read."""
    bad = f"UPDATE study SET authors = '{SECRET}{{' WHERE key = '{STUDY}'"
    path = damage(bad)
    assert "kept" in ran(*of(path), "comment", OTHER, "Still going.").err
    assert "is corrected" in ran(*of(path), "edit", OTHER, "--title", "Another").err
    refused = ran(*of(path), "edit", STUDY, "--title", "Another")
    assert 4 == refused.code
    assert "it would write over what cannot be read: `workbench doctor --repair FILE`" in refused.err
    with closing(sqlite3.connect(path)) as connection:
        titles = dict(connection.execute("SELECT key, title FROM study").fetchall())
        (authors,) = connection.execute(f"SELECT authors FROM study WHERE key = '{STUDY}'").fetchone()
    assert "Another" == titles[OTHER] != titles[STUDY]
    assert f"{SECRET}{{" == authors


def test_a_field_of_a_damaged_protocol_is_not_written_over_the_rest(damage: Damage, ran: Run) -> None:
    """It would take the other fields away."""
    path = damage(f"UPDATE review SET protocol = '{SECRET}{{'")
    assert 4 == ran(*of(path), "protocol", "set", "question", "Which?").code
    with closing(sqlite3.connect(path)) as connection:
        assert f"{SECRET}{{" == connection.execute("SELECT protocol FROM review").fetchone()[0]


def test_what_travels_has_all_of_a_review_or_is_not_made(damage: Damage, ran: Run, tmp_path: Path) -> None:
    """A co-reviewer would take what is empty for what stands there."""
    path = damage(f"UPDATE study SET authors = '{SECRET}{{' WHERE key = '{STUDY}'")
    target = tmp_path / "for-cara.db"
    done = ran(*of(path), "handout", "--to", "cara", "-o", str(target))
    assert 1 == done.code
    assert "doctor --repair" in done.err
    assert not target.exists()


def test_a_sound_number_in_json_is_no_damage(damage: Damage, ran: Run) -> None:
    """SQLite keeps a JSON number as a number."""
    path = damage("UPDATE event SET after = 5 WHERE number = 1", f"UPDATE study SET facts = '{SECRET}{{'")
    assert "event · " not in ran(*of(path), "show", STUDY).err
