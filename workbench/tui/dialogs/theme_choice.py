"""Let the user choose a theme; the screen shows each while the cursor stands on it."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import OptionList

from workbench.tui.dialogs.choice import ChoiceDialog
from workbench.tui.plain import plain
from workbench.tui.theme import THEME_WORDS, theme_called


class ThemeDialog(ChoiceDialog):
    """Choose a theme; returns its word.

    Args:
        chosen: word of the theme that is seen now.
    """

    HINT = "arrows show a theme · enter {does} · esc goes back to the one before"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+t", "next", "Next", show=False, priority=True, id="themes.next")
    ]

    def __init__(self, chosen: str) -> None:
        themes = [(word, plain(word.replace("-", " "))) for word in THEME_WORDS]
        super().__init__("Theme", themes, chosen=chosen, does="takes it")
        self.before = chosen

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show the theme under the cursor."""
        event.stop()
        self._show(THEME_WORDS[event.option_index])

    def action_next(self) -> None:
        """Go to the next theme, after the last to the first."""
        self.query_one(OptionList).action_cursor_down()

    async def action_leave(self) -> None:
        """Go back to the theme before."""
        self._show(self.before)
        self.dismiss(None)

    def _show(self, word: str) -> None:
        theme = theme_called(word)
        self.app.register_theme(theme)
        self.app.theme = theme.name
