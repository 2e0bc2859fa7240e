"""List options in windows of any size: Textual's list ends the program where a line has no cell left."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip
from textual.widgets import OptionList

PADDING = 4
"""Cells that an option's own padding and a scroll bar take at most."""


class ChoiceList(OptionList):
    """List options to choose from, with a mark before the one that the cursor stands on."""

    CURSOR: ClassVar[str] = "▌"
    DEFAULT_CSS = """
    ChoiceList { padding: 0 1 0 0; }
    ChoiceList > .option-list--option { padding: 0; }
    ChoiceList > .option-list--option-highlighted { background: $cursor-row; text-style: bold; }
    ChoiceList > .choice-list--cursor { background: $cursor-row; color: $focus; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"choice-list--cursor"}

    def _get_left_gutter_width(self) -> int:
        """Return the cells left of an option, which have the mark; none where the option needs them."""
        return 1 if self.scrollable_content_region.width > 1 else 0

    def render_line(self, y: int) -> Strip:
        """Return a line of the list; the ground alone is hard to see in many terminals."""
        strip = super().render_line(y)
        if not self._get_left_gutter_width():
            return strip
        line = self.scroll_offset.y + y
        is_here = line < len(self._lines) and self._lines[line][0] == self.highlighted
        # With the style of the line a click on the mark counts, too.
        style = next((segment.style for segment in strip if segment.style), Style())
        if is_here:
            style += self.get_component_rich_style("choice-list--cursor")
        return Strip.join([Strip([Segment(self.CURSOR if is_here else " ", style)], 1), strip])

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the lines of all options in so many cells, one cell of text at least."""
        return super().get_content_height(container, viewport, max(width, PADDING + 1))

    def action_page_up(self) -> None:
        """Move up a page; where no line is laid out there is none."""
        if self.scrollable_content_region:
            super().action_page_up()  # type: ignore[no-untyped-call]

    def action_page_down(self) -> None:
        """Move down a page; where no line is laid out there is none."""
        if self.scrollable_content_region:
            super().action_page_down()  # type: ignore[no-untyped-call]
