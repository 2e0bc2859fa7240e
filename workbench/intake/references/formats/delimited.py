"""Read and write CSV and TSV, whose columns are known by the headings of the usual databases and tools."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence

from store.bibliography import FIELDS, field_heading
from workbench.intake.documents.citation_keys import fold
from workbench.intake.errors import IntakeError
from workbench.intake.references.formats.column_headings import HEADINGS, values_of_cell, with_year_of_source
from workbench.intake.references.records import Reference
from workbench.intake.references.reference_format import Opened, ReferenceFormat
from workbench.intake.references.source import Source
from workbench.intake.references.values import escaped, is_nothing, make_reference

_WRITTEN = (*(field_heading(name) for name in FIELDS), "Keywords", "Publication Type")
"""Headings in the order of ``Reference.values``."""
_LISTS = frozenset({"authors", "keywords", "publication_types"})
_LONGEST_HEADING = 10_000
_FEWEST, _FEWEST_BELOW = 2, 3
"""Fields that a line of headings names: the first line of a file, and one below a search or a title."""
_SEARCHED_LINES, _LONGEST_ABOVE, _MOST_CELLS_ABOVE = 12, 20_000, 3
_QUERY = re.compile(r'\s{0,9}\ufeff?"?search query"?[,;\t](?:"(?:[^"]|"")*+"|[^"\n])*+\n', re.IGNORECASE)
_SEPARATOR = re.compile(r"\s{0,9}\ufeff?\"?sep=[^\n]\"?[,;\t]{0,50}[ \t\r]{0,9}\n", re.IGNORECASE)
_ROUNDED = re.compile(r"\d[.,]\d{1,6}E\+0?\d", re.IGNORECASE)
"""How a spreadsheet shows a number that it does not have room for."""
_FORMULA = re.compile(r"'*[=+\-@]")
_NEUTRALISED = re.compile(r"'+[=+\-@]")


def find_columns(text: str) -> tuple[str, dict[int, str], tuple[str, ...]] | None:
    """Delimiter, field by column number, and the headings; None where the first line names no references."""
    above = _above(text)
    first = text[len(above) : len(above) + _LONGEST_HEADING].lstrip("\n").split("\n", 1)[0]
    return _columns_of(
        first, fewest=_FEWEST if not above.strip() or _SEPARATOR.match(above) else _FEWEST_BELOW
    )


def _columns_of(first: str, fewest: int) -> tuple[str, dict[int, str], tuple[str, ...]] | None:
    """Return delimiter, fields and headings of a line that names at least so many fields; else None."""
    for delimiter in "\t,;|":
        if delimiter not in first:
            continue
        try:
            headings = next(csv.reader([first], delimiter=delimiter))
        except (csv.Error, StopIteration):
            continue
        columns = _match(headings)
        fields = set(columns.values())
        if len(fields) >= fewest and fields & {"title", "doi", "pmid"}:
            return delimiter, columns, tuple(heading.strip() for heading in headings)
    return None


def describe_columns(columns: Mapping[int, str], headings: Sequence[str]) -> str:
    """A sentence that says which columns were used for what, and which were not."""
    used = ", ".join(
        f"{headings[number]} → {field.replace('_', ' ')}" for number, field in sorted(columns.items())
    )
    rest = [heading for number, heading in enumerate(headings) if number not in columns and heading]
    shown = f"; not used: {', '.join(rest[:20])}{' …' if len(rest) > 20 else ''}" if rest else ""
    return f"Columns used: {used}{shown}."[:2000]


def survey_rows(text: str, delimiter: str, columns: Mapping[int, str]) -> tuple[int, tuple[str, ...]]:
    """Count the rows that are not blank, and say which cells a spreadsheet has made unreadable."""
    count = 0
    spoilt: dict[str, list[int]] = {}
    for _, row in _rows(text, delimiter):
        if not any(cell.strip() for cell in row):
            continue
        count += 1
        for number, cell in enumerate(row):
            if cell.strip() and _is_spoilt(columns.get(number, ""), cell.strip()[:100]):
                spoilt.setdefault(columns[number], []).append(count)
    return count, tuple(_told(field, records) for field, records in spoilt.items())


def _is_spoilt(field: str, cell: str) -> bool:
    """Return True for an id in powers of ten, and for a year that is only a day and a month."""
    if field in ("pmid", "pmcid"):
        return _ROUNDED.fullmatch(cell) is not None
    return (
        field == "year"
        and not is_nothing(cell)
        and re.search(r"(?<!\d)(?:1[5-9]|20)\d{2}(?!\d)", cell) is None
    )


def _told(field: str, records: Sequence[int]) -> str:
    """Say which records have no such value, and how to get it."""
    shown = ", ".join(map(str, records[:10])) + (" …" if len(records) > 10 else "")
    what = "years that are none" if field == "year" else f"{field.upper()}s that a spreadsheet has rounded"
    return f"There are {what}, and they were left out: record {shown}. Export the column as text."


def read_columns(text: str, delimiter: str, columns: Mapping[int, str]) -> Iterator[Reference]:
    """The rows as references.

    Raises:
        IntakeError: a cell is longer than any abstract: mostly a quotation mark that never closes.
    """
    position = 0
    for line, row in _rows(text, delimiter):
        if not any(cell.strip() for cell in row):
            continue
        raw: dict[str, list[str]] = {}
        for number in sorted(columns):
            cell = row[number] if number < len(row) else ""
            cell = cell[1:] if _NEUTRALISED.match(cell) else cell
            field = columns[number]
            raw.setdefault(field, []).extend(values_of_cell(field, cell))
        position += 1
        has_year = any(not is_nothing(value) for value in raw.get("year", ()))
        yield make_reference(raw if has_year else with_year_of_source(raw), position, line)


def write_columns(records: Sequence[Reference], delimiter: str) -> str:
    """The records as a table; cells that a spreadsheet would take for a formula begin with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow(_WRITTEN)
    for record in records:
        writer.writerow([_neutral(cell) for cell in _cells(record)])
    return out.getvalue()


