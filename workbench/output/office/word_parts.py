"""Add what python-docx has no calls for: shaded cells, repeated rows, page numbers, widths that all heed."""

from __future__ import annotations

from typing import Any

from workbench.hidden_characters import show
from workbench.output.extras import load

FONT = "Arial"
"""On every machine, or one with the same widths."""

PADDING_MM = 1.0
"""Beside the text of a cell."""

_MARGIN_MM = 15
_TWENTIETHS_A_MM = 56.693


def set_up(document: Any, title: str) -> None:
    """Set A4 with narrow margins, one font throughout, the number of the page at its foot."""
    mm, pt = load("docx.shared", "office").Mm, load("docx.shared", "office").Pt
    section = document.sections[0]
    section.page_width, section.page_height = mm(210), mm(297)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, mm(_MARGIN_MM))
    section.footer_distance = mm(7)
    for name, size in (("Normal", 10), ("Title", 22), ("Heading 1", 13)):
        _set_font(document.styles[name], size)
    heading = document.styles["Heading 1"].paragraph_format
    heading.space_before, heading.space_after, heading.keep_with_next = pt(14), pt(4), True
    _number_pages(section.footer.paragraphs[0])
    document.core_properties.title = show(title)[:255]
    document.core_properties.author = "appraisal-workbench"
    document.core_properties.comments = ""


def _set_font(style: Any, size: float) -> None:
    """Set the font of a style without those of the theme, which stand before the one that is named."""
    qualified = load("docx.oxml.ns", "office").qn
    style.font.name, style.font.size = FONT, load("docx.shared", "office").Pt(size)
    fonts = style.element.rPr.rFonts
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qualified(f"w:{theme}"), None)
    fonts.set(qualified("w:cs"), FONT)


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
    size: float,
    *,
    bold: bool = False,
    shade: str | None = None,
    ink: str | None = None,
    right: bool = False,
    stay: bool = False,
) -> None:
    """Put a text into a cell in few operations: documents have thousands of cells.

    Args:
        shade: of the cell, as ``#RRGGBB``.
        ink: of the letters, as ``RRGGBB``.
        stay: on the page of what follows.
    """
    paragraph = load("docx.text.paragraph", "office").Paragraph(place.p_lst[0], None)
    run = paragraph.add_run(text)
    run.font.size = load("docx.shared", "office").Pt(size)
    run.font.bold = bold or None
    paragraph.paragraph_format.space_after = 0
    paragraph.paragraph_format.line_spacing = 1.0
    if stay:
        paragraph.paragraph_format.keep_with_next = True
    if right:
        paragraph.alignment = load("docx.enum.text", "office").WD_ALIGN_PARAGRAPH.RIGHT
    if ink is not None:
        run.font.color.rgb = load("docx.shared", "office").RGBColor.from_string(ink)
    if shade is not None:
        attributes = {"w:val": "clear", "w:color": "auto", "w:fill": shade[1:]}
        put_element(place.get_or_add_tcPr(), "w:shd", attributes)


def add_note(document: Any, text: str, *, first: bool, stay: bool) -> None:
    """Add a line under a table; the first has some white above, and one may stay on the page of the next."""
    pt = load("docx.shared", "office").Pt
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_before = pt(4 if first else 0)
    paragraph.paragraph_format.space_after = pt(2)
    paragraph.paragraph_format.line_spacing = 1.0
    paragraph.paragraph_format.keep_with_next = stay or None
    paragraph.add_run(text).font.size = pt(8)


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
