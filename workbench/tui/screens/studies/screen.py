"""List the studies of the review: one line each, and how far the work on them is."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Footer, Input, Static

from workbench.errors import WorkbenchError
from workbench.tui.commands import bindings
from workbench.tui.plain import plain, stack
from workbench.tui.screens.base import WorkbenchScreen, conversation
from workbench.tui.screens.studies import (
    allocation_actions,
    backup_prompt,
    characteristics_form,
    import_form,
    keys_and_seals,
    navigation,
    record_form,
    study_actions,
    two_laptops,
    updates_list,
)
from workbench.tui.screens.studies.commands import COMMANDS
from workbench.tui.screens.studies.study_text import EMPTY, details, haystack, title_of
from workbench.tui.widgets.study_list import StudyList, headings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.review.studies.study_list import StudyRow


class StudiesScreen(WorkbenchScreen):
    """List the studies; the first screen."""

    TITLE = "Studies"
    CSS_PATH = "studies.tcss"
    COMMANDS_HERE = COMMANDS
    AUTO_FOCUS = ""  # else an empty review gives its keys to the filter, which is not to be seen
    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)

    def __init__(self) -> None:
        super().__init__()
        self.all_rows: list[StudyRow] = []
        self.only_mine = False
        """True where only what is allocated to the viewer is shown."""
        self.is_stale = False
        """True where another screen may have changed what stands in the list."""

    @property
    def is_open(self) -> bool:
        """Return True once the review is open."""
        return self.gateway.is_open

    @property
    def current(self) -> StudyRow | None:
        """Return the study under the cursor, or None where there is none."""
        return self.query_one(StudyList).current

    @property
    def has_study(self) -> bool:
        """Return True if the cursor stands on a study."""
        return self.gateway.is_open and self.current is not None

    def compose(self) -> ComposeResult:
        """Lay out title, filter, list, details of the study under the cursor and keys."""
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
        """Read anew how far the study is that was worked on in another screen."""
        if not self.is_open:
            return
        here = self.current
        self.query_one(StudyList).forget_progress(here.key if here else None)
        if self.is_stale:
            self.is_stale = False
            self.run_worker(self.read_studies(), group="reread", exit_on_error=False)

    def on_resize(self) -> None:
        """Fit the columns to the width."""
        line = headings(self.size.width, with_allocated=any(row.allocated for row in self.all_rows))
        self.query_one("#headings", Static).update(plain(line))

    @work(exclusive=True, group="open", exit_on_error=False)
    async def open_review(self) -> None:
        """Open the review, ask who is working if nobody knows, show the studies."""
        try:
            await self.gateway.open()
        except WorkbenchError as error:
            self.app.exit(result=str(error), return_code=error.exit_code.value)
            return
        unknown = await study_actions.set_unknown_aside(self)
        await self.read_studies()
        if self.gateway.reviewer is None:
            await study_actions.ask_who(self, unknown)
            await self.read_studies()
        await self.gateway.compute(navigation.import_screens)

    async def read_studies(self, keep: str | None = None) -> None:
        """Read the list anew; the cursor stays on its study."""
        from workbench.review.studies import study_list

        listing = self.query_one(StudyList)
        keep = keep or (listing.current.key if listing.current else None)
        self.all_rows = await self.gateway.ask(study_list.rows)
        listing.progress.clear()
        self.set_class(not self.all_rows, "empty")
        if self.all_rows and self.focused is None:  # the list was hidden while it was empty
            self.call_after_refresh(listing.focus)
        listing.viewer = self.gateway.reviewer
        self.show_matching(keep)
        self.refresh_bindings()

    def show_matching(self, keep: str | None = None) -> None:
        """Show the studies that have every word of the filter, of all or of those that are the viewer's."""
        words = self.query_one("#filter", Input).value.casefold().split()
        mine = self.gateway.reviewer
        chosen = [row for row in self.all_rows if mine in row.allocated] if self.only_mine else self.all_rows
        rows = [row for row in chosen if all(word in haystack(row) for word in words)]
        self.query_one(StudyList).show_rows(rows, keep)
        title = title_of(self.all_rows, mine, self.gateway.location, only_mine=self.only_mine)
        self.query_one("#title", Static).update(title)
        self.on_resize()
        self.show_details(self.current)

    def on_study_list_in_sight(self, message: StudyList.InSight) -> None:
        """Find out how far the studies on the screen are."""
        self.read_progress(message.studies, message.state)

    @work(exclusive=True, group="progress", exit_on_error=False)
    async def read_progress(self, studies: Sequence[StudyRow], state: int) -> None:
        """Read how far studies are, beside the keys; those that went out of sight are asked for again."""
        from workbench.review.studies import progress

        known = await self.gateway.ask(progress.read_progress, studies)
        listing = self.query_one(StudyList)
        listing.show_progress(known, state)
        self.show_details(listing.current)

    def on_study_list_highlighted(self, message: StudyList.Highlighted) -> None:
        """Show what the cursor stands on now."""
        self.hush()
        self.show_details(message.study)
        self.refresh_bindings()

    async def on_study_list_chosen(self, message: StudyList.Chosen) -> None:
        """Open the study."""
        await self.action_open()

    def show_details(self, row: StudyRow | None) -> None:
        """Show the study under the cursor in a few lines."""
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
        if self.only_mine:
            self.action_only_mine()
        self.query_one(StudyList).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter while typing."""
        here = self.current
        self.show_matching(here.key if here else None)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go back to the list; the filter stays."""
        self.query_one(StudyList).focus()

    @conversation
    async def action_open(self) -> None:
        """Go to the appraisal of the study under the cursor; ask first for whatever is missing."""
        if self.current is not None:
            await navigation.open_appraisal(self, self.current)

    @conversation
    async def action_compare(self) -> None:
        """Go to the comparison of the study under the cursor; where it may not be seen yet, say why."""
        if self.current is not None:
            await navigation.open_comparison(self, self.current)

    @conversation
    async def action_reasons(self) -> None:
        """Show why this design was suggested."""
        if self.current is not None:
            await navigation.show_reasons(self, self.current.key)

    @conversation
    async def action_history(self) -> None:
        """Show who changed what in this study."""
        if self.current is not None:
            await navigation.show_history(self, self.current.key)

    @conversation
    async def action_duplicates(self) -> None:
        """Go to the studies that may be the same."""
        await navigation.open_duplicates(self)

    @conversation
    async def action_protocol(self) -> None:
        """Go to the protocol of the review."""
        await navigation.open_protocol(self)

    def action_agreement(self) -> None:
        """Go to the agreement between the reviewers."""
        navigation.open_agreement(self)

    def action_evidence(self) -> None:
        """Go to the evidence."""
        navigation.open_evidence(self)

    def action_tables(self) -> None:
        """Go to the tables."""
        navigation.open_tables(self)

    @conversation
    async def action_reviewer(self) -> None:
        """Say who is working."""
        await study_actions.ask_who(self)
        await self.read_studies()

    @conversation
    async def action_add(self) -> None:
        """Add documents."""
        await study_actions.add_documents(self)

    @conversation
    async def action_import(self) -> None:
        """Bring in answers or judgements that were made elsewhere."""
        if await study_actions.is_known_who_works(self):
            await import_form.import_file(self)

    @conversation
    async def action_assign(self) -> None:
        """Confirm or change the checklist."""
        if self.current is not None:
            await study_actions.choose_checklist(self, self.current)

    @conversation
    async def action_edit(self) -> None:
        """Correct the record of the study under the cursor."""
        if self.current is not None and await study_actions.is_known_who_works(self):
            await record_form.edit_record(self, self.current)

    @conversation
    async def action_characterise(self) -> None:
        """Enter what the study under the cursor is."""
        if self.current is not None and await study_actions.is_known_who_works(self):
            await characteristics_form.enter_characteristics(self, self.current.key)

    @conversation
    async def action_exclude(self) -> None:
        """Leave the study under the cursor out of the review, or take it in again."""
        if self.current is not None and await study_actions.is_known_who_works(self):
            await study_actions.exclude_or_include(self, self.current)

    @conversation
    async def action_allocate(self) -> None:
        """Choose who is to appraise the study under the cursor."""
        if self.current is not None and await study_actions.is_known_who_works(self):
            await allocation_actions.choose_reviewers(self, self.current)

    def action_only_mine(self) -> None:
        """Show only what is allocated to the viewer, or all again."""
        mine = self.gateway.reviewer
        if not self.only_mine and not any(mine in row.allocated for row in self.all_rows):
            self.say("Nothing is allocated to you: s allocates a study, and W draws by lot")
            return
        self.only_mine = not self.only_mine
        here = self.current
        self.show_matching(here.key if here else None)

    def action_workload(self) -> None:
        """Go to what is done, what waits and what is left."""
        navigation.open_workload(self)

    @conversation
    async def action_calibrate(self) -> None:
        """Mark the study under the cursor as calibration, or take the mark away."""
        if self.current is not None and await study_actions.is_known_who_works(self):
            await study_actions.flip_calibration(self, self.current)

    @conversation
    async def action_updates(self) -> None:
        """List what is new, what changed, and what must be looked at again."""
        if await study_actions.is_known_who_works(self):
            await updates_list.show_updates(self)

    @conversation
    async def action_backup(self) -> None:
        """Write a copy of the review."""
        await backup_prompt.write_backup(self)

    @conversation
    async def action_handout(self) -> None:
        """Make a review file for a co-reviewer."""
        if await study_actions.is_known_who_works(self):
            await two_laptops.hand_out(self)

    @conversation
    async def action_merge(self) -> None:
        """Unite the review with the file of a co-reviewer."""
        if await study_actions.is_known_who_works(self):
            await two_laptops.merge_file(self)

    @conversation
    async def action_keys(self) -> None:
        """Show one's key and the seals that are held; write one's seals, take those of others."""
        if await study_actions.is_known_who_works(self):
            await keys_and_seals.show_keys_and_seals(self)

    @conversation
    async def action_conflicts(self) -> None:
        """Decide what has two values after a merge."""
        if await study_actions.is_known_who_works(self):
            await two_laptops.show_conflicts(self)

    @conversation
    async def action_reload(self) -> None:
        """Read the list anew."""
        await self.read_studies()
