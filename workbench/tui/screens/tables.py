"""The tables of the review: traffic light, appraisal, summary and the others; enter looks behind a cell."""

from __future__ import annotations

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.coordinate import Coordinate
from textual.widgets import DataTable, Footer, Static

from workbench.errors import WorkbenchError
from workbench.output import Cell, Labelled, Table
from workbench.output.table import cell_text
from workbench.review.tables.build import build_table, sheet_behind
from workbench.review.tables.registry import TABLES
from workbench.tui.commands import Command, bindings
from workbench.tui.dialogs.message import MessageDialog
from workbench.tui.plain import join, plain, plain_cell
from workbench.tui.screens.appraise.judgement_text import why, why_domain
from workbench.tui.screens.base import WorkbenchScreen
from workbench.tui.theme import LEVEL_STYLES

ORDER = tuple(sorted((name for name, kind in TABLES.items() if kind.key), key=lambda name: TABLES[name].key))
"""The names of the tables that have a key, in the order of their keys."""

ROWS_A_PAGE = 100
"""A data table takes seconds from some thousand rows on, so a long one is shown in pages."""

WIDEST = 48
"""Cells of the widest column; the whole text is behind enter."""

COMMANDS = (
    *(
        Command(f"table({number})", (TABLES[name].key,), name.capitalize(), f"Show the table {name}", False)
        for number, name in enumerate(ORDER, 1)
    ),
    Command("look", ("enter",), "Look behind", "Show the judgement, rule and answers behind the cell", True),
    Command("table_after(1)", ("n",), "Next table", "Show the next table", True),
    Command(
        "page(-1)", ("left_square_bracket",), "Page before", "Rows before, in a long table", needs="has_pages"
    ),
    Command(
        "page(1)", ("right_square_bracket",), "Page after", "Rows after, in a long table", needs="has_pages"
    ),
    Command("reload", ("r",), "Reload", "Make the table anew", True),
    Command("leave", ("escape",), "Studies", "Back to the studies", True),
)


