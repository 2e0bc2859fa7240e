"""The arrows between the rooms, held by the static graph and, since imports may be deferred, at run time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def modules_after(code: str) -> set[str]:
    """Names of the modules that a fresh interpreter has loaded after running some code."""
    script = f"import sys\n{code}\nsys.stderr.write('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stderr.splitlines())


def roots(modules: set[str]) -> set[str]:
    """The top-level names among modules."""
    return {name.partition(".")[0] for name in modules}


def test_the_declared_arrows_hold() -> None:
    """import-linter finds every import in the direction that the contracts allow."""
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_asking_for_help_loads_neither_the_screens_nor_the_database(option: str) -> None:
    """`workbench --help` and `--version` load no Textual, SQLModel, pydantic, checklists or store."""
    code = f"from workbench.cli.main import run\nrun(['{option}'], open_screens=lambda *_: None)"
    loaded = roots(modules_after(code))
    assert set() == loaded & {
        "textual",
        "sqlmodel",
        "sqlalchemy",
        "alembic",
        "pydantic",
        "store",
        "checklists",
    }


def test_the_first_screen_is_there_before_the_database_is_imported() -> None:
    """Importing the application and its first screen loads no SQLModel; the review is opened behind it."""
    loaded = roots(modules_after("import workbench.tui.app"))
    assert set() == loaded & {"sqlmodel", "sqlalchemy", "alembic", "store", "pydantic"}


PURE = ["checklists", "workbench.intake", "workbench.agreement", "workbench.grade", "workbench.output"]


def whole(room: str) -> str:
    """Code that imports a room and everything that it offers; some rooms import that when it is asked for."""
    return f"import {room}\nfor name in getattr({room}, '__all__', ()):\n    getattr({room}, name)"


@pytest.mark.parametrize("room", PURE)
def test_a_pure_room_loads_no_database_and_no_terminal(room: str) -> None:
    """Reading, judging and rendering work without SQLModel and Textual."""
    loaded = roots(modules_after(whole(room)))
    assert set() == loaded & {"sqlmodel", "sqlalchemy", "textual", "click", "numpy", "scipy"}


@pytest.mark.parametrize("room", PURE)
def test_a_pure_room_loads_nothing_of_the_store_but_the_bibliography(room: str) -> None:
    """The bibliographic record is the one module of the store that pure rooms share."""
    loaded = {name for name in modules_after(whole(room)) if name.partition(".")[0] == "store"}
    assert set() == loaded - {"store", "store.bibliography"}


def test_the_bibliography_needs_the_standard_library_only() -> None:
    """Importing the bibliographic record loads no other module of ours and no installed package."""
    loaded = roots(modules_after("import store.bibliography") - modules_after("import dataclasses, typing"))
    assert {"store"} == {name for name in loaded if name not in sys.stdlib_module_names}


def test_the_command_line_needs_no_screens() -> None:
    """Listing studies in a script loads no Textual."""
    code = (
        "import contextlib, io\nfrom workbench.cli.main import run\n"
        "with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):\n"
        "    run(['checklists'], open_screens=lambda *_: None)"
    )
    assert "textual" not in roots(modules_after(code))


def test_the_store_keeps_its_rows_to_itself() -> None:
    """Records can be imported without SQLModel, so whoever holds one never holds a row."""
    loaded = roots(modules_after("import store.records, store.errors"))
    assert set() == loaded & {"sqlmodel", "sqlalchemy"}
