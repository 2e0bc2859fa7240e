"""Help: what every key of the screen does, from the same declarations that make the keys work."""

from __future__ import annotations

from textual.content import Content

from workbench.tui.commands import EVERYWHERE, Command
from workbench.tui.dialogs.telling import TellingDialog
from workbench.tui.plain import join, plain, stack


class HelpDialog(TellingDialog):
    """All keys of a screen, with a sentence each."""

    def __init__(self, screen_title: str, commands: tuple[Command, ...]) -> None:
        lines: list[Content] = [_line(command) for command in commands]
        lines.append(Content(""))
        lines.extend(_line(command) for command in EVERYWHERE)
        super().__init__(f"Keys: {screen_title}" if screen_title else "Keys", stack(lines))


def _line(command: Command) -> Content:
    return join(plain(f"{command.key_label:<14}", "bold $text-primary"), plain(command.tells))
