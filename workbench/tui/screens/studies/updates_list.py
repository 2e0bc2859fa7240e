"""Show what is new, what changed and what must be looked at again, and go to where it is done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from workbench.tui.dialogs.choice import ChoiceDialog
from workbench.tui.plain import join, plain, stack
from workbench.tui.screens.studies import navigation, study_actions

# The use cases are imported where they are called: the first frame does not wait for the store.
if TYPE_CHECKING:
    from textual.content import Content

    from workbench.review.updates.lines import UpdateLine
    from workbench.tui.screens.studies.screen import StudiesScreen

MOST = 200
"""Lines that the dialog shows; the command line lists them all."""


async def show_updates(screen: StudiesScreen) -> None:
    """List the updates, and go to what is chosen."""
    from workbench.review.updates.updates import updates

    known = await screen.compute(updates)
    screen.hush()
    if not known.lines:
        screen.say("Nothing is new, changed, or to be looked at again. " + known.basis)
        return
    shown = known.lines[:MOST]
    choices = [(str(place), _choice(shown, place)) for place in range(len(shown))]
    explanation = known.basis
    if len(known.lines) > MOST:
        explanation += f" These are {MOST} of {len(known.lines)}: `workbench updates` lists all."
    dialog = ChoiceDialog("Look again, changed, new", choices, explanation=explanation)
    dialog.HINT = "arrows move · enter goes there · esc leaves"
    chosen = await screen.ask(dialog)
    if chosen is not None:
        await _go_to(screen, shown[int(chosen)])


def _choice(lines: Sequence[UpdateLine], place: int) -> Content:
    """Return the words of a line; the first of each group has its heading."""
    line = lines[place]
    heading = place == 0 or lines[place - 1].group != line.group
    style = "bold $text-warning" if line.group == "look again" else "bold"
    study = f"{line.study}: " if line.study else ""
    parts = [join(plain(study, "bold"), plain(line.what)), plain(f"  → {line.do}", "$text-muted")]
    return stack([plain(line.group.upper(), style), *parts] if heading else parts)


async def _go_to(screen: StudiesScreen, line: UpdateLine) -> None:
    """Open what the line is about: the evidence, the checklist of the study, its appraisal, or the list."""
    if line.kind in ("rating", "body", "outcome"):
        navigation.open_evidence(screen)
        return
    row = next((row for row in screen.all_rows if row.key == line.study), None)
    if row is None:
        screen.say(line.what)
        return
    screen.show_matching(row.key)
    if line.kind in ("design", "version", "checklist"):
        await study_actions.choose_checklist(screen, row)
    elif line.kind == "consensus":
        await navigation.open_comparison(screen, row)
    elif line.kind in ("document", "quote", "other-checklist", "study"):
        await navigation.open_appraisal(screen, row)
    else:
        screen.say(f"{row.key}: {line.do}")
