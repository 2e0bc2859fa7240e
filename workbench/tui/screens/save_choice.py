"""List what can be saved, found by typing, and show beside the list what would go in."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from itertools import groupby
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from workbench.errors import WorkbenchError
from workbench.review.publish.file_outputs import FileOutput, word_for
from workbench.tui.dialogs.dialog import Dialog
from workbench.tui.dialogs.fields import LineField
from workbench.tui.dialogs.option_list import ChoiceList
from workbench.tui.plain import plain, stack
from workbench.tui.screens.base import READING

NOTHING = "Nothing that can be saved is called so."
Describe = Callable[[FileOutput], Awaitable[Content]]


class SaveChoice(Dialog[str]):
    """Choose what is saved; returns its key.

    Args:
        outputs: everything that can be saved, by key, part by part.
        key: of what is in front: the cursor stands on it.
        describe: tells what would go into a file of it.
    """

    CSS_PATH: ClassVar[list[str]] = ["../dialogs/dialog.tcss", "save_choice.tcss"]  # type: ignore[assignment]
    HINT = "type to filter · ↑ ↓ choose · enter goes on to the format · esc goes back"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move('cursor_up')", "Up", show=False, priority=True, id="save-choice.up"),
        Binding("down", "move('cursor_down')", "Down", show=False, priority=True, id="save-choice.down"),
        Binding("pageup", "move('page_up')", "Page up", show=False, priority=True, id="save-choice.page-up"),
        Binding(
            "pagedown",
            "move('page_down')",
            "Page down",
            show=False,
            priority=True,
            id="save-choice.page-down",
        ),
    ]

    def __init__(self, outputs: Mapping[str, FileOutput], key: str, describe: Describe) -> None:
        super().__init__("Save a file: what?")
        self.outputs = outputs
        self.key = key
        self.describe = describe

    def compose_body(self) -> ComposeResult:
        """Lay out the filter, the list, and what goes in beside or below it."""
        field = LineField("", id="filter", compact=True)
        field.placeholder = f"filter {len(self.outputs)} tables, figures, texts and exports …"
        yield field
        with Container(id="choice-parts"):
            yield ChoiceList(id="outputs")
            with VerticalScroll(id="choice-preview", can_focus=False):
                yield Static(id="choice-contents")

    def on_mount(self) -> None:
        """Let letters filter at once."""
        self.query_one(Input).focus()
        self.list_outputs()

    def on_input_changed(self, event: Input.Changed) -> None:
        """List what goes with what is typed."""
        event.stop()
        self.list_outputs()

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take what the cursor stands on."""
        event.stop()
        await self.action_save()

    def list_outputs(self) -> None:
        """List below their headings the outputs that go with the filter; the cursor stays where it can."""
        words = self.query_one(Input).value.casefold().split()
        found = [output for output in self.outputs.values() if _goes_with(output, words)]
        options = self.query_one(OptionList)
        options.clear_options()
        for part, outputs in groupby(found, key=lambda output: output.part):
            options.add_option(Option(plain(part, "bold $text-primary"), disabled=True))
            options.add_options(Option(plain(f"  {output.title}"), id=output.key) for output in outputs)
        self.complain("" if found else NOTHING)
        keys = [output.key for output in found]
        if self.key in keys and not words:
            options.highlighted = options.get_option_index(self.key)
        elif keys:
            options.highlighted = options.get_option_index(_nearest(found, words).key)
        self.show_contents()

    @property
    def output(self) -> FileOutput | None:
        """Return what the cursor stands on; None where nothing goes with the filter."""
        options = self.query_one(OptionList)
        if options.highlighted is None:
            return None
        return self.outputs.get(options.get_option_at_index(options.highlighted).id or "")

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show what goes into the output under the cursor."""
        event.stop()
        self.show_contents()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take the output that was clicked on."""
        event.stop()
        self.dismiss(event.option.id)

    @work(exclusive=True, group="contents", exit_on_error=False)
    async def show_contents(self) -> None:
        """Say what would go into a file of what the cursor stands on, and in which formats it comes."""
        output, contents = self.output, self.query_one("#choice-contents", Static)
        if output is None:
            contents.update("")
            return
        formats = " · ".join(map(word_for, output.ways))
        known = [plain(output.title, "bold"), plain(f"Formats: {formats}", "$text-muted"), Content("")]
        contents.update(stack([*known, plain(READING, "$text-muted")]))
        try:
            what = await self.describe(output)
        except WorkbenchError as error:
            what = plain(str(error), "$text-warning")
        contents.update(stack([*known, what]))

    def action_move(self, how: str) -> None:
        """Move the cursor of the list, although the filter has the keys."""
        getattr(self.query_one(OptionList), f"action_{how}")()

    async def action_save(self) -> None:
        """Take what the cursor stands on."""
        if self.output is not None:
            self.dismiss(self.output.key)

    async def action_leave(self) -> None:
        """Empty the filter, or go back where it is empty."""
        field = self.query_one(Input)
        if field.value:
            field.value = ""
        else:
            self.dismiss(None)


def _goes_with(output: FileOutput, words: list[str]) -> bool:
    """Return True if all words stand in the title, part, name or formats of an output."""
    formats = " ".join(f"{suffix} {word_for(suffix)}" for suffix in output.ways)
    every = f"{output.title} {output.part} {output.name} {formats}".casefold()
    return all(word in every for word in words)


def _nearest(outputs: list[FileOutput], words: list[str]) -> FileOutput:
    """Return the output whose title has what was typed: as words, as their beginnings, anywhere, or not."""

    def rank(output: FileOutput) -> int:
        titled = output.title.casefold()
        named = titled.split()
        if all(word in named for word in words):
            return 0
        if all(any(name.startswith(word) for name in named) for word in words):
            return 1
        return 2 if all(word in titled for word in words) else 3

    return min(outputs, key=rank)
