"""Windows that ask for words: one line, or several."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, Static, TextArea

from workbench.tui.dialogs.dialog import Dialog
from workbench.tui.plain import plain


class LineDialog(Dialog[str]):
    """Asks for one line.

    Args:
        heading: what is asked.
        explanation: what it is used for.
        value: what stands there at first.
        check: gives what is wrong with an entry, or None; the dialog stays open while something is.
    """

    HINT = "enter takes it · esc leaves"

    def __init__(
        self,
        heading: str,
        explanation: str = "",
        *,
        value: str = "",
        check: Callable[[str], str | None] | None = None,
    ) -> None:
        super().__init__(heading)
        self.explanation = explanation
        self.value = value
        self.check = check

    def compose_body(self) -> ComposeResult:
        """The explanation and the line."""
        if self.explanation:
            yield Static(plain(self.explanation, lines=True), classes="dialog-text")
        yield Input(value=self.value, id="line")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the line unless something is wrong with it."""
        event.stop()
        trouble = self.check(event.value) if self.check else None
        if trouble:
            self.complain(trouble)
        else:
            self.dismiss(event.value)


class TextDialog(Dialog[str]):
    """Asks for some lines, such as a note. Leaving keeps nothing, ctrl+s saves."""

    HINT = "ctrl+s saves · esc leaves without saving"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s", "save", "Save", show=False, id="text.save")]

    def __init__(
        self, heading: str, explanation: str = "", *, value: str = "", required: bool = False
    ) -> None:
        super().__init__(heading)
        self.explanation = explanation
        self.value = value
        self.required = required

    def compose_body(self) -> ComposeResult:
        """The explanation and the field."""
        if self.explanation:
            yield Static(plain(self.explanation, lines=True), classes="dialog-text")
        yield TextArea(self.value, id="words", tab_behavior="focus")

    def action_save(self) -> None:
        """Take the words."""
        words = self.query_one("#words", TextArea).text
        if self.required and not words.strip():
            self.complain("A reason is needed: it stands beside the judgement in every table.")
            return
        self.dismiss(words)
