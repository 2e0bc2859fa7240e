"""Put the screen of tables into words: the names of the tables, the cell in front, a box, the legend."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from textual.content import Content

from workbench.output import Cell, Table
from workbench.output.symbols import SYMBOLS
from workbench.output.table import Labelled, cell_text
from workbench.review.tables.registry import TABLES
from workbench.tui.plain import join, plain, stack
from workbench.tui.theme import TIER_STYLES, override_mark

EMPTY_CELL = "Nothing stands in this cell."
GAP_IN_LEGEND = "  "
"""Between the signs of a legend."""
_LETTERS = re.compile(r"\[[a-z]{1,2}\]")
"""What names a note in a cell, such as [a]."""

ORDER = tuple(sorted((name for name, kind in TABLES.items() if kind.key), key=lambda name: TABLES[name].key))
"""The names of the tables that have a key, in the order of their keys."""

SHORT_NAMES = {
    "findings": "Findings",
    "evidence-profile": "Profile",
    "characteristics": "Studies",
    "agreement": "Agreement",
    "excluded": "Excluded",
}
"""Names in the strip that are shorter than the titles."""


def names_of_tables(chosen: str, width: int, lines: int) -> Content:
    """List the tables with their keys, the one in front reversed.

    Where there is no room for all names, those behind are their keys alone, but for the one in front.

    Args:
        chosen: the table in front.
        width: cells of a line.
        lines: how many there may be.
    """
    rows = [Content("")]
    for name in ORDER:
        named = _name(name, chosen, in_full=True)
        joined = join(rows[-1], "  ", named) if rows[-1].cell_length else named
        if joined.cell_length <= width:
            rows[-1] = joined
        else:
            rows.append(named)
    if len(rows) <= lines:
        return stack(rows)
    for named_up_to in range(len(ORDER), -1, -1):
        line = Content("")
        for place, name in enumerate(ORDER):
            gap = "" if not place else " " if place > named_up_to else "  "
            line = join(line, gap, _name(name, chosen, in_full=place < named_up_to))
        if line.cell_length <= width:
            break
    return line


def _name(name: str, chosen: str, *, in_full: bool) -> Content:
    key = plain(TABLES[name].key, "bold $key")
    if not in_full and name != chosen:
        return key
    style = "bold $background on $focus" if name == chosen else ""
    return join(key, " ", plain(SHORT_NAMES.get(name, TABLES[name].title), style))


def choice_in_words(name: str) -> Content:
    """Write the line of a table in the list of all, whose numbers are those of the list: title and name."""
    return join(plain(TABLES[name].title), plain(f"  {name}", "$text-muted"))


def cell_in_full(cell: Cell) -> Content:
    """Return the words of a cell, of a judgement with its symbol and word."""
    if isinstance(cell, Labelled) and cell.symbol is not None:
        is_set = cell.label.endswith("*")
        words = plain(cell.symbol.mark(), TIER_STYLES[cell.symbol.tier])
        return join(words, override_mark(is_set), plain(" set by a reviewer" if is_set else ""))
    return plain(cell_text(cell), lines=True)


def box_in_words(boxes: Sequence[Table]) -> list[Content]:
    """Draw the box of a study: part by part, each entry with its value and below it the support."""
    lines: list[Content] = []
    part = ""
    for _, here, entry, value, support in (row for box in boxes for row in box.rows):
        if cell_text(here) != part:
            part = cell_text(here)
            lines += [plain(""), plain(part, "bold")]
        lines.append(join(plain(f"{cell_text(entry)}: "), plain(cell_text(value), "bold")))
        if support:
            lines.append(plain(f"    {cell_text(support)}", "$text-muted"))
    return lines


def legend(table: Table) -> Content:
    """Return what the signs of a table mean, in their colours; nothing where it has none."""
    styles = {each.symbol: TIER_STYLES[each.tier] for each in SYMBOLS.values()}
    marks = dict.fromkeys(mark for note in legends_of(table) for mark in note.split(GAP_IN_LEGEND))
    parts = [plain(mark, styles.get(mark[:1], "")) for mark in marks]
    if parts and any("*" in cell_text(cell) for row in table.rows for cell in row):
        parts.append(join(override_mark(True), plain(" set by a reviewer")))
    return Content(GAP_IN_LEGEND).join(parts)


def legends_of(table: Table) -> tuple[str, ...]:
    """Return the notes of a table that say what its signs mean."""
    signs = {each.symbol for each in SYMBOLS.values()}
    return tuple(
        note
        for note in table.notes
        if all(mark[:1] in signs and mark[1:2] == " " for mark in note.split(GAP_IN_LEGEND))
    )


def told_below(
    table: Table, row: Mapping[str, Cell], column: str, order: Sequence[str], in_part: Sequence[str]
) -> Content:
    """Say of a cell what it cannot say itself: its words, the notes that it names, the rest of its row.

    Args:
        table: the table with all columns.
        row: the row by the ids of its columns.
        column: of the cell.
        order: ids of the columns that are shown, in their order.
        in_part: ids of those of them that are cut or out of sight.
    """
    cell = row[column]
    text = cell_text(cell)
    parts = []
    if not text.strip():
        parts.append(plain(EMPTY_CELL, "$text-muted"))
    elif column in in_part or _is_level(cell):
        parts.append(cell_in_full(cell))
    named = [note for letter in _LETTERS.findall(text) for note in table.notes if note.startswith(letter)]
    parts.extend(plain(note, lines=True) for note in named)
    titles = dict(zip(table.ids, table.titles, strict=True))
    rest = [
        join(
            plain(f"{titles[name]}{' ' if _is_level(row[name]) else ': '}", "$text-muted"),
            cell_in_full(row[name]),
        )
        for name in order
        if name != column and cell_text(row[name]).strip() and (name in in_part or _is_level(row[name]))
    ]
    if rest and not named:
        parts.append(Content("   ").join(rest))
    return stack(parts or [cell_in_full(cell)])


def _is_level(cell: Cell) -> bool:
    return isinstance(cell, Labelled) and cell.symbol is not None
