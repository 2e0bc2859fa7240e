"""Show what every key of the screen does, from the same declarations that make the keys work."""

from __future__ import annotations

from itertools import zip_longest
from textwrap import wrap

from textual.content import Content

from workbench.tui.commands import EVERYWHERE, Command
from workbench.tui.dialogs.message import MessageDialog
from workbench.tui.plain import join, plain, stack

KEYS, SENTENCE = 14, 54
"""Cells for the keys, as many as the longest has, and for what they do: with the space between them and the
scroll bar what the window has at 80 columns."""


class HelpDialog(MessageDialog):
    """Show all keys of a screen, with a sentence each."""

    def __init__(self, screen_title: str, commands: tuple[Command, ...]) -> None:
        lines: list[Content] = [line for command in commands for line in _lines(command)]
        lines.append(Content(""))
        lines.extend(line for command in EVERYWHERE for line in _lines(command))
        super().__init__(f"Keys: {screen_title}" if screen_title else "Keys", stack(lines))


def _lines(command: Command) -> list[Content]:
    """Put keys and sentence beside each other; each goes on below itself where it has no room."""
    keys = wrap(command.key_label, KEYS, break_on_hyphens=False)
    sentence = wrap(command.tells, SENTENCE)
    return [
        join(plain(f"{left:<{KEYS}}  ", "bold $text-primary"), plain(right))
        for left, right in zip_longest(keys, sentence, fillvalue="")
    ]
