"""Fill the cells of a workbook, and prepare a sheet for print."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

from workbench.hidden_characters import show
from workbench.output.extras import load
from workbench.output.figures.palettes import ink_on
from workbench.output.judgement_cells import judgement_in
from workbench.output.office.cell_texts import words_of_cell
from workbench.output.print_signs import tight_percent
from workbench.output.table import Cell, Labelled, is_number

LONGEST = 32_767
"""Characters that Excel takes in a cell, counted as it counts them: in 16 bits each."""

FONT = "Arial"
"""On every machine, or one with the same widths."""

_RUNS = re.compile(r"[=+\-@]")
"""What Excel would run if somebody typed it."""

_CODED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""What Excel would read as the code of a character, such as ``_x000D_``."""


def set_font(book: Any) -> None:
    """Set one font for all cells that name none; call it before any other style is used."""
    font = _styles().Font(name=FONT, size=10)
    book._fonts = load("openpyxl.utils.indexed_list", "office").IndexedList([font])
    book._named_styles["Normal"].font = font


def put(place: Any, cell: Cell) -> None:
    """Put a number as a number, yes and no as such, all else as a text; judgements in their colour."""
    styles = _styles()
    value = cell.value if isinstance(cell, Labelled) and not isinstance(cell.value, Mapping) else cell
    if isinstance(value, bool) or (is_number(value) and _fits(value)):
        place.value = value
        place.alignment = styles.Alignment(vertical="top", horizontal="right", indent=1)
        return
    symbol = judgement_in(cell)
    if symbol is not None:
        place.fill = _fill(symbol.colour)
        place.font = styles.Font(name=FONT, size=10, color=ink_on(symbol.colour)[1:])
    put_text(place, words_of_cell(cell))
    if isinstance(cell, Labelled) and cell.link:
        place.hyperlink = cell.link
        place.font = styles.Font(name=FONT, size=10, color="0B5394", underline="single")
    wrap(place)


def _fits(value: Any) -> bool:
    """Return True if Excel, which keeps 15 digits, holds the number as it is."""
    return bool(math.isfinite(value)) and abs(value) < 1e15


def put_text(place: Any, text: str) -> None:
    """Put a text that stays one: its type is said, so that a sign at its beginning means nothing."""
    shown = _shortened(tight_percent(show(text, keep_newlines=True)))
    if not shown:
        return
    place.value = _CODED.sub("_x005F_", shown)
    place.data_type = "s"
    if _RUNS.match(shown):
        # The apostrophe that Excel itself puts before such a text: it stays one when somebody edits the cell.
        place.quotePrefix = True


def _shortened(text: str) -> str:
    if len(text) <= LONGEST // 2:
        return text
    units = text.encode("utf-16-le")
    if len(units) <= 2 * LONGEST:
        return text
    return units[: 2 * (LONGEST - 1)].decode("utf-16-le", "ignore") + "…"


def put_label(place: Any, text: str, *, shaded: bool = False, right: bool = False) -> None:
    """Put a heading; that of a column of numbers stands above them."""
    put_text(place, text)
    place.font = _styles().Font(name=FONT, size=10, bold=True)
    if shaded:
        place.fill = _fill("#E7E7E7")
    side = {"horizontal": "right", "indent": 1} if right else {}
    place.alignment = _styles().Alignment(wrap_text=True, vertical="top", **side)


def put_link(place: Any, sheet: str, text: str) -> None:
    """Put a text that leads to a sheet of the same workbook."""
    put_text(place, text)
    link = load("openpyxl.worksheet.hyperlink", "office").Hyperlink
    place.hyperlink = link(ref=place.coordinate, location=f"'{sheet}'!A1")
    place.font = _styles().Font(name=FONT, size=10, color="0B5394", underline="single")


def wrap(place: Any) -> None:
    """Break the lines within the cell, from its top."""
    place.alignment = _styles().Alignment(wrap_text=True, vertical="top")


def prepare_print(sheet: Any, *, across: bool, header: bool = False) -> None:
    """Set A4, as wide as the page, the name of the sheet and the number of the page at the foot.

    Args:
        header: whether the first row comes again on every page.
    """
    sheet.page_setup.orientation = "landscape" if across else "portrait"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    properties = load("openpyxl.worksheet.properties", "office").PageSetupProperties
    sheet.sheet_properties.pageSetUpPr = properties(fitToPage=True)
    margins = load("openpyxl.worksheet.page", "office").PageMargins
    sheet.page_margins = margins(left=0.5, right=0.5, top=0.6, bottom=0.7, header=0.3, footer=0.3)
    sheet.oddFooter.left.text, sheet.oddFooter.right.text = "&A", "&P / &N"
    if header:
        sheet.print_options.gridLines = True
        sheet.print_title_rows = "1:1"


def _styles() -> Any:
    return load("openpyxl.styles", "office")


def _fill(colour: str) -> Any:
    return _styles().PatternFill("solid", fgColor=colour[1:])
