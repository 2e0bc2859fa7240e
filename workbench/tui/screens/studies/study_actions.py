"""What changes the review from the list of studies: who works, documents, checklists, calibration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench import config
from workbench.errors import ConflictError, WorkbenchError
from workbench.tui.dialogs.text_prompt import NEEDED_IN_HISTORY, LineDialog, TextDialog
from workbench.tui.plain import join, plain, stack
from workbench.tui.screens.base import WorkbenchScreen, conversation
from workbench.tui.screens.studies.study_text import told

if TYPE_CHECKING:
    from workbench.review.studies.study_list import StudyRow


class Changing(WorkbenchScreen):
    """The changing part of the studies screen."""

    @property
    def current(self) -> StudyRow | None:
        """The study under the cursor; the screen fills this in."""
        raise NotImplementedError

    async def read_studies(self, keep: str | None = None) -> None:
        """Read the list anew; the screen fills this in."""
        raise NotImplementedError

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
                await self.gateway.work_as(given)
            except WorkbenchError as error:
                value, trouble = given, str(error)
                continue
            config.remember_reviewer(self.gateway.reviewer or given)
            return

    async def is_known_who_works(self) -> bool:
        """Whether somebody said who is working; asks where nobody did. Within a conversation only."""
        if self.gateway.reviewer is None:
            await self.ask_who()
            await self.read_studies()
        return self.gateway.reviewer is not None

    @conversation
    async def action_reviewer(self) -> None:
        """Say who is working."""
        await self.ask_who()
        await self.read_studies()

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

        from workbench.review.documents import add as adding
        from workbench.tui.dialogs.message import MessageDialog

        if self.gateway.reviewer is None:
            await self.ask_who()
        reports = await self.gateway.ask(adding.add_paths, [Path(path).expanduser()])
        added = [report.study_key for report in reports if report.status == "added"]
        await self.read_studies(added[0] if added else None)
        self.app.push_screen(MessageDialog("What became of each file", stack([told(one) for one in reports])))

    @conversation
    async def action_assign(self) -> None:
        """Confirm or change the checklist."""
        row = self.current
        if row is not None:
            await self.choose_checklist(row)

    async def choose_checklist(self, row: StudyRow) -> bool:
        """Let the reviewer choose a checklist for a study. True where one was chosen."""
        from workbench.review.admin import checklist_catalog
        from workbench.tui.dialogs.choice import ChoiceDialog

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
        if not await self.change_checklist(row, chosen):
            return False
        await self.read_studies(row.key)
        return True

    async def change_checklist(self, row: StudyRow, chosen: str) -> bool:
        """Assign the checklist; where work is done with another one, ask first why. False where left."""
        from workbench.review.studies import study_list

        try:
            await self.gateway.ask(study_list.assign, row.key, chosen)
        except ConflictError as conflict:
            explanation = str(conflict)
        else:
            return True

        async def save(reason: str) -> None:
            await self.gateway.ask(study_list.assign, row.key, chosen, reason=reason)

        heading = f"Another checklist for {row.key}"
        dialog = TextDialog(heading, explanation, needed=NEEDED_IN_HISTORY, save=save)
        return await self.ask(dialog) is not None

    @conversation
    async def action_calibrate(self) -> None:
        """Mark the study under the cursor as calibration, or take the mark away."""
        from workbench.review.admin import settings
        from workbench.review.studies import study_list

        row = self.current
        if row is None:
            return
        study = await self.gateway.ask(study_list.show_study, row.key)
        await self.gateway.ask(settings.calibrate, row.key, not study.calibration)
        self.say(f"{row.key} is {'no' if study.calibration else 'a'} calibration study")
