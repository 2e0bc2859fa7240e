"""Search the texts of all studies from a screen, and open a place that was found."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

from workbench.tui.dialogs.find_in_all import FindInAllDialog, Hit, Searched

# Use cases and screens are imported where they are needed: the list of studies has this module, too.
if TYPE_CHECKING:
    from workbench.tui.gateway import Gateway
    from workbench.tui.screens.base import WorkbenchScreen


async def find_in_all(screen: WorkbenchScreen, words: str, first: str = "") -> Hit | None:
    """Ask for words, list where they stand in the texts of all studies, and return the place chosen.

    Args:
        screen: where this is asked.
        words: what is looked for at once; empty for nothing.
        first: key of the study that is searched first.
    """

    def search(wanted: str) -> AsyncIterator[Searched]:
        return _parts(screen.gateway, wanted, first)

    return await screen.ask(FindInAllDialog(search, value=words))


async def _parts(gateway: Gateway, words: str, first: str) -> AsyncIterator[Searched]:
    from workbench.review.documents import text_search

    places = await gateway.compute(text_search.searched_documents, first)
    searched = 0
    for part in text_search.in_parts(places):
        found = await gateway.compute(text_search.find_in, part, words)
        searched += len(part)
        yield Searched(found, searched, len(places))
    if not places:
        yield Searched((), 0, 0)


async def open_place(screen: WorkbenchScreen, hit: Hit) -> None:
    """Open the study of a place that was found, above the screen in front: `esc` leads back to it."""
    from workbench.tui.screens.appraise.screen import AppraiseScreen
    from workbench.tui.screens.read.screen import ReadScreen

    document, place = hit
    opened = AppraiseScreen if document.checklist is not None else ReadScreen
    above = opened(document.study, document=str(document.document), place=(place.start, place.end))
    above.navigation.sought = place.words
    await screen.app.push_screen(above)
