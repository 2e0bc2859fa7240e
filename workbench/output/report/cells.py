"""Prepare tables for the page: cells with their symbols, their order and the places that they lead to."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from workbench.output.abbreviations import abbreviations_in
from workbench.output.constant_columns import constant_sentences_on_paper
from workbench.output.design_names import design_in_words
from workbench.output.judgement_cells import judgement_in
from workbench.output.print_signs import tight_percent
from workbench.output.report.content import Report
from workbench.output.report.long_data import (
    FIRST,
    LONG,
    CellShown,
    ColumnCells,
    LongTable,
    column_data,
    columns_of,
    script_value,
)
from workbench.output.report.notes import NotesShown, arrange, teaser
from workbench.output.report.places import Places
from workbench.output.report.table_places import EVIDENCE, JUDGEMENTS
from workbench.output.symbols import SYMBOLS, TIERS, LevelOrder, symbols_on
from workbench.output.table import Cell, Labelled, Table, alignments, cell_text, is_number, plain_text

_MANY, _DENSE = 5, 10
"""A table with more columns fills the page, and with still more its letters are smaller."""

_BRIEF, _TALL = 10, 15
"""A table with few rows is kept on one sheet; one with many scrolls by itself, its heads in sight."""

_SHORT, _LONG, _LONGEST = 12, 60, 240
"""Columns whose texts are all short are not broken into lines; those with long ones get more room."""

_OFTEN_SAME = ("design", "checklist", "result", "state", "read")

_MARK = re.compile(r"\[(\d+|[a-z]{1,3})\]")


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column: its title, what the title stands for, and how its cells are set."""

    title: str
    full: str
    style: str


@dataclass(frozen=True, slots=True)
class TableShown:
    """A table ready for the template.

    Attributes:
        rows: all of them, or the first ones of a long table.
        heading: what it is called in the group of a checklist; empty: its own title.
        count: how many rows there are.
        long: all rows for the script of the page; None where the page has them as they are.
        source: the table itself.
        columns: its columns, each different cell once.
        kept: which of its columns are shown.
    """

    kind = "table"
    name: str
    anchor: str
    title: str
    heads: tuple[Head, ...]
    rows: tuple[tuple[CellShown, ...], ...]
    notes: NotesShown
    size: str
    tall: bool
    heading: str = ""
    count: int = 0
    long: LongTable | None = None
    source: Table = field(kw_only=True)
    columns: tuple[ColumnCells, ...] = field(kw_only=True)
    kept: tuple[int, ...] = field(kw_only=True)


def table_shown(table: Table, anchor: str, places: Places, report: Report) -> TableShown:
    """Return a table with each cell's way to what is behind it, where there is anything.

    Args:
        table: what is shown.
        anchor: id of the table on the page; ids of its notes begin with it.
        places: what can be led to.
        report: says where the table stands, and which domains may head its columns.
    """
    way, ids = _ways(table, places), table.ids
    place = report.place_of(table)
    columns = columns_of(table)
    distinct = [column.different for column in columns]
    same = _same(table, distinct, place.section)
    kept = [
        at
        for at in range(len(table.columns))
        if at not in same and _is_told(table, distinct, at, place.section)
    ]
    size = "few" if len(kept) <= _MANY else "many" if len(kept) <= _DENSE else "many dense"
    size += " brief" if len(table.rows) <= _BRIEF else ""
    checklist = checklist_of(table)
    instruments = [instrument for instrument in report.instruments if instrument.id == checklist]
    domains = {key: title for instrument in instruments for key, title in instrument.domains}
    orders = [order for instrument in instruments for order in instrument.orders]
    aligned = _aligned(table, distinct)
    in_all = constant_sentences_on_paper([(table.titles[at], text) for at, text in same.items()])
    told = [note for note in table.notes if not _is_key(note, domains, orders)]
    if report.is_final:
        texts = [table.title, *table.titles, *(cell_text(cell) for cells in distinct for cell in cells)]
        short = abbreviations_in([*texts, *table.notes], report.codes, report.abbreviations)
        told += [f"Abbreviations: {short}."] if short else []
    notes = arrange((*(f"{sentence}." for sentence in in_all), *told), anchor)
    heads = tuple(
        Head(
            tight_percent(table.titles[at]),
            domains.get(table.ids[at], ""),
            f"{aligned[at]}{_room(table, distinct[at], at)}",
        )
        for at in kept
    )
    is_long = len(table.rows) > LONG
    rows = tuple(
        tuple(_cell(row[at], ids[at], notes, *way(row, ids[at])) for at in kept)
        for row in (table.rows[:FIRST] if is_long else table.rows)
    )
    count = len(table.rows)
    shown = TableShown(
        table.name,
        anchor,
        table.title,
        heads,
        rows,
        notes,
        size,
        count > _TALL,
        place.heading,
        count,
        source=table,
        columns=tuple(columns),
        kept=tuple(kept),
    )
    return replace(shown, long=_long(table, columns, kept, notes, places)) if is_long else shown


