"""Write a Word document with real tables, to copy into a manuscript or to send to people who comment."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from workbench.hidden_characters import show
from workbench.output.constant_columns import hoist_on_paper
from workbench.output.em_widths import fit_columns, least_widths, tie_numbers
from workbench.output.extras import load
from workbench.output.figures.palettes import ink_on
from workbench.output.judgement_cells import judgement_in
from workbench.output.office import word_parts as parts
from workbench.output.office.cell_texts import words_of_cell
from workbench.output.office.fixed_times import without_times
from workbench.output.report.content import Report
from workbench.output.table import Cell, Table, alignments

_WIDE = 7
"""A table with more columns goes on a page across."""

_SMALL = 8
"""A table with no more rows stays on one page with its title, and with its notes if they are no more."""

_FIRST = 3
"""So many rows are never left alone with the title at the foot of a page."""

_SIZES = (9.0, 8.0, 7.5, 7.0, 6.5, 6.0)
"""Of the letters in points: the first at which no word is cut. A page across begins with the second."""

_POINTS_A_MM = 72 / 25.4


def write_word(report: Report) -> bytes:
    """Write the report as .docx: title, methods, the tables with their notes, a number on every page.

    Tables that the page folds, thousands of rows of answers, are for the workbook and for CSV.

    Raises:
        WorkbenchError: python-docx is not installed.
    """
    document = load("docx", "office").Document()
    parts.set_up(document, report.title)
    document.add_heading(show(report.title), 0)
    if report.question:
        document.add_paragraph(show(report.question, keep_newlines=True))
    document.add_paragraph(show(f"As {report.viewer} may see it."))
    if report.methods:
        document.add_heading("Methods", 1)
        document.add_paragraph(show(" ".join(report.methods)))
    tables = [hoist_on_paper(table) for table in report.tables if not report.place_of(table).folded]
    # The blocks of one table lie alike, so that the pages do not turn back and forth.
    wide = {table.name for table in tables if len(table.columns) > _WIDE}
    for table in tables:
        parts.turn(document, across=table.name in wide)
        _put_table(document, table)
    stream = BytesIO()
    document.save(stream)
    return without_times(stream.getvalue())


def _put_table(document: Any, table: Table) -> None:
    document.add_heading(show(table.title or table.name), 1)
    section = document.sections[-1]
    room = (section.page_width - section.left_margin - section.right_margin) / 36_000
    texts = [
        [show(title) for title in table.titles],
        *([_text(cell) for cell in row] for row in table.rows),
    ]
    size, widths = layout(texts, room)
    placed = document.add_table(rows=len(texts), cols=len(table.columns))
    placed.style = "Table Grid"
    placed.autofit = False
    parts.narrow_padding(placed)
    parts.set_widths(placed, widths)
    sides = alignments(table)
    rows = iter(placed._tbl.tr_lst)  # by far faster than rows and cells, which look each one up anew
    head = next(rows)
    parts.repeat(head)
    for place, title, side in zip(head.tc_lst, texts[0], sides, strict=True):
        parts.fill(place, title, size, bold=True, shade="#E7E7E7", right=side == "right", stay=True)
    small = len(table.rows) <= _SMALL
    for number, (row, cells) in enumerate(zip(rows, table.rows, strict=True), start=1):
        parts.keep_together(row)
        # The last row stays with the notes, the first ones and those of a small table with each other.
        last = number == len(table.rows)
        stay = bool(table.notes) if last else small or number <= _FIRST
        for place, cell, text, side in zip(row.tc_lst, cells, texts[number], sides, strict=True):
            symbol = judgement_in(cell)
            shade = symbol.colour if symbol else None
            ink = ink_on(shade)[1:] if shade else None
            parts.fill(place, text, size, shade=shade, ink=ink, right=side == "right", stay=stay)
    few = len(table.notes) <= _SMALL
    for number, note in enumerate(table.notes, start=1):
        parts.add_note(document, show(note), first=number == 1, stay=few and number < len(table.notes))


def _text(cell: Cell) -> str:
    """Return the text of a cell; a symbol stays on the line of its word."""
    text, symbol = tie_numbers(words_of_cell(cell)), judgement_in(cell)
    return text if symbol is None else text.replace(f"{symbol.symbol} ", f"{symbol.symbol}\u00a0", 1)


def layout(texts: list[list[str]], room: float) -> tuple[float, list[float]]:
    """Return the size of the letters in points, and the widths of the columns in mm, which fill the room.

    Args:
        texts: the rows, the header first.
        room: between the margins, in mm.
    """
    sizes = _SIZES[1:] if len(texts[0]) > _WIDE else _SIZES
    # Bold letters run wider: each word of a header counts as one letter more.
    measured = [[" ".join(f"{word}n" for word in title.split()) for title in texts[0]], *texts[1:]]
    for size in sizes:
        ems, beside = room * _POINTS_A_MM / size, 2 * parts.PADDING_MM * _POINTS_A_MM / size + 0.2
        if sum(least_widths(measured)) + beside * len(texts[0]) <= ems:
            break
    widths = fit_columns(measured, ems, beside)
    # All tables are as wide as the page, so that they stand below each other without steps.
    return size, [width * room / sum(widths) for width in widths]
