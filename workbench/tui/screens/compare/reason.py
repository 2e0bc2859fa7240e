"""Asking for a reason, and keeping it until it is saved."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static, TextArea

from workbench.errors import WorkbenchError
from workbench.tui.dialogs.dialog import Dialog
from workbench.tui.plain import plain


class ReasonDialog(Dialog[bool]):
    """Asks for a reason and closes only once it is saved, so that neither an error nor the next key loses it.

    Args:
        save: saves what was typed, and shows what follows from it.
    """

    CSS_PATH = "../../dialogs/dialog.tcss"  # looked for beside this class, not beside the one it inherits
    HINT = "ctrl+s saves · esc leaves without saving"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", show=False, priority=True, id="reason.save")
    ]

    def __init__(self, heading: str, explanation: str, save: Callable[[str], Awaitable[None]]) -> None:
        super().__init__(heading)
        self.explanation = explanation
        self.save = save

    def compose_body(self) -> ComposeResult:
        """The explanation and the field."""
        yield Static(plain(self.explanation, lines=True), classes="dialog-text")
        yield TextArea("", id="words", tab_behavior="focus")

    async def action_save(self) -> None:
        """Save the words; where that fails, say why and leave them as they are."""
        words = self.query_one("#words", TextArea).text
        if not words.strip():
            self.complain("A reason is needed: it stands beside what was agreed.")
            return
        try:
            await self.save(words)
        except WorkbenchError as error:
            self.complain(f"not done: {error}")
            return
        self.dismiss(True)
