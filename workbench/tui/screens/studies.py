"""The studies of the review: one line each, and where the work on them stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Footer, Input, Static

from workbench import config
from workbench.errors import WorkbenchError
from workbench.tui.commands import bindings
from workbench.tui.dialogs.asking import LineDialog
from workbench.tui.plain import join, plain, stack
from workbench.tui.screens.base import WorkbenchScreen, conversation
from workbench.tui.screens.studies_words import COMMANDS, EMPTY, details, haystack, told, what_is_known
from workbench.tui.widgets.study_list import StudyList, headings

if TYPE_CHECKING:
    from workbench.desk.studies import StudyRow


class StudiesScreen(WorkbenchScreen):
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
    def has_study(self) -> bool:
        """Whether the cursor stands on a study."""
        return self.gateway.is_open and self.query_one(StudyList).current is not None

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
            here = self.query_one(StudyList).current
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

    async def ask_who(self) -> None:
        """Ask for the reviewer's handle until one is given that can be used, or the question is left."""
        value, trouble = "", ""
        while True:
            explanation = (
                "A short name for you, such as your initials: letters, digits, dot, dash. It stands beside "
                "your answers and is remembered; others cannot see your work before both have submitted."
            )
            dialog = LineDialog("Who are you?", "\n".join(filter(None, [explanation, trouble])), value=value)
            given = await self.ask(dialog)
            if given is None:
                return
            try:
                await self.gateway.sit_down(given)
            except WorkbenchError as error:
                value, trouble = given, str(error)
                continue
            config.remember_reviewer(self.gateway.reviewer or given)
            return

    async def read_studies(self, keep: str | None = None) -> None:
        """Read the list anew; the cursor stays on its study."""
        from workbench.desk import studies

        listing = self.query_one(StudyList)
        keep = keep or (listing.current.key if listing.current else None)
        self.all_rows = await self.gateway.ask(studies.rows)
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
        self.show_details(self.query_one(StudyList).current)

    async def on_study_list_in_sight(self, message: StudyList.InSight) -> None:
        """Find out how far the studies on the screen are."""
        from workbench.desk import studies

        try:
            known = await self.gateway.ask(studies.progress, message.studies)
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

    @conversation
    async def action_open(self) -> None:
        """Go to the appraisal of the study under the cursor; ask first for whatever is missing."""
        from workbench.tui.screens.appraise.screen import AppraiseScreen

        row = self.query_one(StudyList).current
        if row is None:
            return
        if self.gateway.reviewer is None:
            await self.ask_who()
            await self.read_studies()
        if self.gateway.reviewer is None:
            return
        if row.checklist is None and not await self.choose_checklist(row):
            return
        await self.app.push_screen(AppraiseScreen(row.key))

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
        here = self.query_one(StudyList).current
        self.show_matching(here.key if here else None)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Back to the list, the filter stays."""
        self.query_one(StudyList).focus()

    @conversation
    async def action_add(self) -> None:
        """Add documents."""
        dialog = LineDialog(
            "Add a document", "The path of a file, or of a folder: then the files directly in it."
        )
        path = await self.ask(dialog)
        if path and path.strip():
            await self.add(path.strip())

    async def add(self, path: str) -> None:
        """Add what is at a path and tell what became of each file."""
        from pathlib import Path

        from workbench.desk import adding
        from workbench.tui.dialogs.telling import TellingDialog

        if self.gateway.reviewer is None:
            await self.ask_who()
        reports = await self.gateway.ask(adding.add_paths, [Path(path).expanduser()])
        added = [report.study_key for report in reports if report.status == "added"]
        await self.read_studies(added[0] if added else None)
        self.app.push_screen(TellingDialog("What became of each file", stack([told(one) for one in reports])))

    @conversation
    async def action_assign(self) -> None:
        """Confirm or change the checklist."""
        row = self.query_one(StudyList).current
        if row is not None:
            await self.choose_checklist(row)

    async def choose_checklist(self, row: StudyRow) -> bool:
        """Let the reviewer choose a checklist for a study. True where one was chosen."""
        from workbench.desk import checklist_catalog, studies
        from workbench.tui.dialogs.choosing import ChoiceDialog

        if self.gateway.reviewer is None:
            await self.ask_who()
        choices = [
            (one.id, join(plain(f"{one.id:<18}", "bold"), plain(one.title)))
            for one in checklist_catalog.list_all()
        ]
        dialog = ChoiceDialog(
            f"Checklist for {row.key}",
            choices,
            explanation="Appraisals with another checklist are kept as they are.",
            chosen=row.checklist,
        )
        chosen = await self.ask(dialog)
        if chosen is None:
            return False
        await self.gateway.ask(studies.assign, row.key, chosen)
        await self.read_studies(row.key)
        return True

    @conversation
    async def action_reasons(self) -> None:
        """Why this design was suggested."""
        from workbench.desk import studies
        from workbench.tui.dialogs.telling import TellingDialog

        row = self.query_one(StudyList).current
        if row is None:
            return
        study = await self.gateway.ask(studies.show_study, row.key)
        self.app.push_screen(
            TellingDialog(f"{study.key}: what is known, and why this design", what_is_known(study))
        )

    @conversation
    async def action_history(self) -> None:
        """Who changed what in this study."""
        from workbench.desk import history
        from workbench.tui.dialogs.telling import TellingDialog

        row = self.query_one(StudyList).current
        if row is None:
            return
        lines = await self.gateway.ask(history.list_events, row.key)
        body = stack([plain(line.in_words()) for line in lines])
        self.app.push_screen(TellingDialog(f"History of {row.key}", body))

    @conversation
    async def action_reload(self) -> None:
        """Read the list anew."""
        await self.read_studies()

    @conversation
    async def action_reviewer(self) -> None:
        """Say who is working."""
        await self.ask_who()
        await self.read_studies()

    @conversation
    async def action_compare(self) -> None:
        """Go to the comparison of the study under the cursor; where it may not be seen yet, say why."""
        from workbench.tui.screens.compare.opening import open_comparison

        row = self.query_one(StudyList).current
        if row is None:
            return
        if self.gateway.reviewer is None:
            await self.ask_who()
            await self.read_studies()
        if self.gateway.reviewer is not None:
            await open_comparison(self, row.key)

    @conversation
    async def action_calibrate(self) -> None:
        """Mark the study under the cursor as calibration, or take the mark away."""
        from workbench.desk import leading, studies

        row = self.query_one(StudyList).current
        if row is None:
            return
        study = await self.gateway.ask(studies.show_study, row.key)
        await self.gateway.ask(leading.calibrate, row.key, not study.calibration)
        self.say(f"{row.key} is {'no' if study.calibration else 'a'} calibration study")

    def action_agreement(self) -> None:
        """Go to the agreement between the reviewers."""
        from workbench.tui.screens.agreement import AgreementScreen

        self.app.push_screen(AgreementScreen())

    def action_evidence(self) -> None:
        """Go to the evidence: outcomes by GRADE domains."""
        from workbench.tui.screens.evidence.screen import EvidenceScreen

        self.app.push_screen(EvidenceScreen())

    def action_tables(self) -> None:
        """Go to the tables."""
        from workbench.tui.screens.tables import TablesScreen

        self.app.push_screen(TablesScreen())
