"""Ask for text and lose none of it: what is typed is a draft until it is saved, and is offered again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import ClassVar, TypeVar

from textual.binding import Binding, BindingType
from textual.events import Key
from textual.message import Message
from textual.widgets import Input, Static, TextArea

from workbench.entry_drafts import EntryDraft
from workbench.tui.dialogs.dialog import Dialog
from workbench.tui.dialogs.fields import LineField
from workbench.tui.plain import plain

Answer = TypeVar("Answer")
Values = dict[str, str]
Keep = Callable[[EntryDraft | None], None]


class EntryDialog(Dialog[Answer]):
    """Ask for the text of one or more fields.

    Whoever opens it says in `keep` where drafts go, and in `offered` what was typed before.

    Args:
        heading: what is asked.
        does: what saving it does.
        about: names the entry for finding its draft; without it, the heading and what the screen is about.
        keeps_draft: False for what nobody misses, such as words to look for.

    Attributes:
        keep: called with the draft at each change, and with None where nothing is left to keep.
        offered: the draft that is offered.
        is_draft_kept: True while what stands there is kept as a draft.
    """

    class DraftChanged(Message):
        """Tell that what stands in the window is a draft now, or is what is saved again."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+r", "exchange_draft", "Draft", show=False, priority=True, id="entry.draft"),
        Binding("ctrl+c", "nothing_to_copy", "Copy", show=False, id="entry.copy"),
    ]

    def __init__(self, heading: str, *, does: str = "", about: str = "", keeps_draft: bool = True) -> None:
        super().__init__(heading, does=does)
        self.about = about
        self.keeps_draft = keeps_draft
        self.keep: Keep | None = None
        self.offered: EntryDraft | None = None
        self.is_draft_kept = False
        self._aside: Values | None = None
        self._is_done = False

    @property
    def saves(self) -> bool:
        """Return True if the dialog saves what is typed before it closes."""
        raise NotImplementedError

    @property
    def saved_values(self) -> Values:
        """Return, by field, what stands there before anything is typed."""
        raise NotImplementedError

    @property
    def values(self) -> Values:
        """Return, by field, what stands there now."""
        raise NotImplementedError

    def put(self, values: Mapping[str, str]) -> None:
        """Put texts into the fields."""
        raise NotImplementedError

    @property
    def field_in_front(self) -> Input | TextArea:
        """Return the field that has the keys, or will have them once the dialog is there."""
        fields = [each for each in self.query("Input, TextArea") if isinstance(each, Input | TextArea)]
        return next((field for field in fields if field is self.focused), fields[0])

    def on_key(self, event: Key) -> None:
        """Give a letter to the field that was typed before the field had the keys, on a busy machine."""
        if event.is_printable and event.character is not None:
            event.stop()
            field = self.field_in_front
            if isinstance(field, Input):
                field.insert_text_at_cursor(event.character)
            else:
                field.insert(event.character)

    async def settle(self) -> None:
        """Wait until every field has taken the keys that were pressed before; a slow machine lags behind."""
        raise NotImplementedError

    @property
    def first_values(self) -> Values:
        """Return what stands in the fields at first: the draft, else what is saved."""
        saved = self.saved_values
        typed = self.offered.values if self.offered is not None else {}
        return {name: typed.get(name, value) for name, value in saved.items()}

    def offer_draft(self) -> None:
        """Say that a draft stands in the fields, and how to get rid of it."""
        if self.offered is None or self.first_values == self.saved_values:
            self.offered = None
            return
        changed = any(
            value != self.saved_values[name]
            for name, value in self.offered.saved.items()
            if name in self.saved_values
        )
        since = "; what is saved has changed since" if changed else ""
        replaces = " · typing replaces what is marked, → keeps it" if self._mark_draft() else ""
        self.note(
            f"Draft of {_in_words(self.offered.at)}, not saved yet{since}{replaces} · ctrl+r discards it"
        )

    def _mark_draft(self) -> bool:
        """Let lines in which a draft stands mark it when they get the keys; return True if there are some.

        In texts of several lines the cursor stands behind it: one goes on there.
        """
        saved = set(self.saved_values.values())
        drafts = [field for field in self.query(LineField) if field.value and field.value not in saved]
        for field in drafts:
            field.mark_draft()
        return bool(drafts)

    def note(self, words: str) -> None:
        """Say something about the draft."""
        line = self.query_one("#dialog-note", Static)
        line.update(plain(words))
        line.set_class(bool(words), "said")

    @property
    def has_typed(self) -> bool:
        """Return True if something stands in the fields that would be missed."""
        return self.values != self.saved_values

    def keep_draft(self) -> None:
        """Keep what stands in the fields now; where it is what is saved, there is nothing to keep."""
        if self.keep is None or self._is_done or not self.is_mounted:
            return
        values, saved = self.values, self.saved_values
        was_kept, self.is_draft_kept = self.is_draft_kept, self.has_typed
        if was_kept != self.is_draft_kept:
            self.post_message(self.DraftChanged())
        self.keep(EntryDraft(values, saved, datetime.now(UTC)) if self.is_draft_kept else None)

    async def action_exchange_draft(self) -> None:
        """Put what is saved in the place of what was typed, or bring that back."""
        await self.settle()
        values, saved = self.values, self.saved_values
        if values != saved:
            self._aside = values
            self.put(saved)
            self.note("Discarded · ctrl+r brings it back")
        elif self._aside is not None:
            self.put(self._aside)
            self.note("")

    def action_nothing_to_copy(self) -> None:
        """Say that nothing is selected: the key copies in a field and leaves the program from elsewhere."""
        self.note("Nothing is selected to copy · ctrl+q leaves the workbench, what is typed stays as a draft")

    async def leave(self) -> None:
        """Go back; what was typed stays as a draft."""
        await self.settle()
        self.keep_draft()
        self._is_done = True
        self.dismiss(None)

    def end(self, answer: Answer) -> None:
        """Close with an answer. The draft goes with it, or once whoever asked has saved it."""
        self._is_done = True
        self.dismiss(answer)


def _in_words(moment: datetime) -> str:
    """Return the local time of a moment, with the day where it was not today."""
    here, now = moment.astimezone(), datetime.now().astimezone()
    return f"{here:%H:%M}" if here.date() == now.date() else f"{here:%Y-%m-%d, %H:%M}"
