"""Frame a part of a screen: title and place on its line, heavy and coloured where it has the keys."""

from __future__ import annotations

from textual.containers import Vertical
from textual.content import Content
from textual.events import DescendantBlur, DescendantFocus
from textual.widget import Widget

from workbench.output.line_breaks import cut
from workbench.tui.plain import join, plain

EDGES = 6
"""Cells of the title's line that the corners and the spaces round the title take."""


class Pane(Vertical):
    """Hold a part of a screen in a frame.

    In windows under 30 rows stacked panes share edges: there is no bottom line, and what stands on it in
    taller ones, such as `1 of 5`, moves to the end of the title's line.
    """

    def __init__(
        self,
        *children: Widget,
        heading: str = "",
        id: str | None = None,  # noqa: A002 - Textual's name for it
    ) -> None:
        super().__init__(*children, id=id)
        self._heading = plain(heading)
        self._status = plain("")

    def show(self, heading: Content | None = None, status: Content | None = None) -> None:
        """Change the title, or what stands on the right; what is left out stays."""
        self._heading = self._heading if heading is None else heading
        self._status = self._status if status is None else status
        self._draw()

    def on_mount(self) -> None:
        """Show the title at once."""
        self._draw()

    def on_resize(self) -> None:
        """Lay the title's line out anew."""
        self._draw()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Draw the line between title and place as heavy as the frame."""
        self._draw()

    def on_descendant_blur(self, event: DescendantBlur) -> None:
        """Draw it thin again."""
        self.call_after_refresh(self._draw)

    def _draw(self) -> None:
        if self.styles.border_bottom[0]:
            self.border_title, self.border_subtitle = self._heading, self._status
            return
        has_keys = self.has_focus_within
        room = self.outer_size.width - EDGES
        status = self._status
        if status.cell_length:
            status = join(" ", status)
        heading = self._heading
        if heading.cell_length > room - status.cell_length - 1:
            heading = plain(cut(heading.plain, max(room - status.cell_length - 1, 1)))
        line = max(room - heading.cell_length - status.cell_length - 1, 0)
        drawn = plain(("━" if has_keys else "─") * line, "$focus" if has_keys else "$frame")
        self.border_title = join(heading, " ", drawn, status) if status.cell_length else heading
        self.border_subtitle = ""
