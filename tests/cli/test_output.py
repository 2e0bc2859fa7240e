"""The one writer: nothing a terminal would run, no complaint where nobody reads."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from workbench.cli import output
from workbench.output import Column, Table

TABLE = Table("t", "Title", (Column("a", "A"),), (("x\x1b[2J",),), ("A note.",))


def test_notes_of_formats_that_carry_rows_only_go_to_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    """Each once, however many blocks have it."""
    output.write_tables([TABLE, TABLE], "csv")
    captured = capsys.readouterr()
    assert "A note.\n" == captured.err
    output.write_tables([TABLE], "text")
    assert "A note." in capsys.readouterr().out


def test_a_file_gets_what_only_a_terminal_must_not_have(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """CSV keeps overrides of direction for programs; control characters are shown in files as well."""
    table = Table("t", "", (Column("a", "A"),), (("x\x1b[2J\u202ey",),))
    output.write_tables([table], "csv")
    assert "a\nx␛[2J\u202ey\n" == capsys.readouterr().out
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    output.write_tables([table], "csv")
    assert "a\nx␛[2J\\u{202E}y\n" == capsys.readouterr().out


def test_lines_fit_the_terminal(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Long cells and notes are wrapped where somebody reads, and left whole where a program does."""
    long = Table("t", "", (Column("a", "A"),), (("word " * 40,),), ("note " * 40,))
    output.write_tables([long], "text")
    assert 4 == capsys.readouterr().out.count("\n")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", "50")
    output.write_tables([long], "text")
    assert max(map(len, capsys.readouterr().out.splitlines())) <= 50


def test_narration_is_one_safe_line(capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever stands in a title."""
    output.say("title\n\x1b[2J\ud800")
    assert "title⏎␛[2J\\u{D800}\n" == capsys.readouterr().err


def test_narration_at_a_terminal_is_broken_between_words_and_an_error_is_not(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What stands before the first line stands before the others too; an error is one line anywhere."""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", "30")
    output.say("  because: a propensity score in the title")
    assert "  because: a propensity score\n    in the title\n" == capsys.readouterr().err
    output.complain("word " * 20)
    assert 1 == capsys.readouterr().err.count("\n")


def test_a_width_is_known_at_a_terminal_or_where_columns_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pipe or a file has none."""
    assert output.width() is None
    monkeypatch.setenv("COLUMNS", "72")
    assert 72 == output.width()


@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")
@pytest.mark.parametrize("args", ["checklists", "--help", "checklists show psm-cohort"])
def test_a_reader_that_goes_away_is_no_error(tmp_path: Path, args: str) -> None:
    """``workbench … | head -1`` ends quietly; the work goes on."""
    program = f"{sys.executable} -c 'import time, workbench.__main__ as m; time.sleep(0.3); m.main()' {args}"
    done = subprocess.run(
        ["sh", "-c", f"{{ {program}; echo $? >code; }} | true"],
        cwd=tmp_path,
        capture_output=True,
        timeout=300,
    )
    assert (b"", "0") == (done.stderr, (tmp_path / "code").read_text().strip())


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("args", [["checklists"], ["--help"]])
def test_a_full_disk_is_an_error_in_one_line(tmp_path: Path, args: list[str]) -> None:
    """Data that was not written must not pass for written."""
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "workbench", *args],
            cwd=tmp_path,
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=300,
        )
    assert (1, 1) == (done.returncode, done.stderr.count(b"\n"))
    assert done.stderr.startswith(b"workbench: error: ")
    assert b"No space left on device" in done.stderr
