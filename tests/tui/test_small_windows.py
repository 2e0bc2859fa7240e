"""Windows with lists of options bear every size of the terminal."""

from __future__ import annotations

import pytest

from tests.shared.progress import progress
from workbench.tui.dialogs.choice import ChoiceDialog
from workbench.tui.dialogs.options import OptionsDialog
from workbench.tui.palette import CommandsDialog
from workbench.tui.plain import plain

WORDS = "a word and a verylongwordwithoutanygap of [brackets] and 漢字"
SIZES = [*((width, 40) for width in range(1, 9)), (1, 1), (60, 3), (20, 5), (80, 24)]


@pytest.mark.parametrize(
    "dialog",
    [
        lambda: ChoiceDialog("Which?", [(str(n), plain(f"{WORDS}\n{WORDS}", lines=True)) for n in range(30)]),
        lambda: OptionsDialog("Which?", [WORDS, "other"], many=True),
    ],
    ids=["choice", "options"],
)
async def test_a_list_of_options_bears_every_size(opened, dialog) -> None:
    """Down to one cell and back; the window is still there and takes keys."""
    async with opened() as driver:
        await driver.until_shown("borresen2021", progress("psm-cohort"))
        window = dialog()
        driver.app.push_screen(window)
        await driver.until(lambda: driver.app.screen is window, "the window")
        for size in SIZES:
            await driver.pilot.resize_terminal(*size)
            await driver.press("down", "up", "pagedown", "pageup", "end", "home")
        await driver.until_shown("Which?")
        assert driver.app.screen is window


async def test_the_palette_bears_every_size(opened) -> None:
    """Pages of it, too, where no line of it is laid out."""
    async with opened() as driver:
        await driver.until_shown("borresen2021", progress("psm-cohort"))
        await driver.press("ctrl+p")
        await driver.until(lambda: type(driver.app.screen) is CommandsDialog, "the palette")
        for size in SIZES:
            await driver.pilot.resize_terminal(*size)
            await driver.press("down", "up", "pagedown", "pageup", "ctrl+end", "ctrl+home")
        assert type(driver.app.screen) is CommandsDialog


@pytest.mark.parametrize("size", [(60, 15), (60, 13), (80, 17), (80, 24)])
async def test_the_box_of_a_note_keeps_its_line_of_keys(opened, size) -> None:
    """Also where the statement of the item takes lines, and a draft is offered."""
    async with opened(size=size) as driver:
        await driver.until_shown("borresen2021")
        await driver.press("enter")
        await driver.until(lambda: driver.app.screen.is_ready, "the sheet is read")
        await driver.press("o")
        await driver.type("kept")
        await driver.press("escape", "o")
        await driver.until_shown("Draft of ", "kept", "enter or ctrl+s saves", "draft is")
        hint = driver.app.screen.query_one("#dialog-hint")
        assert hint.region.bottom <= size[1]
