"""Read CSV whose rows are fields, as Embase gives it: a heading, its values; each title begins a record."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import islice

from workbench.intake.documents.citation_keys import fold
from workbench.intake.errors import IntakeError
from workbench.intake.references.formats.column_headings import HEADINGS, values_of_cell, with_year_of_source
from workbench.intake.references.records import Reference
from workbench.intake.references.reference_format import Opened, ReferenceFormat
from workbench.intake.references.values import make_reference

_SAMPLE_ROWS = 60
_SAMPLE = 100_000
_FEWEST = 3
_SHARE = 5
"""At least one row in so many names a field that is known."""
_LONGEST_HEADING = 100
_FIELDS = {name: (field, rank) for field, names in HEADINGS.items() for rank, name in enumerate(names)}
"""Field and preference by folded heading."""


def is_vertical(text: str) -> bool:
    """Whether the first column names fields, a title and two others at least.

    >>> is_vertical('"TITLE","Mud"\\n"AUTHOR NAMES","Byron A.","Li W."\\n"DOI","10.5555/mud"\\n')
    True
    """
    try:
        rows = list(islice(csv.reader(io.StringIO(text[:_SAMPLE], newline="")), _SAMPLE_ROWS))
    except csv.Error:
        return False
    named = [_field(row[0])[0] for row in rows if len(row) > 1]
    known = [field for field in named if field]
    # Embase has many fields that nobody needs; a text with commas has next to none that are known.
    return "title" in known and len(set(known)) >= _FEWEST and len(known) * _SHARE >= len(named)


def count_vertical(text: str) -> int:
    """How many records the titles announce."""
    return sum(_field(row[0])[0] == "title" for _, row in _rows(text) if row)


def read_vertical(text: str) -> Iterator[Reference]:
    """The records, one by one.

    Raises:
        IntakeError: a cell is longer than any abstract: mostly a quotation mark that never closes.
    """
    position = line = 0
    record: dict[str, list[tuple[int, list[str]]]] = {}
    for number, row in _rows(text):
        field, rank = _field(row[0]) if row else ("", 0)
        if field == "title" and record:
            position += 1
            yield _made(record, position, line)
            record = {}
        if field == "title":
            line = number
        if field and (record or field == "title"):
            record.setdefault(field, []).append((rank, row[1:]))
    if record:
        yield _made(record, position + 1, line)


def _field(heading: str) -> tuple[str, int]:
    """The field that a heading names and how much it is preferred; an empty one where it names none.

    A heading has no sign of equality: `title = {$},` is a line of BibTeX whose value has no letters.
    """
    if "=" in heading:
        return "", 0
    return _FIELDS.get(fold(heading.lstrip("\ufeff")[:_LONGEST_HEADING]), ("", 0))


def _made(record: dict[str, list[tuple[int, list[str]]]], position: int, line: int) -> Reference:
    raw = {
        field: [value for _, cells in sorted(rows) for cell in cells for value in values_of_cell(field, cell)]
        for field, rows in record.items()
    }
    return make_reference(with_year_of_source(raw), position, line)


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Rows with the line each begins on."""
    reader = csv.reader(io.StringIO(text, newline=""))
    line = 1
    try:
        for row in reader:
            yield line, row
            line = reader.line_num + 1
    except csv.Error:
        raise IntakeError(
            f"a cell near line {line} has no end: a quotation mark there may lack its partner"
        ) from None


EMBASE_CSV = ReferenceFormat(
    name="embase-csv",
    title="Embase CSV",
    recognise=lambda source: is_vertical(source.text),
    open=lambda text: Opened(
        count_vertical(text),
        read_vertical(text),
        ("Each row is a field of a record, as Embase writes them.",),
    ),
)
