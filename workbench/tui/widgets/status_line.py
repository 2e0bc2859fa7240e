"""Show a line of the state of a screen, in words that fit: shorter ones where there is no room for all."""

from __future__ import annotations

from textual.content import Content
from textual.events import Resize
from textual.visual import VisualType
from textual.widgets import Static

from workbench.tui.plain import first_fitting


class StatusLine(Static):
    """Show the first of some wordings that has room; the last one is cut behind a word.

    Args:
        words: what is shown at first.
    """

    def __init__(self, words: Content | str = "", *, id: str, classes: str = "") -> None:  # noqa: A002
        super().__init__(words, id=id, classes=classes)
        self._wordings: tuple[Content, ...] = (Content(words) if isinstance(words, str) else words,)

    def update(self, content: VisualType = "", *, layout: bool = True) -> None:
        """Show one wording."""
        assert isinstance(content, Content | str)
        self.show(Content(content) if isinstance(content, str) else content)

    def show(self, *wordings: Content) -> None:
        """Show one of several wordings, the longest first."""
        self._wordings = wordings
        super().update(self._fitting())

    def on_resize(self, event: Resize) -> None:
        """Choose anew what fits."""
        super().update(self._fitting())

    def _fitting(self) -> Content:
        width = self.content_size.width
        return first_fitting(self._wordings, width) if width else self._wordings[0]
