"""Add what python-docx has no calls for: shaded cells, repeated rows, page numbers, widths that all heed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from workbench.output.extras import load

FONT = "Arial"
"""On every machine, or one with the same widths."""

PADDING_MM = 1.0
"""Beside the text of a cell."""


@dataclass(frozen=True, slots=True)
class Series:
    """What captions count by themselves, such as the figures of the supplementary material.

    Attributes:
        kind: ``Table`` or ``Figure``.
        letter: before the number; empty in the text.
    """

    kind: str
    letter: str = ""

    @property
    def field(self) -> str:
        """The name by which fields count, and with which marks begin."""
        return f"{self.kind}{self.letter}"


_MARGIN_MM = 15
_TWENTIETHS_A_MM = 56.693


def set_up(document: Any) -> None:
    """Set A4 with narrow margins, one font throughout, the number of the page at its foot."""
    pt = load("docx.shared", "office").Pt
    set_page(document)
    for name, size in (("Normal", 10), ("Title", 22), ("Heading 1", 14), ("Heading 2", 11)):
        set_font(document.styles[name], size)
    for name, before, after in (("Heading 1", 14, 4), ("Heading 2", 8, 2)):
        heading = document.styles[name].paragraph_format
        heading.space_before, heading.space_after, heading.keep_with_next = pt(before), pt(after), True
    _number_pages(document.sections[0].footer.paragraphs[0])


def set_page(document: Any) -> None:
    """Set A4 with narrow margins."""
    mm, section = load("docx.shared", "office").Mm, document.sections[0]
    section.page_width, section.page_height = mm(210), mm(297)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, mm(_MARGIN_MM))
    section.footer_distance = mm(7)


def room_of(document: Any, *, across: bool | None = None) -> float:
    """Return the width between the margins of the last section, in mm.

    Args:
        document: whose section it is.
        across: of the page when it lies so; None: as it lies.
    """
    section = document.sections[-1]
    is_across = section.orientation == load("docx.enum.section", "office").WD_ORIENT.LANDSCAPE
    turned = across is not None and across != is_across
    width = section.page_height if turned else section.page_width
    return float(width - section.left_margin - section.right_margin) / 36_000


def height_of(document: Any) -> float:
    """Return the height between the margins of the last section, in mm."""
    section = document.sections[-1]
    return float(section.page_height - section.top_margin - section.bottom_margin) / 36_000


def set_font(style: Any, size: float) -> None:
    """Set the font of a style without those of the theme, which stand before the one that is named."""
    qualified = load("docx.oxml.ns", "office").qn
    style.font.name = FONT
    set_size(style, size)
    fonts = style.element.rPr.rFonts
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qualified(f"w:{theme}"), None)
    fonts.set(qualified("w:cs"), FONT)


def set_size(style: Any, size: float) -> None:
    """Set the size in points of a style for all scripts: letters from right to left have one of their own."""
    style.font.size = load("docx.shared", "office").Pt(size)
    qualified = load("docx.oxml.ns", "office").qn
    properties = style.element.rPr
    for before in properties.findall(qualified("w:szCs")):
        properties.remove(before)
    complex_size = load("docx.oxml", "office").OxmlElement("w:szCs")
    complex_size.set(qualified("w:val"), str(round(size * 2)))
    properties.find(qualified("w:sz")).addnext(complex_size)


def set_letters_close(style: Any) -> None:
    """Take out the white between letters, which Word's own Subtitle has."""
    qualified = load("docx.oxml.ns", "office").qn
    for spacing in style.element.rPr.findall(qualified("w:spacing")):
        style.element.rPr.remove(spacing)


def _number_pages(paragraph: Any) -> None:
    """Write the number of the page and of all pages; Word and LibreOffice work them out."""
    paragraph.alignment = load("docx.enum.text", "office").WD_ALIGN_PARAGRAPH.RIGHT
    for before, code in (("", "PAGE"), (" / ", "NUMPAGES")):
        paragraph.add_run(before)
        field = put_element(paragraph._p, "w:fldSimple", {"w:instr": code})
        number = load("docx.oxml", "office").OxmlElement("w:r")
        put_element(number, "w:t", {}).text = "1"
        field.append(number)


def turn(document: Any, *, across: bool) -> None:
    """Go on with a section that is across or upright; a new one only where that changes."""
    section = document.sections[-1]
    orientation = load("docx.enum.section", "office").WD_ORIENT
    wanted = orientation.LANDSCAPE if across else orientation.PORTRAIT
    if section.orientation == wanted:
        return
    if len(document.element.body) > 1:  # more than the properties of the only section
        section = document.add_section()
    section.orientation = wanted
    section.page_width, section.page_height = section.page_height, section.page_width


