"""Make text of users and documents safe for the screen: the single door that it passes through.

Textual reads square brackets in a `str` as markup, and a terminal obeys escape sequences. Whatever comes
from a file, a person or the review passes through here, so that it shows as it is and does nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

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


def cut_words(words: Content, width: int) -> Content:
    """Cut words to some cells behind a whole word; a word that is longer alone is cut in itself.

    >>> cut_words(plain("still possible: serious / critical"), 30).plain
    'still possible: serious / …'
    """
    if words.cell_length <= width:
        return words
    lines = words.wrap(width - 2) if width > 2 else []
    return join(lines[0].rstrip(), " …") if lines else words.truncate(width, ellipsis=True)


def first_fitting(wordings: Sequence[Content], width: int) -> Content:
    """Return the first of some wordings that has no more than some cells; else the last one, cut.

    >>> first_fitting([plain("8 unresolved · 9 of 23 differ"), plain("8 unresolved")], 20).plain
    '8 unresolved'
    """
    return next((words for words in wordings if words.cell_length <= width), cut_words(wordings[-1], width))


def join(*parts: Content | str) -> Content:
    """Join pieces one after another; a `str` among them is our own wording and taken as it is."""
    return Content("").join([Content(part) if isinstance(part, str) else part for part in parts])


def stack(parts: list[Content]) -> Content:
    """Put pieces one under another."""
    return Content("\n").join(parts)
