"""A plain copy of the file of a review has every acknowledged change, whenever none is being made."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from store import Store, appraisals, create_review, open_review, studies
from store.bibliography import Bibliography
from store.engine import wholeness
from store.records import Appraisal, ChecklistVersion, NewStudy

_ROOT = Path(__file__).parents[2]

_READ = """
import sys
from store import open_review, reviews
with open_review(sys.argv[1]) as db:
    with db.reading():
        reviews.read_review(db)
        print("reading", flush=True)
        sys.stdin.readline()
    print("has read", flush=True)
    sys.stdin.readline()
"""
_SAVE = """
import sys
from uuid import UUID
from store import appraisals, open_review
db, draft = open_review(sys.argv[1]), UUID(sys.argv[2])
number = int(sys.argv[3])
while True:
    number += 1
    appraisals.save_answer(db, draft, "1.1", f"A{number}", by="anna")
    print(number, flush=True)
"""


@pytest.fixture
def review(tmp_path: Path) -> Store:
    """A review in a file, also where the other tests run on a server."""
    return create_review(tmp_path / "whole.db", title="Whole")


@pytest.fixture
def begun(review: Store) -> Appraisal:
    """An appraisal that anna has begun in it."""
    text = "id: small\nversion: '1'\n"
    checklist = ChecklistVersion(hashlib.sha256(text.encode()).hexdigest(), "small", "1", text)
    study = studies.add_study(review, NewStudy("ono2020", Bibliography(title="A case")), by="anna")
    return appraisals.start_appraisal(review, study.id, reviewer="anna", checklist=checklist)


def start(script: str, db: Store, *arguments: str) -> subprocess.Popen[str]:
    """Start another process on the review."""
    return subprocess.Popen(
        [sys.executable, "-c", script, db.location, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=_ROOT,
        env=os.environ | {"PYTHONPATH": str(_ROOT)},
    )


def told(process: subprocess.Popen[str]) -> str:
    """Wait for the next line of another process."""
    assert process.stdout is not None
    return process.stdout.readline().strip()


def let_go_on(process: subprocess.Popen[str]) -> None:
    """Tell another process to go on."""
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


def copied(db: Store | str, folder: Path) -> str | None:
    """The answer to 1.1 in a plain copy of the file alone, which is sound.

    Another process copies it: this one would give up SQLite's locks on the file when it closes it.
    """
    location, copy = db if isinstance(db, str) else db.location, folder / "copy.db"
    subprocess.run(["cp", location, str(copy)], check=True)
    with closing(sqlite3.connect(f"file:{copy}?immutable=1", uri=True)) as connection:
        assert [("ok",)] == connection.execute("PRAGMA integrity_check").fetchall()
        row = connection.execute("SELECT code FROM answer WHERE item_id = '1.1'").fetchone()
    return None if row is None else row[0]


def save(db: Store, draft: Appraisal, code: str) -> None:
    """Acknowledge an answer."""
    assert appraisals.save_answer(db, draft.id, "1.1", code, by="anna")


def test_a_copy_at_any_moment_has_the_last_answer(review: Store, begun: Appraisal, tmp_path: Path) -> None:
    """While the review stays open, after some answers drawn by lot."""
    lot = Random(1)
    with review:
        for number in range(60):
            save(review, begun, f"A{number}")
            if lot.random() < 0.5:
                assert f"A{number}" == copied(review, tmp_path)
    assert "A59" == copied(review.location, tmp_path)


def test_what_another_program_holds_up_is_told_and_made_good_by_it(
    review: Store, begun: Appraisal, tmp_path: Path
) -> None:
    """Within its read the file lacks the answer; when that ends it is there, without this program."""
    with review, start(_READ, review) as other:
        assert "reading" == told(other)
        save(review, begun, "Y")
        assert (False, None) == (review.make_whole(), copied(review, tmp_path))
        let_go_on(other)
        assert "has read" == told(other)
        assert "Y" == copied(review, tmp_path)
        assert review.make_whole()
        let_go_on(other)
    assert 0 == other.returncode


def test_what_a_killed_program_held_up_is_made_good_on_idle(
    review: Store, begun: Appraisal, tmp_path: Path
) -> None:
    """The screens ask for it every few seconds."""
    with review, start(_READ, review) as other:
        assert "reading" == told(other)
        save(review, begun, "Y")
        assert not review.make_whole()
        other.kill()
        other.wait()
        assert (True, "Y") == (review.make_whole(), copied(review, tmp_path))


def test_closing_waits_for_a_read_that_ends(
    review: Store, begun: Appraisal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A read of a foreign program, which makes nothing good itself."""
    foreign = sqlite3.connect(review.location, isolation_level=None, check_same_thread=False)
    foreign.execute("BEGIN")
    foreign.execute("SELECT count(*) FROM study").fetchall()
    save(review, begun, "Y")
    monkeypatch.setattr(wholeness.time, "sleep", lambda _: foreign.execute("COMMIT"))
    review.close()
    assert "Y" == copied(review.location, tmp_path)
    foreign.close()


def test_closing_does_not_wait_for_ever(
    review: Store, begun: Appraisal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next opening makes good what was left, as it does after a crash."""
    monkeypatch.setattr(wholeness, "PATIENCE_AT_CLOSE", 0)
    with closing(sqlite3.connect(review.location, isolation_level=None)) as foreign:
        foreign.execute("BEGIN")
        foreign.execute("SELECT count(*) FROM study").fetchall()
        save(review, begun, "Y")
        review.close()
        assert None is copied(review.location, tmp_path)
        foreign.execute("COMMIT")
        with open_review(review.location) as again:
            assert (True, "Y") == (again.make_whole(), copied(again, tmp_path))


def test_a_killed_writer_leaves_every_acknowledged_answer_in_the_file(
    review: Store, begun: Appraisal, tmp_path: Path
) -> None:
    """It is killed at moments drawn by lot, while another program has the review open and, in half of the
    rounds, reads it all the time.

    What it told last is in the copy, or what it was about to tell.
    """
    lot, last = Random(2), 0
    with review:
        for reads in (False, True) * 3:
            with start(_SAVE, review, str(begun.id), str(last)) as writer:
                for _ in range(lot.randint(1, 12)):
                    last = int(told(writer))
                    if reads:
                        appraisals.read_worksheet(review, begun.id)
                writer.kill()
                writer.wait()
                assert writer.stdout is not None
                last = max([last, *map(int, writer.stdout.read().split())])
            assert not reads or review.make_whole()
            assert copied(review, tmp_path) in (f"A{last}", f"A{last + 1}")
            last += 1


def test_a_checkpoint_that_fails_is_no_failure_of_the_change(
    review: Store, begun: Appraisal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer is on the disk beside the file, and comes into it as soon as that can be done."""

    def fail(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    with review:
        with monkeypatch.context() as broken:
            broken.setattr(wholeness.sqlite_files, "connect_for_use", fail)
            broken.setattr(review._whole, "_connection", None)
            save(review, begun, "Y")
            assert not review.make_whole()
        assert "Y" == appraisals.read_worksheet(review, begun.id).codes["1.1"]
        assert review.make_whole()
