"""List the studies of the review: one line each, and how far the work on them is."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.events import Key, Resize
from textual.widgets import Input, Static

from workbench.errors import WorkbenchError
from workbench.tui.commands import bindings
from workbench.tui.key_news import WORDS, are_keys_new
from workbench.tui.plain import plain, stack
from workbench.tui.reading_memory import last_study
from workbench.tui.screens.base import WorkbenchScreen, conversation
from workbench.tui.screens.studies import (
    allocation_actions,
    backup_prompt,
    document_actions,
    import_form,
    keys_and_seals,
    navigation,
    next_study,
    study_actions,
    two_laptops,
    updates_list,
)
from workbench.tui.screens.studies.commands import COMMANDS, HELP_GROUPS, NOT_FOR
from workbench.tui.screens.studies.study_text import (
    EMPTY,
    LEGEND,
    LEGEND_OF_READERS,
    LEGEND_UNSAVED,
    details,
    folded,
    haystack,
    strip_of,
)
from workbench.tui.unsaved_texts import PROTOCOL, unsaved_by_outcome, unsaved_by_study
from workbench.tui.widgets.header import ScreenHeader
from workbench.tui.widgets.key_line import KeyLine
from workbench.tui.widgets.pane import Pane
from workbench.tui.widgets.status_line import StatusLine
from workbench.tui.widgets.study_list import StudyList, headings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.review.studies.known_studies import StudyRow

LOOKS_AGAIN = 10.0
"""Seconds after which the progress of the studies in sight is read again."""
CARD_FROM = 16
"""Rows from which what is known of the study under the cursor is shown below the list."""


class FilterField(Input):
    """Take the words of the filter; the key that looks for them in the texts works here too."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+a", "screen.find_all", "In the texts", show=False, id="filter.all")
    ]


