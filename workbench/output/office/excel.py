"""A workbook: a sheet a table, numbers as numbers, texts as texts that nothing can turn into a formula."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

from workbench.output.extras import load
from workbench.output.judgements import judgement_in
from workbench.output.office.archive import without_times
from workbench.output.plots.palettes import ink_on
from workbench.output.report.content import Report
from workbench.output.table import Cell, Labelled, Table, cell_text, is_number
from workbench.visible import show

LONGEST = 32_767
"""Characters that Excel takes in a cell."""

_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_WIDEST = 40


def write_excel(report: Report) -> bytes:
    """The report as .xlsx: its tables, the methods, the history.

    Raises:
        WorkbenchError: openpyxl is not installed.
    """
    book = load("openpyxl", "office").Workbook()
    book.remove(book.active)
    book.properties.title = show(report.title)
    book.properties.creator = "appraisal-workbench"
    taken: set[str] = set()
    _put_about(book.create_sheet(_named("About", taken)), report)
    several = _repeated(report.tables)
    for table in (*report.tables, report.history):
        _put_table(book.create_sheet(_named(_name_of(table, table.name in several), taken)), table)
    stream = BytesIO()
    book.save(stream)
    return without_times(stream.getvalue())


def _repeated(tables: tuple[Table, ...]) -> set[str]:
    names = [table.name for table in tables]
    return {name for name in names if names.count(name) > 1}


def _name_of(table: Table, one_of_several: bool) -> str:
    """The name of the table, with the checklist where there is a block a checklist."""
    if one_of_several and "checklist" in table.ids and table.rows:
        checklist = cell_text(table.rows[0][table.ids.index("checklist")]).split(" ")[0]
        return f"{table.name} {checklist}"
    return table.name


def _named(name: str, taken: set[str]) -> str:
    """A name that Excel takes: 31 characters, none of them forbidden, no two alike."""
    base = _FORBIDDEN.sub(" ", show(name)).strip()[:31] or "table"
    chosen, number = base, 1
    while chosen.casefold() in taken:
        number += 1
        chosen = f"{base[:27]} {number}"
    taken.add(chosen.casefold())
    return chosen


def _put_about(sheet: Any, report: Report) -> None:
    lines = [report.title, report.question, f"As {report.viewer} may see it.", *report.methods]
    for row, line in enumerate(filter(None, lines), start=1):
        _put_text(sheet.cell(row, 1), line)
        sheet.cell(row, 1).alignment = _styles().Alignment(wrap_text=True, vertical="top")
        sheet.row_dimensions[row].height = _high(line, 68)
    sheet.cell(1, 1).font = _styles().Font(bold=True, size=14)
    sheet.column_dimensions["A"].width = 72
    _prepare_print(sheet, 1)


def _put_table(sheet: Any, table: Table) -> None:
    """The header in the first row, so that it can be filtered and read by programs; the notes below."""
    plain = _spread(table)
    styles = _styles()
    for place, title in enumerate(plain.titles, start=1):
        _put_text(sheet.cell(1, place), title)
        sheet.cell(1, place).font = styles.Font(bold=True)
        sheet.cell(1, place).fill = _fill("#E7E7E7")
        sheet.cell(1, place).alignment = styles.Alignment(wrap_text=True, vertical="top")
    for row, cells in enumerate(plain.rows, start=2):
        for place, value in enumerate(cells, start=1):
            _put(sheet.cell(row, place), value)
    sheet.freeze_panes = "B2"
    letter = load("openpyxl.utils", "office").get_column_letter
    widths = _widths(plain)
    for row, cells in enumerate(plain.rows, start=2):
        tallest = max(_high(_label(cell), width) for cell, width in zip(cells, widths, strict=True))
        sheet.row_dimensions[row].height = min(tallest, 400.0)
    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[letter(place)].width = width
    if plain.rows:
        sheet.auto_filter.ref = f"A1:{letter(len(plain.columns))}{len(plain.rows) + 1}"
    for number, note in enumerate((table.title, *table.notes), start=len(plain.rows) + 3):
        _put_text(sheet.cell(number, 1), note)
        sheet.cell(number, 1).alignment = styles.Alignment(wrap_text=True, vertical="top")
        sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=len(plain.columns))
        sheet.row_dimensions[number].height = _high(note, sum(widths))
    _prepare_print(sheet, len(plain.columns))


def _prepare_print(sheet: Any, columns: int) -> None:
    sheet.page_setup.orientation = "landscape" if columns > 7 else "portrait"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = load("openpyxl.worksheet.properties", "office").PageSetupProperties(
        fitToPage=True
    )
    if columns > 1:
        sheet.print_title_rows = "1:1"


def _high(text: str, width: int) -> float:
    """The height in points that a text takes at so many characters a line; nobody measures merged cells."""
    return 15.0 * max(1, -(-len(text) * 11 // (width * 10)))


def _spread(table: Table) -> Table:
    """The table with a column of its own for every number of a cell that holds several, such as a share."""
    from workbench.output.table import Column

    columns: list[Column] = []
    picks: list[tuple[int, str | None]] = []
    for place, column in enumerate(table.columns):
        parts = list(_parts(row[place] for row in table.rows))
        chosen: list[str | None] = [*parts] or [None]
        for part in chosen:
            name = column if part is None else Column(f"{column.id}.{part}", f"{column.title}: {part}")
            columns.append(name)
            picks.append((place, part))
    rows = tuple(tuple(_picked(row[place], part) for place, part in picks) for row in table.rows)
    return Table(table.name, table.title, tuple(columns), rows, table.notes)


def _parts(cells: Iterator[Cell]) -> dict[str, None]:
    found: dict[str, None] = {}
    for cell in cells:
        if isinstance(cell, Labelled) and isinstance(cell.value, Mapping):
            found.update(dict.fromkeys(cell.value))
    return found


def _picked(cell: Cell, part: str | None) -> Cell:
    if part is not None and isinstance(cell, Labelled) and isinstance(cell.value, Mapping):
        return cell.value.get(part)
    return cell


def _put(place: Any, cell: Cell) -> None:
    """A number as a number, yes and no as such, all else as a text; judgements in their colour."""
    symbol = judgement_in(cell)
    value = cell.value if isinstance(cell, Labelled) and is_number(_plain(cell)) else cell
    if isinstance(value, bool) or (isinstance(value, int | float) and abs(value) < 1e15):
        place.value = value
        return
    label = _label(cell)
    if symbol is not None:
        place.fill = _fill(symbol.colour)
        place.font = _styles().Font(color=ink_on(symbol.colour)[1:])
    _put_text(place, label)
    place.alignment = _styles().Alignment(wrap_text=len(label) > _WIDEST, vertical="top")


def _label(cell: Cell) -> str:
    """The text of a cell; a judgement has its word beside the symbol, so that it can be filtered."""
    symbol, label = judgement_in(cell), cell_text(cell)
    if symbol is None or symbol.word in label:
        return label
    return label.replace(symbol.symbol, symbol.mark(), 1)


def _plain(cell: Labelled) -> Cell:
    return None if isinstance(cell.value, Mapping) else cell.value


def _put_text(place: Any, text: str) -> None:
    """A text that stays one: its type is said, so that a sign at its beginning means nothing."""
    shown = show(text, keep_newlines=True)
    if not shown:
        return
    place.value = shown if len(shown) <= LONGEST else shown[: LONGEST - 1] + "…"
    place.data_type = "s"
    place.quotePrefix = True


def _widths(table: Table) -> list[int]:
    found = []
    for place, column in enumerate(table.columns):
        longest = max((len(_label(row[place])) for row in table.rows), default=0)
        found.append(min(max(longest, len(column.title), 6) + 2, _WIDEST))
    return found


def _styles() -> Any:
    return load("openpyxl.styles", "office")


def _fill(colour: str) -> Any:
    return _styles().PatternFill("solid", fgColor=colour[1:])
