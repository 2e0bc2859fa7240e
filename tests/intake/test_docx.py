"""Word documents: their text, and files that only look like one."""

from __future__ import annotations

import io
import zipfile

import pytest

from workbench.intake import IntakeError, read_document
from workbench.intake.documents import docx

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def make(body: str, *, core: str = "", name: str = "word/document.xml", declaration: str = "") -> bytes:
    """A zip that holds a document of such a body."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, f"{declaration}<w:document {W}><w:body>{body}</w:body></w:document>")
        if core:
            archive.writestr("docProps/core.xml", f'<cp xmlns:dc="http://a"><dc:title>{core}</dc:title></cp>')
    return out.getvalue()


def paragraph(text: str, style: str = "") -> str:
    """A paragraph of one run."""
    styled = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{styled}<w:r><w:t>{text}</w:t></w:r></w:p>"


def run(text: str, shift: str = "") -> str:
    """A run, perhaps raised or lowered."""
    placed = f'<w:rPr><w:vertAlign w:val="{shift}"/></w:rPr>' if shift else ""
    return f"<w:r>{placed}<w:t>{text}</w:t></w:r>"


ARTICLE = (
    paragraph("Original article")
    + paragraph("Oat baths for stiff fingers", "Title")
    + paragraph("Ada Malt, Berta Rye")
    + paragraph("Abstract", "Heading1")
    + paragraph("Ten oboists had baths.")
)


def test_text_and_title_are_read() -> None:
    """Paragraphs are paragraphs, and the title is the one that is marked so."""
    study = read_document(make(ARTICLE), "a.docx")
    assert ("docx", "Oat baths for stiff fingers") == (study.form, study.bibliography.title)
    assert study.text.endswith("Abstract\n\nTen oboists had baths.")
    assert "PK" not in study.text


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"<w:p>{run('10')}{run('6', 'superscript')}{run(' cells')}</w:p>", "10⁶ cells"),
        (f"<w:p>{run('CO')}{run('2', 'subscript')}</w:p>", "CO₂"),
        (f"<w:p>{run('kept')}<w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>", "kept"),
        (f"<w:p><w:ins>{run('new')}</w:ins></w:p>", "new"),
        (f"<w:p><w:hyperlink>{run('linked')}</w:hyperlink></w:p>", "linked"),
        ("<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r></w:p>", "a\tb\nc"),
        (
            (
                f"<w:tbl><w:tr><w:tc>{paragraph('Day')}</w:tc><w:tc>{paragraph('')}</w:tc></w:tr>"
                f"<w:tr><w:tc>{paragraph('1')}</w:tc><w:tc>{paragraph('31')}</w:tc></w:tr></w:tbl>"
            ),
            "Day | \n1 | 31",
        ),
        (f"<w:sdt><w:sdtContent>{paragraph('inside')}</w:sdtContent></w:sdt>", "inside"),
        (
            (
                "<w:p><w:r><mc:AlternateContent xmlns:mc='m'><mc:Choice><w:txbxContent>"
                f"{paragraph('box')}</w:txbxContent></mc:Choice><mc:Fallback>{paragraph('box')}</mc:Fallback>"
                "</mc:AlternateContent></w:r></w:p>"
            ),
            "box",
        ),
        ("<w:p><w:r><w:instrText>HYPERLINK</w:instrText><w:t>shown</w:t></w:r></w:p>", "shown"),
    ],
)
def test_what_word_shows_is_the_text(body: str, expected: str) -> None:
    """Raised digits, changes, links, tables, controls and boxes; what is deleted or doubled is not shown."""
    assert expected == docx.read(make(body))[0]


def test_title_of_the_properties_counts_only_where_it_is_printed() -> None:
    """Templates leave titles of their own in a file's properties."""
    plain = paragraph("Oat baths for stiff fingers. A case report.") + paragraph("We saw ten. They improved.")
    printed = read_document(make(plain, core="Oat baths for stiff fingers"), "a.docx")
    foreign = read_document(make(plain, core="Template of the Pretend Journal"), "a.docx")
    assert ("Oat baths for stiff fingers", "") == (printed.bibliography.title, foreign.bibliography.title)


BOMB = "<!DOCTYPE w [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]>"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (make("", name="xl/workbook.xml"), "an Excel workbook"),
        (make("", name="META-INF/container.xml"), "an EPUB"),
        (make("", name="content.xml"), "an OpenDocument file"),
        (make("", name="ppt/presentation.xml"), "a PowerPoint file"),
        (make("", name="a.txt"), "a zip file"),
        (make(""), "holds no text"),
        (make(ARTICLE)[:200], "damaged or encrypted"),
        (b"PK\x03\x04" + bytes(100), "damaged or encrypted"),
        (make(ARTICLE, declaration=BOMB), "document type of its own"),
        (make("<w:p>" * 400), "nested too deeply"),
    ],
)
def test_other_zips_and_hostile_documents_are_refused(data: bytes, told: str) -> None:
    """Each ends in one line that says what it is and what to add instead."""
    with pytest.raises(IntakeError, match=told) as error:
        read_document(data, "a.docx")
    assert "\n" not in str(error.value)


def test_swelling_zip_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A part that unpacks to more than an article has is refused at the limit."""
    monkeypatch.setattr(docx, "_MAX_PART", 100_000)
    with pytest.raises(IntakeError, match="larger than any article"):
        read_document(make(paragraph("oats " * 100_000)), "a.docx")
