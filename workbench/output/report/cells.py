"""Tables as the page shows them: cells with their symbols, their order and the places that they lead to."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from workbench.output.design_names import design_in_words
from workbench.output.judgement_cells import judgement_in
from workbench.output.report.content import EVIDENCE, JUDGEMENTS, Appraised, Report
from workbench.output.report.notes import NotesShown, arrange, teaser
from workbench.output.symbols import SYMBOLS, Symbol
from workbench.output.table import Cell, Table, alignments, cell_text, is_number

_MANY, _DENSE = 5, 10
"""A table with more columns fills the page, and with still more its letters are smaller."""

_BRIEF, _TALL = 10, 15
"""A table with few rows is kept on one sheet; one with many scrolls by itself, its heads in sight."""

_SHORT, _LONG, _LONGEST = 12, 60, 240
"""Columns whose texts are all short are not broken into lines; those with long ones get more room."""

_OFTEN_SAME = ("design", "checklist", "result", "state", "read")

_MARK = re.compile(r"\[(\d+)\]")

Target = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CellShown:
    """One cell: pieces of text with the footnote that each leads to, or a judgement with its symbol.

    Attributes:
        sort: what it is sorted by, where that is not its text.
        target: id of the place behind it; empty where there is none.
        behind: whether that place is opened beside the table; else the page goes there.
        teaser: the beginning of a text so long that it is folded; empty for all others.
    """

    pieces: tuple[tuple[str, str], ...]
    symbol: Symbol | None
    starred: bool
    sort: str
    target: str
    behind: bool = True
    teaser: str = ""


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
        heading: what it is called in the group of a checklist; empty: its own title.
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


@dataclass(frozen=True, slots=True)
class Places:
    """Where on the page each appraisal, domain and item stands; all by study, result and reviewer.

    Attributes:
        whole: of an appraisal.
        parts: of a domain or of ``overall``, by its id at the end.
        items: of an item, by its id at the end.
        studies: the first appraisal of each study.
    """

    whole: dict[Target, str] = field(default_factory=dict)
    parts: dict[Target, str] = field(default_factory=dict)
    items: dict[Target, str] = field(default_factory=dict)
    studies: dict[str, str] = field(default_factory=dict)


def places_in(report: Report) -> Places:
    """Number everything that can be led to."""
    made = Places()
    for number, one in enumerate(report.appraisals, start=1):
        _number(one, f"a{number}", made)
    return made


def _number(one: Appraised, anchor: str, made: Places) -> None:
    made.whole[one.key] = anchor
    made.studies.setdefault(one.study, anchor)
    for place, judged in enumerate((one.overall, *one.domains)):
        made.parts[(*one.key, judged.target)] = f"{anchor}-{place}"
        for number, item in enumerate(judged.items, start=1):
            made.items[(*one.key, item.id)] = f"{anchor}-{place}-{number}"


def table_shown(table: Table, anchor: str, places: Places, report: Report) -> TableShown:
    """Return a table with each cell's way to what is behind it, where there is anything.

    Args:
        table: what is shown.
        anchor: id of the table on the page; ids of its notes begin with it.
        places: what can be led to.
        report: says where the table stands, and which domains may head its columns.
    """
    way = _ways(table, places)
    place = report.place_of(table)
    same = _same(table, place.section)
    kept = [at for at in range(len(table.columns)) if at not in same and _is_told(table, at, place.section)]
    size = "few" if len(kept) <= _MANY else "many" if len(kept) <= _DENSE else "many dense"
    size += " brief" if len(table.rows) <= _BRIEF else ""
    checklist = checklist_of(table)
    domains = {key: title for one in report.instruments if one.id == checklist for key, title in one.domains}
    aligned = alignments(table)
    in_all = "; ".join(f"{table.titles[at].lower()} {text}" for at, text in same.items())
    told = [note for note in table.notes if not _is_key(note, domains)]
    notes = arrange((*([f"In every row: {in_all}."] if same else []), *told), anchor)
    heads = tuple(
        Head(table.titles[at], domains.get(table.ids[at], ""), f"{aligned[at]}{_room(table, at)}")
        for at in kept
    )
    rows = tuple(
        tuple(_cell(row[at], table.ids[at], notes, *way(row, table.ids[at])) for at in kept)
        for row in table.rows
    )
    return TableShown(
        table.name, anchor, table.title, heads, rows, notes, size, len(rows) > _TALL, place.heading
    )


def checklist_of(table: Table) -> str:
    """Id of the checklist that a block of a table is about; empty where it is about none.

    >>> from workbench.output import Column
    >>> checklist_of(Table("appraisal", "", (Column("checklist", ""),), (("case-series 0.1.0",),)))
    'case-series'
    """
    if "checklist" not in table.ids or not table.rows:
        return ""
    return cell_text(table.rows[0][table.ids.index("checklist")]).partition(" ")[0]


def _is_key(note: str, domains: dict[str, str]) -> bool:
    """Whether a note only explains short heads or symbols, which the page writes out."""
    if not domains:
        return False
    written = {symbol.mark() for symbol in SYMBOLS.values()} | {
        f"{id_} {title}" for id_, title in domains.items()
    }
    return {*note.split("; ")} <= written or {*note.split("  ")} <= written


def _same(table: Table, section: str) -> dict[int, str]:
    """Return the columns that say the same of every appraisal, which are said once below."""
    if section != JUDGEMENTS or "reviewer" not in table.ids:
        return {}
    texts = {
        at: {_worded(cell_text(row[at]), id_) for row in table.rows}
        for at, id_ in enumerate(table.ids)
        if id_ in _OFTEN_SAME
    }
    return {at: text for at, found in texts.items() if len(found) == 1 for text in found if text}


def _is_told(table: Table, at: int, section: str) -> bool:
    """Return True if a column says anything here.

    In a group the name of the checklist stands above the table. In the tables of the evidence an empty
    column says something.
    """
    if table.columns[at].id == "checklist" and section == JUDGEMENTS and "reviewer" not in table.ids:
        return False
    if at == 0 or not table.rows or section == EVIDENCE:
        return True
    return any(cell_text(row[at]) for row in table.rows)


def _room(table: Table, at: int) -> str:
    longest = max((len(cell_text(row[at])) for row in table.rows), default=0)
    if longest <= _SHORT or table.ids[at] == "at":
        return " short"
    return "" if longest <= _LONG else " long" if longest <= _LONGEST else " longest"


def _ways(table: Table, places: Places) -> Callable[[tuple[Cell, ...], str], tuple[str, bool]]:
    """From a row and a column to the place behind the cell, and whether it is opened beside the table."""
    ids = table.ids
    who = [ids.index(name) for name in ("study", "result", "reviewer") if name in ids]

    def way(row: tuple[Cell, ...], column: str) -> tuple[str, bool]:
        key = tuple(cell_text(row[at]) for at in who)
        if column == "study":
            return places.whole.get(key, places.studies.get(key[0], "")), False
        if len(key) < 3:
            return "", True
        if "item" in ids and column in ("item", "answer"):
            return places.items.get((*key, cell_text(row[ids.index("item")])), ""), True
        return places.parts.get((*key, column), ""), True

    return way


_ORDER = {level: number for number, level in enumerate(SYMBOLS)}


def _cell(cell: Cell, column: str, notes: NotesShown, target: str, behind: bool) -> CellShown:
    symbol = judgement_in(cell)
    text = cell_text(cell)
    # The certainty "⊕⊕◯◯ low" begins as the judgement "⊕ Low" does, and is anything but that.
    if symbol is not None and text.rstrip("* ") in (symbol.symbol, symbol.mark()):
        place = _ORDER.get(symbol.level, len(_ORDER))
        return CellShown(((symbol.word, ""),), symbol, text.endswith("*"), f"{place:02d}", target, behind)
    sort = str(cell) if is_number(cell) and str(cell) != text else ""
    told = _worded(text, column)
    return CellShown(_pieces(told, notes), None, False, sort, target, behind, "" if target else teaser(told))


def _worded(text: str, column: str) -> str:
    """Ids in words, and what a cell holds of several outcomes line by line."""
    if column == "design":
        return design_in_words(text)
    if column == "grade_start":
        return text.replace("_", " ")
    return text.replace(" | ", "\n") if column == "findings" else text


def _pieces(text: str, notes: NotesShown) -> tuple[tuple[str, str], ...]:
    """The text cut at its marks of footnotes, each with the place of its note."""
    pieces, end = [], 0
    for mark in _MARK.finditer(text):
        if place := notes.places.get(mark[1], ""):
            pieces += [(text[end : mark.start()], ""), (mark[0], place)]
            end = mark.end()
    return tuple(piece for piece in (*pieces, (text[end:], "")) if piece[0])
