"""Windows with lists of options bear every size of the terminal."""

from __future__ import annotations

import pytest

from tests.shared.progress import progress
from workbench.tui.dialogs.choice import ChoiceDialog
from workbench.tui.dialogs.options import OptionsDialog
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
