"""Show a table of any length: only the rows in sight are drawn."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.events import Click
from textual.geometry import Size, clamp
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from workbench.hidden_characters import show
from workbench.output import Cell, Table
from workbench.output.judgement_cells import judgement_in
from workbench.output.table import Labelled, cell_text
from workbench.tui.plain import fill
from workbench.tui.theme import TIER_CLASSES
from workbench.tui.widgets.compact_table import FIXED

WIDEST = 48
"""Cells of the widest column; the whole text is behind enter."""
WIDEST_NAME = 30
"""Cells of the first column, which names the row: it stays in sight, and leaves room for others at 80."""
CUT = "…"
"""Stands at the edge where a text goes on out of sight."""
GAP = 1
"""Cells before and behind each text."""
SAMPLE = 500
"""Rows from the beginning, and as many from all over the table, that decide how wide the columns are."""


def column_widths(table: Table) -> tuple[int, ...]:
    """Return the cells of each column, from its title and a sample of its rows."""
    rows = table.rows[:SAMPLE] + table.rows[SAMPLE :: max(len(table.rows) // SAMPLE, 1)]
    return tuple(
        min(
            max([cell_len(title), *(cell_len(show(cell_text(row[place]))) for row in rows)]),
            WIDEST if place else WIDEST_NAME,
        )
        for place, title in enumerate(table.titles)
    )


class TableView(ScrollView, can_focus=True):
    """Draw one table, with a cursor on one of its cells. The titles stay in sight.

    Args:
        table: what is shown.
        source: the table that it was made from, with all columns, where that is another one.
        widths: cells of each column, see `column_widths`; asking for them here would hold up the screen.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "table-view--titles",
        "table-view--odd",
        "table-view--even",
        "table-view--cursor",
        "table-view--edge",
        *(f"table-view--{name}" for name in TIER_CLASSES.values()),
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Choose", show=False),
        Binding("up", "move(-1,0)", "Up", show=False),
        Binding("down", "move(1,0)", "Down", show=False),
        Binding("left", "move(0,-1)", "Left", show=False),
        Binding("right", "move(0,1)", "Right", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("ctrl+home", "jump(0)", "First row", show=False),
        Binding("ctrl+end", "jump(-1)", "Last row", show=False),
        Binding("home", "side(0)", "First column", show=False),
        Binding("end", "side(-1)", "Last column", show=False),
    ]

    @dataclass
    class Moved(Message):
        """Tell that the cursor stands on another cell, or that other columns are in sight."""

        view: TableView

    @dataclass
    class Chosen(Message):
        """Tell that the cell under the cursor was chosen: by enter, or by a second click."""

        view: TableView

    def __init__(self, table: Table, widths: Sequence[int], source: Table | None = None) -> None:
        super().__init__()
        self.table = table
        self.source = source or table
        self.row = 0
        self.column = 0
        self._widths = tuple(widths)
        self._starts = [0]
        for width in self._widths:
            self._starts.append(self._starts[-1] + width + 2 * GAP)
        self.virtual_size = Size(self._starts[-1], len(table.rows) + 1)

    @property
    def current(self) -> Mapping[str, Cell] | None:
        """Return the row under the cursor by the ids of its columns, or None where the table is empty."""
        if not self.source.rows:
            return None
        return dict(zip(self.source.ids, self.source.rows[self.row], strict=True))

    @property
    def current_column(self) -> str:
        """Return the id of the column under the cursor."""
        return self.table.ids[self.column]

    def render_line(self, y: int) -> Strip:
        """Draw the titles, or one of the rows in sight."""
        strip = self._draw_titles() if y == 0 else self._draw_row(y - 1 + self.scroll_offset.y)
        # The width without the bar at the right: a sign at the edge would stand below it.
        left, width, fixed = self.scroll_offset.x, self.scrollable_content_region.width, self._fixed
        parts = [strip.crop(0, fixed), self._crop(strip, left + fixed, left + width)]
        if fixed and self._starts[-1] > width:
            edge = self.get_component_rich_style("table-view--edge", partial=True)
            line = list(parts[0].crop(fixed - 1, fixed))
            parts[0] = Strip(
                [*parts[0].crop(0, fixed - 1), Segment("│", (line[0].style or Style.null()) + edge)]
            )
        in_sight = Strip.join(parts)
        return in_sight.adjust_cell_length(width, self.rich_style)

    def _crop(self, strip: Strip, left: int, right: int) -> Strip:
        """Return what is in sight of a line, with a sign at an edge where a text is cut by it."""
        shown = strip.crop(left, right)
        for edge, place in ((left, 0), (right, right - left - 1)):
            column = bisect_right(self._starts, edge) - 1
            if not (0 <= column < len(self._widths) and 0 <= place < shown.cell_length):
                continue
            out_of_sight = (self._starts[column], edge) if edge == left else (edge, self._starts[column + 1])
            if strip.crop(*out_of_sight).text.strip():
                sign = [Segment(CUT, segment.style) for segment in shown.crop(place, place + 1)][:1]
                shown = Strip.join([shown.crop(0, place), Strip(sign), shown.crop(place + 1)])
        return shown

    def _draw_titles(self) -> Strip:
        style = self.get_component_rich_style("table-view--titles")
        titles = zip(self.table.titles, self._widths, strict=True)
        return Strip([Segment(_padded(title, width), style) for title, width in titles])

    def _draw_row(self, number: int) -> Strip:
        if number >= len(self.table.rows):
            return Strip.blank(self._starts[-1], self.rich_style)
        shade = self.get_component_rich_style(f"table-view--{'odd' if number % 2 else 'even'}")
        segments = []
        for column, cell in enumerate(self.table.rows[number]):
            if column == 0 and self._repeats(number):
                cell = ""
            style = shade + self._style_of(cell)
            if (number, column) == (self.row, self.column):
                style = self.get_component_rich_style("table-view--cursor")
            segments.append(Segment(_padded(cell_text(cell), self._widths[column]), style))
        return Strip(segments)

    def _repeats(self, number: int) -> bool:
        """Return True if a row is of the same study as the one in sight above it."""
        if self.table.ids[0] != "study" or number in (0, self.scroll_offset.y):
            return False
        rows = self.table.rows
        return cell_text(rows[number][0]) == cell_text(rows[number - 1][0])

    def _style_of(self, cell: Cell) -> Style:
        symbol = judgement_in(cell) or (cell.symbol if isinstance(cell, Labelled) else None)
        if symbol is None or symbol.tier not in TIER_CLASSES:
            return Style.null()
        return self.get_component_rich_style(f"table-view--{TIER_CLASSES[symbol.tier]}", partial=True)

    def go_to(self, row: int, column: int) -> None:
        """Put the cursor on a cell; it stops at the edges."""
        self.row = clamp(row, 0, max(len(self.table.rows) - 1, 0))
        self.column = clamp(column, 0, len(self._widths) - 1)
        self._follow()
        self.refresh()
        self.post_message(self.Moved(self))

    def watch_scroll_x(self, old_value: float, new_value: float) -> None:
        """Tell that other columns are in sight."""
        super().watch_scroll_x(old_value, new_value)
        self.post_message(self.Moved(self))

    def on_focus(self) -> None:
        """Tell where the cursor stands."""
        self.post_message(self.Moved(self))

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self._follow()
        self.post_message(self.Moved(self))

    def on_click(self, event: Click) -> None:
        """Move the cursor to the cell that is clicked, or choose it where the cursor stands there already."""
        if event.y == 0:
            return
        row = event.y - 1 + self.scroll_offset.y
        left = event.x + (0 if event.x < self._fixed else self.scroll_offset.x)
        column = max(place for place, start in enumerate(self._starts[:-1]) if left >= start)
        if (row, column) == (self.row, self.column):
            self.action_choose()
        elif row < len(self.table.rows):
            self.go_to(row, column)

    def action_choose(self) -> None:
        """Choose the cell under the cursor."""
        if self.current is not None:
            self.post_message(self.Chosen(self))

    def action_move(self, down: int, right: int) -> None:
        """Go to another cell."""
        self.go_to(self.row + down, self.column + right)

    def action_page(self, by: int) -> None:
        """Go some rows up or down, as many as are in sight."""
        self.go_to(self.row + by * max(self._rows_in_sight, 1), self.column)

    def action_jump(self, place: int) -> None:
        """Go to the first row (0) or the last (-1)."""
        self.go_to(len(self.table.rows) - 1 if place < 0 else 0, self.column)

    def action_side(self, place: int) -> None:
        """Go to the first column (0) or the last (-1)."""
        self.go_to(self.row, len(self._widths) - 1 if place < 0 else 0)

    @property
    def hidden_columns(self) -> tuple[int, int]:
        """Return how many columns are out of sight to the left and to the right, also if only in part."""
        left, fixed = self.scroll_offset.x, self._fixed
        right = left + self.scrollable_content_region.width
        columns = [place for place in range(len(self._widths)) if self._starts[place] >= fixed]
        before = sum(self._starts[place] < left + fixed for place in columns)
        return before, sum(self._starts[place + 1] > right for place in columns)

    @property
    def told_in_part(self) -> tuple[str, ...]:
        """Return the ids of the columns of the row under the cursor that are out of sight, or cut."""
        left, fixed, room = self.scroll_offset.x, self._fixed, self.scrollable_content_region.width
        parts = []
        for place, name in enumerate(self.table.ids):
            start, end = self._starts[place], self._starts[place + 1]
            is_there = end <= fixed or (start >= left + fixed and end <= left + room)
            if not is_there or self._is_cut(place):
                parts.append(name)
        return tuple(parts)

    def _is_cut(self, column: int) -> bool:
        text = show(cell_text(self.table.rows[self.row][column]))
        return "\n" in text or cell_len(text) > self._widths[column]

    @property
    def _fixed(self) -> int:
        """Return the cells of what names a row: they stay in sight where they leave room for others.

        That is the first column, such as the outcome, and behind a study the reviewer.
        """
        fixed = 0
        for place, name in enumerate(self.table.ids):
            is_narrow = self._starts[place + 1] * 2 <= self.scrollable_content_region.width
            names_the_row = place == 0 or (name in FIXED and self.table.ids[0] == "study")
            if not (names_the_row and is_narrow):
                break
            fixed = self._starts[place + 1]
        return fixed

    @property
    def _rows_in_sight(self) -> int:
        return self.scrollable_content_region.height - 1

    def _follow(self) -> None:
        top, left = self.scroll_offset.y, self.scroll_offset.x
        height, width = max(self._rows_in_sight, 1), self.scrollable_content_region.width
        start, end = self._starts[self.column], self._starts[self.column + 1]
        first = max(start - self._fixed, 0)
        x = left if left <= first and end <= left + width else max(min(first, left), end - width, 0)
        x = min(x, first)
        y = clamp(top, self.row - height + 1, self.row)
        self.scroll_to(x, y, animate=False, force=True)


def _padded(text: str, width: int) -> str:
    return " " * GAP + fill(show(text), width) + " " * GAP
