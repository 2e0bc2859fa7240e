"""Show rows of words that scroll, parts of which can be clicked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Click
from textual.geometry import Region
from textual.message import Message
from textual.widgets import Static

from workbench.counts import count
from workbench.tui.plain import join, plain, stack

GAP = "  "
"""What stands between two parts of a row."""


@dataclass(frozen=True, slots=True)
class Pick:
    """Name what a click chooses: an item by its id, an answer of the item in front or a passage by number.

    Attributes:
        questions: True for what is asked before the items.
    """

    item: str = ""
    answer: int = 0
    step: int = 0
    questions: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """Hold a line, and what its parts choose: the first and last cell of each, from 0."""

    words: Content
    parts: tuple[tuple[int, int, Pick], ...] = ()

    def indented(self, before: Content) -> Row:
        """Return the row with something before it."""
        cells = before.cell_length
        parts = tuple((first + cells, last + cells, pick) for first, last, pick in self.parts)
        return Row(join(before, self.words), parts)


def whole(words: Content, pick: Pick) -> Row:
    """Return a row that can be clicked anywhere."""
    return Row(words, ((0, 10_000, pick),))


def wrap(words: Content, width: int) -> list[Row]:
    """Return words as rows of at most a width."""
    return [Row(line) for line in words.wrap(max(width, 1))] if words.plain else []


def pack(pieces: Sequence[tuple[Content, Pick]], width: int) -> list[Row]:
    """Lay pieces out side by side where they fit, in their order; a piece is never parted.

    >>> one, two = (Content("one"), Pick(answer=1)), (Content("two"), Pick(answer=2))
    >>> [row.words.plain for row in pack([one, two], 8)], [row.words.plain for row in pack([one, two], 7)]
    (['one  two'], ['one', 'two'])
    """
    lines: list[list[tuple[Content, Pick]]] = []
    used = 0
    for words, pick in pieces:
        if lines and used + len(GAP) + words.cell_length <= width:
            lines[-1].append((words, pick))
            used += len(GAP) + words.cell_length
        else:
            lines.append([(words, pick)])
            used = words.cell_length
    return [_side_by_side(line) for line in lines]


def _side_by_side(line: Sequence[tuple[Content, Pick]]) -> Row:
    parts, at = [], 0
    for words, pick in line:
        parts.append((at, at + words.cell_length, pick))
        at += words.cell_length + len(GAP)
    return Row(Content(GAP).join([words for words, _ in line]), tuple(parts))


Drawing = Callable[[int], tuple[Sequence[Row], tuple[int, int] | None]]
"""Draws rows for a width; with first and last row that are to be in sight, or None where nothing scrolls."""


class Rows(VerticalScroll, can_focus=True, inherit_bindings=False):
    """Show rows, drawn anew for each width; the keys are the screen's, so that help lists them."""

    DEFAULT_CSS = """
    Rows { scrollbar-gutter: stable; scrollbar-size-vertical: 1; }
    Rows .rows { height: auto; text-wrap: nowrap; }
    Rows .more { dock: bottom; display: none; height: 1; color: $key; text-wrap: nowrap; }
    Rows .more.is-cut { display: block; }
    """
    KEYS: ClassVar[tuple[str, str]] = ("ctrl+up", "ctrl+down")
    """The keys that the line below what is cut names."""

    @dataclass
    class Picked(Message):
        """Tell that something was clicked."""

        pick: Pick

    def __init__(self, id: str | None = None, *, tells_more: bool = False) -> None:  # noqa: A002
        """Begin without rows.

        Args:
            id: of the widget.
            tells_more: True to name below what is cut the key that shows it.
        """
        super().__init__(id=id)
        self._tells_more = tells_more
        self._rows: list[Row] = []
        self._drawing: Drawing | None = None
        self._width = 0

    def compose(self) -> ComposeResult:
        """Lay out all rows in one widget: they scroll together."""
        yield Static("", classes="rows")
        if self._tells_more:
            yield Static("", classes="more")

    def show(self, drawing: Drawing) -> None:
        """Show what is drawn for the width that there is, and again when that changes."""
        self._drawing = drawing
        self._draw()

    def on_resize(self) -> None:
        """Draw anew for another width."""
        if self.scrollable_content_region.width != self._width:
            self._draw()
        self._tell_more()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Scroll, and say anew how much is below."""
        super().watch_scroll_y(old_value, new_value)
        self._tell_more()

    def _tell_more(self) -> None:
        """Name the key where rows are cut: what nobody knows to be there is not read."""
        if not self._tells_more or not self.is_mounted:
            return
        line = self.query_one(".more", Static)
        is_cut = len(self._rows) > self.size.height > 1
        line.set_class(is_cut, "is-cut")
        if is_cut:
            up, down = self.KEYS
            below = len(self._rows) - round(self.scroll_y) - (self.size.height - 1)
            told = f"▾ {down}: {count(below, 'more line')}" if below > 0 else f"▴ {up}: back up"
            line.update(plain(told))

    def _draw(self) -> None:
        self._width = self.scrollable_content_region.width
        if self._drawing is None or self._width < 1:
            return
        rows, keep = self._drawing(self._width)
        self._rows = list(rows)
        self.query_one(".rows", Static).update(stack([row.words for row in self._rows]))
        self.call_after_refresh(self._tell_more)
        if keep is not None:
            self.call_after_refresh(self._bring, *keep)

    def _bring(self, first: int, last: int) -> None:
        """Scroll until some rows are in sight, with the one before and two after, as far as there is room."""
        height = min(last - first + 4, max(self.size.height, 1))
        region = Region(0, max(first - 1, 0), 1, height)
        self.scroll_to_region(region, animate=False, force=True)

    def scroll_by_half(self, by: int) -> None:
        """Scroll by half the height."""
        self.scroll_relative(y=by * max(self.size.height // 2, 1), animate=False)

    def on_click(self, event: Click) -> None:
        """Tell what was clicked."""
        place = event.get_content_offset(self)
        number = (place.y if place is not None else -1) + round(self.scroll_y)
        if place is None or not 0 <= number < len(self._rows):
            return
        for first, last, pick in self._rows[number].parts:
            if first <= place.x < last:
                self.post_message(self.Picked(pick))
                return
