"""The studies of the review: one line each, and where the work on them stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Footer, Input, Static

from workbench.errors import WorkbenchError
from workbench.tui.commands import bindings
from workbench.tui.plain import plain, stack
from workbench.tui.screens.base import conversation
from workbench.tui.screens.studies.navigation import Going
from workbench.tui.screens.studies.study_text import COMMANDS, EMPTY, details, haystack
from workbench.tui.widgets.study_list import StudyList, headings

if TYPE_CHECKING:
    from workbench.review.studies.study_list import StudyRow


class StudiesScreen(Going):
    """The first screen."""

    TITLE = "Studies"
    CSS_PATH = "studies.tcss"
    COMMANDS_HERE = COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)

    def __init__(self) -> None:
        super().__init__()
        self.all_rows: list[StudyRow] = []

    @property
    def is_open(self) -> bool:
        """Whether the review is open."""
        return self.gateway.is_open

    @property
    def current(self) -> StudyRow | None:
        """The study under the cursor."""
        return self.query_one(StudyList).current

    @property
    def has_study(self) -> bool:
        """Whether the cursor stands on a study."""
        return self.gateway.is_open and self.current is not None

    def compose(self) -> ComposeResult:
        """Title, filter, list, details of the study under the cursor, keys."""
        yield Static(plain("Opening the review …"), id="title", classes="bar")
        yield Input(placeholder="words to look for; enter keeps, esc shows all", id="filter")
        yield Static("", id="headings")
        yield Static(stack([plain(line) for line in EMPTY]), id="empty")
        yield StudyList(id="list")
        yield Static("", id="details")
        yield Static("", id="message")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Open the review while this screen is already to be seen."""
        self.query_one(StudyList).focus()
        self.open_review()

    def on_screen_resume(self) -> None:
        """Back from another screen: the study that was worked on has changed."""
        if self.is_open:
            here = self.current
            self.query_one(StudyList).forget_progress(here.key if here else None)

    def on_resize(self) -> None:
        """Columns follow the width."""
        self.query_one("#headings", Static).update(plain(headings(self.size.width)))

    @work(exclusive=True, group="open", exit_on_error=False)
    async def open_review(self) -> None:
        """Open the review, ask who is working if nobody knows, show the studies."""
        try:
            await self.gateway.open()
        except WorkbenchError as error:
            self.app.exit(result=str(error), return_code=error.exit_code.value)
            return
        await self.read_studies()
        if self.gateway.reviewer is None:
            await self.ask_who()
        await self.read_studies()

    async def read_studies(self, keep: str | None = None) -> None:
        """Read the list anew; the cursor stays on its study."""
        from workbench.review.studies import study_list

        listing = self.query_one(StudyList)
        keep = keep or (listing.current.key if listing.current else None)
        self.all_rows = await self.gateway.ask(study_list.rows)
        listing.progress.clear()
        self.set_class(not self.all_rows, "empty")
        who = self.gateway.reviewer or "nobody yet (press p)"
        count = f"{len(self.all_rows)} {'study' if len(self.all_rows) == 1 else 'studies'}"
        title = plain(f"{count} · reviewer {who} · {self.gateway.location}")
        self.query_one("#title", Static).update(title)
        self.show_matching(keep)
        self.refresh_bindings()

    def show_matching(self, keep: str | None = None) -> None:
        """Show the studies that have every word of the filter."""
        words = self.query_one("#filter", Input).value.casefold().split()
        rows = [row for row in self.all_rows if all(word in haystack(row) for word in words)]
        self.query_one(StudyList).show_rows(rows, keep)
        self.show_details(self.current)

    async def on_study_list_in_sight(self, message: StudyList.InSight) -> None:
        """Find out how far the studies on the screen are."""
        from workbench.review.studies.progress import read_progress

        try:
            known = await self.gateway.ask(read_progress, message.studies)
        except WorkbenchError as error:
            self.tell(error)
            return
        listing = self.query_one(StudyList)
        listing.show_progress(known)
        self.show_details(listing.current)

    def on_study_list_highlighted(self, message: StudyList.Highlighted) -> None:
        """The cursor moved."""
        self.hush()
        self.show_details(message.study)
        self.refresh_bindings()

    async def on_study_list_chosen(self, message: StudyList.Chosen) -> None:
        """Open the study."""
        await self.action_open()

    def show_details(self, row: StudyRow | None) -> None:
        """The study under the cursor in a few lines."""
        if row is None:
            words = [plain("No study has all these words." if self.all_rows else "")]
        else:
            words = details(row, self.query_one(StudyList).progress.get(row.key))
        self.query_one("#details", Static).update(stack(words))

    def action_filter(self) -> None:
        """Open the filter."""
        field = self.query_one("#filter", Input)
        field.add_class("open")
        field.focus()

    def action_unfilter(self) -> None:
        """Show all studies again."""
        field = self.query_one("#filter", Input)
        field.value = ""
        field.remove_class("open")
        self.query_one(StudyList).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter while typing."""
        here = self.current
        self.show_matching(here.key if here else None)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Back to the list, the filter stays."""
        self.query_one(StudyList).focus()

    @conversation
    async def action_reload(self) -> None:
        """Read the list anew."""
        await self.read_studies()
