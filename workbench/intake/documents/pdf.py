"""The text of a PDF, page by page, through pypdfium2."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from workbench.intake.documents import identifiers, pdf_pages, plain_text
from workbench.intake.documents.clean_text import clean_text
from workbench.intake.documents.pdf_layout import PageLayout, lay_out
from workbench.intake.documents.pdf_notes import layout_notes
from workbench.intake.documents.pdf_text import TextLine, write_text
from workbench.intake.documents.prose import one_line
from workbench.intake.documents.sections import split_sections
from workbench.intake.errors import IntakeError
from workbench.intake.records import ReaderResult

MAX_PDF_BYTES = 100 * 1024 * 1024
"""Larger files are refused; pictures make articles large, not text."""

_FEWEST_LETTERS = 40
"""A whole document with fewer letters is a scan whose pages are pictures."""
_HEADER = 6_000


@dataclass(frozen=True, slots=True)
class PdfText:
    """The text with a form feed between pages, the title that the file gives, and notes."""

    text: str
    title: str
    notes: tuple[str, ...]
    lines: tuple[TextLine, ...] = field(default=(), repr=False)
    pages: tuple[PageLayout, ...] = field(default=(), repr=False)


def is_pdf(data: bytes) -> bool:
    """Return True if the bytes are a PDF; some have a few bytes of something else in front."""
    return b"%PDF-" in data[:1024]


def extract(data: bytes) -> PdfText:
    """Read the text of all pages in this process. What is not trusted goes through `pdf_child` instead.

    Raises:
        IntakeError: encrypted, damaged, without pages, without text, or too large.
    """
    refuse_large(data)
    try:
        return made_of(pdf_pages.read_pages(data))
    except pdf_pages.UnreadableError as error:
        raise IntakeError(str(error)) from None


def refuse_large(data: bytes) -> None:
    """Refuse what is larger than any article.

    Raises:
        IntakeError: it is.
    """
    if len(data) > MAX_PDF_BYTES:
        size, most = len(data) / 2**20, MAX_PDF_BYTES // 2**20
        raise IntakeError(f"the PDF has {size:.0f} MB, more than the {most} MB that are read: add its text")


def made_of(read: pdf_pages.Pages) -> PdfText:
    """Lay out the pages and write them as one text, with notes on what was done and what is missing.

    Raises:
        IntakeError: there is no text in them.
    """
    pages = lay_out(read)
    text, lines = write_text(pages)
    if sum(character.isalnum() for character in text) < _FEWEST_LETTERS:
        if read.draws_text:
            raise IntakeError("the text of the PDF cannot be decoded: run text recognition (OCR) on it first")
        raise IntakeError("the PDF has no text, only pictures: run text recognition (OCR) on it first")
    return PdfText(text, one_line(read.title), layout_notes(pages, read.count), lines, tuple(pages))


def read(pdf: PdfText) -> ReaderResult:
    """The fields that can be told from the first page, the abstract, and the file's own title."""
    # Lines of a page are no paragraphs, so the fields are read from the text with its lines joined.
    text = clean_text(pdf.text).text
    printed = plain_text.read(text, split_sections(text))
    header = pdf.text[:_HEADER]
    bibliography = replace(
        printed.bibliography,
        title=pdf.title if _on_first_page(pdf.title, header) else printed.bibliography.title,
        doi=identifiers.article_doi(header) or printed.bibliography.doi,
    )
    return ReaderResult(bibliography, printed.kind, notes=(*pdf.notes, *printed.notes))


def _on_first_page(title: str, header: str) -> bool:
    """Whether the file's title is printed: many name the template or the file instead."""
    words = title.casefold().split()
    shown = set(header.casefold().split())
    return len(words) > 2 and sum(word in shown for word in words) >= 0.8 * len(words)
