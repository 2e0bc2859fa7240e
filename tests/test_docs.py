"""The README against the program: its commands print what it shows, code runs, links lead somewhere."""

from __future__ import annotations

import atexit
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

import pytest

from tests.shared import forked_program
from workbench.intake import DESIGN_NAMES, ROUTES
from workbench.intake.design.checklists_by_design import Route

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
UPDATE = "UPDATE_DOCS"
"""Set this variable to write the outputs anew; read the difference before you commit it."""

_CONSOLE = re.compile(r"```console\n(.*?)```", re.DOTALL)
_DAY_AND_TIME = re.compile(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}(:\d{2})?")
_SECONDS = re.compile(r"\b\d+\.\d\d s\b")

pytestmark = pytest.mark.xdist_group("docs")


@cache
def _program() -> str:
    """The path of a `workbench` that starts at once, made once for all pages that a worker runs."""
    folder = tempfile.mkdtemp(prefix="program")  # short, because a socket has no long name
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return forked_program.start(folder)


class Terminal:
    """Runs the commands of the README in one folder, with the variables that earlier ones exported."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {**os.environ, "COLUMNS": "118"}
        program = Path(_program()).parent
        ours = Path(sys.executable).parent  # so that `python` is the one that has the workbench
        self.environment["PATH"] = os.pathsep.join([str(program), str(ours), self.environment["PATH"]])
        for name in ("checklists", "tests"):
            (folder / name).symlink_to(ROOT / name)

    def run(self, command: str) -> str:
        """What a command prints, on both channels as a terminal shows them; times are not compared."""
        if command.startswith("export "):
            self.environment |= dict(word.split("=", 1) for word in shlex.split(command)[1:])
            return ""
        done = subprocess.run(
            ["sh", "-c", command],
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}"
        return _SECONDS.sub("0.05 s", _DAY_AND_TIME.sub("2026-11-22 09:30", done.stdout))


def rewritten(text: str, terminal: Terminal) -> str:
    """The README with what its commands print now."""

    def block(match: re.Match[str]) -> str:
        commands = [line[2:] for line in match[1].splitlines() if line.startswith("$ ")]
        shown = "".join(f"$ {command}\n{_ended(terminal.run(command))}" for command in commands)
        return f"```console\n{shown}```"

    return _CONSOLE.sub(block, text)


def _ended(output: str) -> str:
    lines = [line.rstrip() for line in output.splitlines()]
    return "".join(f"{line}\n" for line in lines)


@pytest.mark.slow
def test_every_command_of_the_readme_prints_what_it_shows(tmp_path: Path) -> None:
    """The commands run in the order of the page, in an empty folder."""
    assert shutil.which("sh")
    found = README.read_text(encoding="utf-8")
    expected = rewritten(found, Terminal(tmp_path))
    if os.environ.get(UPDATE):
        README.write_text(expected, encoding="utf-8")
        found = expected
    assert expected == found


def test_the_code_of_the_readme_says_what_its_comments_say(capsys: pytest.CaptureFixture[str]) -> None:
    """The Python example prints what stands behind it."""
    (code,) = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    exec(compile(code, "README.md", "exec"), {})
    shown = re.findall(r"print\(.*?\)\s+# (.*?):", code)
    assert shown == capsys.readouterr().out.splitlines()


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_links_within_the_project_lead_somewhere(page: str) -> None:
    """Every relative link names a file that is there."""
    links = re.findall(r"\]\((?!https?:)([^)#]+)", (ROOT / page).read_text(encoding="utf-8"))
    assert [] == [link for link in links if not (ROOT / link).exists()]


def test_the_readme_names_every_verb_or_its_page_of_help_does() -> None:
    """No verb is secret: `workbench --help` lists each file of `cli/verbs`."""
    done = subprocess.run(
        [sys.executable, "-m", "workbench", "--help"], capture_output=True, text=True, check=True
    )
    verbs = {
        path.stem for path in (ROOT / "workbench" / "cli" / "verbs").glob("*.py") if "_" not in path.stem
    }
    assert set() == {verb for verb in verbs if not re.search(rf"^\s+{verb}\b", done.stdout, re.MULTILINE)}


def test_the_readme_leads_from_every_design_to_its_checklists() -> None:
    """The table has a line for each design that can be suggested, as the program routes it."""
    head = "| Design | Suggested | Would fit too, or why none |\n|---|---|---|\n"
    expected = head + "".join(_line(design, route) for design, route in ROUTES.items())
    found = README.read_text(encoding="utf-8")
    table = re.compile(rf"{re.escape(head)}(?:\|.*\n)*")
    if os.environ.get(UPDATE):
        found = table.sub(lambda _: expected, found)
        README.write_text(found, encoding="utf-8")
    assert [expected] == table.findall(found)


def _line(design: str, route: Route) -> str:
    suggested = f"`{route.checklists[0]}`" if route.checklists else "–"
    more = ", ".join(f"`{name}`" for name in route.checklists[1:])
    return f"| {DESIGN_NAMES[design]} | {suggested} | {'; '.join(filter(None, [more, route.reason]))} |\n"


def test_the_makefile_has_the_commands_of_the_readme() -> None:
    """`make review` and `make test` exist as written."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    commands = re.findall(r"^    make (\w+)$", README.read_text(encoding="utf-8"), re.MULTILINE)
    assert ["review", "test"] == commands
    assert [] == [command for command in commands if f"\n{command}:" not in makefile]
