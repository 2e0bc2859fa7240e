"""The wheel: what is in it, and that it works where it is installed."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest
import yaml

from workbench.review.publish.manuscript.cited_works import known_works
from workbench.version import __version__

ROOT = Path(__file__).parents[1]
ROOMS = {"checklists", "store", "workbench"}

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600), pytest.mark.xdist_group("wheel")]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel as it would be published, built from the working tree."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)],
        check=True,
        capture_output=True,
    )
    (found,) = folder.glob("*.whl")
    return found


def files_in(wheel: Path) -> set[str]:
    """The names in the archive."""
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_wheel_has_the_three_rooms_and_nothing_else_on_top(wheel: Path) -> None:
    """Only checklists, store and workbench become importable; no tests, no benchmarks."""
    tops = {name.partition("/")[0] for name in files_in(wheel)}
    assert ROOMS == {top for top in tops if not top.endswith(".dist-info")}


def test_the_wheel_has_every_file_of_the_rooms(wheel: Path) -> None:
    """Definitions, migrations, style sheets, example facts and type markers are shipped, not only modules."""
    tracked = {
        path.relative_to(ROOT).as_posix()
        for room in ROOMS
        for path in (ROOT / room).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert set() == tracked - files_in(wheel)


def test_what_is_cited_has_the_version_of_the_program() -> None:
    """A release that forgets the citation file is found here."""
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert __version__ == cited["version"]
    assert cited["date-released"].year == known_works()["workbench"].record.year


def test_no_dependency_of_the_wheel_is_under_the_gpl(wheel: Path) -> None:
    """Whoever installs the wheel gets no GPL or AGPL library with it."""
    from importlib import metadata

    def needs(name: str, seen: set[str]) -> set[str]:
        for line in metadata.requires(name) or []:
            if "extra ==" in line:
                continue
            dependency = line.split(";")[0].split("[")[0].rstrip("0123456789.,<>=!~* ()").strip()
            try:
                metadata.distribution(dependency)
            except metadata.PackageNotFoundError:
                continue  # for another platform or Python version
            if dependency.lower() not in seen:
                seen.add(dependency.lower())
                needs(dependency, seen)
        return seen

    def licence(name: str) -> str:
        about = metadata.metadata(name)
        classifiers = [line for line in about.get_all("Classifier") or [] if line.startswith("License")]
        return " ".join([about.get("License-Expression") or "", *classifiers])

    found = needs("appraisal-workbench", set())
    assert {"textual", "sqlmodel", "pydantic"} <= found
    guilty = {name: licence(name) for name in found if "GPL" in licence(name).replace("LGPL", "")}
    assert {} == guilty


def test_the_command_runs_where_the_wheel_is_installed(wheel: Path, tmp_path: Path) -> None:
    """In a clean environment and another folder: a review is made, filled with the example and listed."""
    home = tmp_path / "clean"
    venv.create(home, with_pip=True)
    bin_folder = home / ("Scripts" if os.name == "nt" else "bin")
    constraint = ROOT / "constraints.txt"
    subprocess.run(
        [str(bin_folder / "python"), "-m", "pip", "install", "--quiet", "-c", str(constraint), str(wheel)],
        check=True,
        capture_output=True,
    )
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    environment = {
        name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "VIRTUAL_ENV"}
    } | {"XDG_CONFIG_HOME": str(tmp_path / "config"), "WORKBENCH_REVIEWER": "anna"}

    def run(*arguments: str) -> str:
        done = subprocess.run(
            [str(bin_folder / "workbench"), *arguments],
            capture_output=True,
            text=True,
            cwd=elsewhere,
            env=environment,
            stdin=subprocess.DEVNULL,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    run("demo", "here.db")
    assert 5 == len(run("--db", "here.db", "studies", "--format", "csv").splitlines()) - 1
    assert "psm-cohort" in run("checklists")
