"""List what the reader marked in the texts of a study, to go there, quote it, note on it, or take it away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList

from workbench.tui.dialogs.choice import ChoiceDialog

Deed = Literal["go", "quote", "note", "remove"]


class MarksDialog(ChoiceDialog):
    """Choose a mark and what is done with it; returns its id.

    Args:
        choices: id of each mark, and what is shown of it.
        chosen: id of the one that the cursor stands on at first.
        item: what `q` quotes a mark for; empty where nothing can be quoted for.
        why_not: what is said in that case.

    Attributes:
        deed: what is to be done with the mark that was chosen.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "quote", "Quote", show=False, id="marks.quote"),
        Binding("m,o", "note", "Note", show=False, id="marks.note"),
        Binding("0,delete", "remove", "Take away", show=False, id="marks.remove"),
    ]

    def __init__(
        self,
        choices: Sequence[tuple[str, Content]],
        *,
        chosen: str | None,
        item: str = "",
        why_not: str = "",
    ) -> None:
        super().__init__("Your marks in the texts of this study", choices, chosen=chosen)
        self.item = item
        self.why_not = why_not
        self.deed: Deed = "go"

    @property
    def hint(self) -> str:
        """Return the bottom line: what the keys do here."""
        quotes = f"q quotes for {self.item} · " if self.item else ""
        return f"enter goes there · {quotes}m note · 0 takes away · esc goes back"

    def action_quote(self) -> None:
        """Quote the mark for the item in front."""
        if self.item:
            self._end("quote")
        else:
            self.complain(self.why_not)

    def action_note(self) -> None:
        """Write the margin note of the mark."""
        self._end("note")

    def action_remove(self) -> None:
        """Take the mark away."""
        self._end("remove")

    def _end(self, deed: Deed) -> None:
        place = self.query_one(OptionList).highlighted
        if place is not None:
            self.deed = deed
            self.dismiss(self.choices[place][0])
