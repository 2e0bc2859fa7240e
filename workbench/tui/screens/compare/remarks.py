"""Write comments on the line in front, and take away one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.review.reviewers import reconcile
from workbench.tui.dialogs.choice import ChoiceDialog
from workbench.tui.dialogs.text_prompt import TextDialog
from workbench.tui.plain import plain

if TYPE_CHECKING:
    from workbench.review.reviewers.reconcile import ComparedLine
    from workbench.tui.screens.compare.screen import CompareScreen

_NEW, _ON_STUDY = "new", "study"
_EXPLAINED = "It changes nothing in an appraisal. Others see it where they may see your answers."


async def remark_on(screen: CompareScreen, line: ComparedLine) -> None:
    """Ask what is to be written, or where there is something already what is to be done, and save it."""
    from workbench.review.reviewers.remarks import remove_remark, write_remark

    here, viewer = screen.comparison, screen.gateway.reviewer
    own = [each for each in (*line.comments, *here.comments) if each.author == viewer]
    choices = [
        (_NEW, plain(f"write a comment on {line.id}")),
        (_ON_STUDY, plain("write a comment on the study")),
        *((each.id, plain(f"take away “{each.text}”")) for each in own),
    ]
    chosen = await screen.ask(ChoiceDialog("Comment", choices, explanation=line.title, chosen=_NEW))
    if chosen is None:
        return
    if chosen not in (_NEW, _ON_STUDY):
        await screen.gateway.ask(remove_remark, chosen, here.study)
        await _read_anew(screen, "The comment is taken away; the history keeps it.")
        return
    about = line.id if chosen == _NEW else ""

    async def save(words: str) -> None:
        await screen.gateway.ask(write_remark, here.study, words, about=about)

    heading = f"Comment on {about or here.study}"
    needed = "Write the comment first: an empty one is not kept."
    if await screen.ask(TextDialog(heading, _EXPLAINED, needed=needed, save=save)) is not None:
        await _read_anew(screen, f"The comment on {about or here.study} is kept.")


async def _read_anew(screen: CompareScreen, words: str) -> None:
    here = screen.comparison
    screen.show_comparison(await screen.gateway.ask(reconcile.compare, here.study, result=here.result))
    screen.say(words)
