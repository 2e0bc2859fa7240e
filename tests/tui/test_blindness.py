"""No screen shows one reviewer another's work before both have submitted."""

from __future__ import annotations

import pytest

from tests.shared.progress import progress
from workbench.review.appraisals import answers as appraisals
from workbench.review.appraisals import overrides, submission
from workbench.review.session import open_review

SECRET = "fluke of bea"
STUDY = "pretend2016"
WALK = [
    ("w", "escape"),
    ("T", "escape"),
    ("g", "c", "escape"),
    ("g", "g", "n", "escape"),
    ("g", "t", "enter", "escape", "2", "enter", "escape", "3", "4", "5", "enter", "escape", "escape"),
    ("g", "e", "enter", "escape", "escape"),
    ("enter", "w", "escape", "p", "escape", "r", "escape", "escape"),
]
"""From the list of studies to every screen and back."""


@pytest.mark.parametrize("submitted", [False, True], ids=["draft", "submitted"])
async def test_a_walk_through_every_screen_shows_nothing_of_the_other(opened, review, submitted) -> None:
    """Notes, reasons and answers of the other are nowhere, draft or submitted; only whether she is done."""
    with open_review(review, "bea") as session:
        for item in appraisals.judge_study(session, STUDY).checklist.items:
            appraisals.answer(session, STUDY, item.id, "PN", note=SECRET)
        overrides.override(session, STUDY, "D1", "low", SECRET)
        if submitted:
            submission.submit(session, STUDY)
    seen = []
    async with opened(size=(120, 40)) as driver:
        await driver.until_shown("borresen2021", progress("psm-cohort"))
        await driver.press("down", "down", "down")
        assert submitted == ("bea  ● sent  hidden until you have" in driver.text)
        for keys in WALK:
            for key in keys:
                await driver.press(key)
                seen.append(driver.text)
            while driver.app.screen.title != "Studies":
                await driver.press("escape")
    assert [] == [screen for screen in seen if SECRET in screen or "− PN" in screen]
