"""Draw the margin left of a text, which says what each passage belongs to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip

from workbench.tui.plain import fill

if TYPE_CHECKING:
    from workbench.tui.screens.appraise.reading_pane import ReadingPane

Mark = tuple[int, int, str]
"""Start and end of a passage, and what it belongs to, such as the id of an item."""
WIDTH = 7
"""Cells: five for the name, one for the bar, and a space."""
_NAME = 5
BARS = {"quoted": "┃", "marked": "┃", "suggested": "┊", "front": "▌"}


@dataclass(frozen=True, slots=True)
class PassageMark:
    """Hold a passage that belongs to something; `first` and `last` count characters of what is shown.

    Attributes:
        last: the place behind it.
        kind: `quoted`, `marked` by the reader, or `suggested`.
    """

    first: int
    last: int
    label: str
    kind: str


class Margin:
    """Hold the marked passages of a text, and draw the cells beside each line.

    Args:
        pane: shows the text.
    """

    def __init__(self, pane: ReadingPane) -> None:
        self._pane = pane
        self.quoted: list[PassageMark] = []
        self.marked: list[PassageMark] = []
        self.suggested: list[PassageMark] = []

    def clear(self) -> None:
        """Forget all marks: another text is shown, or the same one otherwise."""
        self.quoted, self.marked, self.suggested = [], [], []

    def mark(
        self, passages: Iterable[Mark], to_view: Callable[[Iterable[Mark], str], list[PassageMark]]
    ) -> None:
        """Take the quoted passages."""
        self.quoted = to_view(passages, "quoted")

    def highlight(
        self, passages: Iterable[Mark], to_view: Callable[[Iterable[Mark], str], list[PassageMark]]
    ) -> None:
        """Take the passages that the reader marked."""
        self.marked = to_view(passages, "marked")

    def suggest(
        self, passages: Iterable[Mark], to_view: Callable[[Iterable[Mark], str], list[PassageMark]]
    ) -> None:
        """Take the passages that are worth reading."""
        self.suggested = to_view(passages, "suggested")

    def gutter(self, begin: int, end: int, *, is_first: bool) -> Strip:
        """Draw the cells beside a line of the screen.

        Args:
            begin, end: of the line in what is shown.
            is_first: True for the first line in sight, which names a passage that begins above it.
        """
        name, kind = self._belongs(begin, end, is_first=is_first)
        front = self._pane.front_in_view
        is_front = front is not None and front[0] < end and front[1] > begin
        bar = BARS["front"] if is_front else BARS.get(kind, " ")
        style = self._pane.rich_style
        own = self._pane.get_component_rich_style
        name_style = style + own(f"reading--{kind}", partial=True) if kind else style
        bar_style = style + own("reading--front", partial=True) if is_front else name_style
        cells = [
            Segment(f" {fill(name, _NAME - 1)}" if cell_len(name) < _NAME else fill(name, _NAME), name_style)
        ]
        return Strip([*cells, Segment(bar, bar_style), Segment(" ", style)], WIDTH)

    def _belongs(self, begin: int, end: int, *, is_first: bool) -> tuple[str, str]:
        """Return name and kind of what a line belongs to; the name is empty on a passage's later lines."""
        kinds = ((self.quoted, "quoted"), (self.marked, "marked"), (self.suggested, "suggested"))
        found = [
            (kind, here)
            for marks, kind in kinds
            if (here := [mark for mark in marks if mark.first < end and mark.last > begin])
        ]
        if not found:
            return "", ""
        kind, here = found[0]
        begun = [mark for mark in here if is_first or begin <= mark.first]
        names = list(dict.fromkeys(mark.label for mark in begun))
        is_alone = len(dict.fromkeys(mark.label for mark in here)) == 1
        is_marked_too = any(other == "marked" for other, _ in found[1:])
        more = "+" if names and (is_marked_too or not is_alone) else ""
        sign = "?" if kind == "suggested" and names else ""
        return (f"{names[0]}{sign}{more}" if names else "", kind)
