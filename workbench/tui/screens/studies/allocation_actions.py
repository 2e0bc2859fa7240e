"""Choose by hand who is to appraise a study."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.tui.dialogs.options import OptionsDialog

# The use cases are imported where they are called: the first frame does not wait for the store.
if TYPE_CHECKING:
    from workbench.review.studies.known_studies import StudyRow
    from workbench.tui.screens.studies.screen import StudiesScreen


async def choose_reviewers(screen: StudiesScreen, row: StudyRow) -> None:
    """Let the reviewer mark who is to appraise a study, and allocate it to them."""
    from workbench.review.reviewers import allocation, handles

    known = [reviewer.handle for reviewer in await screen.gateway.ask(handles.list_reviewers)]
    explanation = (
        "What somebody has appraised already is kept, whoever it is allocated to. On Progress (g w), s draws "
        "by lot, evenly, and a adds reviewers."
    )
    dialog = OptionsDialog(
        f"Who appraises {row.key}?",
        known,
        explanation=explanation,
        chosen=row.allocated,
        many=True,
        none="nobody",
    )
    given = await screen.ask(dialog)
    if given is None:
        return
    chosen = [handle.strip() for handle in given.split(",") if handle.strip()]
    gained = [handle for handle in chosen if handle not in row.allocated]
    lost = [handle for handle in row.allocated if handle not in chosen]
    if gained or lost:
        (line,) = await screen.gateway.ask(allocation.allocate, [row.key], to=gained, take_from=lost)
        await screen.read_studies(row.key)
        screen.say(line.in_words())
