"""Write a workbook: a sheet a table, numbers as numbers, texts that nothing can turn into a formula."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

from workbench.hidden_characters import show
from workbench.output.abbreviations import write_out
from workbench.output.em_widths import fit_columns, least_widths, lines_in, natural_widths
from workbench.output.extras import load
from workbench.output.office import excel_cells as cells
from workbench.output.office.cell_texts import words_of_cell
from workbench.output.office.excel_columns import Spread, spread
from workbench.output.office.fixed_times import without_times
from workbench.output.report.content import Report
from workbench.output.table import Table, alignments, cell_text

_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_VERSION = re.compile(r" \d[\d.]*$")
"""What stands behind the name of a checklist, and is left out of the name of a sheet."""
_RESERVED = ("history",)
"""A name that Excel keeps for itself, whichever its letters: the sheet of the changes is called otherwise."""

_ROOM_EMS = 100.0
"""Of a page across, so that letters of 10 points are printed with 7 or more."""

_UPRIGHT_EMS = 62.0
_WIDEST_EMS = 34.0
_TALLEST_POINTS = 400.0
"""Excel takes 409."""

_WIDTHS_AN_EM = 1.9
"""Excel measures columns in digits of the standard font; a digit is a little more than half an em."""

_BESIDE_EMS = 1.4
"""White, and the button of the filter."""

_LINE_POINTS = 13.0


def write_excel(report: Report) -> bytes:
    """Write the report as .xlsx: what it is and how it was made, its tables, the history.

    Raises:
        WorkbenchError: openpyxl is not installed.
    """
    book = load("openpyxl", "office").Workbook()
    book.remove(book.active)
    book.properties.title = show(report.title)[:255]
    book.properties.creator = book.properties.lastModifiedBy = show("; ".join(report.authors))[:255]
    cells.set_font(book)
    taken: set[str] = set()
    about = book.create_sheet(_named("About", taken))
    several = _repeated(report.tables)
    listed: list[tuple[str, str]] = []
    # What is published writes out what it abbreviates; the history is a list of changes.
    tables = report.tables
    if report.is_final:
        tables = tuple(write_out(table, report.codes, report.abbreviations) for table in tables)
    for table in (*tables, report.history):
        sheet = book.create_sheet(_named(_name_of(table, table.name in several), taken))
        _put_table(sheet, table)
        listed.append((sheet.title, table.title or table.name))
    _put_about(about, report, listed)
    stream = BytesIO()
    book.save(stream)
    return without_times(stream.getvalue())


def _repeated(tables: tuple[Table, ...]) -> set[str]:
    names = [table.name for table in tables]
    return {name for name in names if names.count(name) > 1}


def _name_of(table: Table, one_of_several: bool) -> str:
    """Return the name of the table, with the checklist where there is a block a checklist."""
    if one_of_several and "checklist" in table.ids and table.rows:
        checklist = _VERSION.sub("", cell_text(table.rows[0][table.ids.index("checklist")]))
        return f"{table.name} {checklist}"
    return table.name


def _named(name: str, taken: set[str]) -> str:
    """Return a name that Excel takes: 31 characters, none forbidden, no two alike, not its own word."""
    base = _FORBIDDEN.sub(" ", show(name)).strip()[:31].strip() or "table"
    if base.casefold() in _RESERVED:
        base = f"{base} of changes"
    chosen, number = base, 1
    while chosen.casefold() in taken:
        number += 1
        chosen = f"{base[:27]} {number}"
    taken.add(chosen.casefold())
    return chosen


def _put_about(sheet: Any, report: Report, listed: list[tuple[str, str]]) -> None:
    """Write what the workbook is, how the review was done, and its sheets, each a link."""
    room = 50.0
    lines = [("Review", report.title), ("Question", report.question)]
    if not report.is_final:
        lines += [("Seen by", f"{report.viewer}: it holds what {report.viewer} may see")]
    for name, paragraphs in (("Methods", report.methods), ("Results", report.results)):
        lines += [("" if number else name, part.text) for number, part in enumerate(paragraphs)]
    rows = [line for line in lines if line[1]]
    for row, (what, text) in enumerate(rows, start=1):
        cells.put_label(sheet.cell(row, 1), what)
        cells.put_text(sheet.cell(row, 2), text)
        cells.wrap(sheet.cell(row, 2))
        sheet.row_dimensions[row].height = _height([(text, room)]) + 2
    for row, (name, title) in enumerate(listed, start=len(rows) + 2):
        cells.put_label(sheet.cell(row, 1), "Sheets" if row == len(rows) + 2 else "")
        cells.put_link(sheet.cell(row, 2), name, f"{name}: {title}" if title != name else name)
    sheet.column_dimensions["A"].width = 12
    sheet.column_dimensions["B"].width = room * _WIDTHS_AN_EM
    sheet.sheet_view.showGridLines = False
    cells.prepare_print(sheet, across=False)


def _put_table(sheet: Any, table: Table) -> None:
    """Write the header in the first row, so that it can be filtered and read by programs; the notes below."""
    layout = spread(table)
    plain = layout.table
    letter = load("openpyxl.utils", "office").get_column_letter
    for place, (title, side) in enumerate(zip(plain.titles, alignments(plain), strict=True), start=1):
        cells.put_label(sheet.cell(1, place), title, shaded=True, right=side == "right")
    for row, values in enumerate(plain.rows, start=2):
        for place, value in enumerate(values, start=1):
            cells.put(sheet.cell(row, place), value)
    texts, widths = _measured(layout)
    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[letter(place)].width = round(width * _WIDTHS_AN_EM, 1)
    for number, line in enumerate(texts, start=1):
        sheet.row_dimensions[number].height = _height(list(zip(line, widths, strict=True)))
    sheet.freeze_panes = "B2"
    if plain.rows:
        sheet.auto_filter.ref = f"A1:{letter(len(plain.columns))}{len(plain.rows) + 1}"
    printed = sum(widths[: layout.shown])
    last = _put_notes(sheet, table, len(plain.rows) + 3, layout.shown, printed)
    if layout.shown < len(plain.columns):
        sheet.print_area = f"A1:{letter(layout.shown)}{last}"
    cells.prepare_print(sheet, across=printed > _UPRIGHT_EMS, header=True)


def _put_notes(sheet: Any, table: Table, first: int, columns: int, width: float) -> int:
    """Write the title and the notes, each across the columns that are printed, and return the last row."""
    notes = [note for note in (table.title, *table.notes) if note]
    for number, note in enumerate(notes, start=first):
        cells.put_text(sheet.cell(number, 1), note)
        cells.wrap(sheet.cell(number, 1))
        sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=columns)
        sheet.row_dimensions[number].height = _height([(note, width)])
    return first + len(notes) - 1


def _measured(layout: Spread) -> tuple[list[list[str]], list[float]]:
    """Return the texts of the rows, the header first, and the widths of the columns in ems.

    The columns that are printed share a page; those beside it are as wide as they need to be.
    """
    titles = [" ".join(f"{word}n" for word in title.split()) for title in layout.table.titles]
    texts = [titles, *([words_of_cell(cell) for cell in row] for row in layout.table.rows)]
    shown, behind = [row[: layout.shown] for row in texts], [row[layout.shown :] for row in texts]
    room = max(_ROOM_EMS, sum(least_widths(shown)) + _BESIDE_EMS * layout.shown)
    printed = fit_columns(shown, room, _BESIDE_EMS)
    return texts, [*printed, *(min(width + _BESIDE_EMS, _WIDEST_EMS) for width in natural_widths(behind))]


def _height(line: list[tuple[str, float]]) -> float:
    """Return the height of a row in points: no program measures merged cells, and some measure none."""
    tallest = max(lines_in(text, width - _BESIDE_EMS / 2) for text, width in line)
    return min(tallest * _LINE_POINTS + 2, _TALLEST_POINTS)
