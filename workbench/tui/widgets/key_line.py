"""Show the line of keys at the foot of a screen: what has no room is left out, the help never is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.events import Resize
from textual.screen import Screen
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
        self._laid_out: tuple[object, ...] = ()

    def bindings_changed(self, screen: Screen[Any]) -> None:
        """Follow what can be done also where the window has no focus, as a page before its first key."""
        self._bindings_ready = True
        if self.is_attached and screen is self.screen:
            self.call_after_refresh(self.recompose)

    async def recompose(self) -> None:
        """Lay the keys out anew, but not where they are as they were.

        Textual does so whenever the cursor of a screen moves, and to make the keys of a line anew takes
        longer than everything else that such a key does.
        """
        if not self.is_attached:
            return  # the screen was left while this waited
        if self._laid_out != self._to_lay_out():
            await super().recompose()

    def _to_lay_out(self) -> tuple[object, ...]:
        """Return what the line is made from: its width, and each key with whether it can be used."""
        keys = self.screen.active_bindings.values()
        shown = ((key.binding, key.enabled, key.tooltip) for key in keys if key.binding.show)
        return (self.app.size.width, self._bindings_ready, *shown)

    def compose(self) -> ComposeResult:
        """Lay out the keys that have room, in their order."""
        self._laid_out = self._to_lay_out()
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
