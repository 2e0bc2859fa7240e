"""The screen of the methods sentences, driven by keys."""

from __future__ import annotations

import pytest

from tests.tui.test_agreement import SIZES, both, enter, name_of
from workbench.review.exchange.verify.independence_status import UNCHECKED
from workbench.tui.screens.methods import lines_of

__all__ = ["both"]


@pytest.mark.parametrize("size", SIZES, ids=name_of)
async def test_the_sentences_are_shown_full_or_short_with_their_facts(opened, both, size) -> None:
    """g m opens them; w shows what each rests on, c the short text, esc goes back to the studies."""
    async with opened(both, size=size) as driver:
        await enter(driver)
        await driver.press("g", "m")
        await driver.until_shown("full text", "Studies were appraised with", "SHA-256")
        await driver.press("w")
        await driver.until_shown("▪ SHA-256 of case-series")
        await driver.press("w", "c")
        await driver.until_shown("short text", "Two reviewers submitted")
        assert "SHA-256" not in driver.text
        await driver.press("escape")
        await driver.until(lambda: driver.app.screen.title == "Studies", "the studies are in front")


@pytest.mark.parametrize("size", SIZES, ids=name_of)
async def test_what_was_not_checked_stands_below_what_is_said_of_independence(opened, both, size) -> None:
    """Not at the end of all sentences, where nobody reads it with the sentence that it limits."""
    async with opened(both, size=size) as driver:
        await enter(driver)
        await driver.press("g", "m")
        await driver.until_shown("full text", "Studies were appraised with")
        lines = [str(line) for line in lines_of(driver.app.screen.sentences, with_facts=False)]
        (told,) = [place for place, line in enumerate(lines) if line.startswith("How independence of")]
        assert "one shared file, kept by the program only" in lines[told]
        assert f"  ({UNCHECKED})" == lines[told + 1]
        await driver.press("pagedown")
        await driver.until_shown("`workbench verify` checks it")


async def test_without_a_reviewer_the_frame_says_what_to_press(opened) -> None:
    """It stayed empty, and the reason stood in the line above the keys alone."""
    async with opened(reviewer=None) as driver:
        await driver.until_shown("Who are you?")
        await driver.press("escape")
        await driver.press("g", "m")
        await driver.until_shown("no text yet", "W on the list of studies")
        place = next(n for n, line in enumerate(driver.text.splitlines()) if "W on the list" in line)
        assert place < 6
