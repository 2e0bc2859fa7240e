"""The columns of a table as they will stand on a terminal: safe texts, and how much room they need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from workbench.output.table import Table, alignments, cell_text
from workbench.output.wrapping import cells_of, is_wide, words_of
from workbench.visible import show

_LONG = 60
"""Cells from which on a text counts as prose."""

_PROSE = 20
"""Prose is not squeezed below this: fewer cells hold two or three words a line."""

_IDEOGRAPHS = 20
"""Room for a word of wide characters, which may be a whole sentence."""


@dataclass(frozen=True, slots=True)
class ShownColumn:
    """One column, its title and cells safe to print.

    Attributes:
        title: its header.
        cells: one text a row, each on one line.
        aligned: ``left`` or ``right``.
        clipped: whether it takes what the others leave, cut to one line.
        shared: whether all of at least two rows have the same words; not of judgements and numbers.
        natural: cells that it takes without wrapping, the header included.
        is_key: whether no cell has a space, as in keys, handles, ids and numbers: never broken.
    """

    title: str
    cells: tuple[str, ...]
    aligned: str
    clipped: bool = False
    shared: bool = False
    natural: int = field(init=False)
    is_key: bool = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "natural", max(map(cells_of, (self.title, *self.cells))) or 1)
        object.__setattr__(self, "is_key", not any(" " in cell for cell in self.cells))

    def least(self, available: int, tied: bool = True) -> int:
        """The narrowest width that breaks no word, and leaves prose readable.

        Args:
            available: cells of a line. In prose a word wider than half of it, such as an address, is cut.
            tied: whether a symbol stays with its word, and a count with its share.
        """
        most = available // 2
        words = [min(_room_of(word), most) for word in words_of(self.title, tied)]
        for cell in self.cells:
            room = [_room_of(word) for word in words_of(cell, tied)]
            words.extend(room if self.is_key else [min(one, most) for one in room])
        floor = _PROSE if self.natural > _LONG else 1
        return min(max(floor, *words, 2), max(self.natural, 2))


def _room_of(word: str) -> int:
    return min(cells_of(word), _IDEOGRAPHS) if is_wide(word) else cells_of(word)


def shown_columns(table: Table) -> tuple[ShownColumn, ...]:
    """The columns of a table."""
    found = []
    for place, (column, aligned) in enumerate(zip(table.columns, alignments(table), strict=True)):
        cells = [row[place] for row in table.rows]
        texts = tuple(show(cell_text(cell)) for cell in cells)
        words_only = all(cell is None or isinstance(cell, str) for cell in cells)
        is_shared = words_only and len(cells) > 1 and len(set(texts)) == 1
        found.append(ShownColumn(show(column.title), texts, aligned, column.clipped, is_shared))
    return tuple(found)


def rows_of(columns: Sequence[ShownColumn]) -> list[tuple[str, ...]]:
    """The cells row by row."""
    return list(zip(*(column.cells for column in columns), strict=True))
