"""Write long tables and many appraisals once as JSON, from which the script of the page draws what is seen.

As markup the tables and appraisals of a thousand studies are 50 MB, which no browser opens with ease.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from typing import Any

from workbench.hidden_characters import show
from workbench.output.report.content import Answered, Appraised, Judged
from workbench.output.symbols import Symbol
from workbench.output.table import Cell, Labelled, Table

LONG = 150
"""A table with more rows is drawn by the script."""

FIRST = 20
"""So many rows of it are there for those without scripts."""

MANY = 60
"""More appraisals than these are drawn by the script."""


@dataclass(frozen=True, slots=True)
class CellShown:
    """One cell: pieces of text with the footnote that each leads to, or a judgement with its symbol.

    Attributes:
        sort: what it is sorted by, where that is not its text.
        target: id of the place behind it; empty where there is none.
        behind: whether that place is opened beside the table; else the page goes there.
        address: on the web, where the cell leads to a page of others; empty where it does not.
        teaser: the beginning of a text so long that it is folded; empty for all others.
    """

    pieces: tuple[tuple[str, str], ...]
    symbol: Symbol | None
    starred: bool
    sort: str
    target: str
    behind: bool = True
    teaser: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class LongTable:
    """All rows of a table for the script.

    Attributes:
        columns: each with its different values and the number of the value in each row.
        whose: study, reviewer and result of each appraisal that a row is about; None: of none.
        of: by row, the number of the one of them that it is about; empty: of none.
        leads: of each column where its cells lead: to the study, to the item, to the part of an appraisal
            with this id, or nowhere.
        item: which column has the id of the item; -1: none.
        count: how many rows there are.
    """

    columns: tuple[dict[str, Any], ...]
    whose: tuple[tuple[str, str, str] | None, ...]
    of: tuple[int, ...]
    leads: tuple[str, ...]
    item: int
    count: int


@dataclass(frozen=True, slots=True)
class ColumnCells:
    """The cells of a column, each different one once.

    Attributes:
        different: in the order in which they first stand there.
        numbers: by row, which of them it has.
    """

    different: tuple[Cell, ...]
    numbers: tuple[int, ...]


def columns_of(table: Table) -> list[ColumnCells]:
    """Return the columns of a table, each different cell once; yes and 1 are not the same."""
    if not table.rows:
        return [ColumnCells((), ())] * len(table.columns)
    return [column_cells(cells) for cells in zip(*table.rows, strict=True)]


def column_cells(cells: Sequence[Cell]) -> ColumnCells:
    """Return the cells of one column, each different one once; see `columns_of`."""
    numbers: dict[Hashable, int] = {}
    by_identity: dict[int, int] = {}
    different: list[Cell] = []
    # The same few objects fill most of a column, and are told apart by their ids.
    for identity, cell in dict(zip(map(id, cells), cells, strict=True)).items():
        by_identity[identity] = number = numbers.setdefault(told_apart(cell), len(different))
        if number == len(different):
            different.append(cell)
    return ColumnCells(tuple(different), tuple(map(by_identity.__getitem__, map(id, cells))))


def column_data(column: ColumnCells, value: Callable[[Cell], Any]) -> dict[str, Any]:
    """Return a column as its different values and, row by row, their numbers.

    Without numbers the values are those of the rows, one after the other; a single one is that of all rows.
    The numbers from 1 on, such as those of changes, are written as the last of them.

    Args:
        column: its cells.
        value: how the script takes a cell.
    """
    values = [*map(value, column.different)]
    if len(values) not in (1, len(column.numbers)):
        return {"v": values, "i": runs(column.numbers)}
    if len(values) > 1 and values == [str(number) for number in range(1, len(values) + 1)]:
        return {"v": {"upTo": len(values)}}
    return {"v": values}


def runs(numbers: Sequence[int]) -> Any:
    """Return numbers as they are, or as each with how often it follows itself where that is shorter.

    >>> runs((1, 2, 1)), runs((5, 5, 5, 2, 2))
    ((1, 2, 1), {'runs': [5, 3, 2, 2]})
    """
    counted = [(number, sum(1 for _ in same)) for number, same in groupby(numbers)]
    return {"runs": [*chain.from_iterable(counted)]} if 2 * len(counted) < len(numbers) else numbers


def told_apart(cell: Cell) -> Hashable:
    """Return a key by which equal cells are equal; yes and 1 are not."""
    if isinstance(cell, Labelled):
        return cell.label, str(cell.value)
    return cell.__class__, cell


def script_value(cell: CellShown) -> Any:
    """Return a cell as the script takes it: a text, or what else there is to it."""
    text = "".join(show(piece, keep_newlines=True) for piece, _ in cell.pieces)
    more: dict[str, Any] = {}
    if cell.symbol is not None:
        more = {"chip": chip(cell.symbol), "star": int(cell.starred)}
    elif any(place for _, place in cell.pieces):
        more = {"pieces": [(show(piece, keep_newlines=True), place) for piece, place in cell.pieces]}
    if cell.teaser:
        more["teaser"] = show(cell.teaser)
    if cell.address:
        more["address"] = cell.address
    if cell.sort:
        more["sort"] = cell.sort
    return {"text": text, **more} if more else text


def chip(symbol: Symbol) -> tuple[str, str, str]:
    """Return class, symbol and word of a judgement."""
    return level_class(symbol), symbol.symbol, show(symbol.word)


def level_class(symbol: Symbol) -> str:
    """Return the class of a level in the style: by how it stands on its scale."""
    return f"level-{symbol.tier}"


_HALF = re.compile("[\ud800-\udfff]")


class Pool:
    """Texts that are written once and named by their number."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def at(self, text: str) -> int:
        """Return the number of a text."""
        return self._numbers.setdefault(text, len(self._numbers))

    @property
    def texts(self) -> list[str]:
        """The texts in the order of their numbers, with everything hidden in them made visible."""
        return [show(text, keep_newlines=True) for text in self._numbers]


