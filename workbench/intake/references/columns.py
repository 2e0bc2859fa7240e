"""CSV and TSV: which column holds what, by the headings of PubMed, Covidence, Rayyan, Embase and Scopus."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence

from store.bibliography import FIELDS, field_heading
from workbench.intake.documents.keys import fold
from workbench.intake.errors import IntakeError
from workbench.intake.references.records import Reference
from workbench.intake.references.values import escaped, make_reference

HEADINGS: Mapping[str, tuple[str, ...]] = {name: (name,) for name in FIELDS} | {
    "title": ("title", "article title", "document title", "primary title", "study title", "ti"),
    "authors": (
        "author full names",
        "authors",
        "author",
        "author names",
        "author s",
        "first author",
        "au",
    ),
    "year": (
        "publication year",
        "published year",
        "year",
        "pub year",
        "year published",
        "date",
        "publication date",
        "date of publication",
        "create date",
        "py",
    ),
    "journal": (
        "journal",
        "journal book",
        "source title",
        "publication title",
        "journal title",
        "source",
        "secondary title",
        "so",
    ),
    "doi": ("doi", "digital object identifier", "doi link", "di"),
    "pmid": ("pmid", "pubmed id", "pubmed", "medline pmid", "pubmedid", "pm"),
    "pmcid": ("pmcid", "pmc id", "pmc", "pubmed central id"),
    "accession": ("accession number", "accession"),
    "abstract": ("abstract", "abstract note", "ab", "abstracts"),
    "keywords": (
        *("keywords", "author keywords", "index keywords", "manual tags", "mesh terms"),
        *("emtree medical index terms major focus", "emtree medical index terms"),
        *("emtree drug index terms major focus", "emtree drug index terms"),
    ),
    "publication_types": ("publication type", "publication types", "document type", "article type"),
    "registration": (
        "registration",
        "clinical trial number",
        "clinical trial numbers",
        "trial registration",
        "trial registry number",
    ),
    "notes": ("notes", "note"),
}
"""Headings, folded, the preferred one first; a field is at least known by its own name."""
_WRITTEN = (*(field_heading(name) for name in FIELDS), "Keywords", "Publication Type")
"""Headings in the order of ``Reference.values``."""
_LISTS = frozenset({"authors", "keywords", "publication_types"})
_LONGEST_HEADING = 10_000
_FEWEST = 2
_QUERY = re.compile(r'\s{0,9}\ufeff?"?search query"?[,;\t](?:"(?:[^"]|"")*+"|[^"\n])*+\n', re.IGNORECASE)
_FORMULA = re.compile(r"'*[=+\-@]")
_NEUTRALISED = re.compile(r"'+[=+\-@]")
_INITIALS = re.compile(r"[^\W\d_][\w'’\-]*(?: [\w'’.\-]+)+")


def find_columns(text: str) -> tuple[str, dict[int, str], tuple[str, ...]] | None:
    """Delimiter, field by column number, and the headings; None where the first line names no references."""
    text = text[len(_query(text)) :]
    first = next((line for line in text[:_LONGEST_HEADING].split("\n") if line.strip()), "")
    for delimiter in "\t,;|":
        if delimiter not in first:
            continue
        try:
            headings = next(csv.reader([first], delimiter=delimiter))
        except (csv.Error, StopIteration):
            continue
        columns = _match(headings)
        fields = set(columns.values())
        if len(fields) >= _FEWEST and fields & {"title", "doi", "pmid"}:
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


def count_rows(text: str, delimiter: str) -> int:
    """Rows below the headings that are not blank."""
    return sum(1 for _, row in _rows(text, delimiter) if any(cell.strip() for cell in row))


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
        yield make_reference(raw, position, line)


def write_columns(records: Sequence[Reference], delimiter: str) -> str:
    """The records as a table; cells that a spreadsheet would take for a formula begin with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow(_WRITTEN)
    for record in records:
        writer.writerow([_neutral(cell) for cell in _cells(record)])
    return out.getvalue()


def _query(text: str) -> str:
    """The line with the search that Embase writes above the headings; empty where there is none."""
    found = _QUERY.match(text)
    return found[0] if found else ""


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
    above = _query(text)
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


def values_of_cell(field: str, cell: str) -> list[str]:
    """A cell as values; lists are parted by semicolons, or by commas where those are plain."""
    if field == "authors":
        return _people(cell)
    if field == "keywords" and ";" not in cell:
        return cell.replace(",", ";").split(";")
    return [cell]


def _people(cell: str) -> list[str]:
    """Names parted by semicolons, by "and", or by commas where every part is a whole name.

    >>> _people("Byron A, Hopper G.M."), _people("Byron, Ada"), _people("Byron, A. and Hopper, G.")
    (['Byron A', 'Hopper G.M.'], ['Byron, Ada'], ['Byron, A.', 'Hopper, G.'])
    """
    if ";" in cell:
        return [cell]
    if " and " in cell or " & " in cell:
        return re.split(r",? (?:and|&) ", cell)
    parts = [part.strip() for part in cell.rstrip(". ").split(",")] if "," in cell else []
    if len(parts) > 1 and all(_INITIALS.fullmatch(part[:200]) for part in parts):
        return [part.strip() for part in cell.split(",")]
    return [cell]


def _cells(record: Reference) -> Iterator[str]:
    """Give the cells of one row, in the order of the headings."""
    for name, values in record.values().items():
        # A semicolon at the end tells that commas are part of a name or a keyword.
        listed = "".join(f"{value}; " for value in values).strip()
        yield escaped(listed if name in _LISTS else "".join(values))


def _neutral(cell: str) -> str:
    """The cell, behind an apostrophe where it could run as a formula or already has one."""
    return f"'{cell}" if _FORMULA.match(cell) else cell
