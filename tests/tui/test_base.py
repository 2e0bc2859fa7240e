"""What all screens share."""

from __future__ import annotations

import asyncio
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static, TextArea

from workbench.tui.commands import Command, bindings
from workbench.tui.dialogs.text_prompt import LineDialog, TextDialog
from workbench.tui.screens.base import READING, WorkbenchScreen, conversation

HERE = (
    Command("talk", ("t",), "Talk", "Talk"),
    Command("count", ("1",), "Count", "Count"),
    Command("tell", ("2",), "Tell", "Tell"),
)


class Talking(WorkbenchScreen):
    """A screen with a talk that saves something after its dialog, and a key that does something."""

    COMMANDS_HERE = HERE
    BINDINGS: ClassVar[list[BindingType]] = bindings(HERE)

    def __init__(self) -> None:
        super().__init__()
        self.counted = 0
        self.saved = asyncio.Event()

    def compose(self) -> ComposeResult:
        """The line for messages."""
        yield Static("", id="message")

    @conversation
    async def action_talk(self) -> None:
        """Ask, and take a while before the next question."""
        await self.ask(LineDialog("Which?"))
        await self.saved.wait()

    def action_tell(self) -> None:
        """Say how far the count is."""
        self.say(f"counted {self.counted}")

    def action_count(self) -> None:
        """What a key of the screen does."""
        self.counted += 1


async def test_between_two_dialogs_of_a_talk_no_key_of_the_screen_does_anything(opened) -> None:
    """Somebody who types ahead must not answer an item with the figure meant for the next dialog."""
    async with opened() as driver:
        await driver.until_shown("5 studies")
        app, pilot, screen = driver.app, driver.pilot, Talking()
        await app.push_screen(screen)
        await pilot.press("t")
        await driver.until(lambda: isinstance(app.screen, LineDialog), "the dialog")
        await pilot.press("enter")
        while app.screen is not screen:
            await pilot.pause()
        await pilot.press("1")
        assert 0 == screen.counted
        screen.saved.set()
        while screen.talks:
            await pilot.pause()
        await pilot.press("1")
        assert 1 == screen.counted


class Writing(Talking):
    """A screen that asks for a text."""

    @conversation
    async def action_talk(self) -> None:
        """Ask for a text."""
        await self.ask(TextDialog("Why?", value="so", needed="say why"))


async def test_a_text_that_was_left_is_there_again(opened) -> None:
    """Until it is saved; then the next one begins with what is kept."""
    async with opened() as driver:
        await driver.until_shown("5 studies")
        app, pilot, screen = driver.app, driver.pilot, Writing()
        await app.push_screen(screen)
        for keys, expected in (
            (("n", "escape"), "son"),
            (("e", "enter"), "sone"),
            (("escape",), "so"),
        ):
            await driver.press("t")
            await driver.until(lambda: isinstance(app.screen, TextDialog), "the dialog")
            dialog = app.screen
            await driver.press(*keys[:-1])
            assert expected == dialog.query_one("#words", TextArea).text
            await driver.press(keys[-1])
            while screen.talks:
                await pilot.pause()


async def test_a_message_is_of_the_past_once_another_screen_was_in_front(opened, appraised) -> None:
    """Back on the list it is gone; a dialog leaves it."""
    async with opened(appraised) as driver:
        await driver.until_shown("baricitinib")
        await driver.press("n")
        await driver.until_shown("Nothing here waits for you.")
        await driver.press("question_mark")
        await driver.until_shown("Keys: Studies")
        await driver.press("escape")
        await driver.until_shown("Nothing here waits for you.")
        await driver.press("g", "t")
        await driver.until(lambda: driver.app.screen.title == "Tables", "the tables")
        await driver.press("escape")
        await driver.until(lambda: driver.app.screen.title == "Studies", "the list")
        assert "Nothing here waits for you." not in driver.text


async def test_a_screen_that_is_taken_apart_offers_nothing(opened, appraised) -> None:
    """The line of keys can be laid out anew at that moment, when a part that a key needs is gone already."""
    async with opened(appraised) as driver:
        await driver.until_shown("baricitinib")
        await driver.press("g", "e")
        await driver.until(lambda: driver.app.screen.has_row, "the evidence is there")
        screen = driver.app.screen
        assert screen.check_action("rate", (1,))
        await screen.query_one("EvidenceGrid").remove()
        assert not screen.check_action("rate", (1,))


async def test_what_a_key_said_goes_away_with_the_next_key(opened) -> None:
    """Not with its own, and not where the next key says something; what is being read is said until it is."""
    async with opened() as driver:
        await driver.until_shown("5 studies")
        app, screen = driver.app, Talking()
        await app.push_screen(screen)
        await driver.press("2")
        assert "counted 0" in driver.text
        await driver.press("2")
        assert "counted 0" in driver.text
        await driver.press("1")
        assert "counted" not in driver.text
        screen.say("Saved meanwhile")
        await driver.press("down")
        assert "Saved meanwhile" not in driver.text
        screen.say(READING)
        await driver.press("down")
        assert READING in driver.text
