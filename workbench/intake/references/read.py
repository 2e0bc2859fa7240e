"""Read and write files of references: one door for all formats."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from workbench.counts import count
from workbench.intake.documents.decoding import decode
from workbench.intake.errors import IntakeError
from workbench.intake.references.records import Reference, ReferenceBatch
from workbench.intake.references.registry import REFERENCE_FORMATS, WRITTEN_FORMATS, recognise
from workbench.intake.references.source import Source, source_of
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
    return recognise(source_of(data, name)) is not None


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
    fmt = recognise(Source(decoded.text, name))
    if fmt is None:
        raise IntakeError(
            "no references were found: RIS, NBIB, BibTeX, EndNote XML and CSV are read, and those that"
            " docs/formats.md lists"
        )
    opened = fmt.open(decoded.text)
    expected, notes = opened.expected, opened.notes
    kept: list[Reference] = []
    for number, record in enumerate(opened.records, 1):
        if says_something(record):
            kept.append(record)
        if on_progress is not None and number % _STEP == 0:
            on_progress(number, max(expected, number))
        if number >= MAX_RECORDS:
            notes = (*notes, f"Only the first {MAX_RECORDS:,} records were read: split the file.")
            break
    if not kept:
        raise IntakeError(
            f"{count(expected, 'record')} in it, and none has a title, an abstract, a DOI or a PMID"
        )
    # Tags without marks may be more records than the marks announce.
    expected = max(expected, len(kept))
    if on_progress is not None:
        on_progress(len(kept), expected)
    return ReferenceBatch(
        tuple(kept), fmt.name, expected, (*decoded.notes, *notes, *_difference(expected, kept))
    )


def write_references(records: Sequence[Reference], form: str) -> str:
    """The records as text of that form; reading it gives the same records.

    Raises:
        ValueError: there is no such form.
    """
    for fmt in REFERENCE_FORMATS:
        if fmt.name == form and fmt.write is not None:
            return fmt.write(records)
    raise ValueError(f"no such form: {form}; there are {', '.join(WRITTEN_FORMATS)}")


def _difference(expected: int, kept: Sequence[Reference]) -> tuple[str, ...]:
    """A note where marks and records differ in number: which are missing is told by their positions."""
    if expected == len(kept):
        return ()
    positions = {record.position for record in kept}
    missing = [number for number in range(1, min(expected, MAX_RECORDS) + 1) if number not in positions]
    if not missing:
        announced = count(expected, "record")
        return (f"The file's marks announce {announced}, but {len(kept)} were read: check its ends.",)
    shown = ", ".join(str(number) for number in missing[:10]) + (" …" if len(missing) > 10 else "")
    lost = expected - len(kept)
    return (f"{lost} of {count(expected, 'record')} could not be read or say nothing: number {shown}.",)
