"""Read what readers remarked on the cells of an Excel workbook: notes, and comments with their replies.

Excel knows both. A note belongs to a cell and names its author. A comment begins a thread, and stands beside
a note that only tells old programs of it (Microsoft, [MS-XLSX], threadedComments). openpyxl reads notes;
threads are read here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from posixpath import dirname, join, normpath
from typing import Any
from xml.etree.ElementTree import Element
from zipfile import BadZipFile, ZipFile

from workbench.intake.appraisals.cell_tables import CellRow, CellTable, fold_heading
from workbench.intake.documents.safe_xml import elements
from workbench.intake.errors import IntakeError
from workbench.output.extras import load

SIGNATURE = b"PK\x03\x04"
_MOST_BYTES = 200 * 1024 * 1024
"""Of all parts of the workbook, unpacked."""
_STUDY = ("study", "study key", "key")
_TARGET = re.compile(r"[A-Z]{1,2}\d{1,2}[A-Za-z]?|overall", re.IGNORECASE)
"""A column that is headed so is that of a domain, or of the whole."""
_CELL = re.compile(r"(?:[A-Z]{1,2}|[A-W][A-Z]{2})[1-9]\d{0,5}")
_OF_THREAD = "tc="
"""The author of a note that stands for a thread begins with it."""


@dataclass(frozen=True, slots=True)
class _Remark:
    cell: str
    author: str
    text: str


def read_notes(data: bytes) -> CellTable:
    """Return the notes and comments of a workbook as a table with the columns study, about, text and author.

    A cell belongs to the study that its row names in a column `Study`, and to the item of its row, or to what
    heads its column, where that is a domain. Of any other column the text says which it is.

    Raises:
        IntakeError: it is no workbook, or has no notes.
        WorkbenchError: openpyxl is not installed.
    """
    threads = _threads(data)
    try:
        book = load("openpyxl", "office").load_workbook(BytesIO(data), data_only=True)
    except (BadZipFile, KeyError, ValueError, OSError, TypeError, SyntaxError) as problem:
        raise IntakeError(
            "this is no Excel workbook that can be read: save it as .xlsx, or give the comments as CSV"
        ) from problem
    rows: list[CellRow] = []
    names: dict[int, str] = {}
    for sheet in book.worksheets:
        for cells, place in _rows(sheet, threads.get(sheet.title, [])):
            rows.append(CellRow(len(rows) + 1, cells))
            names[len(rows)] = place
    if not rows:
        raise IntakeError("no cell of the workbook has a note or a comment, in a table with a column Study")
    return CellTable(("study", "about", "text", "author"), tuple(rows), names=names)


def _rows(sheet: Any, threads: list[_Remark]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Give each remark on a sheet as study, about, text and author, with the name of its cell."""
    headings = [_text(cell.value) for cell in next(sheet.iter_rows(min_row=1, max_row=1), ())]
    folded = [fold_heading(heading) for heading in headings]
    study = next((folded.index(name) for name in _STUDY if name in folded), None)
    if study is None:
        return
    item = folded.index("item") if "item" in folded else None
    for remark in [*_notes(sheet), *threads]:
        cell = sheet[remark.cell]
        heading = headings[cell.column - 1] if cell.column <= len(headings) else ""
        named = _text(sheet.cell(cell.row, study + 1).value)
        about = _text(sheet.cell(cell.row, item + 1).value) if item is not None else ""
        if not about and _TARGET.fullmatch(heading):
            about = heading
        is_of_column = about or cell.column - 1 == study or not heading
        text = remark.text if is_of_column else f"{heading}: {remark.text}"
        yield (named, about, text, remark.author), f"{sheet.title}!{remark.cell}"


def _notes(sheet: Any) -> Iterator[_Remark]:
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            note = cell.comment
            if note is None or (note.author or "").startswith(_OF_THREAD):
                continue
            author, text = " ".join((note.author or "").split()), note.text.strip()
            author = "" if author == "None" else author  # what openpyxl makes of an empty name
            text = text.removeprefix(f"{author}:").strip() if author else text
            if text:
                yield _Remark(cell.coordinate, author, text)


def _threads(data: bytes) -> dict[str, list[_Remark]]:
    """Return the comments that belong to threads, replies too, by the title of their sheet.

    Raises:
        IntakeError: it is no workbook, or far too big.
    """
    found: dict[str, list[_Remark]] = {}
    try:
        with ZipFile(BytesIO(data)) as parts:
            if sum(part.file_size for part in parts.infolist()) > _MOST_BYTES:
                raise IntakeError(
                    "the workbook is bigger than 200 MB when it is unpacked: give the notes as CSV"
                )
            if any(b"<!DOCTYPE" in parts.read(name) for name in parts.namelist()):
                raise IntakeError("the workbook declares entities, which Excel never does: save it anew")
            people = {
                each.get("id", ""): each.get("displayName", "")
                for name in parts.namelist()
                if name.startswith("xl/persons/")
                for each in _elements(parts, name, "person")
            }
            for title, path in _sheets(parts):
                found[title] = [
                    remark
                    for target in _related(parts, path, "threadedComment")
                    for element in _elements(parts, target, "threadedComment")
                    if (remark := _in_thread(element, people)) is not None
                ]
    except (BadZipFile, KeyError, OSError, NotImplementedError) as problem:
        raise IntakeError(
            "this is no Excel workbook that can be read: save it as .xlsx, or give the comments as CSV"
        ) from problem
    return found


def _in_thread(element: Element, people: Mapping[str, str]) -> _Remark | None:
    """Return a comment of a thread; None for one without words, or on what is no cell."""
    text = "".join(part.text or "" for part in element.iter("text")).strip()
    cell = element.get("ref", "")
    if not text or not _CELL.fullmatch(cell):
        return None
    return _Remark(cell, people.get(element.get("personId", ""), ""), text)


def _sheets(parts: ZipFile) -> Iterator[tuple[str, str]]:
    """Give title and path of each sheet."""
    book = "xl/workbook.xml"
    paths = {key: target for key, _, target in _relations(parts, book)}
    for sheet in _elements(parts, book, "sheet"):
        path = paths.get(sheet.get("id", ""))
        if path:
            yield sheet.get("name", ""), path


def _related(parts: ZipFile, path: str, kind: str) -> list[str]:
    return [target for _, its, target in _relations(parts, path) if its == kind]


def _relations(parts: ZipFile, path: str) -> list[tuple[str, str, str]]:
    """Return id, kind and path of what a part refers to."""
    folder, _, name = path.rpartition("/")
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in parts.namelist():
        return []
    return [
        (
            each.get("Id", ""),
            each.get("Type", "").rpartition("/")[2],
            normpath(join("/", dirname(path), each.get("Target", ""))).lstrip("/"),
        )
        for each in _elements(parts, relations, "Relationship")
    ]


def _elements(parts: ZipFile, path: str, name: str) -> list[Element]:
    if path not in parts.namelist():
        return []
    text = parts.read(path).decode("utf-8", errors="replace")
    return [found.element for found in elements(text, lambda each, _: each == name)]


def _text(value: object) -> str:
    return " ".join(str(value).split()) if value is not None else ""
