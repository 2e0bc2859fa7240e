"""Read an article from a PDF: text by the places of its letters, fields from where they are printed."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from store.bibliography import Bibliography
from workbench.intake.documents import identifiers, plain_text
from workbench.intake.documents.prose import one_line
from workbench.intake.documents.running_lines import running_lines
from workbench.intake.documents.sections import Part, Section, split_sections
from workbench.intake.errors import IntakeError
from workbench.intake.pdf import pages as pdf_pages
from workbench.intake.pdf.authors import read_authors
from workbench.intake.pdf.body import is_full_text, read_abstract
from workbench.intake.pdf.imprint import citing_lines, read_cited, read_journal_and_year
from workbench.intake.pdf.layout import PageLayout, lay_out
from workbench.intake.pdf.notes import layout_notes
from workbench.intake.pdf.pieces import Use
from workbench.intake.pdf.text import TextLine, write_text
from workbench.intake.pdf.title import Title, has_one_type, read_title, title_by_lines
from workbench.intake.records import ReaderResult

MAX_PDF_BYTES = 100 * 1024 * 1024
"""Larger files are refused; pictures make articles large, not text."""

_FEWEST_LETTERS = 40
"""A whole document with fewer letters is a scan whose pages are pictures."""
_RUNNING_PAGES = 3
"""Pages whose running lines are searched for journal, year and DOI."""
_BACK_LINES = 400
"""Lines at the end that may say how to cite the article."""


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
    """Read the text of all pages in this process. What is not trusted goes through `child` instead.

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
    letters = sum(character.isalnum() for character in text)
    if letters < _FEWEST_LETTERS:
        raise IntakeError(_without_text(letters, text, draws_text=read.draws_text))
    return PdfText(text, one_line(read.title), layout_notes(pages, read.count), lines, tuple(pages))


def _without_text(letters: int, text: str, *, draws_text: bool) -> str:
    """Say why a PDF has no text to read, and what to do."""
    if not draws_text:
        return "the PDF has no text, only pictures: run text recognition (OCR) on it first"
    if letters and "\ufffd" not in text:
        return (
            f"the PDF has hardly any text ({letters} characters): if it shows pictures, run OCR on it first"
        )
    return "the text of the PDF cannot be decoded: run text recognition (OCR) on it first"


def read(pdf: PdfText) -> tuple[ReaderResult, tuple[Section, ...]]:
    """Return the fields that the article prints as its own, and the parts of its text.

    The text is split into parts once, by its lines as they are printed, and everything is read by that split.
    """
    sections = split_sections(pdf.text)
    own = _own_lines(pdf.text, pdf.lines, sections)
    number, first = next(((n, page) for n, page in enumerate(pdf.pages) if page.pieces), (0, PageLayout()))
    front = [line for line in own if line.page == number]
    labelled = plain_text.read(pdf.text, sections).bibliography
    words = {word.casefold() for word in re.findall(r"[^\W\d_]{3,}", pdf.text)}
    title = read_title(first, pdf.title, words)
    authors = read_authors(first, title.lines)
    if not title.text and (not first.pieces or has_one_type(first)):
        title = Title(title_by_lines([line.text for line in front]))
        authors = labelled.authors
    # Behind the reference list a DOI stands above "Cite this article as", within the list by its place.
    cited = citing_lines(front) or citing_lines(pdf.lines[-_BACK_LINES:])
    journal, year = _journal_and_year(pdf.pages, number, front)
    if not journal:
        journal, cited_year = read_cited(cited)
        year = cited_year or year
    full_text = is_full_text(own)
    abstract = read_abstract(own, title.lines, full_text=full_text)
    places = _own_places(pdf, front, cited)
    bibliography = Bibliography(
        title=title.text,
        authors=authors,
        year=year or labelled.year,
        journal=journal or labelled.journal,
        doi=_first(identifiers.article_doi, places),
        pmid=_first(identifiers.pmid, places),
        pmcid=_first(identifiers.pmcid, places),
        registration=_first(identifiers.registration, (abstract, *places)),
        abstract=abstract,
    )
    kind = "full_text" if full_text else "abstract"
    notes = (*pdf.notes, "Long enough to be a full text." if full_text else "Abstract only.")
    return ReaderResult(bibliography, kind, notes=notes), sections


def _own_lines(text: str, lines: Sequence[TextLine], sections: Sequence[Section]) -> list[TextLine]:
    """Return the lines that are the study's own: no references, other papers, or running lines."""
    starts = [section.start for section in sections]
    running = {start for start, _ in running_lines(text)}
    return [
        line
        for line in lines
        if line.start not in running
        and sections[max(0, bisect_right(starts, line.start) - 1)].part is Part.STUDY
    ]


def _journal_and_year(
    pages: Sequence[PageLayout], number: int, front: Sequence[TextLine]
) -> tuple[str, int | None]:
    """Return journal and year as the first page prints them, else as the running lines of the next do."""
    own = {id(piece) for line in front for piece in line.pieces}
    shown = [
        piece.text
        for piece in (pages[number].pieces if pages else ())
        if piece.use is Use.RUNNING or id(piece) in own
    ]
    journal, year = read_journal_and_year(shown)
    if not journal:
        journal, later = read_journal_and_year(_running(pages[number + 1 : number + _RUNNING_PAGES]))
        year = year or later
    return journal, year


def _own_places(pdf: PdfText, front: Sequence[TextLine], cited: str) -> tuple[str, ...]:
    """Return the texts that may print the article's own identifiers, the surest first."""
    first_page = "\n".join(line.text for line in front)
    running = "\n".join(_running(pdf.pages[:_RUNNING_PAGES]))
    return tuple(unicodedata.normalize("NFKC", text) for text in (first_page, running, cited))


def _running(pages: Iterable[PageLayout]) -> list[str]:
    """Return the running heads and feet of some pages."""
    return [piece.text for page in pages for piece in page.of_use(Use.RUNNING)]


def _first(read_identifier: Callable[[str], str], texts: Iterable[str]) -> str:
    """Return the first identifier that one of the texts prints as its own."""
    return next((value for text in texts if (value := read_identifier(text))), "")
