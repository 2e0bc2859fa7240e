"""The reading pane: the text of a document, to scroll, to select from, to find passages in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from rich.text import Text
from textual.widgets import TextArea
from textual.widgets.text_area import Selection

from workbench.visible import show_in_place


class ReadingPane(TextArea):
    """A document, read only. Offsets count characters of the document as it is stored.

    Control characters are replaced one for one, so that an offset on the screen is one in the document.
    """

    def __init__(self) -> None:
        super().__init__(
            "", read_only=True, soft_wrap=True, show_cursor=True, id="reading", tab_behavior="focus"
        )
        self.source = ""
        self._starts: list[int] = [0]
        self._marked: list[tuple[int, int]] = []

    def read(self, text: str) -> None:
        """Show a document from its beginning."""
        self.source = text
        shown = show_in_place(text).replace("\r", "␍")
        self._starts = [0]
        for line in shown.split("\n"):
            self._starts.append(self._starts[-1] + len(line) + 1)
        self._marked = []
        self.text = shown

    def mark(self, passages: Iterable[tuple[int, int]]) -> None:
        """Mark passages, given as start and end offsets, as quoted."""
        self._marked = sorted(passages)
        self._line_cache.clear()
        self.refresh()

    def get_line(self, line_index: int) -> Text:
        """A line of the document with its quoted passages underlined."""
        line = super().get_line(line_index)
        begin = self._starts[line_index] if line_index < len(self._starts) else 0
        for start, end in self._marked:
            if start < begin + len(line) and end > begin:
                line.stylize("underline bold", max(start - begin, 0), min(end - begin, len(line)))
        return line

    @property
    def selected_span(self) -> tuple[int, int] | None:
        """Start and end of the selection in the document, or None where nothing is selected."""
        start, end = sorted([self.selection.start, self.selection.end])
        if start == end:
            return None
        return self._offset(start), self._offset(end)

    def select_span(self, start: int, end: int) -> None:
        """Select a passage and bring it into sight."""
        self.selection = Selection(self._place(start), self._place(end))
        self.scroll_cursor_visible(center=True, animate=False)

    def _offset(self, place: tuple[int, int]) -> int:
        row, column = place
        return self._starts[row] + column

    def _place(self, offset: int) -> tuple[int, int]:
        row = max(bisect_right(self._starts, offset) - 1, 0)
        return row, offset - self._starts[row]
