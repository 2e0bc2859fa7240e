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
