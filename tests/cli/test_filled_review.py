"""Reviews that the benchmarks make are ordinary reviews, and their floors write what the commands write."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.cli.conftest import Run

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


def load_benchmark(name: str) -> ModuleType:
    """A file of the benchmarks, which are no package."""
    spec = importlib.util.spec_from_file_location(name, BENCHMARKS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


FLOOR = load_benchmark("floor")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Four studies, each submitted by three reviewers."""
    path = tmp_path_factory.mktemp("filled") / "review.db"
    load_benchmark("fill").main(["4", "3", str(path)])
    return str(path)


@pytest.mark.parametrize("command", FLOOR.FLOORS)
def test_a_floor_writes_what_its_command_writes(ran: Run, filled: str, command: str) -> None:
    """To the letter, so that both do the same work."""
    kind = "csv" if command.startswith("table") else "json"
    done = ran("--db", filled, "--reviewer", "anna", *command.split(), "--format", kind)
    levels = FLOOR.Levels(FLOOR.pinned_checklist(filled))
    assert done.out == FLOOR.FLOORS[command](FLOOR.read(filled), levels, FLOOR.Said(done.out))


def test_every_appraisal_is_submitted_and_complete(ran: Run, filled: str) -> None:
    """By each reviewer, with an answer to each of the judged items."""
    studies = ran("--db", filled, "--reviewer", "anna", "studies", "--format", "json").json
    expected = [(name, "submitted", 16, 16) for name in ("anna", "bea", "carl")]
    assert [expected] * 4 == [
        [(line["reviewer"], line["state"], line["answered"], line["asked"]) for line in study["appraisals"]]
        for study in studies
    ]


def test_the_history_is_that_of_the_program(ran: Run, filled: str, tmp_path: Path) -> None:
    """Each appraisal was begun, filled in and submitted, and can be reopened, changed and submitted again."""
    copy = str(shutil.copy(filled, tmp_path / "copy.db"))
    key = ran("--db", copy, "studies", "--format", "json").json[0]["key"]
    as_anna = ("--db", copy, "--reviewer", "anna")
    told = ran(*as_anna, "history", key, "--format", "json").json
    mine = [event["action"] for event in told if event["reviewer"] == "anna"]
    steps = ["appraisal.start", "preliminary", "preliminary", *["answer"] * 20, "submit"]
    assert steps == mine[-len(steps) :]
    for arguments in (("reopen", key, "--reason", "a slip"), ("answer", key, "1.1", "NI"), ("submit", key)):
        assert ran(*as_anna, *arguments).code == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("doctor",),
        ("methods",),
        ("table", "summary"),
        ("table", "characteristics"),
        ("agreement", "--pair", "anna,bea", "--as-given"),
    ],
)
def test_other_verbs_work_on_it(ran: Run, filled: str, arguments: tuple[str, ...]) -> None:
    """Whatever reads a review reads this one."""
    assert ran("--db", filled, "--reviewer", "anna", *arguments).code == 0
