"""Ask for text: one line, or several."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, Static, TextArea

from workbench.errors import WorkbenchError
from workbench.tui.dialogs.entry import EntryDialog, Values
from workbench.tui.dialogs.fields import LineField, TextField
from workbench.tui.files import files_of
from workbench.tui.plain import plain

Save = Callable[[str], Awaitable[None]]

NEEDED_IN_TABLES = "A reason is needed: it stands beside the judgement in every table."
NEEDED_IN_HISTORY = "A reason is needed: it stands in the history."
NEEDED_FOR_AGREEMENT = "A reason is needed: it stands beside what was agreed."
"""What is said where a reason is missing, by where the reason is read later."""


class _OneTextDialog(EntryDialog[str]):
    """Ask for one text, and close only once it is saved.

    Neither an error nor a key that is pressed meanwhile loses what was typed.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "save", "Save", show=False, priority=True, id="text.save"),
    ]

    def __init__(
        self,
        heading: str,
        explanation: str = "",
        *,
        value: str = "",
        needed: str = "",
        save: Save | None = None,
        does: str,
        about: str = "",
        keeps_draft: bool = True,
    ) -> None:
        super().__init__(heading, does=does, about=about, keeps_draft=keeps_draft)
        self.explanation = explanation
        self.value = value
        self.needed = needed
        self.save = save
        self._is_saving = False

    @property
    def saves(self) -> bool:
        """Return True if the dialog saves the text before it closes."""
        return self.save is not None

    @property
    def saved_values(self) -> Values:
        """Return what stands there before anything is typed."""
        return {"text": self.value}

    def compose_explanation(self) -> ComposeResult:
        """Lay out what the text is used for."""
        if self.explanation:
            yield Static(plain(self.explanation, lines=True), classes="dialog-text")

    async def action_save(self) -> None:
        """Save the text; where that fails, say why and leave it as it is."""
        if self._is_saving:
            return
        self._is_saving = True
        try:
            await self._save()
        finally:
            self._is_saving = False

    async def _save(self) -> None:
        await self.settle()
        text = self.values["text"]
        if self.needed and not text.strip():
            self.complain(self.needed)
            return
        if self.save is not None:
            try:
                await self.save(text)
            except WorkbenchError as error:
                self.complain(f"not done: {error}")
                return
        self.end(text)

    async def action_leave(self) -> None:
        """Go back; what was typed stays as a draft."""
        await self.leave()


class LineDialog(_OneTextDialog):
    """Ask for one line.

    Args:
        heading: what is asked.
        explanation: what it is used for.
        value: what stands there at first.
        needed: what is said when nothing was typed; without it an empty line is taken too.
        save: uses the line; the message of a `WorkbenchError` is shown below it and the line stays. Without
            it the dialog closes at once and whoever opened it gets the line.
        does: what enter does with it.
        about: names the entry, where the heading alone does not.
        keeps_draft: False for what nobody misses, such as words to look for.
        is_path: whether it names a file, whose path tab completes.
        writes: whether that file is made.
    """

    HINT = "enter {does} · esc goes back"
    PATH_HINT = "enter {does} · tab completes the {word} · esc goes back"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", "Complete", show=False, priority=True, id="line.complete"),
    ]

    def __init__(
        self,
        heading: str,
        explanation: str = "",
        *,
        value: str = "",
        needed: str = "",
        save: Save | None = None,
        does: str = "takes it",
        about: str = "",
        keeps_draft: bool = True,
        is_path: bool = False,
        writes: bool = False,
    ) -> None:
        super().__init__(
            heading,
            explanation,
            value=value,
            needed=needed,
            save=save,
            does=does,
            about=about,
            keeps_draft=keeps_draft,
        )
        self.is_path = is_path
        self.writes = writes

    @property
    def hint(self) -> str:
        """Return the bottom line: what the keys do here."""
        if not self.is_path:
            return self.HINT.format(does=self.does)
        return self.PATH_HINT.format(does=self.does, word=files_of(self.app).word)

    @property
    def values(self) -> Values:
        """Return what stands there now."""
        return {"text": self._field.value}

    @property
    def _field(self) -> Input:
        return self.query_one("#line", Input)

    def compose_body(self) -> ComposeResult:
        """Lay out the explanation and the line."""
        if self.is_path:
            self.explanation = files_of(self.app).hint(self.explanation, writes=self.writes)
        yield from self.compose_explanation()
        yield LineField(self.first_values["text"], id="line")

    def on_mount(self) -> None:
        """Go to the end of what is there, and say where it comes from."""
        self._field.focus()
        self._field.cursor_position = len(self._field.value)
        self.offer_draft()

    def put(self, values: Mapping[str, str]) -> None:
        """Put a text into the line."""
        self._field.value = values["text"]
        self._field.cursor_position = len(values["text"])

    async def settle(self) -> None:
        """Wait until the line has taken the keys that were pressed before."""
        done = asyncio.Event()
        self._field.call_later(done.set)
        await done.wait()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Keep what is typed."""
        event.stop()
        self.keep_draft()

    async def action_complete(self) -> None:
        """Complete a path as far as only one name is possible, and name those that are."""
        if not self.is_path:
            return
        await self.settle()
        completion = await asyncio.to_thread(
            partial(files_of(self.app).complete, self._field.value, writes=self.writes)
        )
        self.put({"text": completion.text})
        self.complain("  ".join(completion.names))


class TextDialog(_OneTextDialog):
    """Ask for some lines, such as a note.

    Args:
        heading: what is asked.
        explanation: what it is used for.
        value: what stands there at first.
        needed: what is said when nothing was typed; without it an empty text is saved too.
        does: what enter does with it.
        save: saves the text; the message of a `WorkbenchError` is shown and the text stays. Without it the
            dialog closes at once and whoever opened it gets the text.
        about: names the entry, where the heading alone does not.
    """

    HINT = "enter or ctrl+s {does} · ctrl+j begins a new line · esc goes back, a draft is kept"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+j", "new_line", "New line", show=False, priority=True, id="text.new-line"),
    ]

    def __init__(
        self,
        heading: str,
        explanation: str = "",
        *,
        value: str = "",
        needed: str = "",
        save: Save | None = None,
        does: str = "saves",
        about: str = "",
    ) -> None:
        super().__init__(heading, explanation, value=value, needed=needed, save=save, does=does, about=about)

    @property
    def values(self) -> Values:
        """Return what stands there now."""
        return {"text": self._field.text}

    @property
    def _field(self) -> TextArea:
        return self.query_one("#words", TextArea)

    def compose_body(self) -> ComposeResult:
        """Lay out the explanation and the field."""
        yield from self.compose_explanation()
        yield TextField(self.first_values["text"], id="words", tab_behavior="focus")

    def on_mount(self) -> None:
        """Go to the end of what is there: typing adds to it."""
        self._field.focus()
        self._field.move_cursor(self._field.document.end)
        self.offer_draft()

    def put(self, values: Mapping[str, str]) -> None:
        """Put a text into the field; ctrl+z brings back what stood there."""
        field = self._field
        field.replace(values["text"], field.document.start, field.document.end)
        field.move_cursor(field.document.end)

    async def settle(self) -> None:
        """Wait until the field has taken the keys that were pressed before."""
        done = asyncio.Event()
        self._field.call_later(done.set)
        await done.wait()

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Keep what is typed."""
        event.stop()
        self.keep_draft()

    async def action_new_line(self) -> None:
        """Begin a new line at the cursor."""
        await self.settle()
        self._field.replace("\n", *self._field.selection)
