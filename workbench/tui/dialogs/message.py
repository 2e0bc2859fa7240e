"""Show something long in a window, and ask yes or no below it."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from workbench.tui.dialogs.dialog import Dialog


class MessageDialog(Dialog[bool]):
    """Show a text that scrolls."""

    HINT = "arrows scroll · esc leaves"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,q", "leave", "Leave", show=False, id="message.leave")
    ]

    def __init__(self, heading: str, body: Content) -> None:
        super().__init__(heading)
        self.body = body

    def compose_body(self) -> ComposeResult:
        """Lay out the text."""
        with VerticalScroll(classes="scrolled", id="body"):
            yield Static(self.body, classes="dialog-text")

    def on_mount(self) -> None:
        """Let the arrows scroll at once."""
        self.query_one("#body").focus()


class ConfirmDialog(MessageDialog):
    """Show a text and ask whether to go on."""

    HINT = "y goes on · esc leaves, nothing changes"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "agree", "Go on", show=False, id="confirm.agree"),
        Binding("n", "leave", "Leave", show=False, id="confirm.leave"),
        # Neither: enter often ends the dialog before, and may be pressed twice.
        Binding("enter", "ask_again", "Ask again", show=False, id="confirm.ask-again"),
    ]

    def action_ask_again(self) -> None:
        """Say that nothing is decided yet."""
        self.complain("Nothing is done yet: y goes on, esc leaves.")

    def action_agree(self) -> None:
        """Go on."""
        self.dismiss(True)
