"""PDFs: text with pages, and one line for each that cannot be read."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.intake.tiny_pdf import tiny_pdf
from workbench.intake import IntakeError, clean_text, page_of, page_starts, read_document

PAGES = [
    [
        "Warm sand for stiff shoulder: a matched cohort (in Latin letters)",
        "Ada Byron, Li Wei",
        "Abstract",
        "Stiff shoulder is common after casts, and long-term pain follows where it is not treat-",
        "ed. We compared forty adults given warm sand with forty who were not, after propen-",
        "sity score matching. doi: 10.5555/sand.1. Their pain was less at six weeks and at long-",
        "term follow-up, which nobody had expected when the study of warm sand was planned, and",
        "1",
    ],
    ["remained less for \x80 5 a day.", "2"],
    [],
    ["References", "1. Other A. Clay for cold feet. doi: 10.5555/clay.2"],
]


def test_pages_can_be_told() -> None:
    """The text holds a form feed between pages, so that an offset gives its page."""
    study = read_document(tiny_pdf([[line.replace("\x80", "€") for line in page] for page in PAGES]), "a.pdf")
    assert ("pdf", 4) == (study.form, len(study.pages))
    assert page_starts(study.text) == study.pages
    places = [study.text.index(words) for words in ("Warm sand", "remained less", "Clay for")]
    assert [1, 2, 4] == [page_of(study.pages, place) for place in places]
    assert any("4 pages" in note and "1 of them without text" in note for note in study.notes)


def test_fields_come_from_the_first_page() -> None:
    """The abstract is joined over lines and pages; the reference list's DOI is not the article's."""
    study = read_document(tiny_pdf([[line.replace("\x80", "€") for line in page] for page in PAGES]), "a.pdf")
    assert "Warm sand for stiff shoulder: a matched cohort (in Latin letters)" == study.bibliography.title
    assert (("Ada Byron", "Li Wei"), "10.5555/sand.1") == (study.bibliography.authors, study.bibliography.doi)
    assert "where it is not treated. We compared" in study.bibliography.abstract
    assert "after propensity score matching" in study.bibliography.abstract
    assert "long-term follow-up" in study.bibliography.abstract
    assert "was planned, and remained less for € 5 a day." in study.bibliography.abstract


def test_clean_text_of_a_pdf_folds_its_references() -> None:
    """The reference list is a fold; page numbers and page breaks are not in the text that is read."""
    study = read_document(tiny_pdf([[line.replace("\x80", "€") for line in page] for page in PAGES]), "a.pdf")
    clean = clean_text(study.text)
    (fold,) = clean.folds
    assert clean.text[fold.start : fold.end].startswith("References")
    assert "\f" not in clean.text
    assert "\n1\n" not in clean.text


def test_title_of_the_file_counts_only_where_it_is_printed() -> None:
    """A title in the file's properties is taken when the first page shows it, and not a template's name."""
    lines = ["Warm sand for", "stiff shoulder", *PAGES[0][1:]]
    printed = read_document(tiny_pdf([lines], title="Warm sand for stiff shoulder"), "a.pdf")
    template = read_document(tiny_pdf([PAGES[0]], title="Microsoft Word - draft of ms"), "a.pdf")
    assert "Warm sand for stiff shoulder" == printed.bibliography.title
    assert PAGES[0][0] == template.bibliography.title


WHOLE = tiny_pdf(PAGES[:1])


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (tiny_pdf(PAGES[:1], encrypted=True), "encrypted"),
        (WHOLE[: len(WHOLE) // 2], "cut short"),
        (b"%PDF-1.4\n", "cut short"),
        (b"%PDF-1.4\n" + b"\x00" * 2000 + b"%%EOF", "damaged"),
        (tiny_pdf([]), "damaged"),
        (tiny_pdf([[], [], ["7"]]), "hardly any text"),
        (tiny_pdf([[], []]), "only pictures"),
        (b"%PDF-1.7" + b"0" * (100 * 2**20), "100 MB"),
    ],
    ids=["encrypted", "half", "head only", "garbage", "no pages", "a letter", "scan", "large"],
)
def test_what_cannot_be_read_gets_one_line(data: bytes, word: str) -> None:
    """Encrypted, truncated, damaged, empty and scanned PDFs are refused with what to do."""
    with pytest.raises(IntakeError) as caught:
        read_document(data, "a.pdf")
    assert word in str(caught.value)
    assert "\n" not in str(caught.value)


def test_packages_are_imported_only_when_needed() -> None:
    """Importing intake loads neither the PDF library nor the parsers of references."""
    code = (
        "import sys, workbench.intake, workbench.intake.references;"
        "print(sorted({'pypdfium2', 'rispy', 'nbib', 'bibtexparser', 'pylatexenc'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "[]" == done.stdout.strip()
