"""The command as a whole: no verb, help, and every way to fail in one line."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import click
import pytest

from tests.cli.conftest import Run
from workbench.cli.lazy_group import Verb
from workbench.cli.main import GROUPS, VERBS, run
from workbench.cli.verbs.checklists import VERBS as CHECKLIST_VERBS
from workbench.errors import NotFoundError
from workbench.version import __version__


@pytest.mark.parametrize(("name", "verb"), [*VERBS.items(), *CHECKLIST_VERBS.items()])
def test_each_verb_of_the_table_is_there_under_its_name(name: str, verb: Verb) -> None:
    """The table and the modules agree, and each verb explains itself."""
    command = import_module(verb.module).command
    assert isinstance(command, click.Command)
    assert name == command.name
    assert command.help


def test_help_lists_every_verb_with_a_line_below_its_heading(ran: Run) -> None:
    """In the order of the work."""
    found = ran("--help")
    sections = re.split(r"^(\S.*):$", found.out, flags=re.MULTILINE)[1:]
    listed = {
        heading: re.findall(r"^  (\w+)  +\S", lines, flags=re.MULTILINE)
        for heading, lines in zip(sections[::2], sections[1::2], strict=True)
        if heading != "Options"
    }
    assert (0, {heading: list(verbs) for heading, verbs in GROUPS.items()}) == (found.code, listed)


def test_every_verb_has_one_heading_and_every_heading_has_verbs() -> None:
    """A verb below two headings would silently stand below the last."""
    assert all(GROUPS.values())
    assert list(VERBS) == [name for verbs in GROUPS.values() for name in verbs]
    assert {name: verb.heading for name, verb in VERBS.items()} == {
        name: heading for heading, verbs in GROUPS.items() for name in verbs
    }


def test_help_has_one_column_of_names_and_each_verb_takes_one_line(ran: Run) -> None:
    """At 80 columns, so that the whole page can be scanned."""
    lines = ran("--help").out.split("\nStart:\n")[1].splitlines()
    verbs = [line for line in lines if line.startswith("  ")]
    assert len(VERBS) == len(verbs)
    assert 1 == len({re.match(r"  \w+ +", line).end() for line in verbs})  # type: ignore[union-attr]


@pytest.mark.parametrize("verb", [*VERBS, "checklists show", "checklists check"])
def test_each_verb_has_help(ran: Run, verb: str) -> None:
    """It says how to write it and goes to stdout."""
    found = ran(*verb.split(), "--help")
    assert (0, "") == (found.code, found.err)
    assert found.out.startswith(f"Usage: workbench {verb}")


def test_version(ran: Run) -> None:
    """Name and version, nothing else."""
    assert f"workbench {__version__}\n" == ran("--version").out


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["stduies"], "did you mean studies?"),
        (["answer"], "missing argument 'STUDY'; see `workbench answer --help`"),
        (["studies", "--format", "xml"], "'xml' is not one of 'text', 'json'"),
        (["studies", "--db", "x"], "--db goes before the verb"),
        (["--nope"], "see `workbench --help`"),
        (["studies", "extra"], "unexpected extra argument"),
        (["checklists", "shwo"], "did you mean show?"),
        (["init"], "missing option '--title'"),
        (["override", "s", "D1", "low"], "--reason"),
        (["override", "s", "D1"], "--clear"),
        (["answer", "s", "1.1"], "--clear"),
        (["answer", "s", "1.1", "Y", "--clear"], "--clear"),
    ],
)
def test_a_misused_command_is_answered_in_one_line(ran: Run, args: list[str], says: str) -> None:
    """Exit code 2, nothing on stdout, one line that says what to do."""
    found = ran(*args)
    assert (2, "", 1) == (found.code, found.out, found.err.count("\n"))
    assert found.err.startswith("workbench: error: ")
    assert says in found.err


def test_a_review_that_is_not_there_is_not_made(ran: Run) -> None:
    """Exit code 3, what to do, and no file left behind."""
    found = ran("studies")
    assert (3, "", 1) == (found.code, found.out, found.err.count("\n"))
    assert "workbench init" in found.err
    assert [] == list(Path.cwd().iterdir())


def test_no_reviewer_is_a_usage_error_that_names_the_three_ways(ran: Run) -> None:
    """The option, the variable, and opening the workbench once."""
    ran("init", "--title", "T")
    found = ran("add", "x")
    assert 2 == found.code
    for way in ("--reviewer HANDLE", "WORKBENCH_REVIEWER", "open the workbench once"):
        assert way in found.err


def test_without_a_verb_and_a_terminal_the_studies_are_listed(as_ana: Run, opened: list[object]) -> None:
    """A script or a screen reader gets text, not screens."""
    found = as_ana()
    assert (0, []) == (found.code, opened)
    assert "ono" in found.out


@pytest.mark.usefixtures("at_a_terminal")
def test_without_a_verb_a_terminal_gets_the_screens(ran: Run, opened: list[object]) -> None:
    """Of the review named, for the reviewer named."""
    assert 0 == ran("--db", "lungs.db", "--reviewer", "ben").code
    assert 0 == ran().code
    assert [("lungs.db", "ben"), ("review.db", None)] == opened


def test_what_keeps_the_screens_from_going_on_is_an_error(
    ran: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The screens raise why; the user reads it in one line."""
    monkeypatch.setattr("workbench.cli.output.on_terminal", lambda: True)

    def refuse(location: str, reviewer: str | None) -> None:
        raise NotFoundError("there is no\nreview")

    assert 3 == run([], open_screens=refuse)
    assert "workbench: error: there is no review\n" == capsys.readouterr().err


