"""Define a table as the review room hands it over: ids for programs, titles for people, plain cells."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Literal

from workbench.output.symbols import Symbol

Plain = str | int | float | None
Side = Literal["left", "right"]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A cell that programs and people read differently, such as a judgement or a count with its share.

    Attributes:
        value: what JSON carries (a mapping becomes an object), and CSV and TSV unless it is a mapping.
        label: what the other formats show.
        symbol: of a judgement, on its own scale; formats with colours take theirs from it.
        notes: the letters of its footnotes; the label ends with them in brackets.
        link: the address that it leads to; empty for none.
    """

    value: Plain | Mapping[str, Plain]
    label: str
    symbol: Symbol | None = field(default=None, compare=False)
    notes: tuple[str, ...] = field(default=(), compare=False)
    link: str = field(default="", compare=False)

    @property
    def without_notes(self) -> str:
        """The label without the letters of its footnotes, for formats that raise them."""
        return self.label.removesuffix("".join(f" [{letter}]" for letter in self.notes))


Cell = Plain | Labelled
"""None is an empty cell. Text may hold anything at all; each format guards against it in its own way."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``id`` is the key in JSON and the header in CSV; ``title`` is what people read.

    A ``clipped`` column gets what the others leave of a line of text, and is cut there instead of wrapped:
    for lists with one line a row. Formats without lines carry it whole. The ``is_domain`` columns of a table
    stand for domains, one like the other, so that paper gives them the same width. Where columns are scarce,
    as on a screen, ``short`` stands above a column and the title is explained below; empty: the title does.
    """

    id: str
    title: str
    clipped: bool = False
    is_domain: bool = False
    short: str = ""


@dataclass(frozen=True, slots=True)
class RowGroup:
    """What a row is part of, such as an outcome with several bodies of evidence.

    Attributes:
        title: of the group, which stands once above its rows.
        name: of the row within it, in place of its first cell.
    """

    title: str
    name: str


@dataclass(frozen=True, slots=True)
class Table:
    """One block of rows with the same columns.

    Attributes:
        name: what the command line calls it, such as ``appraisal``.
        title: the caption; empty for none.
        columns: at least one; ids are unique in the table.
        rows: each as long as ``columns``.
        notes: what a reader must know, one sentence each, shown under the table.
        data: further values of each row by id, for programs: JSON, CSV and TSV have them behind the columns,
            and what people read is without them.
        header: those of the notes that are about the whole table; documents have them in a box above it.
        footnotes: those of the notes that cells point to, by their letter, without it.
        groups: of each row what it is part of, None for a row by itself; empty where no row is.

    Raises:
        ValueError: a row of another length than the columns, two columns with one id, or further values for
            other rows than there are, or groups.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    data: tuple[Mapping[str, Cell], ...] = ()
    header: tuple[str, ...] = ()
    footnotes: Mapping[str, str] = field(default_factory=dict)
    groups: tuple[RowGroup | None, ...] = ()

    def __post_init__(self) -> None:
        ids = self.ids
        if len(set(ids)) != len(ids):
            raise ValueError(f"Table {self.name}: two columns have the same id ({', '.join(ids)}).")
        for number, row in enumerate(self.rows, start=1):
            if len(row) != len(ids):
                raise ValueError(
                    f"Table {self.name}: row {number} has {len(row)} cells for {len(ids)} columns."
                )
        if self.data and len(self.data) != len(self.rows):
            raise ValueError(f"Table {self.name}: {len(self.data)} rows of data for {len(self.rows)} rows.")
        if self.groups and len(self.groups) != len(self.rows):
            raise ValueError(f"Table {self.name}: {len(self.groups)} groups for {len(self.rows)} rows.")

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the columns, in order."""
        return tuple(column.id for column in self.columns)

    @property
    def notes_below(self) -> tuple[str, ...]:
        """The notes without those of the header, which stand above."""
        return tuple(note for note in self.notes if note not in self.header)

    @property
    def plain_notes(self) -> tuple[str, ...]:
        """The notes without those of the header and the footnotes."""
        elsewhere = {*self.header, *(f"[{letter}] {text}" for letter, text in self.footnotes.items())}
        return tuple(note for note in self.notes if note not in elsewhere)

    @property
    def titles(self) -> tuple[str, ...]:
        """The titles of the columns, in order."""
        return tuple(column.title for column in self.columns)

    def without(self, ids: Container[str]) -> Table:
        """Return the table without some columns."""
        return self.with_columns([place for place, name in enumerate(self.ids) if name not in ids])

    def with_columns(self, places: Sequence[int]) -> Table:
        """Return the table with only the columns at some places."""
        if len(places) == len(self.columns):
            return self
        return replace(
            self,
            columns=tuple(self.columns[place] for place in places),
            rows=tuple(tuple(row[place] for place in places) for row in self.rows),
        )


def is_number(cell: Cell) -> bool:
    """Return True if a cell is a number rather than a text; yes and no (``bool``) are not numbers."""
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def plain_value(cell: Cell) -> Plain:
    """Return what CSV and TSV carry of a cell: the value, or the label of one that is not a single value."""
    if not isinstance(cell, Labelled):
        return cell
    return cell.label if isinstance(cell.value, Mapping) else cell.value


def plain_text(cell: Cell) -> str:
    """Return what programs read of a cell as text, such as the key behind the label of a study."""
    value = plain_value(cell)
    return "" if value is None else str(value)


def cell_text(cell: Cell) -> str:
    """Return a cell as raw text: empty for None, yes or no for a bool, the shortest form of a number."""
    if isinstance(cell, Labelled):
        return cell.label
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return str(cell)


def alignments(table: Table) -> tuple[Side, ...]:
    """Return ``right`` for each column that holds numbers only, ``left`` for all others."""
    return tuple(
        "right"
        if any(map(is_number, cells)) and all(_is_nothing(cell) or is_number(cell) for cell in cells)
        else "left"
        for cells in (tuple(row[index] for row in table.rows) for index in range(len(table.columns)))
    )


def _is_nothing(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, Labelled) and cell.value is None)


def union(tables: tuple[Table, ...]) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
    """Return several blocks as one: ids by first appearance, and None where a block has no such column."""
    named = chain.from_iterable(table.ids for table in tables)
    further = chain.from_iterable(values for table in tables for values in table.data)
    ids = tuple(dict.fromkeys(chain(named, further)))
    rows: list[tuple[Cell, ...]] = []
    for table in tables:
        its_ids = table.ids
        if its_ids == ids:
            rows += table.rows
            continue
        for number, row in enumerate(table.rows):
            cells = dict(zip(its_ids, row, strict=True)) | (dict(table.data[number]) if table.data else {})
            rows.append(tuple(map(cells.get, ids)))
    return ids, rows
