"""The keys that leave the program work over every window, and what is typed there stays as a draft."""

from __future__ import annotations

import pytest

from tests.shared.progress import progress
from workbench.tui.dialogs.form import FormDialog
from workbench.tui.dialogs.text_prompt import TextDialog

STUDY = "borresen2021"


async def open_record(driver) -> None:
    """Open the form of the record of the first study."""
    await driver.until_shown(STUDY, progress("psm-cohort"))
    await driver.press("p")
    await driver.until_shown("Particulars of borresen2021")
    await driver.press("2")
    await driver.until_shown("Record of borresen2021")
    await driver.until(lambda: isinstance(driver.app.screen, FormDialog), "the form")


async def test_the_form_of_a_record_is_left_with_the_program(opened) -> None:
    """The fields do not take the key, and what was typed is kept."""
    async with opened() as driver:
        await open_record(driver)
        await driver.type("X")
        await driver.press("ctrl+q")
        await driver.until(lambda: driver.app._exit, "left")
        folder = driver.app.gateway.drafts
        (about,) = folder.abouts()
        assert folder.read(about).values["title"].endswith("X")


@pytest.mark.parametrize(
    ("before", "key"),
    [
        *((before, "ctrl+q") for before in ("p", "question_mark", "X", "ctrl+a")),
        *((before, "ctrl+c") for before in ("p", "question_mark")),
    ],
)
async def test_windows_of_all_kinds_are_left_with_the_program(opened, before, key) -> None:
    """A choice, a long text, a text to type, words to find; where nothing is typed also with ctrl+c."""
    async with opened() as driver:
        await driver.until_shown(STUDY, progress("psm-cohort"))
        home = driver.app.screen
        await driver.press(before)
        await driver.until(lambda: driver.app.screen is not home, "a window")
        await driver.press(key)
        if key == "ctrl+c":
            await driver.until_shown("ctrl+c again leaves the workbench")
            assert not driver.app._exit
            await driver.press(key)
        await driver.until(lambda: driver.app._exit, "left")


async def test_ctrl_c_leaves_a_screen_only_at_the_second_time(opened) -> None:
    """Another key in between begins anew; what is selected in the text is copied instead."""
    async with opened() as driver:
        await driver.until_shown(STUDY, progress("psm-cohort"))
        await driver.press("enter")
        await driver.until(lambda: getattr(driver.app.screen, "is_ready", False), "the sheet is read")
        await driver.press("ctrl+c")
        await driver.until_shown("ctrl+c again leaves the workbench")
        await driver.press("down", "ctrl+c", "ctrl+c")
        await driver.until_shown("Copied the selected words")
        assert not driver.app._exit
        await driver.press("n", "ctrl+c")
        assert not driver.app._exit
        await driver.press("ctrl+c")
        await driver.until(lambda: driver.app._exit, "left")


async def test_ctrl_c_copies_what_is_selected_in_a_field(opened) -> None:
    """With nothing selected it says so: who types leaves with ctrl+q, and never by a copy that failed."""
    async with opened() as driver:
        await driver.until_shown(STUDY, progress("psm-cohort"))
        await driver.press("X")
        await driver.until(lambda: isinstance(driver.app.screen, TextDialog), "the reason")
        await driver.type("wrong one")
        await driver.press(*["shift+left"] * 3, "ctrl+c")
        await driver.until(lambda: driver.app.clipboard == "one", "copied")
        assert not driver.app._exit
        await driver.press("right", "ctrl+c")
        await driver.until_shown("Nothing is selected to copy")
        assert not driver.app._exit
        await driver.press("ctrl+q")
        await driver.until(lambda: driver.app._exit, "left")
