"""PDFs read in a process of their own: one that breaks it costs that file only."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.intake.tiny_pdf import swelling_pdf, tiny_pdf
from workbench.intake import IntakeError, PdfChild, read_document
from workbench.intake.pdf import child as pdf_child
from workbench.intake.pdf import extract
from workbench.intake.pdf import pages as pdf_pages

GOOD = tiny_pdf([["Warm sand for stiff shoulder: a matched cohort", "Forty adults came."], ["And went."]])
NARROW = 256 * 2**20
"""Bytes of memory: enough for an article, not for one that swells."""


@pytest.fixture
def child() -> Iterator[PdfChild]:
    """A child with little memory."""
    made = PdfChild(memory=NARROW)
    yield made
    made.close()


def test_a_child_reads_what_this_process_reads(child: PdfChild) -> None:
    """Text, pages, title and notes are the same."""
    assert read_document(GOOD, "a.pdf") == read_document(GOOD, "a.pdf", extract_pdf=child.extract)


def test_one_child_reads_a_batch(child: PdfChild) -> None:
    """It is started with the first file and not again."""
    child.extract(GOOD)
    first = child.process_id
    child.extract(GOOD)
    assert first == child.process_id
    assert first not in (None, os.getpid())


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (tiny_pdf([["a" * 99]], encrypted=True), "encrypted"),
        (GOOD[: len(GOOD) // 2], "cut short"),
        (tiny_pdf([[]]), "OCR"),
        (b"%PDF-1.7" + b"0" * extract.MAX_PDF_BYTES, "100 MB"),
    ],
    ids=["encrypted", "half", "scan", "large"],
)
def test_what_cannot_be_read_is_said_as_ever(child: PdfChild, data: bytes, word: str) -> None:
    """The child stays for the next file."""
    with pytest.raises(IntakeError, match=word):
        child.extract(data)
    assert child.extract(GOOD).text.startswith("Warm sand")


def test_a_file_that_takes_all_memory_breaks_the_child_only(child: PdfChild) -> None:
    """One line for that file; the next is read by a new child."""
    child.extract(GOOD)
    first = child.process_id
    with pytest.raises(IntakeError, match="broke off") as caught:
        child.extract(swelling_pdf(30))
    assert "\n" not in str(caught.value)
    assert child.extract(GOOD).text.startswith("Warm sand")
    assert first != child.process_id


def test_a_file_that_takes_too_long_is_given_up() -> None:
    """Here nothing is quick enough."""
    hasty = PdfChild(seconds=0.0)
    with pytest.raises(IntakeError, match="took more than 0 minutes"):
        hasty.extract(GOOD)
    assert hasty.process_id is None


@pytest.mark.parametrize(
    "answer", [b"", b"\xff" * 8, (3).to_bytes(8, "big") + b"abc", (2).to_bytes(8, "big") + b"[]"]
)
def test_a_child_that_was_taken_over_says_nothing_that_counts(
    child: PdfChild, answer: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing, an answer without end, no JSON, JSON of another shape."""
    script = tmp_path / "other.py"
    script.write_text(
        f"import sys\nsys.stdin.buffer.read({8 + len(GOOD)})\nsys.stdout.buffer.write({answer!r})\n"
    )
    monkeypatch.setattr(pdf_child.pdf_pages, "__file__", str(script))
    with pytest.raises(IntakeError, match="broke off"):
        child.extract(GOOD)


def test_no_child_can_be_started(child: PdfChild, monkeypatch: pytest.MonkeyPatch) -> None:
    """One line that says so."""
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(IntakeError, match="no process can be started"):
        child.extract(GOOD)


def test_nothing_is_started_where_no_pdf_comes() -> None:
    """Closing twice does no harm either."""
    idle = PdfChild()
    assert idle.process_id is None
    idle.close()
    idle.close()


def test_the_child_loads_nothing_of_this_project() -> None:
    """Its script is read as a file, so that it starts as fast as the library does."""
    source = Path(pdf_pages.__file__).read_text(encoding="utf-8")
    assert "import workbench" not in source
    assert "from workbench" not in source
