"""Show what each reviewer has done, what waits and what is left; draw by lot, and keep the reviewers."""

from __future__ import annotations

from dataclasses import replace
from random import SystemRandom
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from workbench.counts import count
from workbench.errors import WorkbenchError
from workbench.output.table import cell_text
from workbench.review.reviewers import allocation, handles
from workbench.review.reviewers.workload import Workload, read_workload
from workbench.review.reviewers.workload_tables import reviewer_table, study_table
from workbench.tui.commands import Command, bindings
from workbench.tui.dialogs.form import FormDialog, FormField, Refused, Values
from workbench.tui.plain import join, plain
from workbench.tui.screens.base import READING, WorkbenchScreen, conversation
from workbench.tui.widgets.header import ScreenHeader
from workbench.tui.widgets.key_line import KeyLine
from workbench.tui.widgets.pane import Pane
from workbench.tui.widgets.status_line import StatusLine
from workbench.tui.widgets.table_view import TableView, column_widths

if TYPE_CHECKING:
    from workbench.output.table import Table

COMMANDS = (
    Command("show('reviewers')", ("1",), "Reviewers", "A line a reviewer", True),
    Command("show('studies')", ("2",), "Studies", "A line a study", True),
    Command("draw", ("s",), "By lot", "Share out evenly what is not allocated yet", True, "may_change"),
    Command(
        "edit", ("p",), "Rename", "Another handle or name for the reviewer in front", True, "has_reviewer"
    ),
    Command("add", ("a",), "Add", "Make a reviewer known", True, "may_change"),
    Command("reload", ("ctrl+r",), "Read anew", "Read it anew, with what others submitted"),
    Command("leave", ("escape",), "Studies", "Back to the studies", True),
)
_HIGHEST = 9999
"""The highest seed that is proposed: short enough to be written into a paper."""

_MAY_BE_EMPTY = ("allocated", "name")
"""Columns that are left out where they are empty or 0 in each row."""


