"""No screen shows one reviewer another's work before both have submitted."""

from __future__ import annotations

import pytest

from workbench.desk import appraisals
from workbench.desk.session import open_desk

SECRET = "fluke of bea"
STUDY = "pretend2016"
WALK = [
    ("w", "escape"),
    ("h", "escape"),
    ("m", "escape"),
    ("g", "n", "escape"),
    ("t", "enter", "escape", "2", "enter", "escape", "3", "4", "5", "enter", "escape", "escape"),
    ("v", "enter", "escape", "escape"),
    ("enter", "w", "escape", "p", "escape", "r", "escape", "escape"),
]
"""From the list of studies to every screen and back."""


@pytest.mark.parametrize("submitted", [False, True], ids=["draft", "submitted"])
async def test_a_walk_through_every_screen_shows_nothing_of_the_other(opened, review, submitted) -> None:
    """Notes, reasons and answers of the other are nowhere, draft or submitted; only whether she is done."""
    with open_desk(review, "bea") as desk:
        for item in appraisals.judge_study(desk, STUDY).checklist.items:
            appraisals.answer(desk, STUDY, item.id, "PN", note=SECRET)
        appraisals.override(desk, STUDY, "D1", "low", SECRET)
        if submitted:
            appraisals.submit(desk, STUDY)
    seen = []
    async with opened(size=(120, 40)) as driver:
        await driver.until_shown("borresen2021", "0/23", "1/1" if submitted else "0/1")
        await driver.press("down", "down", "down")
        for keys in WALK:
            for key in keys:
                await driver.press(key)
                seen.append(driver.text)
            while driver.app.screen.title != "Studies":
                await driver.press("escape")
    assert [] == [screen for screen in seen if SECRET in screen or "− PN" in screen]
