"""A damaged review is named row by row, and what can be read of it goes into a copy beside."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.review.conftest import STUDY, answer_all
from workbench.errors import ConflictError
from workbench.review.admin import doctor
from workbench.review.appraisals import answers, submission
from workbench.review.exchange.verify.verify import verify
from workbench.review.session import open_review
from workbench.review.studies import known_studies

SECRET = "canary-4711"


@pytest.fixture(scope="module")
def made(review_made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A review with two appraisals and a document."""
    path = Path(shutil.copy(review_made, tmp_path_factory.mktemp("damaged") / "review.db"))
    for handle in ("anna", "bea"):
        with open_review(str(path), handle) as session:
            answers.answer(session, STUDY, "1.2", "PN", note="seen")
            answer_all(session)
            submission.submit(session, STUDY)
    return path


@pytest.fixture
def damaged(made: Path, tmp_path: Path) -> Path:
    """A fresh copy of it, to be damaged."""
    return Path(shutil.copy(made, tmp_path / "review.db"))


def change(path: Path, *statements: str) -> None:
    """Write into the file with another program."""
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            assert connection.execute(statement).rowcount
        connection.commit()


def problems(path: Path) -> str:
    """What the doctor calls a problem."""
    found = [check for check in doctor.examine(str(path), "anna") if check.status == "problem"]
    return "\n".join(f"{check.name}: {check.message}" for check in found)


BAD = [
    (f"UPDATE study SET facts = '{{{SECRET}' WHERE key = '{STUDY}'", "study · row", "facts: its JSON"),
    (f"UPDATE event SET about = '{SECRET}' WHERE number = 9", "event 9", "about: its JSON"),
    (f"UPDATE answer SET answered_at = '{SECRET}' WHERE item_id = '1.2'", "answer · row", "its time"),
    ("UPDATE answer SET note = CAST(x'ff41' AS TEXT) WHERE item_id = '1.2'", "answer · row", "UTF-8"),
    (f"UPDATE document SET study_id = '{SECRET}'", "document · row", "study_id: it is no id"),
]


@pytest.mark.parametrize(("statement", "row", "why"), BAD)
def test_a_row_that_cannot_be_read_is_named_and_the_rest_is_checked(
    damaged: Path, statement: str, row: str, why: str
) -> None:
    """By verify and by the doctor; what stands there is not shown."""
    change(damaged, statement)
    found = verify(str(damaged))
    told = [f"{fault.about}: {fault.message}" for fault in found.faults]
    assert any(row in line and why in line for line in told)
    assert row in problems(damaged)
    assert SECRET not in f"{told}{problems(damaged)}"
    assert found.counts.events > 20


def test_a_reading_use_case_goes_on_and_says_where_to_turn(damaged: Path) -> None:
    """What cannot be read is empty, and the session names it."""
    change(damaged, BAD[0][0])
    with open_review(str(damaged), "anna") as session:
        assert "PN" == answers.judge_study(session, STUDY).codes["1.2"]
        row, advice = session.left_out
    assert row.startswith("study · row ")
    assert "facts: its JSON cannot be read; it is shown as empty" in row
    assert "`workbench doctor` names each" in advice


@pytest.mark.parametrize("version", ["0001", "0002", "0004", "0005", "0007", "0010", "0012"])
def test_a_file_of_an_earlier_version_is_repaired_and_then_opens(tmp_path: Path, version: str) -> None:
    """The copy has the version of the file; it is brought up to date when it is opened."""
    old = Path(__file__).parent.parent / "old_reviews" / f"v{version}.db"
    path, target = Path(shutil.copy(old, tmp_path / "review.db")), tmp_path / "repaired.db"
    change(path, "UPDATE study SET authors = 'canary{' WHERE rowid = 1")
    with closing(sqlite3.connect(path)) as connection:
        keys = [key for (key,) in connection.execute("SELECT key FROM study ORDER BY key")]
        steps = connection.execute("SELECT count(*) FROM event").fetchone()
    ((about, message),) = doctor.repair(str(path), str(target))
    assert about.startswith("study · row ")
    assert "its JSON cannot be read" in message
    with closing(sqlite3.connect(target)) as connection:
        assert (version,) == connection.execute("SELECT version_num FROM alembic_version").fetchone()
        assert steps == connection.execute("SELECT count(*) FROM event").fetchone()
    with open_review(str(target), "anna") as session:
        assert keys == [row.key for row in known_studies.rows(session)]
        assert [] == session.left_out


