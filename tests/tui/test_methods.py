"""The screen of the methods sentences, driven by keys."""

from __future__ import annotations

import pytest

from tests.tui.test_agreement import SIZES, both, enter, name_of

__all__ = ["both"]


@pytest.mark.parametrize("size", SIZES, ids=name_of)
async def test_the_sentences_are_shown_full_or_short_with_their_facts(opened, both, size) -> None:
    """m on the agreement opens them; f shows what each rests on, s the short text, esc goes back."""
    async with opened(both, size=size) as driver:
        await enter(driver)
        await driver.press("m")
        await driver.until_shown("Methods · full", "Studies were appraised with", "SHA-256")
        await driver.press("f")
        await driver.until_shown("▪ SHA-256 of case-series")
        await driver.press("f", "s")
        await driver.until_shown("Methods · short", "Two reviewers submitted")
        assert "SHA-256" not in driver.text
        await driver.press("escape")
        await driver.until(lambda: driver.app.screen.title == "Agreement", "the agreement is in front")
