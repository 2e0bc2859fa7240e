"""Show any table of the review, one at a time, a block a checklist; enter looks behind a cell."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from workbench.counts import count
from workbench.errors import WorkbenchError
from workbench.output import Cell, Table
from workbench.output.line_breaks import cut
from workbench.output.render import render
from workbench.output.table import cell_text
from workbench.review.publish.make_files import tables_in_format
from workbench.review.tables.build import build_first_rows, build_table, sheet_behind
from workbench.review.tables.final import NotFinalError
from workbench.review.tables.registry import TABLES
from workbench.tui.commands import Command, bindings, copying
from workbench.tui.dialogs.choice import ChoiceDialog
from workbench.tui.dialogs.message import MessageDialog
from workbench.tui.key_words import in_keys
from workbench.tui.plain import join, plain, stack
from workbench.tui.screens.appraise.judgement_line import standing, why, why_domain
from workbench.tui.screens.base import READING, WorkbenchScreen, conversation
from workbench.tui.screens.tables_text import (
    EMPTY_CELL,
    ORDER,
    box_in_words,
    choice_in_words,
    legend,
    legends_of,
    names_of_tables,
    told_below,
)
from workbench.tui.widgets.compact_table import CompactTable, compact
from workbench.tui.widgets.header import ScreenHeader
from workbench.tui.widgets.key_line import KeyLine
from workbench.tui.widgets.pane import Pane
from workbench.tui.widgets.table_view import TableView, column_widths

if TYPE_CHECKING:
    from workbench.review.session import ReviewSession

NOTHING = "nothing to show yet"

COUNTED_FROM = 100
"""Rows from which on the title of a block says how many there are."""

JUDGED = ("traffic-light", "appraisal")
"""The tables whose cells are judgements that have a reason."""
REST = 0.2
"""Seconds that the cursor stays on a cell before its reason is read."""
FIRST = 15
"""Studies whose rows are shown first where there are more: as many as fit on a screen."""

TALL_ENOUGH = 20
"""Rows of the screen from which on the names of the tables may take two lines."""

BEFORE_SHARED = "   "
BESIDE = 5
"""Cells beside the title of a block: the frame, what keeps it from the frame, and the scroll bar."""
BESIDE_HEADING = 11
"""Cells beside the name of a row and the title of a column in a frame: the dot between them, the corners."""
LEAST_NAME = 12
"""Cells that the name of a row has at least above the cell in front."""
CELL = "cell"
COPIES = {
    "tsv": "{title}, for a spreadsheet: cells with tabs between",
    "markdown": "{title}, as Markdown",
    "text": "{title}, as text in columns",
}
"""How a table can be copied, by format."""

COMMANDS = (
    *(
        Command(f"table({number})", (TABLES[name].key,), name.capitalize(), f"Show the table {name}", False)
        for number, name in enumerate(ORDER, 1)
    ),
    Command("look", ("enter", "w"), "Why", "Show the judgement, rule and answers behind the cell", True),
    Command("choose", ("c",), "Other table", "Choose any table of the review from a list", True),
    copying("Copy the cell, or the table: for a spreadsheet, as Markdown or as text"),
    Command("final", ("F",), "Final", "Say whether this table is final, and if not what is open", True,
            "can_be_final", hides=True, spare=True),
    Command("block(-1)", ("left_square_bracket",), "Previous block", "The one before, of another checklist",
            needs="has_blocks"),
    Command("block(1)", ("right_square_bracket",), "Block", "The next block, of another checklist", True,
            "has_blocks", "[ ]", spare=True),
    Command("reload", ("ctrl+r",), "Read anew", "Make the table anew, with what others did"),
    Command("leave", ("escape",), "Studies", "Back to the studies", True),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Block:
    """Hold one block of a table, with the widths that its columns need on the screen."""

    table: CompactTable
    widths: tuple[int, ...]

    def title(self, width: int, suffix: str = "") -> Content:
        """Return the title with what all rows share, and the number of rows where they are many.

        What does not fit behind the title stands below it, to the last word: it has no cell of its own.
        """
        rows = len(self.table.source.rows)
        counted = f"{rows:,} rows" if rows > COUNTED_FROM else ""
        rest = "   ".join(filter(None, [counted, self.table.shared]))
        title, shared = plain(self.table.source.title + suffix), plain(rest, "not bold $text-muted")
        if not rest:
            return title
        if title.cell_length + len(BEFORE_SHARED) + shared.cell_length <= width:
            return join(title, plain(BEFORE_SHARED), shared)
        return stack([title, *shared.wrap(max(width, 1))])


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
    def output_in_front(self) -> str:
        """Return the table in front, which ctrl+s offers first."""
        return self.shown_name

    @property
    def view(self) -> TableView | None:
        """Return the block that has the focus, or None."""
        return self.focused if isinstance(self.focused, TableView) else None

    @property
    def has_blocks(self) -> bool:
        """Return True if the table in front has several blocks."""
        return len(self.query(TableView)) > 1

    @property
    def can_be_final(self) -> bool:
        """Return True if something must be settled before the table in front is final."""
        return bool(TABLES[self.shown_name].basis)

    def compose(self) -> ComposeResult:
        """Lay out title, names of the tables, blocks and keys."""
        yield ScreenHeader("Tables")
        yield Static("", id="names", classes="strip")
        with Pane(id="table"), VerticalScroll(id="body", can_focus=False):
            yield Static(plain(READING), classes="table-title")
        with Pane(id="front"), VerticalScroll(id="detail"):
            yield Static("", id="cell")
        yield Static("", id="legend", classes="verdict")
        yield Static("", id="message")
        yield KeyLine(COMMANDS, keeps=("save", "copy"))

    def on_mount(self) -> None:
        """Show the traffic light first."""
        self.load()

    @work(exclusive=True, group="table", exit_on_error=False)
    async def load(self) -> None:
        """Make the table that is chosen and show it; until it is made, no other stands under its name."""
        lines = 2 if self.size.height >= TALL_ENOUGH else 1
        self.query_one("#names", Static).update(names_of_tables(self.shown_name, self.size.width - 2, lines))
        self.query_one("#table", Pane).show(heading=plain(TABLES[self.shown_name].title), status=plain(""))
        self.workers.cancel_group(self, "reason")
        self.query_one("#front", Pane).show(heading=plain(""))
        self.query_one("#cell", Static).update("")
        self.query_one("#legend", Static).display = False
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
            parts.append(Static(block.title(self.size.width - BESIDE, suffix), classes="table-title"))
            parts.append(TableView(block.table.shown, block.widths, block.table.source))
            legends = legends_of(block.table.source)  # they stand at the foot of the screen
            notes = [note for note in block.table.shown.notes if note not in legends]
            if notes:
                words = plain(in_keys("\n".join(notes)), lines=True)
                parts.append(Static(words, classes="table-notes"))
        await self._show(parts)
        view = first = self.query(TableView).first()
        if before is not None:
            same = (each for each in self.query(TableView) if each.table.title == before.table.title)
            view = next(same, view)
            if before.table.rows[before.row : before.row + 1] == view.table.rows[before.row : before.row + 1]:
                view.go_to(before.row, before.column)
        # The first block is in sight already; to scroll to it would hide the heading above it.
        view.focus(scroll_visible=view is not first)
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

    @conversation
    async def action_choose(self) -> None:
        """Choose a table from the list of all."""
        choices = [(name, choice_in_words(name)) for name in TABLES]
        chosen = await self.ask(
            ChoiceDialog("Which table?", choices, chosen=self.shown_name, does="shows it")
        )
        if chosen is not None:
            self.show_table(chosen)

    @conversation
    async def action_copy(self) -> None:
        """Copy the cell under the cursor, or the table in one of some formats."""
        title = TABLES[self.shown_name].title
        choices = [(fmt, plain(words.format(title=title))) for fmt, words in COPIES.items()]
        if self.view is not None and self.view.current is not None:
            choices.insert(0, (CELL, plain("The cell in front")))
        chosen = await self.ask(ChoiceDialog("Copy what?", choices, does="copies it"))
        if chosen == CELL and self.view is not None and self.view.current is not None:
            self.copy_words(cell_text(self.view.current[self.view.current_column]), "the cell")
        elif chosen is not None and chosen != CELL:
            tables = await self.compute(tables_in_format, self.shown_name, chosen)
            self.copy_words(render(tables, chosen), f"the table {title}")

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

    def action_block(self, by: int) -> None:
        """Go to the block before or after, round the ends."""
        views = list(self.query(TableView))
        if self.view in views:
            views[(views.index(self.view) + by) % len(views)].focus()

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
            self.show_behind(view.source, row, view.current_column)

    def on_table_view_moved(self, message: TableView.Moved) -> None:
        """Show the cell under the cursor in words, and how many columns are out of sight."""
        view = message.view
        if view is not self.view or view.current is None:
            return
        before, after = view.hidden_columns
        parts = [f"{before} columns before" if before > 1 else "1 column before" if before else ""]
        parts.append(f"{after} after" if after else "")
        hidden = " · ".join(filter(None, parts))
        hidden = f"{'‹ ' if before else ''}{hidden}{' ›' if after else ''} · " if hidden else ""
        place = f"row {view.row + 1} of {len(view.table.rows)}"
        self.query_one("#table", Pane).show(status=plain(hidden + place))
        row, column = view.current, view.current_column
        title = dict(zip(view.source.ids, view.source.titles, strict=True))[column]
        names = [cell_text(row[name]) for name in ("study", "item") if name in row]
        first = view.table.ids[0]
        if not names and column != first:  # such as the outcome, which may be long
            room = self.size.width - BESIDE_HEADING - cell_len(title)
            names = [cut(cell_text(row[first]), max(room, LEAST_NAME))]
        who = cell_text(row["reviewer"]) if "reviewer" in row else ""
        self.query_one("#front", Pane).show(heading=plain(" · ".join(filter(None, [*names, title, who]))))
        told = told_below(view.source, row, column, view.table.ids, view.told_in_part)
        self.query_one("#cell", Static).update(told)
        signs = legend(view.source)
        self.query_one("#legend", Static).update(signs)
        self.query_one("#legend", Static).display = bool(signs.plain)
        self.show_reason(view.source, row, column)

    @work(exclusive=True, group="reason", exit_on_error=False)
    async def show_reason(self, table: Table, row: Mapping[str, Cell], column: str) -> None:
        """Add to the words about the cell why it is judged so, once the cursor rests there."""
        if table.name not in JUDGED or not {"study", "result", "reviewer"} <= row.keys():
            return
        await asyncio.sleep(REST)
        key, result, reviewer = (cell_text(row[name]) for name in ("study", "result", "reviewer"))
        try:
            sheet = await self.gateway.ask(sheet_behind, key, result, reviewer)
        except WorkbenchError:
            return
        if column not in sheet.form.targets:
            return
        words = [
            join(
                plain(f"{sheet.form.title_of(column)}  ", "bold"),
                standing(sheet, column, sheet.verdict.on(column)),
            )
        ]
        reason = sheet.overrides.get(column)
        if reason is not None:
            words.append(plain(getattr(reason, "reason", ""), lines=True))
        self.query_one("#cell", Static).update(stack(words))

    @work(exclusive=True, group="dialog", exit_on_error=False)
    async def show_behind(self, table: Table, row: Mapping[str, Cell], column: str) -> None:
        """Show what is behind a cell: the judgement of the appraisal or of the domain, or the whole text."""
        body = await self._behind(table, row, column)
        heading = " · ".join(cell_text(row[name]) for name in ("study", "reviewer", "item") if name in row)
        title = dict(zip(table.ids, table.titles, strict=True))[column]
        if self.app.screen is not self:
            return  # the table was left meanwhile
        if not body.plain.strip():
            self.say(EMPTY_CELL)
            return
        self.app.push_screen(MessageDialog(f"{heading or table.title} · {title}", body))

    async def _behind(self, table: Table, row: Mapping[str, Cell], column: str) -> Content:
        whole = plain(cell_text(row[column]), lines=True)
        if table.name.startswith("characteristics"):
            boxes = await self.gateway.ask(build_first_rows, "boxes", [cell_text(row["study"])])
            return stack([whole, plain(""), *box_in_words(boxes)])
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


def _build_first_blocks(session: ReviewSession, name: str, keys: Sequence[str]) -> list[Block]:
    return [_block(table) for table in build_first_rows(session, name, keys)]


def _build_blocks(session: ReviewSession, name: str) -> list[Block]:
    return [_block(table) for table in build_table(session, name)]


def _block(table: Table) -> Block:
    fitted = compact(table)
    return Block(fitted, column_widths(fitted.shown))
