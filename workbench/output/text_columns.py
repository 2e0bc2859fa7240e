"""Put the columns of a table beside each other in lines of a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest

from rich.cells import cell_len, get_character_cell_size

from workbench.hidden_characters import show
from workbench.output.column_widths import share_room
from workbench.output.line_breaks import cut, words_of, wrap
from workbench.output.table import Table, alignments, cell_text

GAP = 2
"""Spaces between two columns."""

_LONG = 60
"""Cells from which on a text counts as prose."""

_PROSE = 20
"""Prose is not squeezed below this: fewer cells hold two or three words a line."""

_IDEOGRAPHS = 20
"""Room for a word of wide characters, which may be a whole sentence."""

_LEAST_CLIPPED = 16
"""A clipped column with less room than this says nothing."""

_ROWS_MEASURED, _STEPS = 40, 24
"""The widths of columns follow the lengths of about so many rows, in about so many steps."""

_LITTLE = 0.3
"""The share of the spare room for which a column is spared from wrapping."""

Lines = tuple[str, ...]


@dataclass(frozen=True, eq=False)
class TextColumn:
    """One column, its title and cells safe to print.

    Attributes:
        title: its header.
        cells: one text a row, each on one line.
        is_right: whether its texts stand at the right of it.
        is_clipped: whether it takes what the others leave, cut to one line.
        is_constant: whether all of at least two rows have the same words; not of judgements and numbers.
    """

    title: str
    cells: tuple[str, ...]
    is_right: bool = False
    is_clipped: bool = False
    is_constant: bool = False

    @cached_property
    def natural(self) -> int:
        """The cells that it takes without wrapping, the header included."""
        return max(map(cell_len, {self.title, *self.cells})) or 1

    @cached_property
    def is_key(self) -> bool:
        """Whether no cell has a space, as in keys, handles, ids and numbers: such are never broken."""
        return not any(" " in cell for cell in self.cells)

    def least(self, available: int) -> int:
        """Return the narrowest width that breaks no word and leaves prose readable.

        Args:
            available: cells of a line. In prose a word wider than half of it, such as an address, is cut.
        """
        if self.is_clipped:
            return min(_LEAST_CLIPPED, self.natural)
        title, cells = self._longest_words
        most = available // 2
        longest = max(min(title, most), cells if self.is_key else min(cells, most))
        floor = _PROSE if self.natural > _LONG else 2
        return min(max(floor, longest), max(self.natural, 2))

    @cached_property
    def _longest_words(self) -> tuple[int, int]:
        """The room that the longest word of the title needs, and that of the cells."""
        words = {word for cell in set(self.cells) for word in words_of(cell)}
        return max(map(_room_of, words_of(self.title)), default=0), max(map(_room_of, words), default=0)


def _room_of(word: str) -> int:
    """Return the cells that a word needs; scripts of wide characters have no spaces and break anywhere."""
    width = cell_len(word)
    is_wide = width > _IDEOGRAPHS and any(get_character_cell_size(character) == 2 for character in word)
    return _IDEOGRAPHS if is_wide else width


def text_columns(table: Table) -> tuple[TextColumn, ...]:
    """Return the columns of a table with texts that are safe to print."""
    columns = []
    for place, (column, side) in enumerate(zip(table.columns, alignments(table), strict=True)):
        cells = [row[place] for row in table.rows]
        texts = tuple(show(cell_text(cell)) for cell in cells)
        has_words_only = all(cell is None or isinstance(cell, str) for cell in cells)
        is_constant = has_words_only and len(cells) > 1 and len(set(texts)) == 1
        columns.append(TextColumn(show(column.title), texts, side == "right", column.clipped, is_constant))
    return tuple(columns)


def rows_of(columns: Sequence[TextColumn], most: int | None = None) -> list[tuple[str, ...]]:
    """Return the cells row by row; of a table with more rows than ``most``, every second or third."""
    rows = list(zip(*(column.cells for column in columns), strict=True))
    return rows if most is None else rows[:: max(1, len(rows) // most)]


def fit_widths(columns: Sequence[TextColumn], available: int) -> list[int] | None:
    """Return the width of each column so that all fit a line, or None where they cannot.

    Clipped columns get what the others leave once these stand on one line each.

    Args:
        columns: to stand side by side.
        available: cells of a line.
    """
    least = [column.least(available) for column in columns]
    natural = [
        small if column.is_clipped else column.natural for column, small in zip(columns, least, strict=True)
    ]
    room = available - GAP * (len(columns) - 1)
    if sum(least) > room:
        return None
    lengths = [[*map(cell_len, row)] for row in rows_of(columns, _ROWS_MEASURED)]
    step = max((room - sum(least)) // _STEPS, 1)
    widths = [int(width) for width in share_room(room, least, natural, lengths, step, _LITTLE)]
    spare = room - sum(widths)
    for place, column in enumerate(columns):
        if column.is_clipped:
            more = min(column.natural - widths[place], spare)
            widths[place], spare = widths[place] + more, spare - more
    return widths


def wrapped_row(texts: Sequence[str], columns: Sequence[TextColumn], widths: Sequence[int]) -> list[Lines]:
    """Return the lines of each cell of a row: one where the column is clipped."""
    return [
        (cut(text, width),) if column.is_clipped else wrap(text, width)
        for text, column, width in zip(texts, columns, widths, strict=True)
    ]


def render_columns(columns: Sequence[TextColumn], widths: Sequence[int]) -> str:
    """Return the header above a line of dashes, then the rows, wrapped and cut to these widths.

    rich.table takes more than ten times as long; see ``benchmarks/text_tables.py``.
    """
    header: list[Lines] = [wrap(column.title, width) for column, width in zip(columns, widths, strict=True)]
    dashes: list[Lines] = [("-" * width,) for width in widths]
    rows = [header, dashes, *(wrapped_row(row, columns, widths) for row in rows_of(columns))]
    sides = [column.is_right for column in columns]
    return "\n".join(line for row in rows for line in _side_by_side(row, widths, sides))


def _side_by_side(row: Iterable[Lines], widths: Sequence[int], sides: Sequence[bool]) -> Iterable[str]:
    for line in zip_longest(*row, fillvalue=""):
        padded = []
        for text, width, is_right in zip(line, widths, sides, strict=True):
            white = " " * (width - cell_len(text))
            padded.append(white + text if is_right else text + white)
        yield (" " * GAP).join(padded).rstrip()
