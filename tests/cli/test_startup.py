"""What starting costs: help and version load neither the database nor the screens."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = (
    "sqlmodel",
    "sqlalchemy",
    "alembic",
    "textual",
    "rich",
    "pydantic",
    "yaml",
    "tabulate",
    "checklists",
    "store.engine",
    "store.tables",
)
PROGRAM = """
import sys
from workbench.cli.main import run
code = run(sys.argv[1:], open_screens=lambda location, reviewer: None)
print(code, sorted(set(sys.modules) & set(%r)), file=sys.stderr)
"""


def start(tmp_path: Path, *args: str, program: str = PROGRAM % (HEAVY,), **variables: str) -> tuple[str, str]:
    """Run a program in a fresh process and give back stdout and stderr."""
    environment = {**os.environ, "XDG_CONFIG_HOME": str(tmp_path), **variables}
    done = subprocess.run(
        [sys.executable, "-c", program, *args],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        timeout=300,
    )
    return done.stdout.decode("utf-8"), done.stderr.decode("utf-8")


@pytest.mark.parametrize(
    "args", [["--version"], ["--help"], ["studies", "--help"], ["judge", "--help"], ["nope"]]
)
def test_help_and_version_import_nothing_heavy(tmp_path: Path, args: list[str]) -> None:
    """Neither SQLModel nor Textual, nor the checklists: checked on what is loaded at the end."""
    _, err = start(tmp_path, *args)
    assert err.splitlines()[-1].endswith(" []")


def test_the_front_door_imports_nothing_heavy(tmp_path: Path) -> None:
    """``python -m workbench --version`` as it is installed, through ``workbench.__main__``."""
    program = "import sys, workbench.__main__ as m\nsys.argv[1:] = ['--version']\n"
    program += "try: m.main()\nexcept SystemExit: pass\n"
    program += f"print(sorted(set(sys.modules) & set({HEAVY!r})), file=sys.stderr)"
    assert "[]\n" == start(tmp_path, program=program)[1]


def test_any_locale_gets_utf_8(tmp_path: Path) -> None:
    """``LANG=C`` would refuse most titles; stdout is UTF-8 whatever the locale."""
    variables = {
        "LANG": "C",
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONIOENCODING": "ascii",
    }
    out, err = start(tmp_path, "--help", **variables)
    assert "…" in out
    assert "0 []\n" == err
