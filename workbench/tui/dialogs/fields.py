"""Give the fields of dialogs keys that are worked off in the order in which they were pressed.

Textual lets keys such as backspace go through the whole application before they do something. Where keys come
in a burst, on a busy machine, they would come after letters typed later, or act on the field that comes next.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Key, Paste
from textual.widget import Widget
from textual.widgets import Input, TextArea


async def _do_at_once(field: Widget, event: Key) -> None:
    """Do what a key does in a field; what it does elsewhere stays as it is.

    A key that does nothing here now, such as the one that copies where nothing is selected, goes on to the
    window.
    """
    binding = next(iter(field._bindings.key_to_bindings.get(event.key, ())), None)
    if binding is not None and await field.app.run_action(binding.action, field):
        event.stop()
        event.prevent_default()


class LineField(Input):
    """Take one line; ctrl+z undoes typing, as it does in a text of several lines."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+z", "undo", "Undo", show=False, id="line.undo")]
    MOST_UNDONE: ClassVar[int] = 1000

    def __init__(self, value: str, *, id: str, compact: bool = False) -> None:  # noqa: A002
        self._past: list[str] = []
        self._is_undoing = True
        self._has_new_draft = False
        super().__init__(value, id=id, compact=compact, select_on_focus=False)

    def on_mount(self) -> None:
        """Undo nothing that stood there at first."""
        self._past.clear()
        self._is_undoing = False

    def on_resize(self) -> None:
        """Bring the cursor into sight once the field has its width: only then is known what has room."""
        self._show_cursor()

    def on_focus(self) -> None:
        """Bring the cursor into sight, which stands behind a text that may be longer than the field.

        A draft is marked the first time, so that what is typed replaces it and is not added to it.
        """
        self._show_cursor()
        if self._has_new_draft:
            self._has_new_draft = False
            self.select_all()

    def mark_draft(self) -> None:
        """Mark what stands in the line as a draft, now or as soon as the line has the keys."""
        self._has_new_draft = True
        if self.has_focus:
            self.on_focus()

    def _show_cursor(self) -> None:
        if self.has_focus and self.selection.is_empty:
            here = self.cursor_position
            self.cursor_position = 0
            self.cursor_position = here

    def watch_value(self, before: str, value: str) -> None:
        """Remember what stood there."""
        past = self._past
        if before != value and not self._is_undoing:
            past.append(before)
            del past[: -self.MOST_UNDONE]

    def action_undo(self) -> None:
        """Bring back what stood there before the last key."""
        if self._past:
            self._is_undoing = True
            self.value = self._past.pop()
            self._is_undoing = False
            self.cursor_position = len(self.value)

    async def on_key(self, event: Key) -> None:
        """Work off the keys of a line one after another."""
        await _do_at_once(self, event)

    def on_paste(self, event: Paste) -> None:
        """Take all lines of what is pasted, not the first alone; a form may take a table in its own way."""
        event.stop()
        event.prevent_default()
        takes: Callable[[str], bool] | None = getattr(self.screen, "take_paste", None)
        if takes is not None and takes(event.text):
            return
        lines = [line for line in event.text.splitlines() if line.strip()]
        words = " ".join(line.strip() for line in lines) if len(lines) > 1 else "".join(lines)
        self.replace(words, *self.selection)


class TextField(TextArea):
    """Take several lines."""

    async def on_key(self, event: Key) -> None:
        """Work off the keys of a text one after another."""
        await _do_at_once(self, event)
