"""List options in windows of any size: Textual's list ends the program where a line has no cell left."""

from __future__ import annotations

from textual.geometry import Size
from textual.widgets import OptionList

PADDING = 4
"""Cells that an option's own padding and a scroll bar take at most."""


class ChoiceList(OptionList):
    """List options to choose from."""

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
