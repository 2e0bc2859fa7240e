"""Show a table that is pasted, and what each of its cells will fill, before anything is filled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static, TextArea

from workbench.grade import FIELDS
from workbench.grade.numbers.pasted_table import GROUPS, PastedTable, read_table
from workbench.tui.dialogs.text_prompt import TextDialog
from workbench.tui.plain import plain, stack

EXPLANATION = "Rows of cells, set apart by tabs or commas: a row a group, or a name and a value."


class PasteDialog(TextDialog):
    """Take a table as text, to be mended if need be; returns it once it is to fill the form.

    Args:
        pasted: the table; empty where it is still to be pasted.
        columns: what columns without names are.
        there: by field, what stands in the form now.
        about: names the entry for its draft.
    """

    CSS_PATH = "../../dialogs/dialog.tcss"
    HINT = "enter {does} · ctrl+j begins a new line · esc goes back, a draft is kept"

    def __init__(self, pasted: str, columns: Sequence[str], there: Mapping[str, str], *, about: str) -> None:
        super().__init__(
            "Paste a table",
            EXPLANATION,
            needed="Nothing is pasted yet: paste rows of cells here.",
            does="fills the form",
            about=about,
        )
        self.pasted = pasted
        self.columns = columns
        self.there = there

    def compose_body(self) -> ComposeResult:
        """Lay out the text, and below it what its cells fill."""
        yield from super().compose_body()
        with VerticalScroll(classes="scrolled", id="cells", can_focus=False):
            yield Static("", id="cells-text")

    def on_mount(self) -> None:
        """Put in what was pasted."""
        super().on_mount()
        if self.pasted:
            self.put({"text": self.pasted})
        self.show_cells()

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Keep what is typed, and say what it fills."""
        super().on_text_area_changed(event)
        self.show_cells()

    def show_cells(self) -> None:
        """Say what each cell fills, what it replaces, and which cells are wrong."""
        text = self.values["text"]
        words = in_words(read_table(text, self.columns), self.there) if text.strip() else plain("")
        self.query_one("#cells-text", Static).update(words)


def in_words(table: PastedTable, there: Mapping[str, str]) -> Content:
    """Say what a table fills: by group the fields with their texts, then each cell with something wrong."""
    values = table.values
    lines = []
    for group in (*GROUPS, ""):
        fields = [name for name in values if _group_of(name) == group]
        filled = [f"{_title(name)} {values[name]}{_replaced(there, name, values[name])}" for name in fields]
        if filled:
            lines.append(plain(f"{group.capitalize() or 'Both'}: {' · '.join(filled)}"))
    if not values:
        lines.append(plain("No cell fills a field yet.", "$text-muted"))
    lines.extend(plain(f"✗ {problem}", "$text-error") for problem in table.problems)
    return stack(lines)


def _group_of(name: str) -> str:
    return next((group for group in GROUPS if name.startswith(f"{group}_")), "")


def _title(name: str) -> str:
    return FIELDS[name].title.removeprefix(f"{_group_of(name)}: ")


def _replaced(there: Mapping[str, str], name: str, text: str) -> str:
    before = there.get(name, "").strip()
    return f" (replaces {before})" if before and before != text else ""
