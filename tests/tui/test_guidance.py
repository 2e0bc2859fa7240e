"""On a small screen an item is judged with its question, its answers and its guidance in sight."""

from __future__ import annotations

import pytest

from checklists import Checklist, find_checklist
from tests.shared.progress import progress
from workbench.review.appraisals import answers as appraisals
from workbench.review.appraisals import quotes, texts
from workbench.review.session import open_review
from workbench.review.studies import study_list
from workbench.tui.screens.appraise.checklist_pane import ChecklistPane
from workbench.tui.screens.appraise.item_text import guidance

STUDY = "borresen2021"
CHECKLISTS = ("psm-cohort", "single-arm", "single-arm-covid", "case-series", "case-report")
LEAST = 3
"""Lines of guidance that are in sight at least, unless there are fewer."""


def pane_text(driver) -> list[str]:
    """The lines of the checklist's half of the screen, as they are drawn."""
    return [line.partition("▏")[2].strip() for line in driver.text.splitlines() if "▏" in line]


def flowing(driver) -> str:
    """The same as one text, however its lines were cut."""
    return " ".join(" ".join(pane_text(driver)).split())


def assert_whole(driver, checklist: Checklist, item_id: str) -> None:
    """Question and answers are there to the last word, and enough of the guidance."""
    item, pane = checklist.item(item_id), driver.app.screen.query_one(ChecklistPane)
    lines = pane_text(driver)
    shown = flowing(driver)
    assert f"{item.id} {item.text}" in shown
    for number, option in enumerate(checklist.options(item_id), 1):
        assert f"{number} {option.code} {option.label}" in shown
    part = pane.query_one("#item")
    words = guidance(item).wrap(part.scrollable_content_region.width)
    seen = [line.plain.strip() for line in words if line.plain.strip() in lines]
    assert min(LEAST, len(words)) <= len(seen), (item_id, lines)
    assert len(words) == len(seen) or "▾ g  reads the guidance on" in lines


@pytest.mark.slow
@pytest.mark.parametrize("name", CHECKLISTS)
@pytest.mark.parametrize("noted", [False, True], ids=["bare", "noted-and-quoted"])
async def test_question_answers_and_guidance_are_in_sight_at_80x24(opened, review, name, noted) -> None:
    """For every item of every checklist, asked or not; with a note, quotes and a message below too."""
    checklist = find_checklist(name)
    with open_review(review, "anna") as session:
        study_list.assign(session, STUDY, name, reason="to look")
        (text,) = texts.texts(session, STUDY)
        for item in checklist.items if noted else ():
            appraisals.note(session, STUDY, item.id, "A long note on this. " * 9)
            quotes.tie_quote(session, STUDY, item.id, text.id, 200, 320)
            quotes.tie_quote(session, STUDY, item.id, text.id, 300, 420)
    async with opened(size=(80, 24)) as driver:
        await driver.until_shown(STUDY, "/")
        await driver.press("enter")
        await driver.until(lambda: driver.app.screen.sheet is not None, "the sheet is read")
        screen = driver.app.screen
        for item in checklist.items:
            screen.query_one(ChecklistPane).show_sheet(screen.sheet, item.id, screen.anchors)
            if noted:
                screen.say("Quoted")
            words = f"{item.id} {item.text}"
            await driver.until(lambda words=words: words in flowing(driver), f"drawn: {words}")
            await driver.pilot.pause()
            assert_whole(driver, checklist, item.id)


async def test_one_key_reads_long_guidance_to_its_end_and_begins_again(opened) -> None:
    """The line below names the key; the last words come into sight, then the first again."""
    async with opened(size=(80, 24)) as driver:
        await driver.until_shown(STUDY, progress("psm-cohort"))
        await driver.press("enter")
        await driver.until_shown("The list is P1, not the authors'", "▾ g  reads the guidance on")
        await driver.press("g", "g")
        await driver.until_shown("expected to be reported.")
        await driver.press("g")
        await driver.until_shown("The list is P1, not the authors'")


async def test_notes_and_quotes_are_folded_on_a_small_screen_only(opened, review) -> None:
    """One line for the note, one for the quotes with their number; the checklist alone shows them whole."""
    with open_review(review, "anna") as session:
        (text,) = texts.texts(session, STUDY)
        appraisals.note(session, STUDY, "1.1", "first\nsecond [b]\nthird")
        quotes.tie_quote(session, STUDY, "1.1", text.id, 200, 320)
        quotes.tie_quote(session, STUDY, "1.1", text.id, 300, 420)
    async with opened(size=(80, 24)) as driver:
        await driver.until_shown(STUDY, progress("psm-cohort")[1:])
        await driver.press("enter")
        await driver.until(lambda: driver.app.screen.sheet is not None, "the sheet is read")
        driver.app.screen.go_to("1.1")
        await driver.until_shown("✎ note (o): first second [b] third", "” 2 quotes (b): ")
        await driver.press("v", "v")
        await driver.until_shown("✎ note: first", "third")


async def test_a_click_answers_where_the_answers_stand_side_by_side(opened, review) -> None:
    """The second answer stands in the same line as the first, and is its own place to click."""
    async with opened(size=(80, 24)) as driver:
        await driver.until_shown(STUDY, progress("psm-cohort"))
        await driver.press("enter")
        await driver.until_shown("○2 PY Probably yes")
        await driver.pilot.click("#options", offset=(14, 0))
        await driver.until_shown("●2 PY Probably yes")
