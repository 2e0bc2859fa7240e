"""Put the screen of tables into words: the names of the tables, the cell in front, a box, the legend."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from workbench.output import Cell, Table
from workbench.output.symbols import SYMBOLS
from workbench.output.table import Labelled, cell_text
from workbench.review.tables.registry import TABLES
from workbench.tui.plain import join, plain, stack
from workbench.tui.theme import TIER_STYLES, override_mark

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


def legend() -> Content:
    """Return what the signs of judgements mean, in their colours."""
    words = {"low": "Low", "moderate": "Moderate/some", "serious": "Serious/high", "critical": "Critical"}
    symbols = {SYMBOLS[level]: word for level, word in words.items()}
    parts = [plain(f"{each.symbol} {word}", TIER_STYLES[each.tier]) for each, word in symbols.items()]
    parts += [plain("? No information", TIER_STYLES["beside"]), join(override_mark(True), plain(" set"))]
    return Content("  ").join(parts)
