"""``workbench report``: the review as one file."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from tests.cli.conftest import Run


@pytest.mark.parametrize(
    ("suffix", "start"), [("html", b"<!doctype html>"), ("docx", b"PK"), ("xlsx", b"PK")]
)
def test_a_report_is_written(as_ana: Run, suffix: str, start: bytes) -> None:
    """The file is there, its name is told on stderr, stdout stays empty."""
    as_ana("answer", "ono", "1.1", "Y", "--quote", "left the hospital after 20 days")
    ran = as_ana("report", "-o", f"report.{suffix}")
    assert (0, "", f"Wrote report.{suffix}.\n") == (ran.code, ran.out, ran.err)
    assert Path(f"report.{suffix}").read_bytes().startswith(start)


def test_the_page_shows_a_quote_in_its_context(as_ana: Run) -> None:
    """The words of the document around the quote are there, the quote itself is marked."""
    as_ana("answer", "ono", "1.1", "Y", "--quote", "left the hospital")
    as_ana("report", "-o", "report.html")
    page = Path("report.html").read_text("utf-8")
    assert "She <mark>left the hospital</mark> after 20 days." in page


def test_the_report_keeps_to_what_the_viewer_may_see(as_ana: Run) -> None:
    """Another reviewer's note is not in it before both have submitted."""
    as_ana("--reviewer", "ben", "answer", "ono", "1.1", "N", "--note", "a secret thought")
    as_ana("answer", "ono", "1.1", "Y", "--note", "an own thought")
    as_ana("report", "-o", "report.html")
    page = Path("report.html").read_text("utf-8")
    assert (True, False) == ("an own thought" in page, "a secret thought" in page)


def test_the_page_draws_what_there_is(as_ana: Run) -> None:
    """The certainty of an outcome is a grid; shares are drawn once somebody has submitted, and not before."""
    as_ana("outcomes", "add", "Survival")
    as_ana("answer", "ono", "1.1", "Y")
    as_ana("report", "-o", "report.html")
    page = Path("report.html").read_text("utf-8")
    assert (True, False) == ("Certainty of the evidence (GRADE)" in page, "Share of each judgement" in page)


@pytest.mark.parametrize(
    ("target", "code", "message"),
    [("x.rtf", 2, "the suffix .rtf is not known here"), (".", 2, "a file without a suffix")],
)
def test_a_target_that_cannot_be_gives_one_line(as_ana: Run, target: str, code: int, message: str) -> None:
    """The line says what can be written."""
    ran = as_ana("report", "-o", target)
    assert (code, 1) == (ran.code, ran.err.count("\n"))
    assert ran.err.startswith(f"workbench: error: {message}")


def test_a_failed_write_leaves_the_old_report(as_ana: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk gives one line, and the report of before is whole."""
    Path("report.html").write_text("before")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("workbench.output.atomic_files.os.fsync", full)
    ran = as_ana("report", "-o", "report.html")
    expected = "workbench: error: report.html cannot be written: No space left on device"
    assert (1, "before") == (ran.code, Path("report.html").read_text())
    assert ran.err.startswith(expected)


def test_the_typeface_of_figures_is_chosen_for_word(as_ana: Run) -> None:
    """One that is not there is refused with the nearest, and so is any for another kind of file."""
    as_ana("answer", "ono", "1.1", "Y")
    told = as_ana("report", "-o", "report.docx", "--font", "DejaVu Sanz")
    assert (2, True) == (told.code, "no typeface 'DejaVu Sanz' on this machine" in told.err)
    assert 0 == as_ana("report", "-o", "report.docx", "--font", "DejaVu Serif").code
    told = as_ana("report", "-o", "report.html", "--font", "DejaVu Serif")
    assert (2, True) == (told.code, "--font is for the figures in Word" in told.err)


def test_only_chosen_tables_are_written(as_ana: Run) -> None:
    """Word has these and nothing else; an unknown name is refused with the nearest."""
    as_ana("answer", "ono", "1.1", "Y")
    assert 0 == as_ana("report", "-o", "two.docx", "--only", "excluded,characteristics").code
    paragraphs = docx.Document("two.docx").paragraphs
    captions = [each.text for each in paragraphs if each.style.name == "Caption"]
    assert ["Table . Characteristics of the studies"] == captions
    assert "Left out, as nothing stands in them: Excluded studies." == paragraphs[-1].text
    ran = as_ana("report", "-o", "no.docx", "--only", "finding")
    assert (2, True, False) == (ran.code, "findings" in ran.err, Path("no.docx").exists())


def test_a_template_is_for_word_only(as_ana: Run) -> None:
    """Another kind of file cannot take its styles, and says so."""
    docx.Document().save("journal.docx")
    ran = as_ana("report", "-o", "page.html", "--template", "journal.docx")
    assert (2, True) == (ran.code, "--template is for Word" in ran.err)
    assert 0 == as_ana("report", "-o", "paper.docx", "--template", "journal.docx").code


@pytest.mark.parametrize("suffix", ["docx", "xlsx"])
def test_characters_that_a_file_cannot_hold_are_named(as_ana: Run, suffix: str) -> None:
    """Nothing stops the report: they are replaced, and a line says which they were."""
    as_ana("edit", "ono", "--title", "Mud\ufffe and\x01 sand")
    ran = as_ana("report", "-o", f"report.{suffix}")
    assert (0, True) == (ran.code, "cannot hold them: U+0001, U+FFFE." in ran.err)
