"""Ask for a study's numbers: first the kind of result, then the fields of that kind; one key shows all."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Key, Paste
from textual.widget import Widget
from textual.widgets import Input, Static

from workbench.counts import count
from workbench.grade import FIELDS as READ_FIELDS
from workbench.grade.numbers.pasted_table import is_table, read_table
from workbench.tui.dialogs.dialog import Dialog
from workbench.tui.dialogs.form import FormDialog, Refused
from workbench.tui.dialogs.number_keys import numbered
from workbench.tui.plain import plain
from workbench.tui.screens.evidence.finding_text import QUOTE, SOURCE
from workbench.tui.screens.evidence.pasted_numbers import PasteDialog
from workbench.tui.screens.evidence.result_kinds import (
    KINDS,
    SINGLE_ARM,
    ResultKind,
    filled_fields,
    guess_kind,
)

Ask = Callable[[Dialog[str]], Awaitable[str | None]]

ONE_GROUP = "single_arm"
"""Field that says that a study has one group only."""
KIND_HINT = "1–6 kind · ctrl+v table · ctrl+o {other} · ctrl+s {does} · esc back"
FIELD_HINT = "enter goes on · ctrl+o {other} · ctrl+s {does} · esc back, a draft is kept"


class KindRow(Static, can_focus=True):
    """Show the kinds of result in a row, the chosen one marked.

    Args:
        kind: the kind that is chosen at first.
        chosen: called with the kind that somebody chooses.
    """

    def __init__(self, kind: ResultKind, chosen: Callable[[ResultKind], None]) -> None:
        super().__init__(_row(kind), id="form-kinds")
        self.kind = kind
        self.chosen = chosen

    def on_key(self, event: Key) -> None:
        """Choose with a number or an arrow; other letters do nothing here."""
        place = KINDS.index(self.kind)
        if event.key in ("left", "right"):
            place = min(max(place + (1 if event.key == "right" else -1), 0), len(KINDS) - 1)
        elif event.key in {str(number) for number in range(1, len(KINDS) + 1)}:
            place = int(event.key) - 1
        elif not event.is_printable:
            return
        event.stop()
        event.prevent_default()
        if KINDS[place] is not self.kind:
            self.kind = KINDS[place]
            self.update(_row(self.kind))
            self.chosen(self.kind)


def _row(kind: ResultKind) -> Content:
    parts = []
    for place, each in enumerate(KINDS):
        style = "bold reverse" if each is kind else ""
        parts.append(numbered(place, plain(f"{'●' if each is kind else ''}{each.label}", style)))
    return Content("  ").join(parts)


class NumbersForm(FormDialog):
    """Ask for the numbers of a study. A field outside the kind is shown where something stands in it."""

    CSS_PATH: ClassVar[list[str]] = [
        "../../dialogs/dialog.tcss",
        "../../dialogs/form.tcss",
        "numbers_form.tcss",
    ]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+o", "all_fields", "All fields", show=False, priority=True, id="numbers.all"),
        Binding("ctrl+v", "paste", "Paste a table", show=False, priority=True, id="numbers.paste"),
    ]
    ask: Ask | None = None
    """Opens a window whose text is kept as a draft; a table can be pasted where it is given."""
    are_all_shown = False
    has_put_yes = False
    """True while "yes" stands in the field of one group because of the kind that was chosen."""

    def compose_body(self) -> ComposeResult:
        """Lay out the kinds above the fields."""
        self.kinds = KindRow(guess_kind(self.first_values), self.choose)
        yield self.kinds
        yield from super().compose_body()

    def begin(self) -> None:
        """Give the keys to the row of kinds; where numbers stand already, to the first field."""
        self.show_fields()
        if filled_fields(self.first_values):
            self.set_focus(self.input(self.shown[0]))
        else:
            self.set_focus(self.kinds)

    @property
    def key_takers(self) -> list[Widget]:
        """Return what takes keys in the form."""
        return [self.kinds, *super().key_takers]

    def on_key(self, event: Key) -> None:
        """Give a key to the row of kinds that was pressed before anything had the keys."""
        if event.is_printable and not isinstance(self.focused, Input):
            self.kinds.on_key(event)

    def choose(self, kind: ResultKind) -> None:
        """Show the fields of a kind; a single arm is said to be one where no comparison is entered."""
        one_group = self.input(ONE_GROUP)
        has_comparison = any(name.startswith("comparison_") for name in filled_fields(self.values))
        if kind is SINGLE_ARM and not one_group.value.strip() and not has_comparison:
            one_group.value = "yes"
            self.has_put_yes = True
        elif self.has_put_yes:
            self.has_put_yes = False
            if one_group.value == "yes":
                one_group.value = ""
        self.show_fields()
        self.show_hints()

    def show_fields(self, *named: str) -> None:
        """Show the fields of the kind, those in which something stands or was saved, and those named."""
        filled = filled_fields(self.values) | filled_fields(self.saved_values)
        wanted = self.kinds.kind.fields | filled | {SOURCE, QUOTE, *named}
        self.show_only({field.id for field in self.fields} if self.are_all_shown else wanted)

    def take_paste(self, text: str) -> bool:
        """Read what is pasted as a table, if it is one; return False where it is for the field in front."""
        here = self.field_here.id if self.field_here else ""
        is_for_words = here in (SOURCE, QUOTE) or (here in READ_FIELDS and READ_FIELDS[here].kind == "text")
        if self.ask is None or not is_table(text) or (is_for_words and "\t" not in text):
            return False
        self.paste_table(text)
        return True

    def on_paste(self, event: Paste) -> None:
        """Take a table that is pasted while no field has the keys."""
        if self.take_paste(event.text):
            event.stop()
            event.prevent_default()

    def action_paste(self) -> None:
        """Open the window for a table; one line that was copied here goes into the field in front."""
        copied = self.app.clipboard
        field = self.focused
        if copied and not is_table(copied) and isinstance(field, Input):
            field.action_paste()
        elif self.ask is not None:
            self.paste_table(copied if is_table(copied) else "")

    @work(exclusive=True, group="paste", exit_on_error=False)
    async def paste_table(self, text: str) -> None:
        """Show what the cells of a table go into, and put them there once that is confirmed."""
        if self.ask is None:
            return
        columns = self.kinds.kind.columns
        dialog = PasteDialog(text, columns, self.values, about=f"table for {self.about}")
        pasted = await self.ask(dialog)
        if pasted is not None:
            table = read_table(pasted, columns)
            self.put(table.values)
            told = f"{count(len(table.values), 'field')} filled from the table"
            self.note(" · ".join([told, *table.problems]))

    async def action_all_fields(self) -> None:
        """Show all fields, or those of the kind again; the field in front stays."""
        await self.settle()
        self.are_all_shown = not self.are_all_shown
        here = self.field_here
        self.show_fields(*([here.id] if here else []))
        self.show_hints()

    def put(self, values: Mapping[str, str]) -> None:
        """Put texts into the fields, and show those."""
        super().put(values)
        self.has_put_yes = False
        self.show_fields()

    def show_refused(self, refused: Refused) -> None:
        """Show the fields that something is said about, too."""
        self.show_fields(*refused.fields, refused.field)
        super().show_refused(refused)

    @property
    def about_here(self) -> str:
        """Return what the kind asks while it is in front, else what may be entered in the field."""
        return self.kinds.kind.hint if self.focused is self.kinds else super().about_here

    @property
    def keys_here(self) -> str:
        """Return what the keys do in the row of kinds, or in the field in front."""
        if self.is_on_last:
            return super().keys_here
        other = "short form" if self.are_all_shown else "all fields"
        hint = KIND_HINT if self.focused is self.kinds else FIELD_HINT
        return hint.format(other=other, does=self.does)
