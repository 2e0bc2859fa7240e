"""Ask for several fields in a window that checks while one types; what is refused stays as it was typed."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static
from textual.worker import Worker, WorkerState

from workbench.tui.dialogs.choice_field import ChoiceField
from workbench.tui.dialogs.entry import EntryDialog, Values
from workbench.tui.dialogs.fields import LineField
from workbench.tui.dialogs.message import MessageDialog
from workbench.tui.files import files_of
from workbench.tui.plain import plain

__all__ = ["FormDialog", "FormField", "Preview", "Refused", "Save", "Values"]


@dataclass(frozen=True, slots=True)
class FormField:
    """Describe one field.

    Attributes:
        id: what its value is called.
        label: stands before it.
        hint: what may be entered; it is shown while the cursor stands in the field.
        value: what stands in it at first.
        group: heading of the part it belongs to; it is shown above the first field of the part.
        is_path: whether it names a file, whose path tab completes.
        writes: whether that file is made.
        choices: the values that can be chosen, each with its words; none: any text can be typed.
    """

    id: str
    label: str
    hint: str = ""
    value: str = ""
    group: str = ""
    is_path: bool = False
    writes: bool = False
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """Say why a form was not saved.

    Attributes:
        reasons: every reason.
        field: id of the field to mend first, if one is meant.
        fields: for each reason, the id of the field that it stands below, or the empty text; without it
            the first reason stands below `field`.
    """

    reasons: tuple[str, ...]
    field: str = ""
    fields: tuple[str, ...] = ()


Save = Callable[[Values], Awaitable[Refused | None]]
Preview = Callable[[Values], Awaitable[Content]]


class _Fields(VerticalScroll, can_focus=False, inherit_bindings=False):
    """Hold the fields. The arrows are the form's: they go from field to field, and it scrolls along."""


class _PreviewText(Static):
    """Hold the preview; where it gets longer or shorter, the rows are shared out anew."""

    def on_resize(self) -> None:
        """Give the fields the rows that the preview does not need."""
        if isinstance(self.screen, FormDialog):
            self.screen.share_rows()


