"""Show the line of keys at the foot of a screen: what has no room is left out, the help never is."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.events import Resize
from textual.widget import Widget
from textual.widgets import Footer

from workbench.tui.commands import EVERYWHERE, Command


class KeyLine(Footer):
    """Show a footer that fits its line, so that `?` is always in sight.

    Args:
        commands: those of the screen; the ones marked `spare` are left out first.
        keeps: actions that this screen keeps longer, although they are marked so.
    """

    def __init__(self, commands: Sequence[Command], keeps: Sequence[str] = ()) -> None:
        super().__init__(show_command_palette=False)
        spare = {command.action for command in (*commands, *EVERYWHERE) if command.spare}
        self._spare = spare - set(keeps)

    def compose(self) -> ComposeResult:
        """Lay out the keys that have room, in their order."""
        yield from self._fitting(list(super().compose()), self.app.size.width)

    def on_resize(self, event: Resize) -> None:
        """Choose anew what fits."""
        self.call_after_refresh(self.recompose)

    def _fitting(self, keys: list[Widget], room: int) -> list[Widget]:
        while keys and sum(map(_cells, keys)) > room:
            keys.remove(min(keys, key=lambda key: self._worth(key, keys)))
        return keys

    def _worth(self, key: Widget, keys: list[Widget]) -> tuple[int, int]:
        """Rank keys for leaving out: spare ones first, the last before the first; the help last of all."""
        action = getattr(key, "action", "")
        if action == "help":
            return 2, 0
        return (0 if action in self._spare else 1), -keys.index(key)


def _cells(key: Widget) -> int:
    """Measure a key with its label: a space before the key, between, and after the label."""
    return cell_len(getattr(key, "key_display", "")) + cell_len(getattr(key, "description", "")) + 3
