"""A user without settings in an empty folder, and the command line as that user runs it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from checklists import Checklist
from workbench.cli.main import run
from workbench.review.admin import doctor
from workbench.review.checklists.own_checklists import ProofForUse, prove_for_use

CASE = """\
Recovery of one patient with interstitial lung disease after baricitinib: a case report

Ono A, Ito B.

Abstract
A 60-year-old woman was given baricitinib. She left the hospital after 20 days.
"""


@dataclass(frozen=True)
class Ran:
    """One run: its exit code, its data, its narration."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The data, read as JSON."""
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture
def opened() -> list[tuple[str, str | None]]:
    """The reviews that were opened on screen, each with its reviewer."""
    return []


@pytest.fixture
def ran(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    opened: list[tuple[str, str | None]],
) -> Run:
    """Runs ``workbench`` with some arguments, in this process, and gives back what came of it."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    for name in ("WORKBENCH_DB", "WORKBENCH_REVIEWER", "WORKBENCH_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "folder"
    folder.mkdir()
    monkeypatch.chdir(folder)

    def open_screens(location: str, reviewer: str | None) -> None:
        opened.append((location, reviewer))

    def run_once(*args: str) -> Ran:
        code = run(args, open_screens=open_screens)
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return run_once


@pytest.fixture(scope="session", autouse=True)
def looked_at_once() -> Iterator[None]:
    """What `doctor` finds of the installation stays the same: the tests that run it prove and look once."""
    proofs: dict[tuple[str, str], ProofForUse] = {}

    def prove_once(checklist: Checklist) -> ProofForUse:
        known = (checklist.file, checklist.source)
        if known not in proofs:
            proofs[known] = prove_for_use(checklist)
        return proofs[known]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(doctor, "prove_for_use", prove_once)
        patch.setattr(metadata, "packages_distributions", cache(metadata.packages_distributions))
        yield


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a review that holds the case report ``ono``, made once by the command line itself."""
    folder = tmp_path_factory.mktemp("prepared")
    (folder / "case.txt").write_text(CASE, encoding="utf-8")
    here = ["--db", str(folder / "review.db"), "--reviewer", "ana"]
    steps = (
        ["init", "--title", "Lungs"],
        ["add", str(folder / "case.txt")],
        ["assign", "ono", "case-report"],
    )
    assert [0, 0, 0] == [run([*here, *step], open_screens=lambda location, reviewer: None) for step in steps]
    return folder


@pytest.fixture
def as_ana(ran: Run, prepared: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The same, for the reviewer ana, in a copy of the prepared review."""
    monkeypatch.setenv("WORKBENCH_REVIEWER", "ana")
    for file in prepared.iterdir():
        shutil.copy(file, file.name)
    return ran


@pytest.fixture
def at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody sits there."""
    monkeypatch.setattr("workbench.cli.output.on_terminal", lambda: True)