def test_an_index_that_lacks_rows_is_found(damaged: Path) -> None:
    """Which the quick check does not see."""
    with closing(sqlite3.connect(damaged)) as connection:
        (name, table) = connection.execute(
            "SELECT name, tbl_name FROM sqlite_master WHERE type = 'index' AND name LIKE 'ix_event%'"
        ).fetchone()
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_master SET sql = sql || ' WHERE 1 = 0' WHERE name = ?", [name])
        connection.commit()
    with closing(sqlite3.connect(damaged)) as connection:
        connection.execute(f"REINDEX {name}")
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(
            "UPDATE sqlite_master SET sql = replace(sql, ' WHERE 1 = 0', '') WHERE name = ?", [name]
        )
        connection.commit()
    with closing(sqlite3.connect(damaged)) as connection:
        assert "ok" == connection.execute("PRAGMA quick_check").fetchone()[0]
    assert table == "event"
    assert f"missing from index {name}" in problems(damaged)


def test_a_document_that_was_changed_is_found(damaged: Path) -> None:
    """As verify finds it."""
    change(damaged, "UPDATE document SET text = text || 'x'")
    assert "its text is not the one that was added" in problems(damaged)


def test_a_repaired_copy_has_the_rest(damaged: Path, tmp_path: Path) -> None:
    """The damaged file stays as it is, and the copy opens and keeps its chain."""
    change(damaged, *(statement for statement, _, _ in BAD[:4]))
    before, target = damaged.read_bytes(), tmp_path / "repaired.db"
    lost = doctor.repair(str(damaged), str(target))
    assert before == damaged.read_bytes()
    assert 6 == len(lost)  # both answers to 1.2 have neither a time nor a note that can be read
    assert ("event 9 · about", "its JSON cannot be read; only its place in the chain is kept") in lost
    with open_review(str(target), "anna") as session:
        assert 5 == len(known_studies.rows(session))
        assert "PN" == answers.judge_study(session, STUDY).codes["1.2"]
    found = verify(str(target))
    assert 1 == found.counts.hidden_events
    assert not [fault for fault in found.faults if "an event before it is missing" in fault.message]


def test_of_a_file_with_a_damaged_page_the_other_pages_are_read(damaged: Path, tmp_path: Path) -> None:
    """Also where SQLite itself refuses to go on."""
    with closing(sqlite3.connect(damaged)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        size = connection.execute("PRAGMA page_size").fetchone()[0]
        within = "SELECT commitment FROM event ORDER BY number LIMIT 1 OFFSET 30"
        commitment = connection.execute(within).fetchone()[0]
    page = damaged.read_bytes().index(commitment.encode()) // size
    with damaged.open("r+b") as file:
        file.seek(page * size)
        file.write(b"\xff" * size)
    assert "rows of it cannot be read" in problems(damaged)
    target = tmp_path / "repaired.db"
    lost = doctor.repair(str(damaged), str(target))
    assert ("event", "rows of it cannot be read: a part of the file is damaged") in lost
    with open_review(str(target), "anna") as session:
        assert 5 == len(known_studies.rows(session))


def test_nothing_is_overwritten(damaged: Path, tmp_path: Path) -> None:
    """Neither another file nor the review."""
    other = tmp_path / "other.txt"
    other.write_text("mine")
    for target in (other, damaged):
        with pytest.raises(ConflictError, match="exists already"):
            doctor.repair(str(damaged), str(target))
    assert "mine" == other.read_text()