def checklist_of(table: Table) -> str:
    """Id of the checklist that a block of a table is about; empty where it is about none.

    >>> from workbench.output import Column
    >>> checklist_of(Table("appraisal", "", (Column("checklist", ""),), (("case-series 0.1.0",),)))
    'case-series'
    >>> titled = Labelled("case-series 0.1.0", "Case series 0.1.0")
    >>> checklist_of(Table("appraisal", "", (Column("checklist", ""),), ((titled,),)))
    'case-series'
    """
    if "checklist" not in table.ids or not table.rows:
        return ""
    return plain_text(table.rows[0][table.ids.index("checklist")]).partition(" ")[0]


def _is_key(note: str, domains: dict[str, str], orders: Sequence[LevelOrder]) -> bool:
    """Whether a note only explains short heads or symbols, which the page writes out."""
    if not domains:
        return False
    symbols = [*SYMBOLS.values(), *(symbol for order in orders for symbol in symbols_on(order).values())]
    written = {symbol.mark() for symbol in symbols} | {f"{id_} {title}" for id_, title in domains.items()}
    return {*note.split("; ")} <= written or {*note.split("  ")} <= written


def _aligned(table: Table, distinct: Sequence[tuple[Cell, ...]]) -> tuple[str, ...]:
    """Return for each column how it is aligned, which its different cells decide."""
    return tuple(
        alignments(Table("", "", (column,), tuple((cell,) for cell in cells)))[0]
        for column, cells in zip(table.columns, distinct, strict=True)
    )


def _same(table: Table, distinct: Sequence[tuple[Cell, ...]], section: str) -> dict[int, str]:
    """Return the columns that say the same of every appraisal, which are said once below."""
    if section != JUDGEMENTS or "reviewer" not in table.ids:
        return {}
    texts = {
        at: {_worded(cell_text(cell), id_) for cell in distinct[at]}
        for at, id_ in enumerate(table.ids)
        if id_ in _OFTEN_SAME
    }
    return {at: text for at, found in texts.items() if len(found) == 1 for text in found if text}


def _is_told(table: Table, distinct: Sequence[tuple[Cell, ...]], at: int, section: str) -> bool:
    """Return True if a column says anything here.

    In a group the name of the checklist stands above the table. In the tables of the evidence an empty
    column says something.
    """
    if table.columns[at].id == "checklist" and section == JUDGEMENTS and "reviewer" not in table.ids:
        return False
    if at == 0 or not table.rows or section == EVIDENCE:
        return True
    return any(map(cell_text, distinct[at]))


def _room(table: Table, cells: Sequence[Cell], at: int) -> str:
    longest = max((len(cell_text(cell)) for cell in cells), default=0)
    if longest <= _SHORT or table.ids[at] == "at":
        return " short"
    return "" if longest <= _LONG else " long" if longest <= _LONGEST else " longest"


def _who(table: Table) -> list[int]:
    """Return the columns that say whose appraisal a row is about."""
    return [table.ids.index(name) for name in ("study", "result", "reviewer") if name in table.ids]


