"""Show what every key of the screen does, from the same declarations that make the keys work."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from textwrap import wrap

from textual.content import Content

from workbench.tui.commands import EVERYWHERE, Command, HelpGroup
from workbench.tui.dialogs.message import MessageDialog
from workbench.tui.plain import join, plain, stack

KEYS, SENTENCE = 14, 54
"""Cells for the keys, as many as the longest has, and for what they do: with the space between them and the
scroll bar what the window has at 80 columns."""


class HelpDialog(MessageDialog):
    """Show all keys of a screen, with a sentence each.

    Args:
        screen_title: what the screen is called.
        commands: those of the screen.
        groups: headings, each with the actions that stand below it; none: they stand in their own order.
    """

    def __init__(
        self, screen_title: str, commands: Sequence[Command], groups: Sequence[HelpGroup] = ()
    ) -> None:
        lines = [plain("ctrl+p finds each of these by a word of its sentence", "$text-muted")]
        for heading, own in [*_grouped(commands, groups), ("On every screen", EVERYWHERE)]:
            lines += [Content(""), plain(heading, "bold")] if heading else [Content("")]
            lines += [line for command in own for line in _lines(command)]
        super().__init__(f"Keys: {screen_title}" if screen_title else "Keys", stack(lines))


def _grouped(commands: Sequence[Command], groups: Sequence[HelpGroup]) -> list[tuple[str, Sequence[Command]]]:
    """Return the commands below their headings; those of no group come last."""
    by_action = {command.action: command for command in commands}
    found = [
        (heading, [by_action.pop(action) for action in actions if action in by_action])
        for heading, actions in groups
    ]
    rest = [("Other" if groups else "", list(by_action.values()))] if by_action else []
    return [*found, *rest]


def _lines(command: Command) -> list[Content]:
    """Put keys and sentence beside each other; each goes on below itself where it has no room."""
    keys = wrap(command.key_label, KEYS, break_on_hyphens=False)
    sentence = wrap(command.tells, SENTENCE)
    return [
        join(plain(f"{left:<{KEYS}}  ", "bold $text-primary"), plain(right))
        for left, right in zip_longest(keys, sentence, fillvalue="")
    ]