def set_widths(placed: Any, widths: list[float]) -> None:
    """Set the widths in mm of the grid and of each cell: Word heeds the cells and LibreOffice the grid."""
    twips = [str(round(width * _TWENTIETHS_A_MM)) for width in widths]
    qualified = load("docx.oxml.ns", "office").qn
    for column, width in zip(placed._tbl.tblGrid.gridCol_lst, twips, strict=True):
        column.set(qualified("w:w"), width)
    for row in placed._tbl.tr_lst:
        for place, width in zip(row.tc_lst, twips, strict=True):
            cell_width = place.get_or_add_tcPr().get_or_add_tcW()
            cell_width.set(qualified("w:w"), width)
            cell_width.set(qualified("w:type"), "dxa")


def fill(
    place: Any,
    text: str,
    style: str,
    *,
    shade: str | None = None,
    ink: str | None = None,
    right: bool = False,
    stay: bool = False,
    raised: str = "",
    link: str = "",
) -> None:
    """Put a text into a cell in few operations: documents have thousands of cells.

    Args:
        style: the id of that of the paragraph.
        shade: of the cell, as ``#RRGGBB``.
        ink: of the letters, as ``RRGGBB``.
        stay: on the page of what follows.
        raised: letters of footnotes behind the text.
        link: the relation that the text leads to.
    """
    paragraph = load("docx.text.paragraph", "office").Paragraph(place.p_lst[0], None)
    put_element(paragraph._p.get_or_add_pPr(), "w:pStyle", {"w:val": style})
    run = _linked_run(paragraph, text, link) if link else paragraph.add_run(text)
    runs = [run, *([paragraph.add_run(raised)] if raised else [])]
    if raised:
        runs[-1].font.superscript = True
    for each in runs:
        if ink is not None:
            each.font.color.rgb = load("docx.shared", "office").RGBColor.from_string(ink)
    if stay:
        paragraph.paragraph_format.keep_with_next = True
    if right:
        paragraph.alignment = load("docx.enum.text", "office").WD_ALIGN_PARAGRAPH.RIGHT
    if shade is not None:
        attributes = {"w:val": "clear", "w:color": "auto", "w:fill": shade[1:]}
        put_element(place.get_or_add_tcPr(), "w:shd", attributes)


def relation(document: Any, address: str) -> str:
    """Return the id of the relation of a document to an address on the web."""
    kinds = load("docx.opc.constants", "office").RELATIONSHIP_TYPE
    return str(document.part.relate_to(address, kinds.HYPERLINK, is_external=True))


def _linked_run(paragraph: Any, text: str, link: str) -> Any:
    run = paragraph.add_run(text)
    run.font.underline = True
    run.font.color.rgb = load("docx.shared", "office").RGBColor.from_string("0B5394")
    anchor = put_element(paragraph._p, "w:hyperlink", {"r:id": link, "w:history": "1"})
    anchor.append(run._r)
    return run


def add_linked(paragraph: Any, text: str, link: str) -> None:
    """Add a text to a paragraph that leads to a relation of the document."""
    _linked_run(paragraph, text, link)


def add_caption(document: Any, series: Series, title: str, style: str, *, stay: bool) -> int:
    """Add "Table 1. Title" with the number as a field, which Word counts and lists can be made of.

    Returns:
        The number.
    """
    paragraph = document.add_paragraph(style=style)
    paragraph.add_run(f"{series.kind} {series.letter}")
    counted = f'.//w:fldSimple[contains(@w:instr, "SEQ {series.field} ")]'
    number = len(document.element.body.xpath(counted)) + 1
    mark = str(len(document.element.body.xpath(".//w:bookmarkStart")) + 1)
    put_element(paragraph._p, "w:bookmarkStart", {"w:id": mark, "w:name": f"{series.field}{number}"})
    _add_field(paragraph, f"SEQ {series.field} \\* ARABIC", str(number))
    put_element(paragraph._p, "w:bookmarkEnd", {"w:id": mark})
    paragraph.add_run(f". {title}")
    paragraph.paragraph_format.keep_with_next = stay or None
    return number


def add_continued(document: Any, series: Series, number: int, title: str, style: str, *, stay: bool) -> None:
    """Add "Table 1 (continued). Title", whose number follows that of the caption."""
    paragraph = document.add_paragraph(style=style)
    paragraph.add_run(f"{series.kind} {series.letter}")
    add_reference(paragraph, series, number)
    paragraph.add_run(f" (continued). {title}")
    paragraph.paragraph_format.keep_with_next = stay or None


def add_reference(paragraph: Any, series: Series, number: int) -> None:
    """Add the number of a caption, which follows it where captions are added or taken out."""
    _add_field(paragraph, f"REF {series.field}{number} \\h", str(number))