def appraisals_data(appraisals: Sequence[Appraised]) -> dict[str, Any]:
    """Return appraisals in full, their texts by number; the script knows the order of the fields."""
    pool, symbols = Pool(), dict[Symbol, int]()

    def level(symbol: Symbol) -> int:
        return symbols.setdefault(symbol, len(symbols))

    def item(answered: Answered) -> list[Any]:
        passages = [
            [pool.at(passage.before), pool.at(passage.text), pool.at(passage.after), pool.at(passage.source)]
            for passage in answered.passages
        ]
        texts = (answered.id, answered.text, answered.answer, answered.note)
        return [*map(pool.at, texts), *([passages] if passages else [])]

    parts: dict[int, list[Any]] = {}

    def part(judged: Judged) -> list[Any]:
        # Appraisals that are alike share judgements, and all of them are there until this returns.
        if id(judged) not in parts:
            parts[id(judged)] = new_part(judged)
        return parts[id(judged)]

    def new_part(judged: Judged) -> list[Any]:
        did, why = judged.reasoned
        texts = (judged.target, judged.title, judged.because, did, why, judged.standing, judged.direction)
        items = [item(answered) for answered in judged.items]
        return [*map(pool.at, texts), int(judged.is_overridden), level(judged.symbol(judged.final)), items]

    rows = [
        [
            *map(pool.at, (each.study, each.title, each.result, each.reviewer, each.state, each.checklist)),
            [part(judged) for judged in each.judged],
            [pool.at(flag) for flag in each.flags],
            len(each.wholes),
            [pool.at(total) for total in each.totals],
        ]
        for each in appraisals
    ]
    return {"texts": pool.texts, "levels": [chip(symbol) for symbol in symbols], "rows": rows}


def table_data(long: LongTable) -> dict[str, Any]:
    """Return a long table as the script takes it."""
    whose = [each and [show(part) for part in each] for each in long.whose]
    return {
        "columns": long.columns,
        "rows": long.count,
        "whose": whose,
        "of": runs(long.of),
        "leads": long.leads,
        "item": long.item,
    }


def as_script_data(data: Mapping[str, Any]) -> str:
    """Return JSON that can stand inside a script element, whatever texts are in it."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    text = _HALF.sub(lambda half: f"\\u{ord(half[0]):04x}", text)  # no encoding of a file has these
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
