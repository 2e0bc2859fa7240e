"""Show what is new, what changed and what must be looked at again, and go to where it is done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from workbench.tui.dialogs.choice import ChoiceDialog
from workbench.tui.dialogs.text_prompt import LineDialog
from workbench.tui.key_words import in_keys
from workbench.tui.plain import join, plain, stack
from workbench.tui.screens.studies import navigation, study_actions

# The use cases are imported where they are called: the first frame does not wait for the store.
if TYPE_CHECKING:
    from textual.content import Content

    from workbench.review.updates.lines import UpdateLine
    from workbench.review.updates.updates import Updates
    from workbench.tui.screens.studies.screen import StudiesScreen

OTHER_DAY = "day"
"""The choice that asks for another day."""
MOST = 200
"""Lines that the dialog shows; the command line lists them all."""


async def show_updates(screen: StudiesScreen) -> None:
    """List the updates, from another day on if that is wished, and go to what is chosen."""
    from workbench.review.updates.updates import updates

    day = ""
    while True:
        known = await screen.compute(updates, day)
        screen.hush()
        shown = known.lines[:MOST]
        choices = [(str(place), _choice(shown, place)) for place in range(len(shown))]
        choices.append((OTHER_DAY, plain("From another day on …", "italic")))
        chosen = await screen.ask(_dialog(known, choices))
        if chosen != OTHER_DAY:
            break
        day = await _ask_day(screen, day)
    if chosen is not None:
        await _go_to(screen, shown[int(chosen)])


def _dialog(known: Updates, choices: Sequence[tuple[str, Content]]) -> ChoiceDialog:
    told = known.basis
    if not known.lines:
        told = f"Nothing is new, changed, or to be looked at again. {told}"
    elif len(known.lines) > MOST:
        told += f" These are {MOST} of {len(known.lines)}: `workbench updates` lists all."
    return ChoiceDialog("Look again, changed, new", choices, explanation=told, does="goes there")


async def _ask_day(screen: StudiesScreen, before: str) -> str:
    """Ask for a day until one is given that can be read; where the question is left, the one before stays."""
    from workbench.review.updates.updates import read_moment

    async def check(value: str) -> None:
        if value.strip():
            read_moment(value.strip())

    told = "Such as 2026-11-01, in UTC. What happened before is left out; empty: since you last submitted."
    dialog = LineDialog(
        "From which day on?", told, value=before, save=check, does="lists from then on", keeps_draft=False
    )
    given = await screen.ask(dialog)
    return before if given is None else given.strip()


def _choice(lines: Sequence[UpdateLine], place: int) -> Content:
    """Return the words of a line; the first of each group has its heading."""
    line = lines[place]
    heading = place == 0 or lines[place - 1].group != line.group
    style = "bold $text-warning" if line.group == "look again" else "bold"
    study = f"{line.study}: " if line.study else ""
    parts = [join(plain(study, "bold"), plain(line.what)), plain(f"  → {in_keys(line.do)}", "$text-muted")]
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
        screen.say(f"{row.key}: {in_keys(line.do)}")
