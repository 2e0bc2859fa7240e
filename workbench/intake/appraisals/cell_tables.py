"""Read a table of cells out of a CSV, TSV or JSON file, as spreadsheets and programs write them."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Literal

from workbench.counts import count
from workbench.intake.appraisals.records import FaultyLine
from workbench.intake.documents.decoding import decode
from workbench.intake.errors import IntakeError
from workbench.output.delimited import restore

MOST_BYTES = 200 * 1024 * 1024
"""Larger files are refused; a hundred thousand rows of the long form are about 30 MB."""

_DELIMITERS = ",;\t|"
_SEPARATOR = re.compile(r'"?sep=(.)"?\r?\n', re.IGNORECASE)
_SHEETS = {b"PK\x03\x04": "an Excel workbook or a zip", b"\xd0\xcf\x11\xe0": "an old Excel workbook"}
_BLANKS = re.compile(r"[\s\ufeff]*")
_SYMBOLS = str.maketrans({"␉": "\t", "⏎": "\n", "␍": "\r"})
"""What our own TSV writes in place of characters that would end a cell."""


@dataclass(frozen=True, slots=True)
class CellRow:
    """One row below the headings; `line` is where it begins in the file."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CellTable:
    """The headings of a table, and the rows below them.

    Attributes:
        headings: as they are written, without blanks around them.
        rows: as long as the headings, each; empty rows are left out.
        faults: rows with more or fewer cells than there are headings.
        notes: how the file was decoded, where that is worth a look.
        unit: what `line` counts: lines, or the records of a JSON list.
        names: what a row is called where a line has no number of its own, such as a cell of a workbook.
    """

    headings: tuple[str, ...]
    rows: tuple[CellRow, ...]
    faults: tuple[FaultyLine, ...] = ()
    notes: tuple[str, ...] = ()
    unit: Literal["line", "record"] = "line"
    names: Mapping[int, str] = field(default_factory=dict)

    def place_of(self, *names: str) -> int | None:
        """Return the place of the first column that has one of these names, whatever their case."""
        folded = [fold_heading(heading) for heading in self.headings]
        return next((folded.index(name) for name in map(fold_heading, names) if name in folded), None)


def fold_heading(heading: str) -> str:
    """Return a heading for comparing: without case, and with one blank where others stand.

    >>> fold_heading(" Checklist_Version "), fold_heading("Reviewer  Name")
    ('checklist version', 'reviewer name')
    """
    return " ".join(heading.casefold().replace("_", " ").split())


def read_table(data: bytes) -> CellTable:
    """Read the table that a file holds.

    Raises:
        IntakeError: it holds none; the message says what to do.
    """
    for signature, what in _SHEETS.items():
        if data.startswith(signature):
            raise IntakeError(f"this is {what}, which is not read: save the sheet as CSV (UTF-8)")
    decoded = decode(data, MOST_BYTES, keep_line_ends=True)
    begin = _BLANKS.match(decoded.text)
    start = decoded.text[begin.end() if begin else 0 :][:1]
    table = _read_json(decoded.text) if start in ("[", "{") else _read_delimited(decoded.text)
    repeated = [name for name, times in Counter(map(fold_heading, table.headings)).items() if times > 1]
    if any(repeated):
        raise IntakeError(f"two columns are called {next(filter(None, repeated))!r}: rename one of them")
    if not table.rows and not table.faults:
        raise IntakeError("there are no rows below the headings: nothing to import")
    return CellTable(table.headings, table.rows, table.faults, decoded.notes, table.unit)


def _read_delimited(text: str) -> CellTable:
    separator = _SEPARATOR.match(text)
    body = text[separator.end() :] if separator else text
    delimiter = separator[1] if separator else _delimiter_of(body)
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=delimiter)
    lines = _lines(reader, 2 if separator else 1)
    headings: tuple[str, ...] = ()
    rows, faults = [], []
    for line, cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        if not headings:
            headings = tuple(restore(cell.lstrip("\ufeff").strip()) for cell in _without_empty_end(cells))
        elif len(cells) < len(headings) or any(cell.strip() for cell in cells[len(headings) :]):
            faults.append(FaultyLine(line, *_ragged(len(cells), len(headings))))
        else:
            rows.append(CellRow(line, tuple(map(restore, cells[: len(headings)]))))
    if delimiter == "\t":
        rows = [CellRow(row.line, tuple(cell.translate(_SYMBOLS) for cell in row.cells)) for row in rows]
    return CellTable(headings, tuple(rows), tuple(faults))


def _lines(reader: Any, first: int) -> Iterator[tuple[int, list[str]]]:
    """Yield each record with the line it begins on.

    Raises:
        IntakeError: a quotation mark has no partner.
    """
    begin = first
    try:
        for cells in reader:
            yield begin, cells
            begin = first + reader.line_num
    except csv.Error:
        raise IntakeError(
            f"a cell near line {begin} has no end: a quotation mark there may lack its partner"
        ) from None


def _delimiter_of(text: str) -> str:
    """Return the delimiter that cuts the first line into the most cells."""
    lines = io.StringIO(text, newline="")
    first = next((line for line in islice(lines, 50) if line.strip()), "")
    return max(_DELIMITERS, key=lambda delimiter: len(next(csv.reader([first], delimiter=delimiter), [])))


def _without_empty_end(cells: list[str]) -> list[str]:
    """Return headings without the empty ones at the end, which spreadsheets like to write."""
    while cells and not cells[-1].strip():
        cells = cells[:-1]
    return cells


def _ragged(cells: int, columns: int) -> tuple[str, str]:
    known = f"it has {count(cells, 'cell')} and there are {count(columns, 'column')}"
    return "a row", f"{known}: put texts that hold the delimiter in quotes"


def _read_json(text: str) -> CellTable:
    """Read a list of objects: their names are the headings.

    Raises:
        IntakeError: it is no such list.
    """
    try:
        records = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        raise IntakeError("this JSON does not end as it begins: export it again") from None
    if not isinstance(records, list) or not all(isinstance(record, Mapping) for record in records):
        raise IntakeError("this JSON is no list of records: export the long form again")
    headings = tuple(dict.fromkeys(str(name) for record in records for name in record))
    rows = (
        CellRow(number, tuple(_as_cell(record.get(name)) for name in headings))
        for number, record in enumerate(records, 1)
    )
    filled = tuple(row for row in rows if any(row.cells))
    return CellTable(headings, filled, unit="record")


def _as_cell(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
