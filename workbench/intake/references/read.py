"""Reads and writes files of references: one door for all forms."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from workbench.intake.documents.decoding import decode
from workbench.intake.errors import IntakeError
from workbench.intake.references import bibtex, columns, csl, endnote_xml, tagged, vertical
from workbench.intake.references.recognise import FORMS, detect_references, sample_of
from workbench.intake.references.records import Reference, ReferenceBatch
from workbench.intake.references.tagged_forms import TAGGED
from workbench.intake.references.values import says_something

MAX_REFERENCE_BYTES = 64 * 1024 * 1024
"""Larger files are refused: 10,000 records with abstracts have about 25 MB."""
MAX_RECORDS = 200_000
"""More records than any search gives; reading stops there and says so."""

_STEP = 200
Progress = Callable[[int, int], None]


def is_reference_file(data: bytes, name: str) -> bool:
    """Whether the bytes are a file of references rather than a document. Never raises.

    >>> is_reference_file(b"TY  - JOUR\\nTI  - Mud\\nER  -", "mud.txt")
    True
    >>> is_reference_file(b"%PDF-1.4", "a.ris")
    False
    """
    if data.startswith((b"%PDF-", b"PK\x03\x04")):
        return False
    return detect_references(sample_of(data), name) is not None


def read_references(data: bytes, name: str, on_progress: Progress | None = None) -> ReferenceBatch:
    """All records of a file, with what to know about them.

    Args:
        data: the file's bytes.
        name: what the file is called; a hint for its form, never opened.
        on_progress: called now and then with the number of records read and of records expected.

    Raises:
        IntakeError: one line that says why nothing can be read and what to do.
    """
    decoded = decode(data, MAX_REFERENCE_BYTES)
    form = detect_references(decoded.text, name)
    if form is None:
        raise IntakeError(
            "no references were found: RIS, NBIB, BibTeX, CSL-JSON, EndNote XML, .enw, CSV and TSV are read"
        )
    expected, records, notes = _open(decoded.text, form)
    kept: list[Reference] = []
    for number, record in enumerate(records, 1):
        if says_something(record):
            kept.append(record)
        if on_progress is not None and number % _STEP == 0:
            on_progress(number, max(expected, number))
        if number >= MAX_RECORDS:
            notes = (*notes, f"Only the first {MAX_RECORDS:,} records were read: split the file.")
            break
    if not kept:
        raise IntakeError(f"none of the {expected} records has a title, an abstract, a DOI or a PMID")
    if on_progress is not None:
        on_progress(len(kept), max(expected, len(kept)))
    return ReferenceBatch(tuple(kept), form, expected, (*decoded.notes, *notes, *_difference(expected, kept)))


def write_references(records: Sequence[Reference], form: str) -> str:
    """The records as text of that form; reading it gives the same records.

    Raises:
        ValueError: there is no such form.
    """
    if form in TAGGED:
        return tagged.write_tagged(records, form)
    if form in ("csv", "tsv"):
        return columns.write_columns(records, "\t" if form == "tsv" else ",")
    writers: dict[str, Callable[[Sequence[Reference]], str]] = {
        "bibtex": bibtex.write_bibtex,
        "csl-json": csl.write_csl,
        "endnote-xml": endnote_xml.write_endnote_xml,
    }
    if form not in writers:
        raise ValueError(f"no such form: {form}; there are {', '.join(FORMS)}")
    return writers[form](records)


def _open(text: str, form: str) -> tuple[int, Iterator[Reference], tuple[str, ...]]:
    """How many records are expected, the records as they are read, and notes."""
    if form in TAGGED:
        return tagged.count_tagged(text, form), tagged.read_tagged(text, form), ()
    if form == "bibtex":
        return bibtex.count_bibtex(text), bibtex.read_bibtex(text), ()
    if form == "endnote-xml":
        return endnote_xml.count_endnote_xml(text), endnote_xml.read_endnote_xml(text), ()
    if form == "csl-json":
        items = csl.items_of(text)
        return len(items), csl.read_csl(items), ()
    found = columns.find_columns(text)
    if found is None and vertical.is_vertical(text):
        note = "Each row is a field of a record, as Embase writes them."
        return vertical.count_vertical(text), vertical.read_vertical(text), (note,)
    if found is None:
        raise IntakeError(
            "the first line does not name the columns: put headings such as Title and DOI there"
        )
    delimiter, used, headings = found
    notes = (columns.describe_columns(used, headings),)
    return columns.count_rows(text, delimiter), columns.read_columns(text, delimiter, used), notes


def _difference(expected: int, kept: Sequence[Reference]) -> tuple[str, ...]:
    """A note where marks and records differ in number: which are missing is told by their positions."""
    if expected == len(kept):
        return ()
    positions = {record.position for record in kept}
    missing = [number for number in range(1, min(expected, MAX_RECORDS) + 1) if number not in positions]
    if not missing:
        return (f"The file's marks announce {expected} records, but {len(kept)} were read: check its ends.",)
    shown = ", ".join(str(number) for number in missing[:10]) + (" …" if len(missing) > 10 else "")
    lost = expected - len(kept)
    return (f"{lost} of {expected} records could not be read or say nothing: number {shown}.",)
