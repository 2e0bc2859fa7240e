"""Ask for text: one line, or several."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, Static, TextArea

from workbench.errors import WorkbenchError
from workbench.tui.dialogs.dialog import Dialog
from workbench.tui.plain import plain

Save = Callable[[str], Awaitable[None]]

NEEDED_IN_TABLES = "A reason is needed: it stands beside the judgement in every table."
NEEDED_IN_HISTORY = "A reason is needed: it stands in the history."
NEEDED_FOR_AGREEMENT = "A reason is needed: it stands beside what was agreed."
"""What is said where a reason is missing, by where the reason is read later."""


class LineDialog(Dialog[str]):
    """Ask for one line.

    Args:
        heading: what is asked.
        explanation: what it is used for.
        value: what stands there at first.
        check: returns what is wrong with an entry, or None; the dialog stays open while something is.
        does: what enter does with it.
    """

    HINT = "enter {does} · esc goes back"

    def __init__(
        self,
        heading: str,
        explanation: str = "",
        *,
        value: str = "",
        check: Callable[[str], str | None] | None = None,
        does: str = "takes it",
    ) -> None:
        super().__init__(heading, does=does)
        self.explanation = explanation
        self.value = value
        self.check = check

    def compose_body(self) -> ComposeResult:
        """Lay out the explanation and the line."""
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

    async def action_save(self) -> None:
        """Take the line, as enter does."""
        await self.query_one(Input).action_submit()


class TextDialog(Dialog[str]):
    """Ask for some lines, such as a note, and close only once they are saved.

    Neither an error nor a key that is pressed meanwhile loses what was typed.

    Args:
        heading: what is asked.
        explanation: what it is used for.
        value: what stands there at first.
        draft: what was typed before and not saved, which stands in its place.
        needed: what is said when nothing was typed; without it an empty text is saved too.
        does: what enter does with it.
        save: saves the text; the message of a `WorkbenchError` is shown and the text stays. Without it the
            dialog closes at once and whoever opened it gets the text.

    Attributes:
        left_with: what was typed when the dialog was left without saving; None where nothing was.
    """

    HINT = "enter or ctrl+s {does} · ctrl+j begins a new line · esc goes back"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "save", "Save", show=False, priority=True, id="text.save"),
        Binding("ctrl+j", "new_line", "New line", show=False, priority=True, id="text.new-line"),
    ]

    def __init__(
        self,
        heading: str,
        explanation: str = "",
        *,
        value: str = "",
        draft: str | None = None,
        needed: str = "",
        save: Save | None = None,
        does: str = "saves",
    ) -> None:
        super().__init__(heading, does=does)
        self.explanation = explanation
        self.value = value
        self.draft = draft
        self.needed = needed
        self.save = save
        self.left_with: str | None = None

    def compose_body(self) -> ComposeResult:
        """Lay out the explanation and the field."""
        if self.explanation:
            yield Static(plain(self.explanation, lines=True), classes="dialog-text")
        yield TextArea(self.value if self.draft is None else self.draft, id="words", tab_behavior="focus")

    def on_mount(self) -> None:
        """Go to the end of what is there: typing adds to it."""
        words = self.query_one("#words", TextArea)
        words.move_cursor(words.document.end)
        if self.draft is not None and self.draft != self.value:
            self.complain("Typed before and not saved yet.")

    async def action_new_line(self) -> None:
        """Begin a new line at the cursor."""
        await self._settled_text()
        words = self.query_one("#words", TextArea)
        words.replace("\n", *words.selection)

    async def action_save(self) -> None:
        """Save the text; where that fails, say why and leave it as it is."""
        text = await self._settled_text()
        if self.needed and not text.strip():
            self.complain(self.needed)
            return
        if self.save is not None:
            try:
                await self.save(text)
            except WorkbenchError as error:
                self.complain(f"not done: {error}")
                return
        self.dismiss(text)

    async def action_leave(self) -> None:  # type: ignore[override]
        """Leave; what was typed is handed back."""
        text = await self._settled_text()
        self.left_with = text if text != self.value else None
        self.dismiss(None)

    async def _settled_text(self) -> str:
        """Return the text once the field has taken the keys that were pressed before it was asked for."""
        words, done = self.query_one("#words", TextArea), asyncio.Event()
        words.call_later(done.set)
        await done.wait()
        return words.text
