"""What is typed faster than windows open reaches them, in its order."""

from __future__ import annotations

import pytest
from textual.events import Key, Paste
from textual.widgets import Input

from tests.shared.progress import progress
from workbench.review.appraisals import answers as appraisals
from workbench.review.session import open_review
from workbench.tui import held_keys


async def at_once(driver, *keys: str) -> None:
    """Type keys without waiting for what they do, as a busy machine or a slow connection gives them."""
    for key in keys:
        character = {"enter": "\r", "space": " "}.get(key, key if len(key) == 1 else None)
        driver.app.post_message(Key(key, character))
    await driver.pilot.pause()


def note_on(review: str, item: str) -> str:
    """What is noted on an item of the first study, read anew from the file."""
    with open_review(review, "anna") as session:
        given = appraisals.judge_study(session, "borresen2021").answers.get(item)
    return given.note if given is not None else ""


def answer_to(review: str, item: str) -> str | None:
    """The code that an item of the first study has, read anew from the file."""
    with open_review(review, "anna") as session:
        given = appraisals.judge_study(session, "borresen2021").answers.get(item)
    return given.code if given is not None else None


async def test_a_study_is_opened_answered_and_noted_in_one_go(opened, review) -> None:
    """Each key waits for the screen or the window that the one before opens."""
    async with opened() as driver:
        await driver.until_shown("borresen2021", progress("psm-cohort"))
        await at_once(driver, "enter", "1", "o", *"why", "enter", "n")
        await driver.until(
            lambda: getattr(driver.app.screen, "item", "") == "1.2", "the next item is in front"
        )
        await at_once(driver, "2")
        await driver.until(lambda: answer_to(review, "1.2") is not None, "it is answered")
    assert "why" == note_on(review, "1.1")
    assert answer_to(review, "1.1") not in (None, answer_to(review, "1.2"))


async def test_keys_of_the_first_second_are_for_the_list(opened, review) -> None:
    """They are typed while the review is opened."""
    async with opened() as driver:
        await at_once(driver, "down", "down", "enter")
        await driver.until(lambda: getattr(driver.app.screen, "is_ready", False), "a study is open")
        assert "itch" == driver.app.screen.study


async def test_letters_typed_with_the_key_that_saves_filter_what_can_be_saved(opened, review) -> None:
    """They stand in the filter, and none is lost."""
    async with opened() as driver:
        await driver.until_shown("borresen2021", progress("psm-cohort"))
        await at_once(driver, "ctrl+s", "m", "e", "t")
        await driver.until_shown("Save a file: what?")
        await driver.until(lambda: driver.app.screen.query_one(Input).value == "met", "the filter has them")


async def test_what_is_pasted_while_a_window_opens_stands_in_it(opened, review) -> None:
    """In the order in which it came among the keys."""
    async with opened() as driver:
        await driver.until_shown("borresen2021", progress("psm-cohort"))
        await driver.press("enter")
        await driver.until(lambda: driver.app.screen.is_ready, "the sheet is read")
        driver.app.post_message(Key("o", "o"))
        driver.app.post_message(Paste("from the paper"))
        await at_once(driver, "!", "enter")
        await driver.until(lambda: note_on(review, "1.1"), "the note is saved")
    assert "from the paper!" == note_on(review, "1.1")


async def test_keys_typed_in_advance_reach_the_item_and_no_question(opened, review) -> None:
    """The questions before the items open by a key only, so that what is typed ahead is for the item."""
    async with opened(asks_once=True) as driver:
        await driver.until_shown("borresen2021", progress("psm-cohort"))
        await at_once(driver, "enter", "1", "o", *"why", "ctrl+s")
        await driver.until(lambda: note_on(review, "1.1") == "why", "the note is saved")
        await driver.until_shown("Before the items: 2 questions · enter opens · or answer the items first")
    assert answer_to(review, "1.1") == "Y"


async def test_an_enter_too_many_opens_no_question_in_which_the_next_keys_land(opened) -> None:
    """Nobody saw yet that enter opens them: it is named with what was typed after it."""
    async with opened(asks_once=True) as driver:
        await driver.until_shown("borresen2021", progress("psm-cohort"))
        await at_once(driver, "enter", "down", "enter", "1", "x")
        await driver.until_shown("Typed before this was here, so not taken: enter 1 x")
        assert "Appraise" == driver.app.screen.title


async def test_keys_typed_before_it_is_asked_who_works_are_named_there(opened) -> None:
    """They were meant for the list, which has no reviewer yet."""
    async with opened(reviewer=None) as driver:
        await at_once(driver, "down", "enter")
        await driver.until_shown("Who", "so not taken: down enter")


async def test_figures_after_a_window_without_a_next_one_are_named(opened) -> None:
    """Whoever typed them expected another window; the screen would take them as an answer."""
    async with opened() as driver:
        await driver.until_shown("borresen2021", progress("psm-cohort"))
        screen = driver.app.screen
        driver.app.keys.talk(screen)
        await at_once(driver, "down", "3", "n")
        driver.app.keys.talked(screen)
        await driver.until_shown("▌imagina2018", "so not taken: 3 n")


@pytest.mark.parametrize("key", ["ctrl+p", "f1"])
async def test_a_key_that_is_no_letter_closes_the_line_of_screens_and_does_its_own(opened, key) -> None:
    """After g, the palette and the help open with one key."""
    async with opened() as driver:
        await driver.until_shown("borresen2021")
        await at_once(driver, "g", key)
        await driver.until(
            lambda: type(driver.app.screen).__name__ in ("CommandsDialog", "HelpDialog"), "it is open"
        )


async def test_leaving_waits_for_nothing(opened) -> None:
    """ctrl+q works while keys are held."""
    async with opened() as driver:
        driver.app.keys.hold()
        await at_once(driver, "down", "ctrl+q")
        await driver.until(lambda: not driver.app.is_running, "the workbench is left")


async def test_keys_that_nobody_takes_go_on_after_a_while(opened, monkeypatch) -> None:
    """Whatever holds them, the workbench can be used again."""
    async with opened() as driver:
        await driver.until_shown("▌borresen2021")
        driver.app.keys.hold()
        await at_once(driver, "down")
        assert "▌borresen2021" in driver.text
        monkeypatch.setattr(held_keys, "STUCK", 0.0)
        await at_once(driver, "down")
        await driver.until_shown("▌itch")
