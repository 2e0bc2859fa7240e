"""Give all small windows a title, a place for content, and a line that says which keys end it."""

from __future__ import annotations

from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from workbench.tui.plain import plain

Answer = TypeVar("Answer")


class Dialog(ModalScreen[Answer | None], Generic[Answer]):
    """Show a small window over the screen; escape leaves it and changes nothing."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave", show=False, id="dialog.leave")
    ]
    HINT = "esc leaves"

    def __init__(self, heading: str) -> None:
        super().__init__()
        self.heading = heading

    def compose(self) -> ComposeResult:
        """Lay out heading, body and hint."""
        with Vertical(classes="dialog"):
            yield Static(plain(self.heading), classes="dialog-heading")
            yield from self.compose_body()
            yield Static(Content(""), id="dialog-trouble")
            yield Static(plain(self.HINT), classes="dialog-hint")

    def compose_body(self) -> ComposeResult:
        """Lay out what the dialog is about; each dialog has its own."""
        yield from ()

    def complain(self, words: str) -> None:
        """Say what is wrong with the entry; it stays as it is."""
        self.query_one("#dialog-trouble", Static).update(plain(words))

    def action_leave(self) -> None:
        """Leave and change nothing."""
        self.dismiss(None)
