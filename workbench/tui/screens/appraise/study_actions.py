"""Reach what belongs to the study from its appraisal: particulars, numbers, another checklist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.review.evidence.outcomes import list_outcomes
from workbench.review.studies import known_studies
from workbench.tui.dialogs.choice import ChoiceDialog
from workbench.tui.plain import join, plain
from workbench.tui.screens.appraise import answer_actions
from workbench.tui.screens.studies import characteristics_form, study_actions

if TYPE_CHECKING:
    from workbench.tui.screens.appraise.screen import AppraiseScreen

BEFORE, FACTS = "before", "facts"
"""The two kinds of particulars."""


async def show_particulars(screen: AppraiseScreen) -> None:
    """Let the reviewer fill in what is asked before the items, or what the study is."""
    if screen.sheet is None:
        return
    if not screen.sheet.form.preliminaries:
        await enter_facts(screen)
        return
    choices = [
        (BEFORE, join(plain("Before the items  "), plain("what the checklist asks first", "$text-muted"))),
        (FACTS, join(plain("The study  "), plain("its facts, from the selected words", "$text-muted"))),
    ]
    chosen = await screen.ask(ChoiceDialog(f"Particulars of {screen.study}", choices, does="opens it"))
    if chosen == BEFORE:
        await answer_actions.fill_in_preliminaries(screen)
    elif chosen == FACTS:
        await enter_facts(screen)


async def enter_facts(screen: AppraiseScreen) -> None:
    """Enter what the study is, with the selected words where there are some."""
    await characteristics_form.enter_characteristics(screen, screen.study, screen.navigation.selected)


async def show_figures(screen: AppraiseScreen) -> None:
    """Show the numbers of the studies for an outcome, with this study in front."""
    from workbench.tui.screens.evidence.findings_screen import FindingsScreen

    outcomes = await screen.gateway.ask(list_outcomes)
    if not outcomes:
        screen.say("The review has no outcome yet; numbers belong to one. The evidence screen adds it.")
        return
    here = next((outcome for outcome in outcomes if outcome.label == screen.result), outcomes[0])
    chosen: str | None = str(here.id)
    if len(outcomes) > 1:
        choices = [(str(outcome.id), plain(outcome.label)) for outcome in outcomes]
        chosen = await screen.ask(ChoiceDialog("Numbers for which outcome?", choices, chosen=str(here.id)))
    outcome = next((outcome for outcome in outcomes if str(outcome.id) == chosen), None)
    if outcome is not None:
        screen.app.push_screen(FindingsScreen(outcome, screen.study))


async def choose_checklist(screen: AppraiseScreen) -> None:
    """Choose another checklist for the study, and appraise it with that one."""
    from workbench.tui.screens.appraise.screen import AppraiseScreen

    listing = await screen.gateway.ask(known_studies.show_study, screen.study)
    if not await study_actions.choose_checklist(screen, listing):
        return
    listing = await screen.gateway.ask(known_studies.show_study, screen.study)
    if listing.checklist is None:
        screen.dismiss()
    else:
        screen.app.switch_screen(AppraiseScreen(screen.study))
