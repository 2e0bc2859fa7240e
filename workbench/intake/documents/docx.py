"""Read the text of a Word document (``.docx``), which is a zip of XML.

The package for these files is only an optional part of the program, and it unpacks what it is given. Here one
part is unpacked up to a limit, whatever the zip says of its size, and its XML goes the way of all XML.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from workbench.intake.documents.safe_xml import elements, words
from workbench.intake.errors import IntakeError

MAX_DOCX_BYTES = 100 * 1024 * 1024
"""Larger files are refused; an article with its pictures has a tenth of it."""
_MAX_PART = 60 * 1024 * 1024
"""Bytes of the text's XML that are unpacked; a book has less."""
_DOCUMENT = "word/document.xml"
_ZIP = b"PK\x03\x04"
_RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_LOWERED = str.maketrans("0123456789+-−", "₀₁₂₃₄₅₆₇₈₉₊₋₋")
_OTHERS = {
    "xl/workbook.xml": ("an Excel workbook", "save it as CSV and add that"),
    "ppt/presentation.xml": ("a PowerPoint file", "save it as PDF and add that"),
    "META-INF/container.xml": ("an EPUB", "save the article as PDF or web page and add that"),
    "content.xml": ("an OpenDocument file", "save it as .docx or PDF and add that"),
}
_TITLE_STYLES = frozenset({"title", "titel", "titre", "título", "titolo"})


def is_zip(data: bytes) -> bool:
    """Return True if the bytes begin as a zip does."""
    return data.startswith(_ZIP)


def read(data: bytes) -> tuple[str, str]:
    """Return the text, a blank line between paragraphs, and the title that the document marks as such.

    Raises:
        IntakeError: it is a zip of another kind, too large, damaged, encrypted, or has no text.
    """
    part = _part(data)
    bodies = [found.element for found in elements(part, lambda name, _: name == "body")]
    title, blocks = "", []
    for body in bodies:
        for style, text in _blocks(body):
            blocks.append(text)
            if not title and style in _TITLE_STYLES:
                title = " ".join(text.split())
    text = "\n\n".join(block for block in blocks if block.strip())
    if not any(character.isalnum() for character in text):
        raise IntakeError("the Word document holds no text: add a PDF of it")
    return text, title


def _part(data: bytes) -> str:
    """The XML of the text.

    Raises:
        IntakeError: see `read`.
    """
    if len(data) > MAX_DOCX_BYTES:
        raise IntakeError("the Word document is larger than any article: add a PDF of it")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if _DOCUMENT not in names:
                raise IntakeError(_other(names))
            with archive.open(_DOCUMENT) as stream:
                part = stream.read(_MAX_PART + 1)
    except (
        zipfile.BadZipFile,
        zlib.error,
        RuntimeError,
        NotImplementedError,
        EOFError,
        OSError,
        ValueError,
    ) as error:
        if isinstance(error, IntakeError):
            raise
        raise IntakeError("the Word document is damaged or encrypted: save it again, or as PDF") from None
    if len(part) > _MAX_PART:
        raise IntakeError("the text of the Word document is larger than any article's: add a PDF of it")
    return part.decode("utf-8", "replace").lstrip("\ufeff")


def _other(names: set[str]) -> str:
    """Say what a zip is that holds no Word document."""
    for name, (what, remedy) in _OTHERS.items():
        if name in names:
            return f"this is {what}, which is not read: {remedy}"
    return "this is a zip file, which is not read: unpack it and add what is inside"


def _blocks(body: Element) -> Iterator[tuple[str, str]]:
    """Yield style and text of each paragraph and of each row of a table."""
    for child in body:
        if child.tag == "p":
            style = child.find("pPr/pStyle")
            name = "" if style is None else style.get("val", "")
            yield re.sub(r"[^a-z\u00c0-\u024f]", "", name.casefold()), _paragraph(child)
        elif child.tag == "tbl":
            rows = [" | ".join(_cell(cell) for cell in row.findall("tc")) for row in child.iter("tr")]
            yield "", "\n".join(rows)
        elif child.tag in ("sdt", "sdtContent", "ins", "customXml", "smartTag"):
            yield from _blocks(child)


def _cell(cell: Element) -> str:
    """Return a cell as one line."""
    return " ".join(text for text in (_paragraph(part).strip() for part in cell.iter("p")) if text)


def _paragraph(paragraph: Element) -> str:
    """Return a paragraph's text; what was deleted, and the second copy of a text box, are left out."""
    return re.sub(r"[ \xa0]{2,}", " ", "".join(_runs(paragraph))).strip()


def _runs(element: Element) -> Iterator[str]:
    for child in element:
        if child.tag == "r":
            yield _run(child)
        elif child.tag not in ("del", "moveFrom", "pPr", "Fallback", "rPr"):
            yield from _runs(child)


def _run(run: Element) -> str:
    """Return the text of a run; digits that are raised or lowered stay so."""
    text = ""
    for child in run:
        if child.tag == "t":
            text += child.text or ""
        elif child.tag in ("tab", "ptab"):
            text += "\t"
        elif child.tag in ("br", "cr"):
            text += "\n"
        elif child.tag == "noBreakHyphen":
            text += "-"
        elif child.tag not in ("delText", "instrText", "rPr"):
            text += "".join(_runs(child))
    shift = run.find("rPr/vertAlign")
    kind = "" if shift is None else shift.get("val", "")
    if kind in ("superscript", "subscript") and re.fullmatch(r"[0-9+\-−]{1,12}", text):
        return text.translate(_RAISED if kind == "superscript" else _LOWERED)
    return text


def title_in_properties(data: bytes) -> str:
    """Return the title that the file's properties give; empty where they give none. Nothing is raised."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("docProps/core.xml") as stream:
            core = stream.read(1 << 20).decode("utf-8", "replace").lstrip("\ufeff")
        titles = [words(found.element) for found in elements(core, lambda name, _: name == "title")]
    except (
        KeyError,
        IntakeError,
        zipfile.BadZipFile,
        zlib.error,
        RuntimeError,
        NotImplementedError,
        OSError,
        EOFError,
    ):
        return ""
    return titles[0] if titles else ""