def _add_field(paragraph: Any, code: str, text: str) -> None:
    """Add a field with what it gives today; Word works it out anew."""
    field = put_element(paragraph._p, "w:fldSimple", {"w:instr": f" {code} "})
    run = load("docx.oxml", "office").OxmlElement("w:r")
    put_element(run, "w:t", {}).text = text
    field.append(run)


def add_box(document: Any, lines: Sequence[str], styles: Any) -> None:
    """Add a frame with some lines; what stands before a colon is bold, and so is a line without one."""
    placed = document.add_table(rows=1, cols=1)
    placed.style = styles.TABLE
    narrow_padding(placed)
    set_widths(placed, [room_of(document)])
    describe_table(placed, ", ".join(line.partition(": ")[0] for line in lines))
    keep_together(placed._tbl.tr_lst[0])
    cell = placed._tbl.tr_lst[0].tc_lst[0]
    put_element(cell.get_or_add_tcPr(), "w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": "F2F4F7"})
    for number, line in enumerate(lines):
        paragraph = placed.cell(0, 0).paragraphs[0] if number == 0 else placed.cell(0, 0).add_paragraph()
        paragraph.style = styles.BOX
        paragraph.paragraph_format.keep_with_next = True
        name, colon, text = line.partition(": ")
        paragraph.add_run(name + colon).bold = True
        paragraph.add_run(text)
    between = document.add_paragraph(style=styles.BOX)
    between.paragraph_format.keep_with_next = True
    between.paragraph_format.line_spacing = load("docx.shared", "office").Pt(4)


def add_note(document: Any, letter: str, text: str, style: str, *, first: bool, stay: bool) -> None:
    """Add a line under a table; the first has some white above, and one may stay on the page of the next.

    Args:
        letter: of a footnote, which is raised before it; empty for none.
    """
    paragraph = document.add_paragraph(style=style)
    if first:
        paragraph.paragraph_format.space_before = load("docx.shared", "office").Pt(4)
    paragraph.paragraph_format.keep_with_next = stay or None
    if letter:
        paragraph.add_run(letter).font.superscript = True
    paragraph.add_run(f" {text}" if letter else text)


def span(row: Any) -> None:
    """Make the first cell of a row as wide as all of them."""
    first, *others = row.tc_lst
    properties = first.get_or_add_tcPr()
    put_element(properties, "w:gridSpan", {"w:val": str(1 + len(others))})
    for place in others:
        row.remove(place)


def describe_table(placed: Any, title: str) -> None:
    """Set the alternative text of a table, which screen readers say."""
    put_element(placed._tbl.tblPr, "w:tblCaption", {"w:val": title[:250]})


def add_picture(document: Any, data: bytes, width: float, title: str, words: str, style: str) -> None:
    """Add a picture in a paragraph of its own.

    Args:
        width: in mm.
        title: of the picture, which programs show in lists of a document's parts.
        words: what it shows, for readers who cannot see it.
    """
    mm = load("docx.shared", "office").Mm
    run = document.add_paragraph(style=style).add_run()
    shape = run.add_picture(BytesIO(data), width=mm(width))
    for properties in (shape._inline.docPr, shape._inline.graphic.graphicData.pic.nvPicPr.cNvPr):
        properties.set("name", title[:250])
        properties.set("descr", words)


def narrow_padding(placed: Any) -> None:
    """Leave less white beside the texts than Word does: these tables have many columns."""
    margins = load("docx.oxml", "office").OxmlElement("w:tblCellMar")
    for side in ("w:left", "w:right"):
        put_element(margins, side, {"w:w": str(round(PADDING_MM * _TWENTIETHS_A_MM)), "w:type": "dxa"})
    # Word wants the parts of a table's properties in their order: the margins before the look.
    look = placed._tbl.tblPr.find(load("docx.oxml.ns", "office").qn("w:tblLook"))
    if look is None:
        placed._tbl.tblPr.append(margins)
    else:
        look.addprevious(margins)


def repeat(row: Any) -> None:
    """Repeat the header on every page."""
    keep_together(row)
    put_element(row.get_or_add_trPr(), "w:tblHeader", {"w:val": "true"})


def keep_together(row: Any) -> None:
    """Allow no page break within the row."""
    put_element(row.get_or_add_trPr(), "w:cantSplit", {"w:val": "true"})


def put_element(parent: Any, name: str, attributes: dict[str, str]) -> Any:
    """Append a new element to another, with attributes by their qualified names."""
    qualified = load("docx.oxml.ns", "office").qn
    element = load("docx.oxml", "office").OxmlElement(name)
    for key, value in attributes.items():
        element.set(qualified(key), value)
    parent.append(element)
    return element
