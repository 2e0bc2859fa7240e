"""List lines under headings, with a cursor that stands on lines only; for some hundred lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Click
from textual.geometry import Region
from textual.message import Message
from textual.widgets import Static

from workbench.tui.plain import join, plain, stack


@dataclass(frozen=True, slots=True)
class Group:
    """Hold some lines with a heading.

    Attributes:
        lines: an id and what is shown; ids are unique in the whole list.
    """

    heading: Content
    lines: tuple[tuple[str, Content], ...]


class HeadedList(VerticalScroll, can_focus=True, inherit_bindings=False):
    """List groups of lines, one under the cursor. The keys are the screen's, so that help lists them."""

    @dataclass
    class Highlighted(Message):
        """Tell that the cursor stands on another line."""

        line: str

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self.current = ""
        self._groups: tuple[Group, ...] = ()
        self._ids: list[str] = []
        self._rows: list[str | None] = []

    def compose(self) -> ComposeResult:
        """Lay out all lines in one widget: there are few, and they scroll together."""
        yield Static("", classes="lines")

    def show_groups(self, groups: Sequence[Group], keep: str = "") -> None:
        """Show these groups; those without lines are left out.

        Args:
            keep: id of the line that the cursor shall stand on; else it stays, or goes to the first.
        """
        self._groups = tuple(group for group in groups if group.lines)
        self._ids = [line for group in self._groups for line, _ in group.lines]
        self._rows = []
        for group in self._groups:
            self._rows.extend([None, *(line for line, _ in group.lines)])
        wanted = next((line for line in (keep, self.current) if line in self._ids), None)
        self.current = wanted or (self._ids[0] if self._ids else "")
        self._draw()

    def go_to(self, line: str) -> None:
        """Put the cursor on a line."""
        if line in self._ids and line != self.current:
            self.current = line
            self._draw()
            self.post_message(self.Highlighted(line))

    def move(self, by: int) -> None:
        """Move the cursor by some lines; it stops at both ends."""
        if self._ids:
            place = self._ids.index(self.current) + by
            self.go_to(self._ids[max(0, min(place, len(self._ids) - 1))])

    def page(self, by: int) -> None:
        """Move the cursor by screens."""
        self.move(by * max(self.size.height - 2, 1))

    def jump(self, place: int) -> None:
        """Move the cursor to the first line (0) or the last (-1)."""
        if self._ids:
            self.go_to(self._ids[place])

    def on_click(self, event: Click) -> None:
        """Put the cursor on the line that is clicked."""
        place = event.y + int(self.scroll_offset.y)
        line = self._rows[place] if 0 <= place < len(self._rows) else None
        if line is not None:
            self.go_to(line)

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self._follow()

    def _draw(self) -> None:
        parts: list[Content] = []
        for group in self._groups:
            parts.append(group.heading)
            parts.extend(self._marked(line, words) for line, words in group.lines)
        self.query_one(".lines", Static).update(stack(parts))
        self.call_after_refresh(self._follow)

    def _marked(self, line: str, words: Content) -> Content:
        if line == self.current:
            return join(plain("▸ "), words).stylize("bold on $cursor-row")
        return join(plain("  "), words)

    def _follow(self) -> None:
        if self.current not in self._rows:
            return
        row = self._rows.index(self.current)
        # The heading above the first line of a group comes into sight with it.
        top = row - 1 if row and self._rows[row - 1] is None else row
        self.scroll_to_region(Region(0, top, 1, row - top + 1), animate=False, force=True)
