"""Show any table of the review, one at a time, a block a checklist; enter looks behind a cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Footer, Static

from workbench.counts import count
from workbench.errors import WorkbenchError
from workbench.output import Cell, Table
from workbench.output.table import cell_text
from workbench.review.tables.build import build_first_rows, build_table, sheet_behind
from workbench.review.tables.final import NotFinalError
from workbench.review.tables.registry import TABLES
from workbench.tui.commands import Command, bindings
from workbench.tui.dialogs.choice import ChoiceDialog
from workbench.tui.dialogs.message import MessageDialog
from workbench.tui.plain import join, plain, stack
from workbench.tui.screens.appraise.judgement_text import why, why_domain
from workbench.tui.screens.base import READING, WorkbenchScreen, conversation
from workbench.tui.widgets.table_view import TableView, column_widths

if TYPE_CHECKING:
    from workbench.review.session import ReviewSession

ORDER = tuple(sorted((name for name, kind in TABLES.items() if kind.key), key=lambda name: TABLES[name].key))
"""The names of the tables that have a key, in the order of their keys."""

NOTHING = "nothing to show yet"

COUNTED_FROM = 100
"""Rows from which on the title of a block says how many there are."""

FIRST = 15
"""Studies whose rows are shown first where there are more: as many as fit on a screen."""

COMMANDS = (
    *(
        Command(f"table({number})", (TABLES[name].key,), name.capitalize(), f"Show the table {name}", False)
        for number, name in enumerate(ORDER, 1)
    ),
    Command("look", ("enter",), "Look behind", "Show the judgement, rule and answers behind the cell", True),
    Command("table_after(1)", ("n",), "Next table", "Show the next of the tables that have a key", True),
    Command(
        "choose",
        ("c",),
        "Choose",
        "Choose any table of the review from a list, such as the summary of findings",
        True,
    ),
    Command(
        "final",
        ("F",),
        "Final",
        "Say whether this table is final, and if not what is open",
        True,
        "can_be_final",
        hides=True,
    ),
    Command(
        "page(-1)", ("left_square_bracket",), "Page before", "Rows before, in a long table", needs="has_pages"
    ),
    Command(
        "page(1)", ("right_square_bracket",), "Page after", "Rows after, in a long table", needs="has_pages"
    ),
    Command("reload", ("r",), "Reload", "Make the table anew", True),
    Command("leave", ("escape",), "Studies", "Back to the studies", True),
)


@dataclass(frozen=True, slots=True)
class Block:
    """Hold one block of a table, with the widths that its columns need on the screen."""

    table: Table
    widths: tuple[int, ...]

    @property
    def title(self) -> str:
        """Return the title, with the number of rows where they are many."""
        rows = len(self.table.rows)
        return self.table.title if rows <= COUNTED_FROM else f"{self.table.title}  {rows:,} rows"


class TablesScreen(WorkbenchScreen):
    """Show one table at a time, one block a checklist.

    Args:
        first: keys of the first studies, whose rows are shown while the whole table is made.
    """

    TITLE = "Tables"
    CSS_PATH = "tables.tcss"
    COMMANDS_HERE = COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)

    def __init__(self, first: Sequence[str] = ()) -> None:
        super().__init__()
        self.first = tuple(first)
        self.shown_name = ORDER[0]

    @property
    def view(self) -> TableView | None:
        """Return the block that has the focus, or None."""
        return self.focused if isinstance(self.focused, TableView) else None

    @property
    def has_pages(self) -> bool:
        """Return True if the block in front is longer than what is in sight of it."""
        return self.view is not None and self.view.max_scroll_y > 0

    @property
    def can_be_final(self) -> bool:
        """Return True if something must be settled before the table in front is final."""
        return bool(TABLES[self.shown_name].basis)

    def compose(self) -> ComposeResult:
        """Lay out title, names of the tables, blocks and keys."""
        yield Static(plain("Tables"), id="title", classes="bar")
        yield Static("", id="names")
        with VerticalScroll(id="body", can_focus=False):
            yield Static(plain(READING), classes="table-title")
        yield Static("", id="message")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Show the traffic light first."""
        self.load()

    @work(exclusive=True, group="table", exit_on_error=False)
    async def load(self) -> None:
        """Make the table that is chosen and show it; until it is made, no other stands under its name."""
        self.query_one("#names", Static).update(_names(self.shown_name, self.size.width))
        await self._show([Static(plain(READING), classes="table-title")])
        name = self.shown_name
        if len(self.first) == FIRST:  # fewer are read at once
            blocks = await self.gateway.compute(_build_first_blocks, name, self.first)
            await self._show_blocks(blocks, suffix=f"  {READING}")
        blocks = await self.gateway.compute(_build_blocks, name)
        if not blocks:
            await self._show([Static(plain(f"{TABLES[name].title}: {NOTHING}"), classes="table-title")])
        await self._show_blocks(blocks)

    async def _show_blocks(self, blocks: Sequence[Block], suffix: str = "") -> None:
        """Show blocks; the cursor stays on its cell where that is in one of them."""
        if not blocks:
            return
        before = self.view
        parts: list[Widget] = []
        for block in blocks:
            parts.append(Static(plain(block.title + suffix), classes="table-title"))
            parts.append(TableView(block.table, block.widths))
            if block.table.notes:
                notes = plain("\n".join(block.table.notes), lines=True)
                parts.append(Static(notes, classes="table-notes"))
        await self._show(parts)
        view = self.query(TableView).first()
        if before is not None:
            same = (each for each in self.query(TableView) if each.table.title == before.table.title)
            view = next(same, view)
            if before.table.rows[before.row : before.row + 1] == view.table.rows[before.row : before.row + 1]:
                view.go_to(before.row, before.column)
        view.focus()
        self.refresh_bindings()

    async def _show(self, parts: list[Widget]) -> None:
        body = self.query_one("#body", VerticalScroll)
        with self.app.batch_update():
            await body.remove_children()
            await body.mount(*parts)

    def action_table(self, number: int) -> None:
        """Show a table by the place of its key."""
        self.show_table(ORDER[number - 1])

    def show_table(self, name: str) -> None:
        """Show a table by its name."""
        self.shown_name = name
        self.hush()
        self.load()
        self.refresh_bindings()

    def action_table_after(self, by: int) -> None:
        """Show the next table that has a key; after one that has none, the first."""
        place = ORDER.index(self.shown_name) if self.shown_name in ORDER else -1
        self.show_table(ORDER[(place + by) % len(ORDER)])

    @conversation
    async def action_choose(self) -> None:
        """Choose a table from the list of all."""
        choices = [(name, _choice(name)) for name in TABLES]
        chosen = await self.ask(
            ChoiceDialog("Which table?", choices, chosen=self.shown_name, does="shows it")
        )
        if chosen is not None:
            self.show_table(chosen)

    @conversation
    async def action_final(self) -> None:
        """Say that the table in front is final, or list what is open in it."""
        title = TABLES[self.shown_name].title
        try:
            await self.compute(build_table, self.shown_name, final=True)
        except NotFinalError as refused:
            heading = f"{title}: not final, {count(len(refused.points), 'point is', 'points are')} open"
            await self.ask(MessageDialog(heading, plain("\n".join(refused.points), lines=True)))
            self.hush()
        else:
            self.say(f"{title}: final, nothing in it is open")

    def action_page(self, by: int) -> None:
        """Show other rows of a long block."""
        if self.view is not None:
            self.view.action_page(by)

    def action_reload(self) -> None:
        """Make the table anew."""
        self.load()

    def action_leave(self) -> None:
        """Go back to the studies."""
        self.dismiss()

    def on_table_view_chosen(self, message: TableView.Chosen) -> None:
        """Look behind the cell that was chosen."""
        self.look(message.view)

    def action_look(self) -> None:
        """Look behind the cell under the cursor."""
        if self.view is not None:
            self.look(self.view)

    def look(self, view: TableView) -> None:
        """Show what is behind the cell under the cursor of a block."""
        row = view.current
        if row is not None:
            self.show_behind(view.table, row, view.current_column)

    @work(exclusive=True, group="dialog", exit_on_error=False)
    async def show_behind(self, table: Table, row: Mapping[str, Cell], column: str) -> None:
        """Show what is behind a cell: the judgement of the appraisal or of the domain, or the whole text."""
        body = await self._behind(table, row, column)
        heading = " · ".join(cell_text(row[name]) for name in ("study", "reviewer", "item") if name in row)
        title = dict(zip(table.ids, table.titles, strict=True))[column]
        self.app.push_screen(MessageDialog(f"{heading or table.title} · {title}", body))

    async def _behind(self, table: Table, row: Mapping[str, Cell], column: str) -> Content:
        whole = plain(cell_text(row[column]), lines=True)
        if table.name.startswith("characteristics"):
            boxes = await self.gateway.ask(build_first_rows, "boxes", [cell_text(row["study"])])
            return stack([whole, plain(""), *_box(boxes)])
        if not {"study", "result", "reviewer"} <= row.keys() or table.name == "answers":
            return whole
        try:
            key, result, reviewer = (cell_text(row[name]) for name in ("study", "result", "reviewer"))
            sheet = await self.gateway.ask(sheet_behind, key, result, reviewer)
        except WorkbenchError as error:
            return plain(str(error))
        if column in {domain.id for domain in sheet.form.domains}:
            return why_domain(sheet, column)
        return why(sheet)


