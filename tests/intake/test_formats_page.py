"""The page on formats says what the program does."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest

from workbench.intake import IntakeError, read_document
from workbench.intake.documents.forms import DOCUMENT_FORMS
from workbench.intake.references import REFERENCE_FORMATS

PAGE = (Path(__file__).parents[2] / "docs" / "formats.md").read_text("utf-8")


def rows(heading: str) -> list[list[str]]:
    """The rows of the first table below a heading, as cells."""
    part = PAGE.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in part.splitlines() if line.startswith("|")][2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_every_format_of_references_has_its_row() -> None:
    """Names and titles are those of the registry, none more and none less."""
    expected = {(f"`{fmt.name}`", fmt.title) for fmt in REFERENCE_FORMATS}
    assert expected == {(row[0], row[1]) for row in rows("References")}


def test_every_form_of_documents_has_its_row() -> None:
    """The forms are those that a document is recognised as."""
    assert {f"`{form}`" for form in DOCUMENT_FORMS} == {row[0] for row in rows("Documents")}


def zipped(name: str) -> bytes:
    """A zip that holds an empty file of that name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, "")
    return out.getvalue()


REFUSED = {
    "a text of several records in an unknown form": "".join(
        f"QX: a{n}\nQY: b{n}\n\n" for n in range(12)
    ).encode(),
    "JSON without a study": b'{"hitCount": 0}',
    "other XML (TEI, MODS, feeds)": b'<TEI xmlns="http://a"><text>Oats</text></TEI>',
    "XML that declares entities": b'<!DOCTYPE article [<!ENTITY a "b">]><article>&a;</article>',
    "several articles for one study": (
        b"<articles>" + b"<article><body><p>Oats.</p></body></article>" * 2 + b"</articles>"
    ),
    "Excel": zipped("xl/workbook.xml"),
    "EPUB": zipped("META-INF/container.xml"),
    "OpenDocument": zipped("content.xml"),
    "PowerPoint": zipped("ppt/presentation.xml"),
    "zip": zipped("a.txt"),
    "RTF": b"{\\rtf1 Oats}",
    "gzip": b"\x1f\x8b\x08 oats",
    "a damaged Word document": zipped("word/document.xml")[:60],
    "nothing": b"",
}


@pytest.mark.parametrize("what", [row[0] for row in rows("Refusals")])
def test_refusals_have_the_words_of_the_page(what: str) -> None:
    """Each row's words are those that the program says."""
    words = next(row[1] for row in rows("Refusals") if row[0] == what)
    with pytest.raises(IntakeError, match=re.escape(words)):
        read_document(REFUSED[what], "a file")
