"""Show the text of a document, to scroll, to select from, to find passages in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.text import Text
from textual.geometry import Offset
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import TextArea
from textual.widgets.text_area import Selection

from workbench.hidden_characters import show_in_place
from workbench.tui.screens.appraise.folded_text import FoldedText, Stretch
from workbench.tui.screens.appraise.second_hand import BEGINS, headings, parts_by_others

if TYPE_CHECKING:
    from workbench.review.appraisals.texts import ReadingText

Mark = tuple[int, int, str]
"""Start and end of a passage, and what stands behind its end, such as the ids of items."""


class ReadingPane(TextArea):
    """Show a document, read only. Offsets that go in and out count characters of the reading text.

    Control characters are replaced one for one, so that a place on the screen is a place in the text.
    """

    by_others: reactive[bool] = reactive(False, init=False)
    """True if the first line in sight is second-hand; the line that says so may be out of sight."""

    @dataclass
    class ByOthers(Message):
        """Tell that somebody else than the authors begins or ends to speak in the first line in sight."""

        said: bool

    def __init__(self) -> None:
        super().__init__(
            "", read_only=True, soft_wrap=True, show_cursor=True, id="reading", tab_behavior="focus"
        )
        self.document_shown: ReadingText | None = None
        self.unfolded = False
        self._folded = FoldedText("")
        self._starts: list[int] = [0]
        self._marked: list[Mark] = []
        self._second_hand: list[tuple[int, int]] = []

    def read(self, document: ReadingText) -> None:
        """Show a document from its beginning, with the parts folded that are not the study."""
        self.document_shown = document
        self.unfolded = False
        self._lay_out()
        # The cursor stands where the study begins, not on the line of something folded above it.
        begin = self._folded.to_view(_first_open(document))
        self.selection = Selection.cursor(self._place(begin or 0))

    def fold(self) -> None:
        """Open what is folded, or fold it again; what was in sight stays near."""
        here = self._folded.to_text(self._offset(self.selection.end))
        self.unfolded = not self.unfolded
        self._lay_out()
        place = self._folded.to_view(here)
        if place is not None:
            self.selection = Selection.cursor(self._place(place))
            self.scroll_cursor_visible(center=True, animate=False)

    @property
    def has_folds(self) -> bool:
        """Return True if the document has parts that are folded at first."""
        return self.document_shown is not None and bool(self.document_shown.folds)

    def _lay_out(self) -> None:
        if self.document_shown is None:
            return
        folds = () if self.unfolded else self.document_shown.folds
        stretches = [Stretch(fold.start, fold.end, f"{fold.title} (folded, z opens)") for fold in folds]
        self._folded = FoldedText(self.document_shown.text, [*headings(self.document_shown), *stretches])
        shown = show_in_place(self._folded.view).replace("\r", "␍")
        self._starts = [0]
        for line in shown.split("\n"):
            self._starts.append(self._starts[-1] + len(line) + 1)
        self._marked = []
        self._second_hand = self._rows_by_others(self.document_shown)
        self.text = shown
        self._look_who_speaks()

    def _rows_by_others(self, document: ReadingText) -> list[tuple[int, int]]:
        """Return first and last line of each second-hand part, with the line above it that says so."""
        rows = []
        for start, end in parts_by_others(document):
            first, last = self._folded.to_view(start), self._folded.to_view(max(end - 1, start))
            if first is not None and last is not None:
                rows.append((max(self._place(first)[0] - 1, 0), self._place(last)[0]))
        return rows

    @property
    def _others_style(self) -> str:
        """Set apart from the authors' own text; where all of it is by others, it is to be read with ease."""
        whole = self.document_shown is not None and self.document_shown.kind == "summary"
        return "" if whole else "dim italic"

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Scroll, and see who speaks in the line that is the first now."""
        super().watch_scroll_y(old_value, new_value)
        self._look_who_speaks()

    def _look_who_speaks(self) -> None:
        row, _ = self.wrapped_document.offset_to_location(Offset(0, round(self.scroll_y)))
        self.by_others = self._is_by_others(row)

    def watch_by_others(self, said: bool) -> None:
        """Tell the screen, which says so in a line that is always in sight."""
        self.post_message(self.ByOthers(said))

    def _is_by_others(self, row: int) -> bool:
        return any(first <= row <= last for first, last in self._second_hand)

    def mark(self, passages: Iterable[Mark]) -> None:
        """Underline passages that are quoted, each with the ids of its items behind it."""
        self._marked = sorted(passages)
        self._line_cache.clear()
        self.refresh()

    def get_line(self, line_index: int) -> Text:
        """Return a line of the document with its quoted passages underlined."""
        line = super().get_line(line_index)
        begin = self._starts[line_index] if line_index < len(self._starts) else 0
        if self._is_by_others(line_index):
            line.stylize("bold" if line.plain == BEGINS else self._others_style)
        for start, end, _ in self._marked:
            first, last = self._folded.to_view(start), self._folded.to_view(max(end - 1, start))
            if first is not None and last is not None and first < begin + len(line) and last >= begin:
                line.stylize("underline bold", max(first - begin, 0), min(last + 1 - begin, len(line)))
        return line

    @property
    def items_here(self) -> str:
        """Return the ids of the items whose quotes the cursor stands in, or an empty text."""
        here = self._folded.to_text(self._offset(self.selection.end))
        return ", ".join(items for start, end, items in self._marked if start <= here <= end)

    @property
    def selected_span(self) -> tuple[int, int] | None:
        """Start and end of the selection in the text, or None where nothing is selected."""
        start, end = sorted([self.selection.start, self.selection.end])
        if start == end:
            return None
        first, last = self._folded.to_text(self._offset(start)), self._folded.to_text(self._offset(end))
        return (first, last) if first < last else None

    def clear_selection(self) -> None:
        """Select nothing; the cursor and what is in sight stay."""
        self.selection = Selection.cursor(self.selection.end)

    def select_span(self, start: int, end: int) -> bool:
        """Select a passage and bring it into sight, opening the folds if it lies in one."""
        if self._folded.to_view(start) is None or self._folded.to_view(end) is None:
            self.fold()
        first, last = self._folded.to_view(start), self._folded.to_view(end)
        if first is None or last is None:
            return False
        self.selection = Selection(self._place(first), self._place(last))
        self.scroll_cursor_visible(center=True, animate=False)
        return True

    @property
    def place(self) -> int:
        """Return where the cursor stands in the text."""
        return self._folded.to_text(self._offset(self.selection.end))

    def _offset(self, place: tuple[int, int]) -> int:
        row, column = place
        return self._starts[row] + column

    def _place(self, offset: int) -> tuple[int, int]:
        row = max(bisect_right(self._starts, offset) - 1, 0)
        return row, offset - self._starts[row]


def _first_open(document: ReadingText) -> int:
    """Return where the first part stands that is not folded."""
    place = 0
    for fold in sorted(document.folds, key=lambda fold: fold.start):
        if document.text[place : fold.start].strip():
            break
        place = fold.end
    return min(place, len(document.text))