def _box(boxes: Sequence[Table]) -> list[Content]:
    """Draw the box of a study: part by part, each entry with its value and below it the support."""
    lines: list[Content] = []
    part = ""
    for _, here, entry, value, support in (row for box in boxes for row in box.rows):
        if cell_text(here) != part:
            part = cell_text(here)
            lines += [plain(""), plain(part, "bold")]
        lines.append(join(plain(f"{cell_text(entry)}: "), plain(cell_text(value), "bold")))
        if support:
            lines.append(plain(f"    {cell_text(support)}", "$text-muted"))
    return lines


def _build_first_blocks(session: ReviewSession, name: str, keys: Sequence[str]) -> list[Block]:
    return [Block(table, column_widths(table)) for table in build_first_rows(session, name, keys)]


def _build_blocks(session: ReviewSession, name: str) -> list[Block]:
    return [Block(table, column_widths(table)) for table in build_table(session, name)]


def _choice(name: str) -> Content:
    """Write the line of a table in the list of all, whose numbers are those of the list: title and name."""
    return join(plain(TABLES[name].title), plain(f"  {name}", "$text-muted"))


def _names(chosen: str, width: int) -> Content:
    """List the tables with their keys on one line, closer together where there is little room."""
    needed = sum(len(f" {TABLES[name].key} {name} ") for name in ORDER)
    gap = " " if needed <= width else ""
    parts = [
        join(
            plain(f"{gap}{TABLES[name].key} ", "bold"),
            plain(f"{name} ", "reverse" if name == chosen else ""),
        )
        for name in ORDER
    ]
    return Content("").join(parts)
