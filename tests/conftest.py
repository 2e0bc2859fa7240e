"""What all tests share: nobody's own settings are read or written, and five invented studies."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import settings

# The same examples on every run and no stop-watch: a busy machine must not decide what passes.
settings.register_profile("workbench", deadline=None, derandomize=True)
settings.load_profile("workbench")

FIXTURES = Path(__file__).parent / "intake" / "fixtures"
FIVE = ("json_line.txt", "summary_above.txt", "pubmed_page.txt", "markdown.md", "pubmed_similar.txt")
"""Invented studies in the shapes of real documents: a record line, a summary above an abstract, …"""


@pytest.fixture(autouse=True)
def no_settings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """A user without settings and without variables that name a review."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("settings")))
    for name in ("WORKBENCH_DB", "WORKBENCH_REVIEWER", "WORKBENCH_DEBUG", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def review_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A review with the five invented studies, made once."""
    from workbench.desk.adding import add_paths
    from workbench.desk.session import create_desk

    path = tmp_path_factory.mktemp("made") / "review.db"
    with create_desk(str(path), title="Test", reviewer="anna") as desk:
        reports = add_paths(desk, [FIXTURES / name for name in FIVE])
    assert ["added"] * 5 == [report.status for report in reports]
    return path


@pytest.fixture
def review(review_made: Path, tmp_path: Path) -> str:
    """The location of a fresh copy of that review."""
    return str(shutil.copy(review_made, tmp_path / "review.db"))