def _above(text: str) -> str:
    """Return what stands above the headings: Excel's ``sep=`` line, a search, rules and blank lines."""
    separator = _SEPARATOR.match(text)
    begin = at = separator.end() if separator else 0
    query = _QUERY.match(text, begin)
    begin = at = query.end() if query else begin
    for line in text[begin : begin + _LONGEST_ABOVE].split("\n")[:_SEARCHED_LINES]:
        if line.strip(" \t\ufeff"):
            if _columns_of(line.lstrip("\ufeff"), _FEWEST if at == begin else _FEWEST_BELOW):
                return text[:at]
            cells = [cell for cell in re.split(r"[\t,;|]", line) if cell.strip(' "-')]
            if len(cells) > _MOST_CELLS_ABOVE:
                break
        at += len(line) + 1
    return text[:begin]


def _match(headings: Sequence[str]) -> dict[int, str]:
    """The best column of each field; keywords may stand in several."""
    folded = [fold(heading.lstrip("\ufeff")[:100]) for heading in headings]
    columns: dict[int, str] = {}
    for field, names in HEADINGS.items():
        found = [folded.index(name) for name in names if name in folded]
        wanted = found if field in ("keywords", "accession", "notes") else found[:1]
        columns.update({number: field for number in wanted if number not in columns})
    return columns


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Rows below the headings, with the line each begins on."""
    above = _above(text)
    stream = io.StringIO(text[len(above) :].lstrip("\n"), newline="")
    reader = csv.reader(stream, delimiter=delimiter)
    begin = above.count("\n")
    line = begin + 1
    try:
        for number, row in enumerate(reader):
            if number:
                yield line, row
            line = begin + reader.line_num + 1
    except csv.Error:
        raise IntakeError(
            f"a cell near line {line} has no end: a quotation mark there may lack its partner"
        ) from None


def _cells(record: Reference) -> Iterator[str]:
    """Give the cells of one row, in the order of the headings."""
    for name, values in record.values().items():
        # A semicolon at the end tells that commas are part of a name or a keyword.
        listed = "".join(f"{value}; " for value in values).strip()
        yield escaped(listed if name in _LISTS else "".join(values))


def _neutral(cell: str) -> str:
    """The cell, behind an apostrophe where it could run as a formula or already has one."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _is_table(source: Source, *, of_tabs: bool) -> bool:
    """Return True if the first line names columns; a file that is not called a table must name three."""
    columns = None if source.start in ("[", "{", "<") else find_columns(source.text)
    if columns is None or (columns[0] == "\t") is not of_tabs:
        return False
    if source.is_called(".csv", ".tsv", ".tab"):
        return True
    return len(set(columns[1].values())) >= 3 and "\n" in source.text.strip()


def _open(text: str) -> Opened:
    columns = find_columns(text)
    if columns is None:
        raise IntakeError(
            "the first line does not name the columns: put headings such as Title and DOI there"
        )
    delimiter, used, headings = columns
    count, spoilt = survey_rows(text, delimiter, used)
    notes = (describe_columns(used, headings), *spoilt)
    return Opened(count, read_columns(text, delimiter, used), notes)


CSV = ReferenceFormat(
    name="csv",
    title="CSV",
    recognise=lambda source: _is_table(source, of_tabs=False),
    open=_open,
    write=lambda records: write_columns(records, ","),
)
TSV = ReferenceFormat(
    name="tsv",
    title="TSV",
    recognise=lambda source: _is_table(source, of_tabs=True),
    open=_open,
    write=lambda records: write_columns(records, "\t"),
)
