"""The way to the comparison: which result, and whether this viewer may see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.review.appraisals import answers
from workbench.review.reviewers import reconcile
from workbench.tui.dialogs.choice import ChoiceDialog
from workbench.tui.plain import plain
from workbench.tui.screens.compare.screen import CompareScreen

if TYPE_CHECKING:
    from workbench.tui.screens.base import WorkbenchScreen


async def open_comparison(screen: WorkbenchScreen, study: str) -> None:
    """Show the appraisals of a study side by side. Only within a `conversation`.

    The comparison is read before its screen is there: whoever may not see it stays where they are.

    Raises:
        WorkbenchError: the viewer may not see it yet, or there is nothing to compare; nothing is shown.
    """
    results = await screen.gateway.ask(answers.results, study)
    result: str | None = results[0]
    if len(results) > 1:
        choices = [(one, plain(one or "whole study")) for one in results]
        result = await screen.ask(ChoiceDialog("Which result is compared?", choices))
    if result is None:
        return
    comparison = await screen.gateway.ask(reconcile.compare, study, result=result)
    await screen.app.push_screen(CompareScreen(comparison))
