"""Ask for several fields in a window that checks while one types; what is refused stays as it was typed."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, VerticalScroll
from textual.content import Content
from textual.events import Key
from textual.widgets import Input, Static
from textual.worker import Worker, WorkerState

from workbench.tui.dialogs.dialog import Dialog
from workbench.tui.dialogs.message import MessageDialog
from workbench.tui.plain import plain

WIDE_FROM = 110
"""Cells from which on the preview stands beside the fields instead of below."""


@dataclass(frozen=True, slots=True)
class FormField:
    """Describe one field.

    Attributes:
        id: what its value is called.
        label: stands before it.
        hint: what may be entered; it is shown while the cursor stands in the field.
        value: what stands in it at first.
        group: heading of the part it belongs to; it is shown above the first field of the part.
    """

    id: str
    label: str
    hint: str = ""
    value: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """Say why a form was not saved.

    Attributes:
        reasons: every reason.
        field: id of the field to mend first, if one is meant.
    """

    reasons: tuple[str, ...]
    field: str = ""


Values = dict[str, str]
Save = Callable[[Values], Awaitable[Refused | None]]
Preview = Callable[[Values], Awaitable[Content]]


class _Field(Input):
    """Work off the keys of a line one after another.

    Textual lets keys such as backspace go through the whole application before they do something. Where
    keys come in a burst, they would come after letters typed later, or act on the field that comes next.
    """

    async def on_key(self, event: Key) -> None:
        """Do at once what the key does in a line; what it does elsewhere stays as it is."""
        binding = next(iter(self._bindings.key_to_bindings.get(event.key, ())), None)
        if binding is not None:
            event.stop()
            event.prevent_default()
            await self.run_action(binding.action)


class _Fields(VerticalScroll, can_focus=False, inherit_bindings=False):
    """Hold the fields. The arrows are the form's: they go from field to field, and it scrolls along."""


class FormDialog(Dialog[bool]):
    """Ask for several lines, and return True once they are saved.

    Args:
        heading: what is asked.
        fields: the fields, from top to bottom.
        save: saves the values, or says why not; then the form stays open.
        preview: what the values so far mean, shown while typing.
        draft: values typed before, which stand in place of the fields' own.
        does: what saving it does.
        whole: gives all lines of a preview that shows the first ones only; ctrl+l opens them in a window.

    Attributes:
        left_with: what was typed when the form was left without saving; None where nothing was.
    """

    CSS_PATH: ClassVar[list[str]] = ["dialog.tcss", "form.tcss"]  # type: ignore[assignment]
    HINT = "enter goes to the next field · ctrl+s {does} · esc goes back"
    LAST_HINT = "enter or ctrl+s {does} · arrows go from field to field · esc goes back"
    BINDINGS: ClassVar[list[BindingType]] = [
        # These go to the form before any field, so that what is typed on at once reaches the next field.
        Binding("down,tab", "go(1)", "Next", show=False, priority=True, id="form.next"),
        Binding("enter", "enter", "Next, or save", show=False, priority=True, id="form.enter"),
        Binding("up,shift+tab", "go(-1)", "Before", show=False, priority=True, id="form.before"),
        Binding("ctrl+r", "begin_anew", "Begin anew", show=False, priority=True, id="form.anew"),
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
        draft: Mapping[str, str] | None = None,
        does: str = "saves",
        whole: Callable[[], Content | None] | None = None,
    ) -> None:
        super().__init__(heading, does=does)
        self.whole = whole
        self.fields = list(fields)
        self.save = save
        self.preview = preview
        self.draft = dict(draft or {})
        self.left_with: Values | None = None

    @property
    def values(self) -> Values:
        """Return what stands in the fields."""
        return {field.id: self._input(field.id).value for field in self.fields}

    def compose_body(self) -> ComposeResult:
        """Lay out the fields, and the preview beside or below them."""
        with Container(id="form-parts"):
            with _Fields(id="form-fields"):
                group = ""
                for field in self.fields:
                    if field.group not in ("", group):
                        group = field.group
                        yield Static(plain(group), classes="form-group")
                    with Horizontal(classes="form-row"):
                        yield Static(plain(field.label), classes="form-label")
                        yield _Field(
                            self.draft.get(field.id, field.value),
                            id=f"field-{field.id}",
                            compact=True,
                            select_on_focus=False,
                        )
            if self.preview is not None:
                with VerticalScroll(id="form-preview", can_focus=False):
                    yield Static("", id="form-preview-text")
        yield Static("", id="form-hint")

    def on_mount(self) -> None:
        """Begin with the first field."""
        self.set_class(self.preview is not None, "with-preview")
        self._input(self.fields[0].id).focus()
        if self._is_changed:
            self.complain("Typed before and not saved yet; ctrl+r begins anew.")
        self.show_preview()

    def on_resize(self) -> None:
        """Put the preview where there is room."""
        self.set_class(self.size.width >= WIDE_FROM, "wide")

    def on_descendant_focus(self) -> None:
        """Say what may be entered in the field, and what the keys do in it."""
        here = self.focused.id if self.focused else None
        hints = {f"field-{field.id}": field.hint for field in self.fields}
        self.query_one("#form-hint", Static).update(plain(hints.get(here or "", "")))
        words = self.LAST_HINT if self._is_on_last else self.HINT
        self.query_one("#dialog-hint", Static).update(plain(words.format(does=self.does)))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Check while typing."""
        event.stop()
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

    def complain(self, words: str) -> None:
        """Say what is wrong, in several lines if need be; what was typed stays."""
        trouble = self.query_one("#dialog-trouble", Static)
        trouble.update(plain(words, lines=True))
        trouble.add_class("said")

    async def action_go(self, by: int) -> None:
        """Go to the next field, or to the one before."""
        await self._settle()
        if by > 0:
            self.focus_next()
        else:
            self.focus_previous()

    async def action_enter(self) -> None:
        """Go to the next field; on the last, save."""
        await self._settle()
        if self._is_on_last:
            await self.action_save()
        else:
            self.focus_next()

    @property
    def _is_on_last(self) -> bool:
        return self.focused is not None and self.focused.id == f"field-{self.fields[-1].id}"

    async def action_save(self) -> None:
        """Save, or show every reason why not and go to the field to mend."""
        await self._settle()
        refused = await self.save(self.values)
        if refused is None:
            self.dismiss(True)
            return
        self.complain("\n".join(["Not saved:", *refused.reasons]))
        if refused.field in {field.id for field in self.fields}:
            self._input(refused.field).focus()

    async def action_begin_anew(self) -> None:
        """Put back what stood in the fields at first, in the place of what was typed."""
        await self._settle()
        for field in self.fields:
            self._input(field.id).value = field.value
        trouble = self.query_one("#dialog-trouble", Static)
        trouble.update("")
        trouble.remove_class("said")

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

    async def action_leave(self) -> None:  # type: ignore[override]
        """Leave; what was typed is handed back."""
        await self._settle()
        if self._is_changed:
            self.left_with = self.values
        self.dismiss(None)

    @property
    def _is_changed(self) -> bool:
        return any(self.values[field.id] != field.value for field in self.fields)

    async def _settle(self) -> None:
        """Wait until every field has taken the keys that were pressed before; a slow machine lags behind."""
        waiting = []
        for field in self.fields:
            done = asyncio.Event()
            self._input(field.id).call_later(done.set)
            waiting.append(done.wait())
        await asyncio.gather(*waiting)

    def _input(self, field: str) -> Input:
        return self.query_one(f"#field-{field}", Input)
