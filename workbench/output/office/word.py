"""A Word document with real tables: to copy into a manuscript, or to send to people who comment in Word."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from workbench.output.extras import load
from workbench.output.judgements import judgement_in
from workbench.output.office.archive import without_times
from workbench.output.plots.palettes import ink_on
from workbench.output.report.content import Report
from workbench.output.table import Table, alignments, cell_text
from workbench.visible import show

LEFT_OUT = ("answers",)
"""Thousands of rows of answers are for the workbook and for CSV, not for a manuscript."""

_WIDE = 7
"""A table with more columns goes on a page across."""

_MARGIN_MM = 15
_PADDING_MM = 0.8
"""Beside the text of a cell."""


def write_word(report: Report) -> bytes:
    """The report as .docx: title, methods, the tables with their notes.

    Raises:
        WorkbenchError: python-docx is not installed.
    """
    document = load("docx", "office").Document()
    _set_up(document, report)
    document.add_heading(show(report.title), 0)
    if report.question:
        document.add_paragraph(show(report.question, keep_newlines=True))
    document.add_paragraph(show(f"As {report.viewer} may see it."))
    if report.methods:
        document.add_heading("Methods", 1)
        document.add_paragraph(show(" ".join(report.methods)))
    for table in report.tables:
        if table.name not in LEFT_OUT:
            _turn(document, across=len(table.columns) > _WIDE)
            _put_table(document, table)
    stream = BytesIO()
    document.save(stream)
    return without_times(stream.getvalue())


def _set_up(document: Any, report: Report) -> None:
    mm = load("docx.shared", "office").Mm
    section = document.sections[0]
    section.page_width, section.page_height = mm(210), mm(297)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, mm(_MARGIN_MM))
    document.core_properties.title = show(report.title)
    document.core_properties.author = "appraisal-workbench"
    document.core_properties.comments = ""


def _turn(document: Any, *, across: bool) -> None:
    """Go on with a section that is across or upright; a new one only where that changes."""
    section = document.sections[-1]
    orientation = load("docx.enum.section", "office").WD_ORIENT
    wanted = orientation.LANDSCAPE if across else orientation.PORTRAIT
    if section.orientation == wanted:
        return
    section = document.add_section()
    section.orientation = wanted
    section.page_width, section.page_height = section.page_height, section.page_width


def _put_table(document: Any, table: Table) -> None:
    document.add_heading(show(table.title or table.name), 1)
    section = document.sections[-1]
    room = (section.page_width - section.left_margin - section.right_margin) / 36_000
    placed = document.add_table(rows=len(table.rows) + 1, cols=len(table.columns))
    placed.style = "Table Grid"
    placed.autofit = False
    size = 8.0 if len(table.columns) <= _WIDE else 7.0 if len(table.columns) <= 14 else 6.0
    widths = widths_in(table, room, size)
    _narrow_padding(placed)
    for column, width in zip(placed.columns, widths, strict=True):
        column.width = load("docx.shared", "office").Mm(width)
    aligned = alignments(table)
    rows = iter(placed._tbl.tr_lst)  # by far faster than rows and cells, which look each one up anew
    head = next(rows)
    _repeat(head)
    for place, title in zip(head.tc_lst, table.titles, strict=True):
        _fill(place, show(title), size, bold=True, shade="#E7E7E7")
    for row, cells in zip(rows, table.rows, strict=True):
        _keep_together(row)
        for place, cell, side in zip(row.tc_lst, cells, aligned, strict=True):
            symbol = judgement_in(cell)
            text = show(cell_text(cell), keep_newlines=True)
            _fill(place, text, size, shade=symbol.colour if symbol else None, right=side == "right")
    for note in table.notes:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_after = load("docx.shared", "office").Pt(2)
        paragraph.add_run(show(note)).font.size = load("docx.shared", "office").Pt(8)


def widths_in(table: Table, room: float, size: float = 7.0) -> list[float]:
    """Widths of the columns in mm that fill the room.

    Each column gets its longest word first, then a share of what is left by the length of its texts.
    """
    letter = size * 0.21
    least, wanted = [], []
    for place, column in enumerate(table.columns):
        texts = [column.title, *(cell_text(row[place]) for row in table.rows)]
        word = max((len(word) for text in texts for word in text.split()), default=1)
        least.append(min(word, 17) * letter + 2 * _PADDING_MM + 0.5)
        wanted.append(min(sum(map(len, texts)) / len(texts), 120.0))
    spare = room - sum(least)
    if spare < 0:
        return [width * room / sum(least) for width in least]
    return [width + spare * wish / sum(wanted) for width, wish in zip(least, wanted, strict=True)]


def _fill(
    place: Any, text: str, size: float, *, bold: bool = False, shade: str | None = None, right: bool = False
) -> None:
    """Text into a cell, in few operations: documents have thousands of them."""
    paragraph = load("docx.text.paragraph", "office").Paragraph(place.p_lst[0], None)
    run = paragraph.add_run(text)
    run.font.size = load("docx.shared", "office").Pt(size)
    run.font.bold = bold or None
    paragraph.paragraph_format.space_after = 0
    if right:
        paragraph.alignment = load("docx.enum.text", "office").WD_ALIGN_PARAGRAPH.RIGHT
    if shade is not None:
        ink = ink_on(shade)[1:]
        run.font.color.rgb = load("docx.shared", "office").RGBColor.from_string(ink)
        _put_element(
            place.get_or_add_tcPr(), "w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": shade[1:]}
        )


def _narrow_padding(placed: Any) -> None:
    """Less white beside the texts than Word puts there: these tables have many columns."""
    margins = load("docx.oxml", "office").OxmlElement("w:tblCellMar")
    for side in ("w:left", "w:right"):
        _put_element(margins, side, {"w:w": str(round(_PADDING_MM * 56.7)), "w:type": "dxa"})
    placed._tbl.tblPr.append(margins)


def _repeat(row: Any) -> None:
    """The header again on every page."""
    _put_element(row.get_or_add_trPr(), "w:tblHeader", {"w:val": "true"})
    _keep_together(row)


def _keep_together(row: Any) -> None:
    """No page break within the row."""
    _put_element(row.get_or_add_trPr(), "w:cantSplit", {"w:val": "true"})


def _put_element(parent: Any, name: str, attributes: dict[str, str]) -> None:
    qualified = load("docx.oxml.ns", "office").qn
    element = load("docx.oxml", "office").OxmlElement(name)
    for key, value in attributes.items():
        element.set(qualified(key), value)
    parent.append(element)
