"""What all tests share: nobody's own settings are read or written, and five invented studies."""

from __future__ import annotations

import gc
import shutil
import sqlite3
from collections.abc import Iterator
from functools import wraps
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from store.engine import sqlite_files

# The same examples on every run and no stop-watch: a busy machine must not decide what passes.
settings.register_profile(
    "workbench", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("workbench")

FIXTURES = Path(__file__).parent / "intake" / "fixtures"
FIVE = ("json_line.txt", "summary_above.txt", "pubmed_page.txt", "markdown.md", "pubmed_similar.txt")
"""Invented studies in the shapes of real documents: a record line, a summary above an abstract, …"""
CODES = {"yamakawa2025": "PY", "exacerbation": "PY", "baricitinib": "PY"}
"""What anna answers to every item of a study of the example review; NI to those of the others."""


def pytest_collection_finish() -> None:
    """Let the collector of garbage look seldom, and never again at the modules that are there for good.

    By itself it goes through hundreds of thousands of objects again and again: a tenth of the time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session", autouse=True)
def no_own_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What is made once for all tests writes no keys into the settings of whoever runs them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("settings")))
        yield


@pytest.fixture(scope="session", autouse=True)
def no_waiting_for_the_disk() -> Iterator[None]:
    """Commits return before they are on the disk: nobody switches the machine off, and a killed process loses
    nothing by it. `test_engine.py` looks at what the program asks for, and other processes ask for it.
    """
    connect = sqlite_files.connect_for_use

    @wraps(connect)
    def connect_hastily(*place: Any, **options: Any) -> sqlite3.Connection:
        connection = connect(*place, **options)
        connection.execute("PRAGMA synchronous=OFF")
        return connection

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sqlite_files, "connect_for_use", connect_hastily)
        yield


@pytest.fixture(autouse=True)
def no_settings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """A user without settings and without variables that name a review."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("settings")))
    for name in ("WORKBENCH_DB", "WORKBENCH_REVIEWER", "WORKBENCH_DEBUG", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def review_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A review with the five invented studies, made once."""
    from workbench.review.documents.add import add_paths
    from workbench.review.session import create_review

    path = tmp_path_factory.mktemp("made") / "review.db"
    with create_review(str(path), title="Test", reviewer="anna") as session:
        reports = add_paths(session, [FIXTURES / name for name in FIVE])
    assert ["added"] * 5 == [report.status for report in reports]
    return path


@pytest.fixture
def review(review_made: Path, tmp_path: Path) -> str:
    """The location of a fresh copy of that review."""
    return str(shutil.copy(review_made, tmp_path / "review.db"))


@pytest.fixture(scope="session")
def example_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example review as a newcomer gets it, made once."""
    from workbench.review.admin.demo import make_example

    path = tmp_path_factory.mktemp("example") / "example.db"
    assert make_example(str(path))
    return path


@pytest.fixture(scope="session")
def appraised_made(example_made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example review in which anna has appraised all five studies, a quote or note behind each answer."""
    from workbench.review.appraisals import answers as appraisals
    from workbench.review.appraisals import submission
    from workbench.review.session import open_review
    from workbench.review.studies import known_studies

    path = tmp_path_factory.mktemp("appraised") / "appraised.db"
    shutil.copy(example_made, path)
    with open_review(str(path), "anna") as session:
        for row in known_studies.rows(session):
            while unanswered := appraisals.judge_study(session, row.key).verdict.unanswered:
                appraisals.answer(session, row.key, unanswered[0], CODES.get(row.key, "NI"), note="as read")
            appraisals.answer(session, row.key, "1.1", CODES.get(row.key, "NI"), quote=row.title)
            submission.submit(session, row.key)
    return path


@pytest.fixture
def example(example_made: Path, tmp_path: Path) -> str:
    """The location of a fresh copy of the example review."""
    return str(shutil.copy(example_made, tmp_path / "example.db"))


@pytest.fixture
def appraised(appraised_made: Path, tmp_path: Path) -> str:
    """The location of a fresh copy of the appraised example review."""
    return str(shutil.copy(appraised_made, tmp_path / "appraised.db"))