class WorkloadScreen(WorkbenchScreen):
    """Show one table: a line a reviewer, or a line a study."""

    TITLE = "Progress"
    CSS_PATH = "workload.tcss"
    COMMANDS_HERE = COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)

    def __init__(self) -> None:
        super().__init__()
        self.workload: Workload | None = None
        self.shown = "reviewers"

    @property
    def may_change(self) -> bool:
        """Return True once all is read and somebody said who is working."""
        return self.workload is not None and self.gateway.reviewer is not None

    @property
    def reviewer(self) -> str:
        """Return the handle of the reviewer under the cursor; empty where there is none."""
        row = self.query_one(TableView).current if self.query(TableView) else None
        return cell_text(row["reviewer"]) if row is not None and "reviewer" in row else ""

    @property
    def has_reviewer(self) -> bool:
        """Return True if the cursor stands on a reviewer."""
        return self.may_change and bool(self.reviewer)

    def compose(self) -> ComposeResult:
        """Lay out title, table, rules and keys."""
        yield ScreenHeader("Progress")
        yield StatusLine(id="strip", classes="strip")
        with Pane(id="body"):
            yield Static(plain(READING))
        yield Static("", id="notes")
        yield Static("", id="message")
        yield KeyLine(self.COMMANDS_HERE)

    def on_mount(self) -> None:
        """Read what is done."""
        self.load()

    @work(exclusive=True, group="load", exit_on_error=False)
    async def load(self, done: str = "") -> None:
        """Read all anew, and say what was done before."""
        self.workload = await self.compute(read_workload)
        await self.show_table()
        self.hush()
        if done:
            self.say(done)

    async def show_table(self) -> None:
        """Show the table that is chosen; the cursor stays in its row."""
        if self.workload is None:
            return
        table = _filled((reviewer_table if self.shown == "reviewers" else study_table)(self.workload))
        before = self.query_one(TableView).row if self.query(TableView) else 0
        body = self.query_one("#body", Pane)
        view = TableView(table, column_widths(table))
        with self.app.batch_update():
            await body.remove_children()
            await body.mount(view)
        view.go_to(min(before, max(len(table.rows) - 1, 0)), 0)
        view.focus()
        self.query_one("#strip", Static).update(_strip(self.workload, self.shown))
        body.show(heading=plain("Reviewers" if self.shown == "reviewers" else "Studies"))
        self.query_one("#notes", Static).update(plain("\n".join(self.workload.notes), lines=True))
        self.refresh_bindings()

    async def action_show(self, shown: str) -> None:
        """Show a line a reviewer, or a line a study."""
        self.shown = shown
        await self.show_table()

    def action_reload(self) -> None:
        """Read all anew."""
        self.load()

    def action_leave(self) -> None:
        """Go back to the studies."""
        self.dismiss()

    @conversation
    async def action_draw(self) -> None:
        """Ask how the draw shall be made, and make it."""
        known = [reviewer.handle for reviewer in await self.gateway.ask(handles.list_reviewers)]
        fields = [
            FormField("among", "Among", "Handles with commas between", ", ".join(known)),
            FormField(
                "per_study", "Reviewers a study", "A whole number", str(min(len(known), allocation.TWO))
            ),
            FormField("seed", "Seed", "Any whole number; with it anybody can repeat the draw", _seed()),
            FormField(
                "again", "Draw again", "yes: also for what is allocated; who has submitted keeps it", "no"
            ),
        ]
        told: list[str] = []

        async def save(values: Values) -> Refused | None:
            try:
                drawn = await self.gateway.ask(
                    allocation.allocate_by_lot,
                    seed=int(values["seed"]),
                    per_study=int(values["per_study"]),
                    among=values["among"].split(","),
                    again=values["again"].strip().casefold() in ("yes", "y"),
                )
            except ValueError:
                return Refused(("seed and reviewers a study are whole numbers",), "seed")
            except WorkbenchError as error:
                return Refused((str(error),))
            told.append(drawn.in_words())
            return None

        if await self.ask(
            FormDialog("Share out by lot what is not allocated yet", fields, save=save, does="draws")
        ):
            self.load(told[-1])

    @conversation
    async def action_add(self) -> None:
        """Ask for the handle and the name of somebody who has not worked here yet."""
        warned = ""

        async def save(values: Values) -> Refused | None:
            nonlocal warned
            handle = values["handle"].strip()
            try:
                standing = await self.gateway.ask(handles.standing_of, handle)
                if standing.near and handle != warned:
                    warned = handle
                    return Refused((f"{standing.in_words()}; save again if it is somebody else",), "handle")
                await self.gateway.ask(handles.add_reviewer, handle, values["name"], is_new=True)
            except WorkbenchError as error:
                return Refused((str(error),), "handle")
            return None

        fields = [
            FormField("handle", "Handle", "Letters, digits, dot, dash; what the person types"),
            FormField("name", "Name", "As it shall stand beside the handle; may be empty"),
        ]
        if await self.ask(FormDialog("Add a reviewer", fields, save=save, does="adds")):
            self.load("Added; studies can be allocated now")

    @conversation
    async def action_edit(self) -> None:
        """Ask for another handle and name of the reviewer in front."""
        here = self.reviewer
        known = {reviewer.handle: reviewer for reviewer in await self.gateway.ask(handles.list_reviewers)}
        if here not in known:
            return
        fields = [
            FormField("handle", "Handle", "The one before still means the same person", here),
            FormField(
                "name", "Name", "As it shall stand beside the handle; empty takes it away", known[here].name
            ),
        ]

        async def save(values: Values) -> Refused | None:
            present = here
            try:
                if values["handle"].strip() != here:
                    renamed = await self.gateway.ask(handles.rename_reviewer, here, values["handle"])
                    present = renamed.handle
                    if here == self.gateway.reviewer:
                        await self.gateway.work_as(present)
                await self.gateway.ask(handles.name_reviewer, present, values["name"])
            except WorkbenchError as error:
                return Refused((str(error),), "handle")
            return None

        if await self.ask(FormDialog(f"Reviewer {here}", fields, save=save)):
            self.load("Everything that was done under the handle before follows")


def _filled(table: Table) -> Table:
    """Return a table without columns that say nothing: nothing is allocated, nobody has a name."""
    places = [
        place
        for place, column in enumerate(table.columns)
        if column.id not in _MAY_BE_EMPTY or any(row[place] for row in table.rows)
    ]
    rows = tuple(tuple(row[place] for place in places) for row in table.rows)
    return replace(table, columns=tuple(table.columns[place] for place in places), rows=rows)


def _strip(workload: Workload, shown: str) -> Content:
    """List the two tables with their keys, the one in front reversed, and how far the studies are."""
    number = len(workload.studies)
    agreed = sum(line.state == "agreed" for line in workload.studies)
    done = sum(line.state == "done" for line in workload.studies)
    by_one = f", {done} done by one reviewer" if done else ""
    names = [("1", "reviewers"), ("2", "studies")]
    parts = [
        join(
            plain(f"{key} ", "bold $key"),
            plain(f" {name.capitalize()} ", "reverse" if name == shown else ""),
        )
        for key, name in names
    ]
    return join(
        parts[0], " ", parts[1], plain(f"  {count(number, 'study')}, {agreed} agreed{by_one}", "$text-muted")
    )


def _seed() -> str:
    return str(SystemRandom().randint(1, _HIGHEST))