def _ways(table: Table, places: Places) -> Callable[[tuple[Cell, ...], str], tuple[str, bool]]:
    """Return the way from a row and a column to the place behind the cell.

    The way also says whether that place is opened beside the table.
    """
    ids, who = table.ids, _who(table)

    def way(row: tuple[Cell, ...], column: str) -> tuple[str, bool]:
        key = tuple(plain_text(row[at]) for at in who)
        if column == "study":
            return places.whole.get(key, places.studies.get(key[0], "")), False
        if len(key) < 3:
            return "", True
        if "item" in ids and column in ("item", "answer"):
            return places.items.get((*key, cell_text(row[ids.index("item")])), ""), True
        return places.parts.get((*key, column), ""), True

    return way


def _long(
    table: Table, columns: Sequence[ColumnCells], kept: Sequence[int], notes: NotesShown, places: Places
) -> LongTable:
    """Return all rows of a long table, each different cell of a column once."""
    ids, who = table.ids, _who(table)

    def column(at: int) -> dict[str, Any]:
        def value(cell: Cell) -> Any:
            if type(cell) is int:  # the numbers of ten thousand changes
                return str(cell)
            return script_value(_cell(cell, ids[at], notes, "", True))

        return column_data(columns[at], value)

    parts = {part for *_, part in places.parts}

    def lead(id_: str) -> str:
        if id_ == "study":
            return id_
        if "item" in ids and id_ in ("item", "answer"):
            return "item"
        return id_ if id_ in parts and len(who) == 3 else ""

    item = kept.index(ids.index("item")) if "item" in ids and ids.index("item") in kept else -1
    leads = tuple(lead(ids[at]) for at in kept)
    whose, of = _whose([columns[at] for at in who], places)
    return LongTable(tuple(map(column, kept)), whose, of, leads, item, len(table.rows))


def _whose(
    columns: Sequence[ColumnCells], places: Places
) -> tuple[tuple[tuple[str, str, str] | None, ...], tuple[int, ...]]:
    """Return the different appraisals that rows are about, and by row which of them; see `LongTable`.

    Args:
        columns: those that say whose appraisal a row is about.
        places: what can be led to.
    """
    texts = [[*map(plain_text, column.different)] for column in columns]
    keys = [*zip(*(column.numbers for column in columns), strict=True)]
    numbers: dict[tuple[str, str, str] | None, int] = {}
    number_of = {
        key: numbers.setdefault(
            places.known(tuple(own[at] for own, at in zip(texts, key, strict=True))), len(numbers)
        )
        for key in dict.fromkeys(keys)
    }
    return tuple(numbers), tuple(map(number_of.__getitem__, keys))


def _cell(cell: Cell, column: str, notes: NotesShown, target: str, behind: bool) -> CellShown:
    symbol = judgement_in(cell)
    text = cell_text(cell)
    # The certainty "⊕⊕◯◯ low" begins as the judgement "⊕ Low" does, and is anything but that.
    if symbol is not None and text.rstrip("* ") in (symbol.symbol, symbol.mark()):
        place = f"{TIERS.index(symbol.tier):02d}{symbol.symbol if symbol.symbol.isdigit() else ''}"
        return CellShown(((symbol.word, ""),), symbol, text.endswith("*"), place, target, behind)
    sort = str(cell) if is_number(cell) and str(cell) != text else ""
    told = _worded(text, column)
    address = cell.link if isinstance(cell, Labelled) else ""
    short = "" if target or address else teaser(told)
    return CellShown(_pieces(told, notes), None, False, sort, target, behind, short, address)


def _worded(text: str, column: str) -> str:
    """Ids in words, and what a cell holds of several outcomes line by line."""
    if column == "design":
        return design_in_words(text)
    if column == "grade_start":
        return text.replace("_", " ")
    return tight_percent(text.replace(" | ", "\n") if column == "findings" else text)


def _pieces(text: str, notes: NotesShown) -> tuple[tuple[str, str], ...]:
    """The text cut at its marks of footnotes, each with the place of its note."""
    if not notes.places:
        return ((text, ""),) if text else ()
    pieces, end = [], 0
    for mark in _MARK.finditer(text):
        if place := notes.places.get(mark[1], ""):
            pieces += [(text[end : mark.start()], ""), (mark[0], place)]
            end = mark.end()
    return tuple(piece for piece in (*pieces, (text[end:], "")) if piece[0])
