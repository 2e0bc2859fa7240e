"""Where one goes from the list of studies: other screens, and what is known of a study."""

from __future__ import annotations

from workbench.tui.plain import plain, stack
from workbench.tui.screens.base import conversation
from workbench.tui.screens.studies.study_actions import Changing
from workbench.tui.screens.studies.study_text import what_is_known


class Going(Changing):
    """The part of the studies screen that leads elsewhere."""

    @conversation
    async def action_open(self) -> None:
        """Go to the appraisal of the study under the cursor; ask first for whatever is missing."""
        from workbench.tui.screens.appraise.screen import AppraiseScreen

        row = self.current
        if row is None:
            return
        if not await self.is_known_who_works():
            return
        if row.checklist is None and not await self.choose_checklist(row):
            return
        await self.app.push_screen(AppraiseScreen(row.key))

    @conversation
    async def action_compare(self) -> None:
        """Go to the comparison of the study under the cursor; where it may not be seen yet, say why."""
        from workbench.tui.screens.compare.access import open_comparison

        row = self.current
        if row is None:
            return
        if await self.is_known_who_works():
            await open_comparison(self, row.key)

    @conversation
    async def action_reasons(self) -> None:
        """Why this design was suggested."""
        from workbench.review.studies import study_list
        from workbench.tui.dialogs.message import MessageDialog

        row = self.current
        if row is None:
            return
        study = await self.gateway.ask(study_list.show_study, row.key)
        self.app.push_screen(
            MessageDialog(f"{study.key}: what is known, and why this design", what_is_known(study))
        )

    @conversation
    async def action_history(self) -> None:
        """Who changed what in this study."""
        from workbench.review.admin import history
        from workbench.tui.dialogs.message import MessageDialog

        row = self.current
        if row is None:
            return
        lines = await self.gateway.ask(history.list_events, row.key)
        body = stack([plain(line.in_words()) for line in lines])
        self.app.push_screen(MessageDialog(f"History of {row.key}", body))

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
