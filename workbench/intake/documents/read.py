"""Read one document: decode it, pick the reader for its form, and return one record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256

from store.bibliography import Bibliography, field_in_words
from workbench.intake.documents import (
    forms,
    identifiers,
    json_line,
    markdown,
    pdf,
    plain_text,
    pubmed_page,
    webpage,
)
from workbench.intake.documents.decoding import decode
from workbench.intake.documents.pages import page_starts
from workbench.intake.documents.prose import one_line
from workbench.intake.documents.sections import Part, Section, own_part, split_sections
from workbench.intake.errors import IntakeError
from workbench.intake.records import ReaderResult, StudyText

_LONGEST_NAME = 300
_EXPECTED = ("title", "authors", "year", "journal", "doi")
"""Fields of which a note says that they are not printed."""
_IDENTIFIERS = ("doi", "pmid", "registration")
"""Fields of which a note says where values stand that are other studies'."""


def read_document(
    data: bytes, name: str, *, extract_pdf: Callable[[bytes], pdf.PdfText] = pdf.extract
) -> StudyText:
    """One document as a record. What the text does not print is empty; ``notes`` say what to know of it.

    Args:
        data: the file's bytes.
        name: what the source is called, such as the file's name. It is recorded and never opened.
        extract_pdf: gets the text of a PDF; that of a ``PdfChild`` where the file is not to be trusted.

    Raises:
        IntakeError: the data are empty, too large, binary, not in the encoding that they announce, or a PDF
            that is encrypted, damaged, or without text.
    """
    notes: tuple[str, ...] = ()
    if pdf.is_pdf(data):
        text, result, sections = _read_pdf(extract_pdf(data))
        form = forms.PDF
    else:
        decoded = decode(data)
        text, notes = decoded.text, decoded.notes
        if webpage.is_html(text):
            text, result, sections = _read_html(text)
            form = forms.HTML
        else:
            form, result, sections = _read(text)
    return StudyText(
        bibliography=result.bibliography,
        kind=result.kind,
        text=text,
        sha256=sha256(data).hexdigest(),
        form=form,
        notes=(
            *notes,
            *result.notes,
            *_missing(result.bibliography, form),
            *_elsewhere(result, text, sections),
        ),
        name=one_line(name)[:_LONGEST_NAME],
        sections=sections,
        publication_types=result.publication_types,
        pages=page_starts(text),
    )


def _read_pdf(extracted: pdf.PdfText) -> tuple[str, ReaderResult, tuple[Section, ...]]:
    """Text, fields and parts of a PDF."""
    result, sections = pdf.read(extracted)
    return extracted.text, result, sections


def _read_html(source: str) -> tuple[str, ReaderResult, tuple[Section, ...]]:
    """Visible text, fields and parts of a web page.

    Raises:
        IntakeError: the page shows nothing, such as one that a script would fill.
    """
    page = webpage.extract(source)
    if not any(character.isalnum() for character in page.text):
        raise IntakeError("the web page shows no text: save it from the browser as text or PDF and add that")
    sections = split_sections(page.text)
    return page.text, webpage.read(page, sections), sections


def _read(text: str) -> tuple[str, ReaderResult, tuple[Section, ...]]:
    """The form, what its reader found, and the parts of the text."""
    form = forms.detect_form(text)
    if form == forms.JSON_LINE:
        record = json_line.parse(text)
        if record is not None:
            rest = split_sections(text, record.end)
            sections = (Section(Part.RECORD, 0, record.end), *rest)
            return form, json_line.read(record, text, sections), sections
        form = forms.TEXT
        result, sections = _read_as(form, text)
        note = "It begins like JSON but cannot be read as a study's record; it was read as plain text."
        return form, replace(result, notes=(note, *result.notes)), sections
    return form, *_read_as(form, text)


def _read_as(form: str, text: str) -> tuple[ReaderResult, tuple[Section, ...]]:
    """Reads a form that has no record in front."""
    sections = split_sections(text)
    if form == forms.PUBMED_PAGE:
        return pubmed_page.read(text, sections), sections
    if form == forms.MARKDOWN:
        return markdown.read(text, sections), sections
    return plain_text.read(text, sections), sections


def _missing(bibliography: Bibliography, form: str) -> tuple[str, ...]:
    """Name the empty fields, so that they are not taken for an oversight."""
    absent = [field_in_words(name) for name in _EXPECTED if not getattr(bibliography, name)]
    if form == forms.PDF and absent:
        # A page prints more than the program can tell apart, so that it cannot say what is missing.
        return (f"Not recognised in the PDF: {', '.join(absent)}. See its first page.",)
    return (f"Not printed in the text: {', '.join(absent)}.",) if absent else ()


def _elsewhere(result: ReaderResult, text: str, sections: tuple[Section, ...]) -> tuple[str, ...]:
    """Say where identifiers stand that were not taken, so that nobody looks for them in vain."""
    absent = {name for name in _IDENTIFIERS if not getattr(result.bibliography, name)}
    note = identifiers.seen_elsewhere(text, own_part(text, sections), absent) if absent else ""
    return (note,) if note else ()
