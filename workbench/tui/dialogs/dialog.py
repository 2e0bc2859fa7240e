"""Give all small windows a title, a place for content, and a line that says which keys end it.

In all of them enter confirms, ctrl+s saves from anywhere, and esc goes back and changes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.widgets import Static

from workbench.tui.plain import plain

if TYPE_CHECKING:
    from workbench.tui.held_keys import HeldKeys

Answer = TypeVar("Answer")

WIDE_FROM = 110
"""Cells from which on a window does not take the whole width."""
SHORT_UNTIL = 17
"""Lines up to which a window gives up the blank ones, and lines of its field, for the one that names keys."""
LOW_UNTIL = 13
"""Lines up to which a window leaves out its frame, and what could be left out with it."""


class Dialog(ModalScreen[Answer | None], Generic[Answer]):
    """Show a small window at the foot of the screen; escape goes back and changes nothing.

    Args:
        heading: what it is about.
        does: what enter does here, in a word or a few, such as `submits`; the bottom line says so.
    """

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", show=False, id="dialog.leave"),
        Binding("ctrl+s", "save", "Save", show=False, priority=True, id="dialog.save"),
        Binding("ctrl+c", "app.interrupt", "Copy or leave", show=False, id="dialog.interrupt"),
    ]
    HINT = "esc goes back"
    """The bottom line; `{does}` stands for what enter does here."""

    def __init__(self, heading: str, *, does: str = "") -> None:
        super().__init__()
        self.heading = heading
        self.does = does

    def compose(self) -> ComposeResult:
        """Lay out heading, body and hint."""
        self._fit(self.app.size)  # before anything has a place: a field that gets narrower loses its cursor
        with Vertical(classes="dialog"):
            yield Static(plain(self.heading), classes="dialog-heading")
            yield Static(Content(""), id="dialog-note")
            yield from self.compose_body()
            yield Static(Content(""), id="dialog-trouble")
            yield Static(plain(self.hint), id="dialog-hint", classes="dialog-hint")

    @property
    def hint(self) -> str:
        """Return the bottom line: what the keys do here."""
        return self.HINT.format(does=self.does)

    def compose_body(self) -> ComposeResult:
        """Lay out what the dialog is about; each dialog has its own."""
        yield from ()

    def on_screen_resume(self) -> None:
        """Take the keys that were typed while the window opened, once a field has them."""
        self.call_after_refresh(self.take_keys)

    def on_unmount(self) -> None:
        """Leave no key waiting for a window that is gone."""
        self.take_keys()

    def take_keys(self) -> None:
        """Tell the application that the window takes keys from now on."""
        keys: HeldKeys | None = getattr(self.app, "keys", None)
        if keys is not None:  # a window may be shown by itself
            self.app.call_later(keys.opened, self)  # behind the field that is given the keys

    def on_resize(self) -> None:
        """Fit the window to the size of the screen."""
        self._fit(self.size)

    def _fit(self, size: Size) -> None:
        self.set_class(size.width >= WIDE_FROM, "wide")
        self.set_class(size.height <= SHORT_UNTIL, "short")
        self.set_class(size.height <= LOW_UNTIL, "low")

    def complain(self, words: str) -> None:
        """Say what is wrong with the entry, in several lines if need be; it stays as it is."""
        trouble = self.query_one("#dialog-trouble", Static)
        trouble.update(plain(words, lines=True))
        trouble.set_class(bool(words), "said")

    async def action_leave(self) -> None:
        """Go back and change nothing."""
        self.dismiss(None)

    async def action_save(self) -> None:
        """Do what enter does on the last field; a window that only shows something has nothing to save."""