class FormDialog(EntryDialog[bool]):
    """Ask for several lines, and return True once they are saved.

    Args:
        heading: what is asked.
        fields: the fields, from top to bottom.
        save: saves the values, or says why not; then the form stays open.
        preview: what the values so far mean, shown while typing.
        does: what saving it does.
        whole: gives all lines of a preview that shows the first ones only; ctrl+l opens them in a window.
        about: names the entry, where the heading alone does not.
    """

    CSS_PATH: ClassVar[list[str]] = ["dialog.tcss", "form.tcss"]  # type: ignore[assignment]
    HINT = "enter goes to the next field · ctrl+s {does} · esc goes back, a draft is kept"
    LAST_HINT = "enter or ctrl+s {does} · arrows go from field to field · esc goes back, a draft is kept"
    PATH_HINT = "tab completes the {word} · enter goes to the next field · ctrl+s {does} · esc goes back"
    BINDINGS: ClassVar[list[BindingType]] = [
        # These go to the form before any field, so that what is typed on at once reaches the next field.
        Binding("down", "go(1)", "Next", show=False, priority=True, id="form.next"),
        Binding("tab", "complete", "Complete, or next", show=False, priority=True, id="form.complete"),
        Binding("enter", "enter", "Next, or save", show=False, priority=True, id="form.enter"),
        Binding("up,shift+tab", "go(-1)", "Before", show=False, priority=True, id="form.before"),
        Binding("pagedown,ctrl+down", "preview(1)", "Preview down", show=False, id="form.preview-down"),
        Binding("pageup,ctrl+up", "preview(-1)", "Preview up", show=False, id="form.preview-up"),
        Binding("ctrl+l", "show_all", "All lines", show=False, priority=True, id="form.all"),
    ]

    def __init__(
        self,
        heading: str,
        fields: Sequence[FormField],
        *,
        save: Save,
        preview: Preview | None = None,
        does: str = "saves",
        whole: Callable[[], Content | None] | None = None,
        about: str = "",
    ) -> None:
        super().__init__(heading, does=does, about=about)
        self.whole = whole
        self.fields = list(fields)
        self.save = save
        self.preview = preview
        self.shown = [field.id for field in self.fields]
        self._is_saving = False

    @property
    def saves(self) -> bool:
        """Return True: a form closes only once it is saved."""
        return True

    @property
    def saved_values(self) -> Values:
        """Return, by field, what stands there before anything is typed."""
        return {field.id: field.value for field in self.fields}

    @property
    def values(self) -> Values:
        """Return what stands in the fields."""
        return {field.id: self.input(field.id).value for field in self.fields}

    def put(self, values: Mapping[str, str]) -> None:
        """Put texts into the fields."""
        for name, value in values.items():
            self.input(name).value = value

    def compose_body(self) -> ComposeResult:
        """Lay out the fields, and the preview beside or below them."""
        with Container(id="form-parts"):
            with _Fields(id="form-fields"):
                yield from self._compose_fields()
            if self.preview is not None:
                with VerticalScroll(id="form-preview", can_focus=False):
                    yield _PreviewText("", id="form-preview-text")
        yield Static("", id="form-hint")

    def _compose_fields(self) -> ComposeResult:
        """Lay out the fields, each part with its heading."""
        first = self.first_values
        for field in self.fields:
            if field.id in self._parts:
                yield Static(plain(field.group), id=f"group-{field.id}", classes="form-group")
            with Horizontal(id=f"row-{field.id}", classes="form-row"):
                yield Static(plain(field.label), classes="form-label")
                if field.choices:
                    yield ChoiceField(first[field.id], field.choices, id=f"field-{field.id}")
                else:
                    yield LineField(first[field.id], id=f"field-{field.id}", compact=True)
            yield Static("", id=f"error-{field.id}", classes="form-error")

    @property
    def _parts(self) -> dict[str, list[str]]:
        """Return, by the first field of a part with a heading, the ids of the fields of that part."""
        parts: dict[str, list[str]] = {}
        group, first = "", ""
        for field in self.fields:
            if field.group not in ("", group):
                group, first = field.group, field.id
            if first:
                parts.setdefault(first, []).append(field.id)
        return parts

    def show_only(self, names: Collection[str]) -> None:
        """Show these fields, with the headings of their parts; the others keep what stands in them.

        Args:
            names: ids of the fields.
        """
        self.shown = [field.id for field in self.fields if field.id in names]
        for field in self.fields:
            is_shown = field.id in self.shown
            self.query_one(f"#row-{field.id}").display = is_shown
            if not is_shown:
                self.query_one(f"#error-{field.id}").remove_class("said")
        for first, part in self._parts.items():
            self.query_one(f"#group-{first}").display = any(name in self.shown for name in part)

    def on_mount(self) -> None:
        """Begin with the first field."""
        self.set_class(self.preview is not None, "with-preview")
        self.begin()
        self.offer_draft()
        self.show_preview()

    def begin(self) -> None:
        """Give the keys to the first field."""
        self.set_focus(self.input(self.fields[0].id))

    def on_resize(self) -> None:
        """Share out the rows of a window that has another size."""
        self.share_rows()

    def share_rows(self) -> None:
        """Give the fields the rows that the preview below them does not need, and three of four at least."""
        fields = self.query_one("#form-fields")
        if self.preview is None or self.has_class("wide"):
            fields.styles.max_height = None
            return
        rows = self.query_one("#form-parts").size.height
        needed = self.query_one("#form-preview-text").size.height + 1
        fields.styles.max_height = max(rows - needed, rows * 3 // 4, 1)

    def on_descendant_focus(self) -> None:
        """Say what may be entered in the field, and what the keys do in it."""
        self.show_hints()

    def show_hints(self) -> None:
        """Say what may be entered in the field in front, and what the keys do in it."""
        self.query_one("#form-hint", Static).update(plain(self.about_here))
        self.query_one("#dialog-hint", Static).update(plain(self.keys_here))

    @property
    def about_here(self) -> str:
        """Return what may be entered in the field in front."""
        return self._hint_of(self.field_here) if self.field_here else ""

    def _hint_of(self, field: FormField) -> str:
        return files_of(self.app).hint(field.hint, writes=field.writes) if field.is_path else field.hint

    @property
    def keys_here(self) -> str:
        """Return what the keys do in the field in front."""
        words = self.LAST_HINT if self.is_on_last else self.HINT
        if self.field_here is not None and self.field_here.is_path:
            words = self.PATH_HINT
        return words.format(does=self.does, word=files_of(self.app).word)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Keep what is typed, and check it."""
        event.stop()
        self.keep_draft()
        self.show_preview()

    def on_choice_field_chosen(self, event: ChoiceField.Chosen) -> None:
        """Keep what is chosen, and check it."""
        event.stop()
        self.keep_draft()
        self.show_preview()

    @work(exclusive=True, group="preview", exit_on_error=False)
    async def show_preview(self) -> None:
        """Show what the values so far mean; only the last state of the fields counts."""
        if self.preview is not None:
            words = await self.preview(self.values)
            self.query_one("#form-preview-text", Static).update(words)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Show that a preview failed."""
        if event.state is WorkerState.ERROR and event.worker.error is not None:
            self.complain(f"no preview: {type(event.worker.error).__name__}: {event.worker.error}")

    async def action_go(self, by: int) -> None:
        """Go to the next field, or to the one before."""
        await self.settle()
        if by > 0:
            self.focus_next()
        else:
            self.focus_previous()

    async def action_enter(self) -> None:
        """Go to the next field; on the last, save."""
        await self.settle()
        if self.is_on_last:
            await self.action_save()
        else:
            self.focus_next()

    @property
    def is_on_last(self) -> bool:
        """Return True if the last field that is shown has the keys."""
        return self.focused is not None and self.focused.id == f"field-{self.shown[-1]}"

    async def action_save(self) -> None:
        """Save, or show every reason why not and go to the field to mend."""
        if self._is_saving:
            return
        self._is_saving = True
        try:
            await self.settle()
            refused = await self.save(self.values)
        finally:
            self._is_saving = False
        if refused is None:
            self.end(True)
        else:
            self.show_refused(refused)

    def show_refused(self, refused: Refused) -> None:
        """Put each reason below its field, and those of no field below all."""
        fields = refused.fields or (refused.field,)
        below: dict[str, list[str]] = {field.id: [] for field in self.fields}
        others = ["Not saved:"]
        for place, reason in enumerate(refused.reasons):
            field = fields[place] if place < len(fields) else ""
            below.get(field, others).append(reason)
        if len(others) == 1:
            others = ["Not saved: the reason stands below its field."]
        self.complain("\n".join(others))
        for name, reasons in below.items():
            line = self.query_one(f"#error-{name}", Static)
            line.update(plain("\n".join(reasons), lines=True))
            line.set_class(bool(reasons), "said")
        if refused.field in below:
            self.input(refused.field).focus()

    async def action_complete(self) -> None:
        """Complete a path as far as only one name is possible; elsewhere go to the next field."""
        await self.settle()
        field = self.field_here
        if field is None or not field.is_path:
            self.focus_next()
            return
        line = self.query_one(f"#field-{field.id}", Input)
        completion = await asyncio.to_thread(
            partial(files_of(self.app).complete, line.value, writes=field.writes)
        )
        is_whole = completion.text == line.value and not completion.names
        line.value = completion.text
        line.cursor_position = len(completion.text)
        self.query_one("#form-hint", Static).update(
            plain("  ".join(completion.names) or self._hint_of(field))
        )
        if is_whole:
            self.focus_next()

    @property
    def field_here(self) -> FormField | None:
        """Return the field that has the keys."""
        here = self.focused.id if self.focused else None
        return next((field for field in self.fields if f"field-{field.id}" == here), None)

    def action_preview(self, by: int) -> None:
        """Scroll the preview by half its height."""
        if self.preview is not None:
            part = self.query_one("#form-preview", VerticalScroll)
            part.scroll_relative(y=by * max(part.size.height // 2, 1), animate=False)

    async def action_show_all(self) -> None:
        """Show all lines of the preview in a window that scrolls."""
        words = self.whole() if self.whole is not None else None
        if words is not None:
            await self.app.push_screen(MessageDialog(self.heading, words))

    async def action_leave(self) -> None:
        """Go back; what was typed stays as a draft."""
        await self.leave()

    async def settle(self) -> None:
        """Wait until every field has taken the keys that were pressed before; a slow machine lags behind."""
        waiting = []
        for widget in self.key_takers:
            done = asyncio.Event()
            widget.call_later(done.set)
            waiting.append(done.wait())
        await asyncio.gather(*waiting)

    @property
    def key_takers(self) -> list[Widget]:
        """Return what takes keys in the form."""
        return [self.input(field.id) for field in self.fields]

    def input(self, field: str) -> Input | ChoiceField:
        """Return what takes the value of a field."""
        widget = self.query_one(f"#field-{field}")
        assert isinstance(widget, Input | ChoiceField)
        return widget
