"""Show something long in a window, and ask below it whether to go on."""

from __future__ import annotations

from time import monotonic
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from workbench.tui.dialogs.dialog import Dialog


class MessageDialog(Dialog[bool]):
    """Show a text that scrolls."""

    HINT = "arrows scroll · enter or esc goes back"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "leave", "Back", show=False, id="message.leave")
    ]

    def __init__(self, heading: str, body: Content, *, does: str = "") -> None:
        super().__init__(heading, does=does)
        self.body = body

    def compose_body(self) -> ComposeResult:
        """Lay out the text."""
        with VerticalScroll(classes="scrolled", id="body"):
            yield Static(self.body, classes="dialog-text")

    def on_mount(self) -> None:
        """Let the arrows scroll at once."""
        self.query_one("#body").focus()


class ConfirmDialog(MessageDialog):
    """Show a text and ask whether to go on; enter goes on.

    Enter often ended the dialog before, and may have been pressed twice: right after the window has come it
    only says that nothing is done yet.
    """

    HINT = "enter {does} · esc goes back, nothing changes"
    PAUSE: ClassVar[float] = 0.3
    """Seconds for which enter does not go on yet."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "save", "Go on", show=False, id="confirm.agree"),
    ]

    def __init__(self, heading: str, body: Content, *, does: str = "goes on") -> None:
        super().__init__(heading, body, does=does)
        self.shown_at = monotonic()

    def on_mount(self) -> None:
        """Let the arrows scroll at once."""
        super().on_mount()
        self.shown_at = monotonic()

    async def action_save(self) -> None:
        """Go on, unless the key may still belong to the dialog before."""
        if monotonic() - self.shown_at < self.PAUSE:
            self.complain(f"Nothing is done yet: enter {self.does}, esc goes back.")
        else:
            self.dismiss(True)