@pytest.mark.usefixtures("at_a_terminal")
@pytest.mark.parametrize(
    ("fault", "code", "says"),
    [
        (KeyboardInterrupt(), 130, r"\A\nworkbench: interrupted: what was not finished was not kept\n\Z"),
        (
            ValueError("odd\nthing"),
            1,
            r"\Aworkbench: error: ValueError: odd thing \(.*WORKBENCH_DEBUG=1.*\)\n\Z",
        ),
        (AssertionError(), 1, r"\Aworkbench: error: AssertionError \(.*\n\Z"),
        (
            PermissionError(13, "Permission denied", "x.db"),
            1,
            r"\Aworkbench: error: .*Permission denied \(x.db\)\n\Z",
        ),
        (ValueError("a\x1b[2Jb\ud800"), 1, r"a␛\[2Jb\\u\{D800\}"),
    ],
)
def test_nothing_ends_in_a_traceback(
    ran: Run, capsys: pytest.CaptureFixture[str], fault: BaseException, code: int, says: str
) -> None:
    """Ctrl+C is quiet; a fault of the program is one line that tells how to see more."""

    def break_down(location: str, reviewer: str | None) -> None:
        raise fault

    assert code == run([], open_screens=break_down)
    assert re.search(says, capsys.readouterr().err)


@pytest.mark.usefixtures("at_a_terminal")
def test_debugging_shows_the_way_there(
    ran: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last line stays the one line."""
    monkeypatch.setenv("WORKBENCH_DEBUG", "1")

    def break_down(location: str, reviewer: str | None) -> None:
        raise ValueError("odd")

    assert 1 == run([], open_screens=break_down)
    lines = capsys.readouterr().err.splitlines()
    assert "Traceback" in lines[0]
    assert lines[-1].startswith("workbench: error: ValueError: odd")


def test_settings_that_cannot_be_read_are_mentioned_and_stop_nothing(
    as_ana: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only where they would have been needed."""
    monkeypatch.delenv("WORKBENCH_REVIEWER")
    broken = tmp_path / "settings.json"
    broken.write_text("{")
    monkeypatch.setattr("workbench.config.settings_path", lambda: broken)
    found = as_ana("studies")
    assert 0 == found.code
    assert "not valid JSON; going on without" in found.err
