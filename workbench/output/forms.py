"""Chooses how a table that is too wide for a terminal stands there: which columns side by side, or none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from workbench.output.shown_columns import ShownColumn, rows_of
from workbench.output.side_by_side import GAP, given_out, least_widths, row_heights, widths_of
from workbench.output.stacked import stacked_lines
from workbench.output.wrapping import wrap

_MOST_SHARED = 3
"""So many columns at most are said above the rows instead of in each; a reader keeps them in mind."""

_ROWS_WEIGHED = 120
"""Of about so many rows it is counted how tall they get; of a longer table, every second or third."""

_ROWS_GIVEN = 40
"""Of about so many rows the widths follow the lengths."""

_SAID_ABOVE, _LOST_FIRST = 1.15, 1.3
"""How much a line weighs where columns are said above the rows, and where the first one is among them."""


@dataclass(frozen=True, slots=True)
class Form:
    """One way to put columns beside each other.

    Attributes:
        columns: those that stay.
        least: the narrowest that each may be, in cells.
        widths: of each.
        above: what is said before the rows.
        below: what is said after them.
        lost_first: whether the first column, which names the rows, is not among them.
    """

    columns: tuple[ShownColumn, ...]
    least: list[int]
    widths: list[int]
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    lost_first: bool = False

    @property
    def is_one_line_a_row(self) -> bool:
        """Whether no cell is wrapped."""
        pairs = zip(self.columns, self.widths, strict=True)
        return all(column.clipped or column.natural <= width for column, width in pairs)

    def lines(self, width: int) -> int:
        """How many lines it takes without the header; of a long table, those of a part of its rows."""
        heights = row_heights(_some_of(rows_of(self.columns)), self.columns, self.widths)
        return heights + sum(len(wrap(text, width)) for text in (*self.above, *self.below))


def choose_form(columns: tuple[ShownColumn, ...], width: int) -> Form | None:
    """The columns side by side where that takes no more lines than records do; None for records.

    What says the same in every row may be said above them, if that saves lines. Of a list, that is a table
    with a clipped column, each row is to be one line; there the clipped column goes before a row gets two.

    Args:
        columns: of a table that is wider than the width.
        width: cells of a line.
    """
    most = len(stacked_lines(columns, _some_of(rows_of(columns)), width))
    kept = tuple(column for column in columns if not column.clipped)
    if len(kept) in (0, len(columns)):
        tries = (_best(list(_forms(columns, width, (), tied)), width, most, False) for tied in (True, False))
        form = next((form for form in tries if form is not None), None)
        return form if form is None else _shorter(form, width)
    names = ", ".join(column.title for column in columns if column.clipped)
    ways = [
        list(_forms(columns, width)),
        list(_forms(kept, width, (f"Left out, as the lines are short: {names}",))),
    ]
    found = (_best(forms, width, most, one_line) for one_line in (True, False) for forms in ways)
    return next((form for form in found if form is not None), None)


def _best(forms: Sequence[Form], width: int, most: int, one_line: bool) -> Form | None:
    """The shortest that is good, and rather one that says little above its rows."""
    good: list[tuple[float, Form]] = []
    for form in forms:
        lines = form.lines(width)
        if form.is_one_line_a_row if one_line else lines <= most:
            weight = _LOST_FIRST if form.lost_first else _SAID_ABOVE if form.above else 1.0
            good.append((lines * weight, form))
    return min(good, key=lambda pair: pair[0])[1] if good else None


def _shorter(form: Form, width: int) -> Form:
    """The form with widths after the lengths of its cells, where that saves lines."""
    if any(column.clipped for column in form.columns):
        return form
    rows = rows_of(form.columns)
    room = width - GAP * (len(form.columns) - 1)
    widths = given_out(form.columns, form.least, rows[:: max(1, len(rows) // _ROWS_GIVEN)], room)
    other = replace(form, widths=widths)
    return other if other.lines(width) < form.lines(width) else form


def _forms(
    columns: tuple[ShownColumn, ...], width: int, below: tuple[str, ...] = (), tied: bool = True
) -> Iterator[Form]:
    """With all these columns, and with each choice of what all rows share said above them."""
    shared = [column for column in columns if column.shared]
    empty = tuple(column for column in shared if not column.cells[0].strip())
    choices = [column for column in reversed(shared) if column.cells[0].strip()]
    choosing = (chosen for count in range(_MOST_SHARED + 1) for chosen in combinations(choices, count))
    narrowest = dict(zip(map(id, columns), least_widths(columns, width, tied), strict=True))
    for chosen in choosing:
        for more in ((), empty)[: 1 + bool(empty)]:
            gone = [id(column) for column in (*chosen, *more)]
            stay = tuple(column for column in columns if id(column) not in gone)
            least = [narrowest[id(column)] for column in stay]
            widths = widths_of(stay, least, width) if stay else None
            if widths is not None:
                said = _said([column for column in columns if id(column) in gone])
                yield Form(stay, least, widths, said, below, lost_first=stay[0] is not columns[0])


def _said(gone: Sequence[ShownColumn]) -> tuple[str, ...]:
    """What is the same in every row, in the words of the columns."""
    same = "; ".join(f"{column.title}: {column.cells[0]}" for column in gone if column.cells[0].strip())
    empty = ", ".join(column.title for column in gone if not column.cells[0].strip())
    told = (f"In every row {same}" if same else "", f"Empty in every row: {empty}" if empty else "")
    return tuple(filter(None, told))


def _some_of(rows: Sequence[tuple[str, ...]]) -> Sequence[tuple[str, ...]]:
    return rows[:: max(1, len(rows) // _ROWS_WEIGHED)]
