"""Ask in which format and where something is saved, and show before what goes in."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from pathlib import PurePath
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, Static

from workbench.errors import WorkbenchError
from workbench.review.publish.exports import AS_FOLDER
from workbench.review.publish.file_options import OPTIONS
from workbench.review.publish.file_outputs import FileOutput, word_for
from workbench.review.publish.save_files import SaveRequest
from workbench.tui.dialogs.choice_field import ChoiceField
from workbench.tui.dialogs.form import FormDialog, FormField, Refused, Values
from workbench.tui.files import files_of
from workbench.tui.plain import plain
from workbench.tui.screens.base import READING

FORMAT, PATH = "format", "path"
LAST_NUMBER = 9
"""The highest number that a key takes."""
CHOICE_HINT = "← → or a number · enter next · ctrl+o {other} · ctrl+s {does} · esc back"
LONG_HINT = "1-9 or letters · enter next · ctrl+o {other} · ctrl+s {does} · esc back"
"""Where more values stand beside one another than there are number keys."""
PATH_HINT = "tab completes · enter {enter} · ctrl+o {other} · ctrl+s {does} · esc back"
Describe = Callable[[SaveRequest], Awaitable[Content]]


class SaveForm(FormDialog):
    """Ask for format and path; one key shows what else can be chosen.

    Args:
        output: what is saved.
        describe: tells what would go into the file.
        values: what was chosen before; None: nothing.
        trouble: why it was not saved before; empty: it was not tried.
    """

    CSS_PATH: ClassVar[list[str]] = ["../dialogs/dialog.tcss", "../dialogs/form.tcss", "save_form.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+o", "all_fields", "All fields", show=False, priority=True, id="save.all"),
    ]
    are_all_shown = False
    _path_known = ""
    """The name of the file that the format goes with already."""

    def __init__(
        self, output: FileOutput, describe: Describe, *, values: Values | None = None, trouble: str = ""
    ) -> None:
        self.output = output
        self.describe = describe
        self.before = values
        self.trouble = trouble
        super().__init__(
            f"Save: {output.title}",
            _fields(output),
            save=self.check,
            preview=self.show_contents,
            does="saves",
            about=f"Save a file: {output.key}",
        )

    @property
    def first_values(self) -> Values:
        """Return what stands in the fields at first: what was chosen before, the draft, or the usual."""
        return self.before if self.before is not None else super().first_values

    @property
    def request(self) -> SaveRequest:
        """Return what is asked for.

        Raises:
            WorkbenchError: no file can be called so, or its name says no format that this can be saved as.
        """
        files, values = files_of(self.app), self.values
        place = files.place(values[PATH])
        options = self.output.options(self.output.suffix_in(place))
        chosen = {option.id: values[option.id].strip() for option in options}
        for option in options:
            if option.is_path and chosen[option.id]:
                chosen[option.id] = str(files.source(chosen[option.id]))
        return SaveRequest(self.output, place, chosen)

    @property
    def has_typed(self) -> bool:
        """Return True if a name was typed or an option chosen; what and format are chosen anew each time."""
        usual = {field.id: field.value for field in self.fields if field.id not in (FORMAT, PATH)}
        values = self.values
        has_name = PurePath(values[PATH].strip()).name not in self._usual_names
        return has_name or any(values[name] != value for name, value in usual.items())

    def begin(self) -> None:
        """Give the keys to the formats."""
        self.show_reading()
        self._path_known = self.first_values[PATH]
        self.show_fields()
        self.set_focus(self.input(FORMAT))  # at once: `focus` waits, and a key may come meanwhile
        if self.trouble:
            self.show_refused(Refused((self.trouble,), PATH))

    def show_fields(self) -> None:
        """Show what can be chosen for this in this format, or only the first fields."""
        options = self.output.options(self._choice(FORMAT).value)
        for option in options:
            if option.choices:
                self._choice(option.id).offer([(value, value) for value in option.choices])
        more = {option.id for option in options} if self.are_all_shown else set()
        self.show_only({FORMAT, PATH} | more)

    def show_reading(self) -> None:
        """Say that what goes in is being found out, in the place of what would have gone in before."""
        self.query_one("#form-preview-text", Static).update(plain(READING, "$text-muted"))

    def on_choice_field_chosen(self, event: ChoiceField.Chosen) -> None:
        """Let the name of the file follow what is chosen."""
        self.show_reading()
        if event.field.id == f"field-{FORMAT}":
            self.name_after_format()
            self.show_fields()
        super().on_choice_field_chosen(event)

    @property
    def _usual_names(self) -> set[str]:
        """Return every name that the file has when nobody chose another, in any format."""
        return {self.output.default_name(suffix) for suffix in self.output.ways}

    def name_after_format(self) -> None:
        """Give the name of the file the suffix of the format."""
        suffix, path = self._choice(FORMAT).value, PurePath(self._path.value.strip())
        try:
            is_right = self.output.suffix_in(path) == suffix
        except WorkbenchError:
            is_right = False
        if is_right:
            return
        if not path.name:
            self._path.value = self.output.default_name(suffix)
        elif path.name == self.output.default_name(AS_FOLDER) or suffix == AS_FOLDER:
            self._path.value = str(path.with_name(self.output.default_name(suffix)))
        else:
            self._path.value = str(path.with_suffix(f".{suffix}"))
        self._path.cursor_position = len(self._path.value)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Let the format follow the name of the file."""
        is_typed = event.input is self._path and event.value != self._path_known
        if is_typed:  # what it says of itself as it comes into the window must not undo a choice
            self._path_known = event.value
            with suppress(WorkbenchError):  # the name is not typed to its end; saving refuses it
                self._choice(FORMAT).value = self.output.suffix_in(PurePath(self._path.value.strip()))
        super().on_input_changed(event)

    async def show_contents(self, values: Values) -> Content:
        """Tell what would go into the file."""
        try:
            return await self.describe(self.request)
        except WorkbenchError as error:
            return plain(str(error), "$text-warning")

    async def check(self, values: Values) -> Refused | None:
        """Refuse a name that says no format, or that stands in no folder; all else is found out later."""
        try:
            _ = self.request
        except (WorkbenchError, RuntimeError) as error:
            return Refused((str(error),), PATH)
        return None

    async def action_all_fields(self) -> None:
        """Show everything that can be chosen, or only the first fields."""
        await self.settle()
        self.are_all_shown = not self.are_all_shown
        self.show_fields()
        if self.field_here is None or self.field_here.id not in self.shown:
            self.input(PATH).focus()
        self.show_hints()

    def put(self, values: Mapping[str, str]) -> None:
        """Put values into the fields, and show those of the format."""
        super().put(values)
        self.show_fields()

    @property
    def keys_here(self) -> str:
        """Return what the keys do in the field in front."""
        other = "fewer" if self.are_all_shown else "more choices"
        if self.field_here is not None and self.field_here.id == PATH:
            enter = self.does if self.is_on_last else "next"
            return PATH_HINT.format(enter=enter, other=other, does=self.does)
        if not isinstance(self.focused, ChoiceField):
            return super().keys_here
        hint = LONG_HINT if len(self.focused.choices) > LAST_NUMBER else CHOICE_HINT
        return hint.format(other=other, does=self.does)

    @property
    def _path(self) -> Input:
        return self.query_one(f"#field-{PATH}", Input)

    def _choice(self, name: str) -> ChoiceField:
        return self.query_one(f"#field-{name}", ChoiceField)


def _formats(output: FileOutput) -> tuple[tuple[str, str], ...]:
    return tuple((suffix, word_for(suffix)) for suffix in output.ways)


def _fields(output: FileOutput) -> list[FormField]:
    """Return format, path, and every option with its usual value."""
    suffix = next(iter(output.ways))
    fields = [
        FormField(FORMAT, "As", "The format of the file", suffix, choices=_formats(output)),
        FormField(
            PATH,
            "To",
            "A path, beginning in the folder that the workbench was opened in",
            output.default_name(suffix),
            is_path=True,
            writes=True,
        ),
    ]
    for option in OPTIONS.values():
        choices = tuple((value, value) for value in option.choices)
        fields.append(
            FormField(
                option.id, option.label, option.hint, option.default, is_path=option.is_path, choices=choices
            )
        )
    return fields
