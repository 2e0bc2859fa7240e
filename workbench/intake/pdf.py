"""The text of a PDF, page by page, through pypdfium2."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from typing import Any

from workbench.intake import identifiers, plain
from workbench.intake.cleaning import clean_text
from workbench.intake.errors import IntakeError
from workbench.intake.pages import PAGE_BREAK
from workbench.intake.prose import one_line
from workbench.intake.records import Found
from workbench.intake.sections import split_sections

MAX_PDF_BYTES = 100 * 1024 * 1024
"""Larger files are refused; pictures make articles large, not text."""
MAX_PAGES = 2_000
MAX_CHARACTERS = 5_000_000
"""Where reading stops, so that no file fills the memory."""

_PASSWORD_ERROR = 4  # FPDF_ERR_PASSWORD
_FEWEST_LETTERS = 40
"""A whole document with fewer letters is a scan whose pages are pictures."""
_HEADER = 6_000
_LOCK = Lock()


@dataclass(frozen=True, slots=True)
class PdfText:
    """The text with a form feed between pages, the title that the file gives, and notes."""

    text: str
    title: str
    notes: tuple[str, ...]


def is_pdf(data: bytes) -> bool:
    """Whether the bytes are a PDF; some have a few bytes of something else in front."""
    return b"%PDF-" in data[:1024]


def extract(data: bytes) -> PdfText:
    """The text of all pages.

    Raises:
        IntakeError: encrypted, damaged, without pages, without text, or too large.
    """
    if len(data) > MAX_PDF_BYTES:
        size, most = len(data) / 2**20, MAX_PDF_BYTES // 2**20
        raise IntakeError(f"the PDF has {size:.0f} MB, more than the {most} MB that are read: add its text")
    import pypdfium2  # type: ignore[import-untyped]

    # The library below may not be used by two threads at once.
    with _LOCK:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise IntakeError(_why_not(data, error)) from None
        try:
            return _read(document)
        except pypdfium2.PdfiumError:
            raise IntakeError("the PDF is damaged: open it elsewhere and save it again") from None
        finally:
            document.close()


def read(pdf: PdfText) -> Found:
    """The fields that can be told from the first page, the abstract, and the file's own title."""
    # Lines of a page are no paragraphs, so the fields are read from the text with its lines joined.
    text = clean_text(pdf.text).text
    found = plain.read(text, split_sections(text))
    header = pdf.text[:_HEADER]
    title = pdf.title if _on_first_page(pdf.title, header) else found.title
    return Found(
        title=title,
        authors=found.authors,
        year=found.year,
        journal=found.journal,
        doi=identifiers.article_doi(header) or found.doi,
        pmid=found.pmid,
        pmcid=found.pmcid,
        registration=found.registration,
        abstract=found.abstract,
        kind=found.kind,
        notes=(*pdf.notes, *found.notes),
    )


def _why_not(data: bytes, error: Exception) -> str:
    """Why the library could not open it, in words that say what to do."""
    if getattr(error, "err_code", None) == _PASSWORD_ERROR or "password" in str(error).casefold():
        return "the PDF is encrypted: remove its password and add it again"
    if b"%%EOF" not in data[-2048:]:
        return "the PDF is cut short: fetch it again, it did not arrive whole"
    return "the PDF is damaged: open it elsewhere and save it again"


def _read(document: Any) -> PdfText:
    """Text and title of an open document."""
    pages: list[str] = []
    size, blank = 0, 0
    count = len(document)
    for number in range(min(count, MAX_PAGES)):
        text = _page(document, number)
        blank += not text.strip()
        size += len(text)
        pages.append(text)
        if size > MAX_CHARACTERS:
            break
    if not count:
        raise IntakeError("the PDF has no pages")
    if sum(1 for page in pages for character in page if character.isalnum()) < _FEWEST_LETTERS:
        raise IntakeError("the PDF has no text, only pictures: run text recognition (OCR) on it first")
    notes = [f"PDF of {count} page{'s' if count > 1 else ''}."]
    if blank:
        notes.append(f"{blank} of them without text.")
    if len(pages) < count:
        notes.append(f"Only the first {len(pages)} pages were read.")
    title = one_line(str(document.get_metadata_dict().get("Title", ""))[:500])
    return PdfText(PAGE_BREAK.join(pages), title, (" ".join(notes),))


def _page(document: Any, number: int) -> str:
    """One page. The library marks a hyphen at a line's end by U+FFFE and swallows the line end."""
    page = document[number]
    try:
        textpage = page.get_textpage()
        try:
            text = str(textpage.get_text_range())
        finally:
            textpage.close()
    finally:
        page.close()
    text = text.replace("\ufffe", "-\n").replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("\x00", "").replace("\f", "\n").replace("\x02", "-\n")


def _on_first_page(title: str, header: str) -> bool:
    """Whether the file's title is printed: many name the template or the file instead."""
    words = title.casefold().split()
    shown = set(header.casefold().split())
    return len(words) > 2 and sum(word in shown for word in words) >= 0.8 * len(words)
