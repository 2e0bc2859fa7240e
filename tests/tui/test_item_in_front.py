"""Moving to another item ends what belonged to the item before."""

from __future__ import annotations

import pytest

from tests.shared.progress import progress
from workbench.review.appraisals import answers as appraisals
from workbench.review.session import open_review

MOVES = {
    "to the next item": ([], "down"),
    "to the next item without an answer": ([], "n"),
    "to the next domain": ([], "right_square_bracket"),
    "by taking back a change elsewhere": (["down", "1", "up"], "u"),
    "by submitting too early": (["1"], "S"),
}
"""Ways from 1.1 to another item: what is pressed before, and the key."""


async def enter(driver) -> None:
    """Open the first study with a passage of 1.1 in front."""
    await driver.until_shown("borresen2021", progress("psm-cohort"))
    await driver.press("enter")
    await driver.until(lambda: driver.app.screen.sheet is not None, "the sheet is read")
    await driver.pilot.pause()
    await driver.press("tab")


def quoted_items(review: str) -> list[str]:
    """Ids of the items that something is quoted for, read anew from the file."""
    with open_review(review, "anna") as session:
        return [quote.item_id for quote in appraisals.judge_study(session, "borresen2021").quotes]


async def test_a_passage_of_one_item_is_not_quoted_for_another(opened, review) -> None:
    """e on 1.1, then 1.3, then q: nothing is quoted, and nothing on the screen speaks of 1.1's passage."""
    async with opened() as driver:
        await enter(driver)
        await driver.press("e")
        await driver.until_shown("passage 1 of")
        await driver.press("down", "down")
        await driver.until_shown("▸1.3")
        assert "passage 1 of" not in driver.text
        assert driver.app.screen.query_one("#reading").selected_span is None
        await driver.press("q")
        await driver.until_shown("The sentence in front is selected now")
    assert [] == quoted_items(review)


@pytest.mark.parametrize("move", MOVES)
async def test_every_way_to_another_item_ends_what_was_selected(opened, review, move) -> None:
    """Whatever brings another item to the front takes the selection and its header away."""
    async with opened() as driver:
        before, key = MOVES[move]
        await enter(driver)
        await driver.press(*before, "e")
        await driver.until_shown("passage 1 of", "for 1.1")
        await driver.press(key)
        await driver.until(lambda: driver.app.screen.item != "1.1", "another item is in front")
        assert "passage 1 of" not in driver.text
        await driver.press("q")
        await driver.until_shown("The sentence in front is selected now")
    assert [] == quoted_items(review)


@pytest.mark.parametrize(("keys", "item"), [(["down"], "1.2"), (["down", "up"], "1.1")])
async def test_words_selected_by_hand_go_with_their_item(opened, review, keys, item) -> None:
    """A selection is nothing to quote after moving to another item, nor after coming back."""
    async with opened() as driver:
        await enter(driver)
        await driver.press("tab", *["shift+right"] * 8, "tab", *keys)
        await driver.until_shown(f"▸{item}")
        await driver.press("q")
        await driver.until_shown("The sentence in front is selected now")
    assert [] == quoted_items(review)


async def test_a_search_result_goes_with_its_item_and_the_search_goes_on(opened, review) -> None:
    """The match found while 1.1 was in front ends; enter finds again, and q quotes for the item in front."""
    async with opened() as driver:
        await enter(driver)
        await driver.press("slash")
        await driver.until_shown("Find in the texts")
        await driver.type("sand")
        await driver.press("enter")
        await driver.until_shown(": sand")
        await driver.press("escape", "down")
        await driver.until_shown("▸1.2")
        assert ": sand" not in driver.text
        await driver.press("q")
        await driver.until_shown("The sentence in front is selected now")
        await driver.press("slash", "enter", "escape")
        await driver.until_shown(": sand")
        await driver.press("q")
        await driver.until_shown("Quoted for 1.2")
    assert ["1.2"] == quoted_items(review)


async def test_passages_are_counted_anew_for_each_item(opened, review) -> None:
    """Back on an item, e begins with its best passage again."""
    async with opened() as driver:
        await enter(driver)
        await driver.press("e")
        await driver.until_shown("passage 1 of", "for 1.1")
        await driver.press("down", "up", "e")
        await driver.until_shown("passage 1 of", "for 1.1")
        await driver.press("q")
        await driver.until_shown("Quoted for 1.1")
    assert ["1.1"] == quoted_items(review)


async def test_another_result_begins_with_nothing_selected(opened, review) -> None:
    """The same item of another result is another item."""
    async with opened() as driver:
        await enter(driver)
        await driver.press("e")
        await driver.until_shown("passage 1 of")
        await driver.press("r")
        await driver.until_shown("Which result is judged?")
        await driver.press("down", "enter")
        await driver.until_shown("Name the result")
        await driver.type("death")
        await driver.press("enter")
        await driver.until_shown("· death")
        assert "passage 1 of" not in driver.text
        await driver.press("q")
        await driver.until_shown("The sentence in front is selected now")
    assert [] == quoted_items(review)
