"""The example package of the docs: installed, it brings a checklist, a reader and an export."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the package is installed as pip does it."""
    folder = tmp_path_factory.mktemp("site")
    subprocess.run(
        [
            *(sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation"),
            *("--target", str(folder), str(ROOT / "docs" / "example-package")),
        ],
        check=True,
        capture_output=True,
    )
    return folder


def test_what_it_brings_is_used_from_the_references_to_the_export(site: Path, tmp_path: Path) -> None:
    """References are read, a study is appraised with the checklist, judgements are written."""
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(site)]),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "WORKBENCH_REVIEWER": "anna",
        "WORKBENCH_DB": str(tmp_path / "oats.db"),
    }

    def run(*arguments: str) -> str:
        command = [sys.executable, "-m", "workbench", *arguments]
        done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env=environment)
        assert done.returncode == 0, done.stderr
        return done.stdout + done.stderr

    (tmp_path / "refs.txt").write_text("=> 2019 | Doe, J | Oats for itch\n")
    run("init", "--title", "Oats")
    assert "arrows: 1 record read" in run("add", "refs.txt")
    run("assign", "doe2019", "oat-baths", "--reason", "as planned")
    run("answer", "doe2019", "1.1", "Y")
    run("answer", "doe2019", "1.2", "Y")
    run("submit", "doe2019")
    assert "lost: answers, reasons and quotes" in run("export", "--as", "overalls", "-o", "out.txt")
    assert "doe2019\tanna\tlow\n" == (tmp_path / "out.txt").read_text()
    found = run("doctor")
    assert "arrows, of an installed package" in found
    assert "overalls, of an installed package" in found
