"""A backup is a review as it was at one moment, whole or not there."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from uuid import UUID

import pytest

from store import Store, appraisals, backup_review, create_review, open_review
from store.engine import schema, sqlite_files
from store.engine.locations import FilePlace
from store.errors import AlreadyExists, CorruptReview, InvalidValue, ReviewNotFound
from store.records import Appraisal

_ROOT = Path(__file__).parents[2]
_SAVE = """
import sys
from uuid import UUID
from store import appraisals, open_review
with open_review(sys.argv[1]) as db:
    number = 0
    while True:
        number += 1
        for item in ("1.1", "1.2"):
            with db.writing():
                appraisals.save_answer(db, UUID(sys.argv[2]), "1.1", f"A{number}", by="anna")
                appraisals.save_answer(db, UUID(sys.argv[2]), "1.2", f"A{number}", by="anna")
        print(number, flush=True)
"""


@pytest.fixture
def database() -> str:
    """A file: a server has tools of its own."""
    return "sqlite"


def _codes(location: Path, draft: UUID) -> dict[str, str]:
    with open_review(location) as copy:
        return appraisals.codes_of(copy, [draft])[draft]


def test_a_backup_is_a_review(db: Store, draft: Appraisal, tmp_path: Path) -> None:
    """With everything, and one that goes on by itself; the original stays open meanwhile."""
    appraisals.save_answer(db, draft.id, "1.1", "Y", by="anna")
    size = backup_review(db.location, tmp_path / "backup.db")
    assert (tmp_path / "backup.db").stat().st_size == size
    appraisals.save_answer(db, draft.id, "1.1", "N", by="anna")
    assert {"1.1": "Y"} == _codes(tmp_path / "backup.db", draft.id)
    with open_review(tmp_path / "backup.db") as copy:
        appraisals.save_answer(copy, draft.id, "1.2", "Y", by="anna")
    assert {"1.1": "N"} == appraisals.codes_of(db, [draft.id])[draft.id]
    assert ["backup.db"] == [path.name for path in tmp_path.glob("backup*")]


def test_a_backup_while_others_write_has_one_moment(db: Store, draft: Appraisal, tmp_path: Path) -> None:
    """Of what is changed together it has all or nothing, and it is sound."""
    arguments = [sys.executable, "-c", _SAVE, db.location, str(draft.id)]
    environment = os.environ | {"PYTHONPATH": str(_ROOT)}
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True, env=environment) as writer:
        assert writer.stdout is not None
        for number in range(5):
            writer.stdout.readline()
            backup_review(db.location, tmp_path / f"backup{number}.db")
        writer.kill()
    for number in range(5):
        codes = _codes(tmp_path / f"backup{number}.db", draft.id)
        assert codes["1.1"] == codes["1.2"]


def test_nothing_is_overwritten(db: Store, tmp_path: Path) -> None:
    """Not another file, not the review itself, not a folder."""
    (tmp_path / "notes.txt").write_text("mine")
    for target in (tmp_path / "notes.txt", db.location, tmp_path):
        with pytest.raises(AlreadyExists):
            backup_review(db.location, target)
    assert "mine" == (tmp_path / "notes.txt").read_text()


def test_what_is_broken_off_leaves_nothing(
    db: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whole or not at all."""

    def broken(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    before = sorted(path.name for path in tmp_path.iterdir())
    monkeypatch.setattr(sqlite_files, "_put_in_place", broken)
    with pytest.raises(KeyboardInterrupt):
        backup_review(db.location, tmp_path / "backup.db")
    assert before == sorted(path.name for path in tmp_path.iterdir())


def test_an_older_review_is_copied_as_it_is(tmp_path: Path) -> None:
    """So that one can be made before a newer program brings it up to date."""
    old = shutil.copy(_ROOT / "tests" / "old_reviews" / "v0004.db", tmp_path / "old.db")
    backup_review(old, tmp_path / "backup.db")
    with closing(sqlite3.connect(tmp_path / "backup.db")) as copy:
        assert [("0004",)] == copy.execute("SELECT version_num FROM alembic_version").fetchall()
    with open_review(tmp_path / "backup.db") as opened, opened.reading() as session:
        assert schema.HEAD == schema.read_version(session.connection())


def test_what_is_no_sound_review_is_not_backed_up(tmp_path: Path) -> None:
    """None that is missing, none that is damaged, and no folder is made for one."""
    with pytest.raises(ReviewNotFound):
        backup_review(tmp_path / "nowhere.db", tmp_path / "backup.db")
    create_review(tmp_path / "review.db", title="x").close()
    with pytest.raises(ReviewNotFound, match="folder"):
        backup_review(tmp_path / "review.db", tmp_path / "nowhere" / "backup.db")
    content = (tmp_path / "review.db").read_bytes()
    (tmp_path / "review.db").write_bytes(content[:5000] + bytes(4000) + content[9000:])
    with pytest.raises(CorruptReview):
        backup_review(tmp_path / "review.db", tmp_path / "backup.db")
    assert not (tmp_path / "backup.db").exists()


@pytest.mark.postgres
def test_a_review_on_a_server_names_what_to_use(new_database: Callable[[], str], tmp_path: Path) -> None:
    """The server's tools, or an export."""
    with pytest.raises(InvalidValue, match="pg_dump"):
        backup_review(new_database(), tmp_path / "backup.db")


def test_a_backup_is_a_file(db: Store) -> None:
    """A server is no place for it."""
    assert isinstance(db._place, FilePlace)
    with pytest.raises(InvalidValue, match="a backup is a file"):
        backup_review(db.location, "postgresql://somewhere/review")
