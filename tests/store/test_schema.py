"""The tables: made at once or by migrations they are the same, and older ones are brought up to date."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.pool import NullPool

from store import Store, create_review, open_review
from store.column_types import Row
from store.engine import schema
from store.errors import StoreError

_SHAPE = """
SELECT 'column', table_name, column_name, data_type || ' ' || is_nullable
    FROM information_schema.columns WHERE table_schema = 'public'
UNION SELECT 'constraint', conrelid::regclass::text, conname::text, pg_get_constraintdef(oid)
    FROM pg_constraint WHERE contype <> 'n'
UNION SELECT 'index', tablename::text, indexname::text, indexdef FROM pg_indexes WHERE schemaname = 'public'
"""


@contextmanager
def _connected(address: str) -> Iterator[Connection]:
    engine = create_engine(address.replace("postgresql://", "postgresql+psycopg://"), poolclass=NullPool)
    with engine.begin() as connection:
        yield connection


def _shape(connection: Connection) -> set[tuple[str, ...]]:
    """Columns, constraints and indexes; what a SQLite table says of itself is sorted, as its order means
    nothing, and without the quotes that a rebuilt table has round its name.
    """
    if connection.dialect.name != "sqlite":
        return {tuple(str(part) for part in row) for row in connection.execute(text(_SHAPE))}
    rows = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"))
    return {
        (name, *sorted(line.strip(" ,\t").replace('"', "") for line in sql.splitlines()))
        for name, sql in rows
    }


def test_migrations_lead_to_the_tables(location: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """Tables made by the migrations have every column, index and constraint of those made at once; so a
    review may be made in the quick way.
    """
    if "://" in location:
        addresses = [location, request.getfixturevalue("new_database")()]
    else:
        addresses = [f"sqlite:///{tmp_path}/{name}.db" for name in ("made", "migrated")]
    with _connected(addresses[0]) as connection:
        schema.create_tables(connection)
        made = _shape(connection)
    with _connected(addresses[1]) as connection:
        schema.migrate(connection)
        assert made == _shape(connection)
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Row.metadata) == []


def test_a_new_review_has_every_table_whatever_was_imported(tmp_path: Path) -> None:
    """A program that has imported nothing but the store makes the tables of the evidence too."""
    path = tmp_path / "new.db"
    code = "import sys, store; store.create_review(sys.argv[1], title='New').close()"
    subprocess.run([sys.executable, "-c", code, str(path)], check=True)
    with closing(sqlite3.connect(path)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    evidence = {"outcome", "finding", "certainty_rating", "body_entry", "chosen_start"}
    assert evidence | set(Row.metadata.tables) <= {name for (name,) in tables}


def test_head() -> None:
    """The version that the program stamps is that of the last migration."""
    config = Config()
    config.set_main_option("script_location", str(schema.MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_current_head() == schema.HEAD


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Makes the program one version younger, with the given statement as its migration."""

    def add(statement: str) -> None:
        folder = tmp_path / "migrations"
        (folder / "versions").mkdir(parents=True)
        versions = [f"versions/{path.name}" for path in (schema.MIGRATIONS / "versions").glob("v*.py")]
        for name in ("env.py", "script.py.mako", *versions):
            (folder / name).write_text((schema.MIGRATIONS / name).read_text())
        (folder / "versions" / "v9999_later.py").write_text(
            f"from alembic import op\nrevision = '9999'\ndown_revision = '{schema.HEAD}'\n"
            f"def upgrade():\n    op.execute('ALTER TABLE review ADD later INTEGER')\n    {statement}\n"
        )
        monkeypatch.setattr(schema, "MIGRATIONS", folder)
        monkeypatch.setattr(schema, "HEAD", "9999")

    return add


def test_older_review_is_migrated(location: str, later: Callable[[str], None]) -> None:
    """An older review is brought to the present version on opening, once."""
    create_review(location, title="T").close()
    later("pass")
    for _ in range(2):
        with open_review(location) as opened, opened.reading() as session:
            assert schema.read_version(session.connection()) == "9999"
            assert session.execute(text("SELECT later FROM review")).one() == (None,)


def test_failing_migration_changes_nothing(location: str, later: Callable[[str], None]) -> None:
    """A migration that fails in the middle leaves the review as it was."""
    create_review(location, title="T").close()
    before_it = schema.HEAD
    later("op.execute('UPDATE nothing SET x = 1')")
    before = Path(location).read_bytes() if "://" not in location else b""
    with pytest.raises(StoreError):
        open_review(location)
    if "://" not in location:
        assert before == Path(location).read_bytes()
    else:
        with psycopg.connect(location) as connection:
            assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == (before_it,)


def test_migration_that_breaks_references(tmp_path: Path, later: Callable[[str], None]) -> None:
    """A migration that leaves a row pointing nowhere is not kept."""
    path = tmp_path / "r.db"
    create_review(path, title="T").close()
    before_it = schema.HEAD
    later("op.execute(\"INSERT INTO finding VALUES ('a', 'no', 'no', '{}', '')\")")
    with pytest.raises(StoreError, match="report this"):
        open_review(path)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(before_it,)]


_BAD_ROWS = [
    "UPDATE appraisal SET state = 'submitted'",
    "UPDATE appraisal SET kind = 'mine'",
    "UPDATE appraisal SET study_id = '00000000000000000000000000000000'",
    "UPDATE answer SET code = NULL",
    "UPDATE answer SET code = ''",
    "UPDATE study SET year = 0",
    "UPDATE document SET kind = 'poem'",
    "DELETE FROM study",
    "DELETE FROM reviewer",
]


@pytest.mark.parametrize("statement", _BAD_ROWS)
def test_constraints_stand_behind(db: Store, draft: object, statement: str) -> None:
    """What validation should never let through, the tables refuse as well."""
    answer = (
        "INSERT INTO answer (id, appraisal_id, item_id, code, note, answered_at)"
        " SELECT id, id, '1.1', 'Y', '', started_at FROM appraisal"
    )
    with db.writing() as session:
        session.execute(text(answer))
    with pytest.raises(StoreError, match="contradicts"), db.writing() as session:
        session.execute(text(statement))
