"""Read the documents of a file: decode it, pick the reader for its form, and return a record of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from hashlib import sha256

from store.bibliography import Bibliography, field_in_words
from workbench.intake.documents import (
    docx,
    forms,
    identifiers,
    jats,
    json_line,
    markdown,
    plain_text,
    pubmed_page,
    webpage,
)
from workbench.intake.documents.decoding import decode
from workbench.intake.documents.pages import page_starts
from workbench.intake.documents.prose import one_line
from workbench.intake.documents.record_count import count_records, is_json_without_record
from workbench.intake.documents.sections import Part, Section, own_part, split_sections
from workbench.intake.errors import IntakeError
from workbench.intake.pdf import extract
from workbench.intake.records import ReaderResult, StudyText

_LONGEST_NAME = 300
_EXPECTED = ("title", "authors", "year", "journal", "doi")
"""Fields of which a note says that they are not printed."""
_IDENTIFIERS = ("doi", "pmid", "registration")
"""Fields of which a note says where values stand that are other studies'."""


ExtractPdf = Callable[[bytes], extract.PdfText]


@dataclass(frozen=True, slots=True)
class _Reading:
    """A document while it is read."""

    form: str
    text: str
    result: ReaderResult
    sections: tuple[Section, ...]
    notes: tuple[str, ...] = ()


def read_document(
    data: bytes, name: str, *, extract_pdf: ExtractPdf = extract.extract, as_document: bool = False
) -> StudyText:
    """Read a file that holds one document.

    Args:
        data: the file's bytes.
        name: what the source is called, such as the file's name. It is recorded and never opened.
        extract_pdf: gets the text of a PDF; that of a ``PdfChild`` where the file is not to be trusted.
        as_document: take a text as one document although it seems to hold several records.

    Raises:
        IntakeError: see `read_documents`; or the file holds several articles.
    """
    documents = read_documents(data, name, extract_pdf=extract_pdf, as_document=as_document)
    if len(documents) > 1:
        raise IntakeError(f"this file holds {len(documents)} articles: add it without naming a study")
    return documents[0]


def read_documents(
    data: bytes, name: str, *, extract_pdf: ExtractPdf = extract.extract, as_document: bool = False
) -> list[StudyText]:
    """Read the documents of a file: one, but where XML holds several articles.

    What a text does not print is empty; ``notes`` say what to know of it. For the arguments see
    `read_document`.

    Raises:
        IntakeError: the data are empty, too large, binary, not in the encoding that they announce, a PDF or
            Word document that cannot be read, XML of a kind that is not read, or a text of several records.
    """
    readings = _readings(data, extract_pdf, as_document)
    whole = sha256(data)
    documents = []
    for number, reading in enumerate(readings, 1):
        # Several articles of one file are several documents: each has a digest of its own.
        digest = whole if len(readings) == 1 else sha256(whole.digest() + str(number).encode())
        several = f" article {number}" if len(readings) > 1 else ""
        documents.append(_document(reading, digest.hexdigest(), one_line(name)[:_LONGEST_NAME] + several))
    return documents


def _document(reading: _Reading, digest: str, name: str) -> StudyText:
    """Put a reading's fields, text and notes into one record."""
    result, text, sections = reading.result, reading.text, reading.sections
    return StudyText(
        bibliography=result.bibliography,
        kind=result.kind,
        text=text,
        sha256=digest,
        form=reading.form,
        notes=(
            *reading.notes,
            *result.notes,
            *_missing(result.bibliography, reading.form),
            *_elsewhere(result, text, sections),
        ),
        name=name,
        sections=sections,
        publication_types=result.publication_types,
        pages=page_starts(text),
    )


def _readings(data: bytes, extract_pdf: ExtractPdf, as_document: bool) -> list[_Reading]:
    """Read each document of a file by the reader of its form."""
    if extract.is_pdf(data):
        return [_Reading(forms.PDF, *_read_pdf(extract_pdf(data)))]
    if docx.is_zip(data):
        return [_read_docx(data)]
    decoded = decode(data)
    if webpage.is_html(decoded.text):
        return [_Reading(forms.HTML, *_read_html(decoded.text), decoded.notes)]
    if root := forms.xml_root(decoded.text):
        return _read_xml(decoded.text, root)
    if not as_document:
        _refuse_several(decoded.text)
    form, result, sections = _read(decoded.text)
    return [_Reading(form, decoded.text, result, sections, decoded.notes)]


def _refuse_several(text: str) -> None:
    """Do nothing for a text of one study.

    Raises:
        IntakeError: it seems to hold several records, in a form that is not read, or JSON without any.
    """
    if is_json_without_record(text):
        raise IntakeError(
            "this is JSON without the record of a study: export it as RIS, NBIB or CSV, or add the article;"
            " to add it as one document all the same: --as-document"
        )
    records = count_records(text)
    if records.count > 1:
        raise IntakeError(
            f"this looks like {records.count:,} records ({records.why}), in a form that is not read."
            " Nothing was added. Export as RIS, NBIB, EndNote XML or CSV;"
            " to add it as one document all the same: --as-document"
        )


def _read_xml(text: str, root: str) -> list[_Reading]:
    """Read the articles of JATS XML.

    Raises:
        IntakeError: it is XML of another kind, which is never read as plain text.
    """
    if root not in jats.ROOTS:
        raise IntakeError(
            f"this is XML of a kind that is not read as a document (<{root[:40]}>):"
            " add the article's PDF or JATS XML, or export references as RIS, NBIB or EndNote XML"
        )
    readings = []
    for article in jats.articles_in(text):
        shown, result = jats.read(article)
        if not any(character.isalnum() for character in shown):
            raise IntakeError("this JATS XML has neither title nor text: export it again")
        readings.append(_Reading(forms.JATS, shown, result, split_sections(shown)))
    return readings


def _read_docx(data: bytes) -> _Reading:
    """Read the text of a Word document as a text, and the title as it is marked."""
    text, title = docx.read(data)
    sections = split_sections(text)
    result = plain_text.read(text, sections)
    title = title or _printed(docx.title_in_properties(data), text)
    if title:
        result = replace(result, bibliography=replace(result.bibliography, title=title))
    note = "Read from a Word document: its text and tables; footnotes, comments and pictures are left out."
    return _Reading(forms.DOCX, text, replace(result, notes=(note, *result.notes)), sections)


def _printed(title: str, text: str) -> str:
    """Return a title of a file's properties where its beginning prints it: many name the template instead."""
    words = " ".join(title.split())
    beginning = " ".join(text[:5_000].split())
    return words if len(words.split()) > 2 and words.casefold() in beginning.casefold() else ""


def _read_pdf(extracted: extract.PdfText) -> tuple[str, ReaderResult, tuple[Section, ...]]:
    """Text, fields and parts of a PDF."""
    result, sections = extract.read(extracted)
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
    return (f"Not found in the text: {', '.join(absent)}.",) if absent else ()


def _elsewhere(result: ReaderResult, text: str, sections: tuple[Section, ...]) -> tuple[str, ...]:
    """Say where identifiers stand that were not taken, so that nobody looks for them in vain."""
    absent = {name for name in _IDENTIFIERS if not getattr(result.bibliography, name)}
    note = identifiers.seen_elsewhere(text, own_part(text, sections), absent) if absent else ""
    return (note,) if note else ()