class StudiesScreen(WorkbenchScreen):
    """List the studies; the first screen."""

    TITLE = "Studies"
    SAVES = "characteristics"
    HOLDS = 0.0
    CSS_PATH = "studies.tcss"
    COMMANDS_HERE = COMMANDS
    HELP_GROUPS = HELP_GROUPS
    AUTO_FOCUS = ""  # else an empty review gives its keys to the filter, which is not to be seen
    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)

    def __init__(self) -> None:
        super().__init__()
        self.all_rows: list[StudyRow] = []
        self.haystacks: dict[str, str] = {}
        """By key of the study, what the filter looks into; empty until something is looked for."""
        self.submitted: frozenset[str] = frozenset()
        """Keys of the studies that the viewer has submitted."""
        self.only_mine = False
        """True where only what is allocated to the viewer is shown."""
        self._unsaved_elsewhere: list[str] = []
        self.unsaved: dict[str, list[str]] = {}
        """By id of the study, the windows in which the viewer typed something on it and did not save it."""
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
    def has_unsaved(self) -> bool:
        """Return True if something was typed here and not saved."""
        return bool(self.unsaved)

    @property
    def has_study(self) -> bool:
        """Return True if the cursor stands on a study."""
        return self.gateway.is_open and self.current is not None

    def compose(self) -> ComposeResult:
        """Lay out header, filter, list, card of the study under the cursor, legend and keys."""
        yield ScreenHeader()
        yield StatusLine(plain("Opening the review …"), id="strip", classes="strip")
        yield FilterField(placeholder="words to look for; enter keeps, esc shows all", id="filter")
        with Container(id="panes"):
            with Pane(heading="Studies", id="studies"):
                yield Static("", id="headings")
                yield Static(stack([plain(line) for line in EMPTY]), id="empty")
                yield StudyList(id="list")
            with Pane(id="card"), VerticalScroll(id="details-part"):
                yield Static("", id="details")
        yield StatusLine(plain(LEGEND, "$text-muted"), id="legend", classes="verdict")
        yield StatusLine(plain(WORDS), id="news", classes="verdict")
        yield Static("", id="message")
        yield KeyLine(COMMANDS, keeps=("save",))

    def on_mount(self) -> None:
        """Open the review while this screen is already to be seen."""
        self.query_one("#news", Static).display = are_keys_new(datetime.now(UTC).date())
        self.query_one(StudyList).focus()
        self.set_interval(LOOKS_AGAIN, self.look_anew)
        self.open_review()

    def look_anew(self) -> None:
        """Show what others have submitted meanwhile, in another program or on a server."""
        if self.is_open and self.app.screen is self:
            self.query_one(StudyList).ask_anew()

    def on_screen_resume(self) -> None:
        """Read anew how far the study is that was worked on in another screen."""
        if not self.is_open:
            return
        here = self.current
        self.query_one(StudyList).forget_progress(here.key if here else None)
        self.show_details(here)
        self.run_worker(self.read_submitted(), group="submitted", exit_on_error=False)
        if self.is_stale:
            self.is_stale = False
            self.run_worker(self.read_studies(), group="reread", exit_on_error=False)

    def on_resize(self, event: Resize) -> None:
        """Leave the lines of a low window to the list."""
        self.set_class(event.size.height < CARD_FROM, "flat")

    def on_study_list_fitted(self) -> None:
        """Write the headings anew: the columns of the list may be others."""
        self.show_headings()

    def show_headings(self) -> None:
        """Write the headings over the columns of the list, as wide as it is now."""
        line = headings(self.query_one(StudyList).shape)
        self.query_one("#headings", Static).update(plain(line))

    @work(exclusive=True, group="open", exit_on_error=False)
    async def open_review(self) -> None:
        """Open the review, ask who is working if nobody knows, show the studies."""
        try:
            await self.gateway.open()
        except WorkbenchError as error:
            self.workbench.failure = error
            self.app.exit(return_code=error.exit_code.value)
            return
        try:
            unknown = await study_actions.set_unknown_aside(self)
            await self.read_studies(last_study(self.gateway.location, self.gateway.reviewer))
        finally:
            self.take_keys(drop=self.gateway.reviewer is None)
        if self.gateway.reviewer is None:
            await study_actions.ask_who(self, unknown)
            await self.read_studies()
        await self.gateway.compute(navigation.import_screens)

    async def read_studies(self, keep: str | None = None) -> None:
        """Read the list anew; the cursor stays on its study."""
        from workbench.review.studies import known_studies

        listing = self.query_one(StudyList)
        keep = keep or (listing.current.key if listing.current else None)
        self.all_rows = await self.gateway.ask(known_studies.rows)
        self.submitted = await self._submitted()
        await self.read_unsaved()
        self.haystacks = {}
        listing.progress.clear()
        self.set_class(not self.all_rows, "empty")
        if self.all_rows and self.focused is None:  # the list was hidden while it was empty
            self.call_after_refresh(listing.focus)
        listing.viewer, listing.is_reader = self.gateway.reviewer, self.gateway.is_reader
        if listing.is_reader:
            self.query_one("#legend", Static).update(plain(LEGEND_OF_READERS, "$text-muted"))
        self.show_matching(keep)
        self.refresh_bindings()

    async def _submitted(self) -> frozenset[str]:
        """Return what the viewer has submitted; nothing is asked where nothing is allocated."""
        from workbench.review.studies import progress

        if not any(self.gateway.reviewer in row.allocated for row in self.all_rows):
            return frozenset()
        return await self.gateway.ask(progress.submitted_studies)

    async def read_submitted(self) -> None:
        """Count anew what is still to submit, after another screen."""
        self.submitted = await self._submitted()
        await self.read_unsaved()
        self.show_strip()
        self.show_details(self.current)

    async def read_unsaved(self) -> None:
        """Read on which studies something was typed and not saved."""
        kept = await self.workbench.drafts.abouts(self.gateway.drafts)
        found = unsaved_by_study(kept)
        is_protocol = any(about.startswith(f"{PROTOCOL} ") for about in kept)
        elsewhere = {"in the protocol": is_protocol, "in the evidence": bool(unsaved_by_outcome(kept))}
        self._unsaved_elsewhere = [where for where, is_there in elsewhere.items() if is_there]
        here = {str(row.id) for row in self.all_rows} if found else set()
        self.unsaved = {study: headings for study, headings in found.items() if study in here}
        listing = self.query_one(StudyList)
        listing.unsaved = self.unsaved.keys()
        listing.refresh()
        if not listing.is_reader:
            self.query_one("#legend", Static).update(
                plain(LEGEND_UNSAVED if self.unsaved else LEGEND, "$text-muted")
            )

    def show_strip(self) -> None:
        """Say how many studies there are, and how many of them are still the viewer's to submit."""
        shown, mine = len(self.query_one(StudyList).rows), self.gateway.reviewer
        strip = strip_of(
            self.all_rows,
            shown,
            mine,
            only_mine=self.only_mine,
            submitted=self.submitted,
            unsaved=" and ".join(
                [*([f"on {len(self.unsaved)}"] if self.unsaved else []), *self._unsaved_elsewhere]
            ),
        )
        self.query_one("#strip", Static).update(strip)

    def show_matching(self, keep: str | None = None) -> None:
        """Show the studies that have every word of the filter, of all or of those that are the viewer's."""
        words = folded(self.query_one("#filter", Input).value).split()
        mine = self.gateway.reviewer
        chosen = [row for row in self.all_rows if mine in row.allocated] if self.only_mine else self.all_rows
        texts = self.haystacks
        if words and not texts:
            texts = self.haystacks = {row.key: haystack(row) for row in self.all_rows}
        rows = [row for row in chosen if all(word in texts[row.key] for word in words)] if words else chosen
        self.query_one(StudyList).show_rows(rows, keep)
        self.show_strip()
        self.show_headings()
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
        if any(listing.progress.get(key) != each for key, each in known.items()):
            listing.show_progress(known, state)
            self.show_details(listing.current)

    def on_study_list_highlighted(self, message: StudyList.Highlighted) -> None:
        """Show what the cursor stands on now."""
        self.hush()
        self.show_details(message.study)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return what can be done; nobody of a team is offered what the server would refuse."""
        if action in NOT_FOR[self.gateway.role]:
            return False
        return super().check_action(action, parameters)

    async def on_study_list_chosen(self, message: StudyList.Chosen) -> None:
        """Open the study."""
        await (self.action_documents() if self.gateway.is_reader else self.action_open())

    async def key_enter(self, event: Key) -> None:
        """Open a document of the study for a reader, to whom the key offers no appraisal."""
        if self.gateway.is_reader:
            event.stop()  # else the window that opens would take it, too
            await self.action_documents()

    def show_details(self, row: StudyRow | None) -> None:
        """Show the study under the cursor in a few lines."""
        if row is None:
            words = [plain("No study has all these words." if self.all_rows else "")]
        else:
            known = self.query_one(StudyList).progress.get(row.key)
            unsaved = self.unsaved.get(str(row.id), ())
            words = details(row, known, role=self.gateway.role, unsaved=unsaved)
        self.query_one("#details", Static).update(stack(words))
        listing = self.query_one(StudyList)
        place = f"{listing.cursor + 1} of {len(listing.rows)}" if listing.rows else ""
        self.query_one("#studies", Pane).show(status=plain(place))
        self.query_one("#card", Pane).show(heading=plain(row.key if row else "Study"))

    def action_filter(self) -> None:
        """Open the filter."""
        field = self.query_one("#filter", Input)
        field.add_class("open")
        field.focus()
        self.read_authors()

    @conversation
    async def action_find_all(self) -> None:
        """Find words, those of the filter at first, in the texts of all studies."""
        await navigation.find_in_texts(self, self.query_one("#filter", Input).value)

    @work(exclusive=True, group="authors", exit_on_error=False)
    async def read_authors(self) -> None:
        """Read the authors that the filter looks into, beside the keys, and filter anew."""
        from workbench.review.studies import known_studies

        authors = await self.gateway.compute(known_studies.authors_by_key)
        self.haystacks = {row.key: haystack(row, authors.get(row.key, ())) for row in self.all_rows}
        here = self.current
        self.show_matching(here.key if here else None)

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
    async def action_next_waiting(self, by: int) -> None:
        """Go to the next or previous study, round the ends, that waits for the viewer."""
        await next_study.go_to_next(self, by)

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
    async def action_copy(self) -> None:
        """Copy the study under the cursor as a reference."""
        if self.current is not None:
            await navigation.copy_reference(self, self.current.key)

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

    def action_visit(self, name: str) -> None:
        """Go to a screen that needs no reviewer, by its name."""
        navigation.VISITS[name](self)

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
    async def action_particulars(self) -> None:
        """Enter what the study under the cursor is, or correct its record."""
        if self.current is not None and await study_actions.is_known_who_works(self):
            await next_study.enter_particulars(self, self.current)

    @conversation
    async def action_documents(self) -> None:
        """Open, attach, replace or withdraw documents of the study under the cursor."""
        if self.current is not None and await study_actions.is_known_who_works(self):
            await document_actions.show_documents(self, self.current)

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
            self.say("Nothing is allocated to you: s allocates a study, and g w draws by lot")
            return
        self.only_mine = not self.only_mine
        here = self.current
        self.show_matching(here.key if here else None)

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
    async def action_merge_file(self) -> None:
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
