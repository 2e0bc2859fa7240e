"""Moving to another item ends what belonged to the item before."""

from __future__ import annotations

from contextlib import asynccontextmanager

import pytest

from tests.shared.progress import progress
from workbench.review.appraisals import answers as appraisals
from workbench.review.documents.add import add_paths
from workbench.review.session import create_review, open_review
from workbench.review.studies.known_studies import assign

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
        await driver.press("escape")
        assert ": sand" not in driver.text, "the frame says nothing of the words once the window is left"
        await driver.press("down")
        await driver.until_shown("▸1.2")
        await driver.press("q")
        await driver.until_shown("The sentence in front is selected now")
        await driver.press("slash", "enter")
        await driver.until_shown(": sand")
        await driver.press("escape")
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


FILLER = " ".join(
    f"Patients of ward {number} were looked after as in every other week." for number in range(90)
)
LONG = f"""Warm sand for stiff shoulders: a retrospective propensity score matched cohort study

Introduction

{FILLER}

Methods

Confounders measured at baseline were age and sex. {FILLER}

Results

Two patients were lost to follow-up and were excluded from the analysis. {FILLER}
"""


@pytest.fixture
def long_review(tmp_path) -> str:
    """A review whose one study has a text of many pages."""
    path, location = tmp_path / "sand.txt", str(tmp_path / "long.db")
    path.write_text(LONG)
    with create_review(location, title="Long", reviewer="anna") as session:
        (report,) = add_paths(session, [path])
        assign(session, report.study_key, "psm-cohort")
    return location


@asynccontextmanager
async def in_the_middle_of_the_text(opened, location):
    """Open the study with 1.1 in front, the text scrolled by hand."""
    async with opened(location) as driver:
        await driver.until(lambda: driver.app.screen.query_one("#list").progress, "the list is there")
        await driver.press("enter")
        await driver.until(lambda: driver.app.screen.is_ready, "the sheet is read")
        await driver.until(lambda: driver.app.screen.navigation.has_walk, "the passages are found")
        assert 0 == driver.app.screen.query_one("#reading").scroll_y, "the first item leaves the text"
        await driver.press("pagedown")
        await driver.until(lambda: driver.app.screen.query_one("#reading").scroll_y, "it is scrolled")
        yield driver, driver.app.screen.query_one("#reading")


async def to_the_next_item(driver) -> None:
    """Press n, and wait until its passages are found."""
    before = driver.app.screen.item
    await driver.press("n")
    await driver.until(lambda: driver.app.screen.item != before, "another item is in front")
    await driver.until(lambda: driver.app.screen.navigation.has_walk, "the passages are found")
    await driver.pilot.pause()


async def test_the_text_follows_the_item_and_b_leads_back_to_where_one_read(opened, long_review) -> None:
    """The first passage of another item is in sight, not selected; b passes over all that were shown so."""
    async with in_the_middle_of_the_text(opened, long_review) as (driver, pane):
        read = pane.scroll_y
        for _ in range(6):
            await to_the_next_item(driver)
            found = driver.app.screen.navigation.found
            shown = lambda places=found: not places or pane.is_place_in_sight(places[0].start)  # noqa: E731
            await driver.until(shown, "its first passage is in sight")
            assert pane.selected_span is None
        assert read != pane.scroll_y
        await driver.press("b")
        await driver.until(lambda: read == pane.scroll_y, "the text is where it was read")


async def test_t_leaves_the_text_where_it_is_read_and_that_is_remembered(opened, long_review) -> None:
    """Also for the next time that a study is opened."""
    async with in_the_middle_of_the_text(opened, long_review) as (driver, pane):
        await driver.press("t")
        await driver.until_shown("The text stays where you read")
        read = pane.scroll_y
        for _ in range(6):
            await to_the_next_item(driver)
            assert read == pane.scroll_y
        await driver.press("escape", "enter")
        await driver.until(lambda: driver.app.screen.is_ready, "the sheet is read")
        assert not driver.app.screen.navigation.follows
        await driver.press("t")
        await driver.until_shown("goes to the first passage of each item")


async def test_the_text_stays_where_it_was_scrolled_when_another_item_comes(opened, long_review) -> None:
    """Also where the cursor stayed behind, out of sight, and something was selected there."""
    async with in_the_middle_of_the_text(opened, long_review) as (driver, pane):
        await driver.press("t")
        for keys in ([], ["home", "pagedown", "pagedown"]):
            await driver.press(*keys)
            await driver.until(lambda: pane.scroll_y > 2, "the text is scrolled")
            read = pane.scroll_y
            await to_the_next_item(driver)
            assert read == pane.scroll_y
            assert pane.selected_span is None


@pytest.mark.parametrize("key", ["space", "right", "left"])
async def test_a_selection_begins_in_sight(opened, long_review, key) -> None:
    """The first key of the text after scrolling by pages does not scroll back to where the cursor was."""
    async with in_the_middle_of_the_text(opened, long_review) as (driver, pane):
        read = pane.scroll_y
        await driver.press(key)
        assert read == pane.scroll_y
        assert pane.is_place_in_sight(pane.place)


async def test_esc_ends_a_selection_before_it_leaves_the_study(opened, long_review) -> None:
    """The frame says no longer that one selects; quoting ends it, too."""
    async with in_the_middle_of_the_text(opened, long_review) as (driver, pane):
        await driver.press("space", "right", "right")
        await driver.until_shown("selecting, space ends")
        await driver.press("escape")
        await driver.until(lambda: not pane.selecting, "the selection is ended")
        assert "selecting" not in driver.text
        assert driver.app.screen.is_ready
        await driver.press("space", "right", "right", "q")
        await driver.until_shown("Quoted for")
        assert "selecting" not in driver.text


async def test_the_item_before_and_after_are_one_key_away_also_in_the_text(opened, long_review) -> None:
    """Comma and full stop; the arrows are the sentences there."""
    async with in_the_middle_of_the_text(opened, long_review) as (driver, pane):
        assert pane.has_focus
        await driver.press("full_stop", "full_stop")
        assert "1.3" == driver.app.screen.item
        await driver.press("comma")
        assert "1.2" == driver.app.screen.item


async def test_a_number_that_no_answer_has_is_told(opened, review) -> None:
    """It does not fail in silence."""
    async with opened() as driver:
        await enter(driver)
        await driver.press("9")
        await driver.until_shown("1.1 has 5 answers: 9 is none of them")
    assert [] == quoted_items(review)
