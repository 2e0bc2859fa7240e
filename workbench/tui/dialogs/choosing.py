"""Keep text that somebody types from choosing: a list of choices came where a line for text was expected."""

from __future__ import annotations

from textual.events import Key

from workbench.tui.dialogs.dialog import Answer, Dialog

LETTERS = "Letters choose nothing here: a number or the arrows and enter do; esc goes back"
AGAIN = "Nothing is chosen yet: the key again chooses, esc goes back"


class ChoosingDialog(Dialog[Answer]):
    """Ask for one of several choices. After letters the next key that would choose only says so.

    Attributes:
        is_in_doubt: True after letters, until a key that chooses, or goes to another choice, was pressed.
    """

    is_in_doubt = False

    def on_key(self, event: Key) -> None:
        """Say that letters choose nothing, but for those that do something here."""
        if event.key in ("up", "down", "home", "end", "pageup", "pagedown"):
            self.is_in_doubt = False
        elif (
            event.is_printable
            and not (event.character or "").isdecimal()
            and event.key not in self._bindings.key_to_bindings
        ):
            self.is_in_doubt = True
            self.complain(LETTERS)

    def refuses(self) -> bool:
        """Return True, and say so, where what was pressed may still belong to a text."""
        was_in_doubt, self.is_in_doubt = self.is_in_doubt, False
        if was_in_doubt:
            self.complain(AGAIN)
        return was_in_doubt
