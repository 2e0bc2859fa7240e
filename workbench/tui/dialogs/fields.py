"""Give the fields of dialogs keys that are worked off in the order in which they were pressed.

Textual lets keys such as backspace go through the whole application before they do something. Where keys come
in a burst, on a busy machine, they would come after letters typed later, or act on the field that comes next.
"""

from __future__ import annotations

from textual.events import Key
from textual.widget import Widget
from textual.widgets import Input, TextArea


async def _do_at_once(field: Widget, event: Key) -> None:
    """Do what a key does in a field; what it does elsewhere stays as it is."""
    binding = next(iter(field._bindings.key_to_bindings.get(event.key, ())), None)
    if binding is not None:
        event.stop()
        event.prevent_default()
        await field.run_action(binding.action)


class LineField(Input):
    """Take one line."""

    async def on_key(self, event: Key) -> None:
        """Work off the keys of a line one after another."""
        await _do_at_once(self, event)


class TextField(TextArea):
    """Take several lines."""

    async def on_key(self, event: Key) -> None:
        """Work off the keys of a text one after another."""
        await _do_at_once(self, event)
