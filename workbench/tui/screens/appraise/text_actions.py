"""Find one's way in the texts by dialogs: headings, documents, words in all studies; and copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.config import read_settings, remember
from workbench.tui.dialogs.choice import ChoiceDialog
from workbench.tui.dialogs.find import FindDialog
from workbench.tui.plain import join, plain
from workbench.tui.screens import text_search
from workbench.tui.screens.appraise.reading_places import shown_headings

if TYPE_CHECKING:
    from workbench.tui.screens.appraise.screen import AppraiseScreen
    from workbench.tui.screens.read.screen import ReadScreen

FOLLOWS = "text.follows"
"""The setting that remembers whether the text follows the item in front; `no` where it does not."""


def follows_by_setting() -> bool:
    """Return whether the text follows the item in front, as it was chosen last."""
    return read_settings().values.get(FOLLOWS, "") != "no"


def change_following(screen: AppraiseScreen) -> None:
    """Let the text follow the item in front, or stay where it is read, and remember that."""
    follows = screen.navigation.follows = not screen.navigation.follows
    remember(FOLLOWS, "yes" if follows else "no")
    screen.say(
        "The text goes to the first passage of each item you go to; b goes back to where you read."
        if follows
        else "The text stays where you read; e goes to the passages of the item."
    )


async def go_to_heading(screen: AppraiseScreen | ReadScreen) -> None:
    """Let the reader choose a heading of the text, and go there."""
    navigation = screen.navigation
    headings = shown_headings(navigation.shown) if navigation.shown is not None else []
    if not headings:
        screen.say("No heading is known in this document.")
        return
    here = navigation.pane.top
    passed = [place for place, heading in enumerate(headings) if heading.start <= here]
    choices = [
        (
            str(place),
            join(plain(heading.words), plain(f"  p. {heading.page}" if heading.page else "", "$text-muted")),
        )
        for place, heading in enumerate(headings)
    ]
    chosen = await screen.ask(
        ChoiceDialog("Headings", choices, chosen=str(passed[-1] if passed else 0), does="goes there")
    )
    if chosen is not None:
        heading = headings[int(chosen)]
        navigation.go_to_heading(heading.start, heading.end)


async def choose_document(screen: AppraiseScreen | ReadScreen) -> None:
    """Let the reader choose which document of the study is read."""
    navigation = screen.navigation
    if len(navigation.texts) < 2:
        screen.say("The study has no other document." if navigation.texts else "The study has no document.")
        return
    choices = [(str(place), plain(text.heading)) for place, text in enumerate(navigation.texts)]
    after = (navigation.number + 1) % len(choices)
    chosen = await screen.ask(
        ChoiceDialog("Which document is read?", choices, chosen=str(after), does="reads it")
    )
    if chosen is not None:
        navigation.show_text(int(chosen))


async def find(screen: AppraiseScreen | ReadScreen) -> None:
    """Ask for words, and go from one place where they stand to the next."""

    def go_on(words: str) -> str:
        screen.navigation.sought = words
        return screen.navigation.go_to_words()

    def keep(words: str) -> None:
        screen.navigation.sought = words

    sought = screen.navigation.sought
    words = await screen.ask(FindDialog("Find in the texts of the study", go_on, keep, value=sought))
    screen.navigation.end_finding()
    if words is not None:
        await find_in_all_texts(screen, words)


async def find_in_all_texts(screen: AppraiseScreen | ReadScreen, words: str) -> None:
    """List where words stand in the texts of all studies, and go to the place that is chosen.

    A place in another study is opened above this one.
    """
    navigation = screen.navigation
    hit = await text_search.find_in_all(screen, words, screen.study)
    if hit is None:
        return
    document, place = hit
    if document.document in {text.id for text in navigation.texts}:
        navigation.sought = place.words
        navigation.go_to_source(document.document, place.start, place.end)
    else:
        await text_search.open_place(screen, hit)


def go_to_first_place(screen: AppraiseScreen | ReadScreen) -> None:
    """Go to the place that the screen was opened for, the first time that its texts are there."""
    place, screen.place = screen.place, None
    if place is not None and screen.navigation.shown is not None:
        screen.navigation.go_to_source(screen.navigation.shown.id, *place)


def copy(screen: AppraiseScreen) -> None:
    """Copy the selected words to the clipboard, or the item in front where nothing is selected."""
    selected = screen.navigation.selected
    if selected is not None:
        screen.copy_words(" ".join(selected.words.split()), "the selected words")
    elif screen.sheet is not None and screen.item:
        item = screen.sheet.checklist.item(screen.item)
        screen.copy_words(f"{item.shown} {item.text}", f"the words of {item.shown}")
