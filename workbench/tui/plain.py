"""Make text of users and documents safe for the screen: the single door that it passes through.

Textual reads square brackets in a `str` as markup, and a terminal obeys escape sequences. Whatever comes
from a file, a person or the review passes through here, so that it shows as it is and does nothing.
"""

from __future__ import annotations

from rich.cells import set_cell_size
from rich.text import Text
from textual.content import Content

from workbench.hidden_characters import show
from workbench.output.line_breaks import cut


def plain(text: str, style: str = "", *, lines: bool = False) -> Content:
    """Return text as it is, control characters made visible.

    Args:
        style: a Textual style for the whole text.
        lines: keep line breaks and tabs.
    """
    shown = show(text, keep_newlines=lines)
    return Content.styled(shown, style) if style else Content(shown)


def plain_cell(text: str, style: str = "") -> Text:
    """Return text as it is for the widgets that take Rich's text, such as trees."""
    return Text(show(text), style=style, no_wrap=True, end="")


def fill(text: str, width: int) -> str:
    """Return a text of exactly some cells: cut as by `cut`, or followed by spaces."""
    return set_cell_size(cut(text, width), width)


def join(*parts: Content | str) -> Content:
    """Join pieces one after another; a `str` among them is our own wording and taken as it is."""
    return Content("").join([Content(part) if isinstance(part, str) else part for part in parts])


def stack(parts: list[Content]) -> Content:
    """Put pieces one under another."""
    return Content("\n").join(parts)
