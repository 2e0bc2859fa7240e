"""Fit a table into a terminal: study and reviewer first, what all rows share in the heading, short cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from workbench.output import Cell, Table
from workbench.output.symbols import Symbol
from workbench.output.table import Labelled, cell_text

FIXED = ("study", "reviewer")
"""Columns that stand first, and stay where the others scroll."""
LEAST_ROWS = 2
"""Rows from which on a column that is the same in all of them says nothing in each."""
READ_FIRST = {
    "answers": ("item", "answer", "later", "text", "label", "note", "quotes"),
}
"""By table the columns that come behind the fixed ones, so that a narrow window has what one comes for."""
READ_LAST = {
    "agreement": ("title",),
    "summary": ("title",),
    "appraisal": ("design",),
}
"""By table the columns that stand behind all others, since what they say takes much room."""
ALWAYS_SHARED = ("result", "checklist")
"""Columns that are hoisted from the first row on."""


@dataclass(frozen=True, slots=True)
class CompactTable:
    """Hold a table as the screen shows it.

    Attributes:
        source: the table as it was built; its rows are in the same order.
        shown: the same rows with fewer columns in another order and with short cells.
        shared: what all rows share, in words; empty where that is nothing.
    """

    source: Table
    shown: Table
    shared: str


def compact(table: Table) -> CompactTable:
    """Return a table as the screen shows it."""
    hoisted = [place for place in range(len(table.ids)) if _is_shared(table, place)]
    first = [table.ids.index(name) for name in FIXED if name in table.ids]
    others = [each for each in range(len(table.ids)) if each not in (*first, *hoisted)]
    places = [*first, *sorted(others, key=lambda place: _rank(table, place))]
    columns = [table.columns[place] for place in places]
    explained = "; ".join(
        f"{each.short} {each.title}" for each in columns if each.short not in ("", each.title)
    )
    columns = [
        replace(each, title="Who" if each.id == "reviewer" else each.short or each.title) for each in columns
    ]
    rows = tuple(tuple(short_cell(row[place]) for place in places) for row in table.rows)
    shared = " · ".join(_in_words(table, place) for place in hoisted)
    notes = (explained, *table.notes) if explained else table.notes
    shown = Table(table.name, table.title, tuple(columns), rows, notes)
    return CompactTable(table, shown, f"all rows: {shared}" if shared else "")


def _rank(table: Table, place: int) -> int:
    """Return where a column stands among those that scroll; the name of a row stays where it is."""
    read_first, name = READ_FIRST.get(table.name, ()), table.ids[place]
    if place == 0:
        return -1
    if name in read_first:
        return read_first.index(name)
    return len(read_first) + (name in READ_LAST.get(table.name, ()))


def _is_shared(table: Table, place: int) -> bool:
    """Return True for a column of words that is the same in all rows; tables are read for their numbers."""
    names_the_row = place == 0 and table.ids[place] not in ALWAYS_SHARED
    if table.ids[place] in FIXED or names_the_row or len(table.ids) <= LEAST_ROWS:
        return False
    if not table.rows or (len(table.rows) < LEAST_ROWS and table.ids[place] not in ALWAYS_SHARED):
        return False
    cells = [row[place] for row in table.rows]
    if any(isinstance(cell, Labelled) and cell.symbol is not None for cell in cells):
        return False
    if any(_is_number(cell.value if isinstance(cell, Labelled) else cell) for cell in cells):
        return False
    texts = {cell_text(cell) for cell in cells}
    return len(texts) == 1 and "" not in texts


def _is_number(value: object) -> bool:
    """Return True for a number, or some that stand together, such as a count with its share."""
    if isinstance(value, Mapping):
        return bool(value) and all(_is_number(part) for part in value.values())
    return isinstance(value, int | float) and not isinstance(value, bool)


def _in_words(table: Table, place: int) -> str:
    text = cell_text(table.rows[0][place])
    return text if table.ids[place] in ALWAYS_SHARED else f"{table.titles[place]} {text}"


def short_cell(cell: Cell) -> Cell:
    """Return the symbol of a judgement with two letters, since symbols alone are hard to tell apart.

    >>> from workbench.output.judgement_cells import light_cell
    >>> short_cell(light_cell("some_concerns", is_overridden=True)).label
    '⊖So*'
    """
    if not isinstance(cell, Labelled) or cell.symbol is None:
        return cell
    if cell.label.rstrip("*") != cell.symbol.symbol:
        return cell
    star = "*" if cell.label.endswith("*") else ""
    return Labelled(cell.value, f"{cell.symbol.symbol}{letters(cell.symbol)}{star}", cell.symbol)


def letters(symbol: Symbol) -> str:
    """Return two letters for a level: the first two, or the initials of one that is off the scale.

    >>> from workbench.output.symbols import symbol_of
    >>> [letters(symbol_of(level)) for level in ("low", "serious", "no_information", None)]
    ['Lo', 'Se', 'NI', '']
    """
    if symbol.level is None:
        return ""
    words = symbol.word.split()
    if symbol.tier == "beside" and len(words) > 1:
        return (words[0][0] + words[1][0]).upper()
    return symbol.word[:2]