class TablesScreen(WorkbenchScreen):
    """Shows one table at a time, one block a checklist."""

    TITLE = "Tables"
    CSS_PATH = "tables.tcss"
    COMMANDS_HERE = COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)

    def __init__(self) -> None:
        super().__init__()
        self.number = 1
        self.page = 0
        self.blocks: list[Table] = []

    @property
    def has_pages(self) -> bool:
        """Whether a block is longer than a page."""
        return any(len(block.rows) > ROWS_A_PAGE for block in self.blocks)

    def compose(self) -> ComposeResult:
        """Title, names of the tables, blocks, keys."""
        yield Static(plain("Tables"), id="title", classes="bar")
        yield Static("", id="names")
        yield VerticalScroll(id="body", can_focus=False)
        yield Static("", id="message")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Show the traffic light first."""
        self.make()

    @work(exclusive=True, group="table", exit_on_error=False)
    async def make(self) -> None:
        """Make the table that is chosen and show it."""
        name = ORDER[self.number - 1]
        self.blocks = await self.gateway.ask(build_table, name)
        self.query_one("#names", Static).update(_names(self.number))
        await self.show_blocks()
        self.refresh_bindings()

    async def show_blocks(self) -> None:
        """Show this page of every block."""
        body = self.query_one("#body", VerticalScroll)
        await body.remove_children()
        first: DataTable[object] | None = None
        for place, block in enumerate(self.blocks):
            table: DataTable[object] = DataTable(id=f"block-{place}", zebra_stripes=True)
            await body.mount(Static(plain(self._title(block)), classes="table-title"), table)
            _fill(table, block, self._start)
            if block.notes:
                await body.mount(Static(plain("\n".join(block.notes), lines=True), classes="table-notes"))
            first = first or table
        if first is not None:
            first.focus()

    @property
    def _start(self) -> int:
        return self.page * ROWS_A_PAGE

    def _title(self, block: Table) -> str:
        total = len(block.rows)
        if total <= ROWS_A_PAGE:
            return block.title
        return f"{block.title}  rows {self._start + 1}–{min(self._start + ROWS_A_PAGE, total)} of {total}"

    def action_table(self, number: int) -> None:
        """Show another table."""
        self.number, self.page = number, 0
        self.make()

    def action_table_after(self, by: int) -> None:
        """Show the next table."""
        self.action_table((self.number - 1 + by) % len(ORDER) + 1)

    async def action_page(self, by: int) -> None:
        """Show other rows of a long table."""
        longest = max((len(block.rows) for block in self.blocks), default=0)
        last = max((longest - 1) // ROWS_A_PAGE, 0)
        self.page = max(0, min(self.page + by, last))
        await self.show_blocks()

    def action_reload(self) -> None:
        """Make the table anew."""
        self.make()

    def action_leave(self) -> None:
        """Back to the studies."""
        self.dismiss()

    def on_data_table_cell_selected(self, event: DataTable.CellSelected) -> None:
        """Look behind the cell."""
        event.stop()
        self.look(event.data_table, event.coordinate)

    def action_look(self) -> None:
        """Look behind the cell under the cursor."""
        table = self.focused
        if isinstance(table, DataTable) and table.row_count:
            self.look(table, table.cursor_coordinate)

    @work(exclusive=True, group="dialog", exit_on_error=False)
    async def look(self, table: DataTable[object], place: Coordinate) -> None:
        """Show what is behind a cell: the judgement of the appraisal or of the domain, or the whole text."""
        block = self.blocks[int((table.id or "block-0").rpartition("-")[2])]
        row = dict(zip(block.ids, block.rows[self._start + place.row], strict=True))
        column = block.ids[place.column]
        body = await self._behind(row, column)
        heading = " · ".join(cell_text(row[name]) for name in ("study", "reviewer", "item") if name in row)
        self.app.push_screen(MessageDialog(f"{heading or block.title} · {block.titles[place.column]}", body))

    async def _behind(self, row: dict[str, Cell], column: str) -> Content:
        whole = plain(cell_text(row[column]), lines=True)
        if not {"study", "result", "reviewer"} <= row.keys() or "item" in row:
            return whole
        try:
            key, result, reviewer = (cell_text(row[name]) for name in ("study", "result", "reviewer"))
            sheet = await self.gateway.ask(sheet_behind, key, result, reviewer)
        except WorkbenchError as error:
            return plain(str(error))
        if column in {domain.id for domain in sheet.checklist.domains}:
            return why_domain(sheet, column)
        return why(sheet)


def _fill(table: DataTable[object], block: Table, start: int) -> None:
    shown = block.rows[start : start + ROWS_A_PAGE]
    for place, title in enumerate(block.titles):
        longest = max((plain_cell(cell_text(row[place])).cell_len for row in shown), default=0)
        table.add_column(plain_cell(title), width=min(max(longest, len(title)), WIDEST))
    for row in shown:
        table.add_row(*(_cell(cell) for cell in row))


def _cell(cell: Cell) -> object:
    words = plain_cell(cell_text(cell))
    if words.cell_len > WIDEST:
        words.truncate(WIDEST, overflow="ellipsis")
    if isinstance(cell, Labelled) and isinstance(cell.value, str):
        words.stylize(_COLOURS.get(LEVEL_STYLES.get(cell.value, ""), ""))
    return words


_COLOURS = {
    "$text-success": "green",
    "$text-warning": "yellow",
    "$text-error": "red",
    "$text-error bold": "bold red",
    "$text-muted": "dim",
}
"""Data tables take Rich's styles, which know nothing of the theme."""


def _names(chosen: int) -> Content:
    parts = [
        join(plain(f" {TABLES[name].key} ", "bold"), plain(f"{name} ", "reverse" if number == chosen else ""))
        for number, name in enumerate(ORDER, 1)
    ]
    return Content("").join(parts)
