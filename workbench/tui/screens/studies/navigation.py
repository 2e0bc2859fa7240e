"""Go from the list of studies to other screens, and to what is known of a study."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from workbench.tui.plain import plain, stack
from workbench.tui.screens.studies.study_actions import is_known_who_works
from workbench.tui.screens.studies.study_text import what_is_known

# Screens and use cases are imported where they are needed: the first frame does not wait for them.
if TYPE_CHECKING:
    from workbench.review.session import ReviewSession
    from workbench.review.studies.known_studies import StudyRow
    from workbench.tui.screens.studies.screen import StudiesScreen
    from workbench.tui.screens.studies.study_actions import StudyScreen


SCREENS = (
    "appraise.screen",
    "read.screen",
    "compare.screen",
    "tables",
    "agreement",
    "methods",
    "evidence.screen",
    "workload",
    "protocol",
    "duplicates.screen",
)
"""The modules of the other screens."""


def import_screens(_: ReviewSession) -> None:
    """Import the other screens and the rooms below them, which would hold up the first key to each."""
    for name in SCREENS:
        import_module(f"workbench.tui.screens.{name}")


async def open_appraisal(screen: StudiesScreen, row: StudyRow, *, document: str = "") -> None:
    """Go to the appraisal of a study, or read it where it has no checklist; ask first who is working.

    Args:
        screen: the list of studies.
        row: the study.
        document: the id of the document to begin with; empty: the one that was read last.
    """
    from workbench.tui.screens.appraise.screen import AppraiseScreen
    from workbench.tui.screens.read.screen import ReadScreen

    if not await is_known_who_works(screen):
        return
    if row.checklist is None:
        screen.is_stale = True  # checklist and exclusion may be changed there
        await screen.app.push_screen(ReadScreen(row.key, document=document))
        return
    await screen.app.push_screen(AppraiseScreen(row.key, document=document))


async def find_in_texts(screen: StudiesScreen, words: str) -> None:
    """Find words in the texts of all studies, and open the study at the place that is chosen."""
    from workbench.tui.screens import text_search

    hit = await text_search.find_in_all(screen, words)
    if hit is not None and await is_known_who_works(screen):
        screen.is_stale = hit[0].checklist is None  # checklist and exclusion may be changed there
        await text_search.open_place(screen, hit)


async def open_comparison(screen: StudiesScreen, row: StudyRow) -> None:
    """Show the appraisals of a study side by side, of the result that is chosen where there are several.

    The comparison is read before its screen is there: whoever may not see it stays where they are.

    Raises:
        WorkbenchError: the viewer may not see it yet, or there is nothing to compare; nothing is shown.
    """
    from workbench.review.appraisals import answers
    from workbench.review.reviewers import reconcile
    from workbench.tui.dialogs.choice import ChoiceDialog
    from workbench.tui.screens.compare.screen import CompareScreen

    if not await is_known_who_works(screen):
        return
    results = await screen.gateway.ask(answers.results, row.key)
    result: str | None = results[0]
    if len(results) > 1:
        choices = [(known, plain(known or "whole study")) for known in results]
        result = await screen.ask(ChoiceDialog("Which result is compared?", choices))
    if result is None:
        return
    comparison = await screen.gateway.ask(reconcile.compare, row.key, result=result)
    await screen.app.push_screen(CompareScreen(comparison))


async def show_reasons(screen: StudyScreen, key: str) -> None:
    """Show what is known of a study, and why its design was suggested."""
    from workbench.review.studies import known_studies
    from workbench.tui.dialogs.message import MessageDialog

    study = await screen.gateway.ask(known_studies.show_study, key)
    heading = f"{study.key}: what is known, and why this design"
    screen.app.push_screen(MessageDialog(heading, what_is_known(study)))


async def copy_reference(screen: StudiesScreen, key: str) -> None:
    """Copy a study as a list of references has it."""
    from workbench.output.citations import reference_text
    from workbench.review.studies import known_studies

    study = await screen.gateway.ask(known_studies.show_study, key)
    screen.copy_words(reference_text(study.bibliography), f"the reference of {key}")


async def show_history(screen: StudyScreen, key: str) -> None:
    """Show who changed what in a study."""
    from workbench.review.admin import history
    from workbench.tui.dialogs.message import MessageDialog

    lines = await screen.gateway.ask(history.list_events, key)
    body = stack([plain(line.in_words()) for line in lines])
    screen.app.push_screen(MessageDialog(f"History of {key}", body))


def open_agreement(screen: StudiesScreen) -> None:
    """Go to the agreement between the reviewers."""
    from workbench.tui.screens.agreement import AgreementScreen

    screen.app.push_screen(AgreementScreen())


def open_methods(screen: StudiesScreen) -> None:
    """Go to the sentences for the manuscript."""
    from workbench.tui.screens.methods import MethodsScreen

    screen.app.push_screen(MethodsScreen())


def open_evidence(screen: StudiesScreen) -> None:
    """Go to the evidence: outcomes by GRADE domains."""
    from workbench.tui.screens.evidence.screen import EvidenceScreen

    screen.app.push_screen(EvidenceScreen())


def open_workload(screen: StudiesScreen) -> None:
    """Go to what is done, what waits and what is left."""
    from workbench.tui.screens.workload import WorkloadScreen

    async def read_anew(_: object) -> None:
        await screen.read_studies()

    screen.app.push_screen(WorkloadScreen(), read_anew)


def open_tables(screen: StudiesScreen) -> None:
    """Go to the tables."""
    from workbench.tui.screens.tables import FIRST, TablesScreen

    screen.app.push_screen(TablesScreen([row.key for row in screen.all_rows[:FIRST]]))


async def open_duplicates(screen: StudiesScreen) -> None:
    """Go to the studies that may be the same, and read the list anew after it; ask first who is working."""
    from workbench.tui.screens.duplicates.screen import DuplicatesScreen

    if await is_known_who_works(screen):
        await screen.app.push_screen_wait(DuplicatesScreen())
        await screen.read_studies()


async def open_protocol(screen: StudiesScreen) -> None:
    """Go to the protocol of the review; ask first who is working."""
    from workbench.tui.screens.protocol import ProtocolScreen

    if await is_known_who_works(screen):
        await screen.app.push_screen(ProtocolScreen())


VISITS = {
    "agreement": open_agreement,
    "evidence": open_evidence,
    "methods": open_methods,
    "tables": open_tables,
    "workload": open_workload,
}
"""By name, what goes to a screen for which nothing is asked first."""
