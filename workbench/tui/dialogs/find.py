"""Ask for words, and go from one place where they stand to the next, below the text."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from workbench.tui.dialogs.dialog import Dialog


class FindDialog(Dialog[str]):
    """Find words in what is behind the window, which stays open: enter again goes on.

    Returns the words where they are to be found in the texts of all studies.

    Args:
        heading: what is searched.
        go_on: goes to where the words stand next, and returns which of how many places that is.
        keep: called with what is typed, so that it stands there again after the window was left.
        value: the words that were looked for last.
    """

    HINT = "enter finds, and goes on to the next · ctrl+a in all studies · esc goes back"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+a", "all", "All studies", show=False, priority=True, id="find.all"),
    ]

    def __init__(
        self, heading: str, go_on: Callable[[str], str], keep: Callable[[str], None], *, value: str = ""
    ) -> None:
        super().__init__(heading)
        self._keep = keep
        self._go_on = go_on
        self._value = value

    def compose_body(self) -> ComposeResult:
        """Lay out the line."""
        yield Input(value=self._value, id="line")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Keep what is typed."""
        event.stop()
        self._keep(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go to the next place, and say which one it is."""
        event.stop()
        if event.value.strip():
            self.complain(self._go_on(event.value.strip()))

    def action_all(self) -> None:
        """Find the words in the texts of all studies."""
        self.dismiss(self.query_one(Input).value)

    async def action_save(self) -> None:
        """Go to the next place, as enter does."""
        await self.query_one(Input).action_submit()
