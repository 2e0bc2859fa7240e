"""On a small screen an item is judged with its question, its answers and its guidance in sight."""

from __future__ import annotations

import pytest

from checklists import Checklist, find_checklist
from tests.shared.progress import progress
from workbench.review.appraisals import answers as appraisals
from workbench.review.appraisals import quotes, texts
from workbench.review.session import open_review
from workbench.review.studies import known_studies
from workbench.tui.screens.appraise.item_rows import Front

STUDY = "borresen2021"
CHECKLISTS = ("psm-cohort", "single-arm", "single-arm-covid", "case-series", "case-report")
GUIDANCE = 12
"""Words of the guidance that are in sight at least, unless there are fewer."""


def pane_text(driver) -> list[str]:
    """The lines of the item's pane, as they are drawn."""
    rows = driver.app.screen.query_one("#item-rows")
    lines = driver.text.splitlines()[rows.region.y : rows.region.bottom]
    return [line.strip("│┃▁▂▃▄▅▆▇█ ") for line in lines]


def flowing(driver) -> str:
    """The same as one text, however its lines were cut."""
    return " ".join(" ".join(pane_text(driver)).split())


def assert_whole(driver, checklist: Checklist, item_id: str) -> None:
    """Question and answers are there to the last word, and the guidance begins below them."""
    item = checklist.item(item_id)
    shown = flowing(driver)
    assert f"{item.id} {item.text}" in shown
    for number, option in enumerate(checklist.options(item_id), 1):
        written = (f"{number} {option.label}", f"{number} {option.code} {option.label}")
        assert any(words in shown for words in written)
    begin = " ".join(item.guidance.split()[:GUIDANCE])
    assert begin in shown, (item_id, shown)


@pytest.mark.slow
@pytest.mark.parametrize("name", CHECKLISTS)
@pytest.mark.parametrize("noted", [False, True], ids=["bare", "noted-and-quoted"])
async def test_question_answers_and_guidance_are_in_sight_at_80x24(opened, review, name, noted) -> None:
    """For every item of every checklist, asked or not; with a note, quotes and a message below too."""
    checklist = find_checklist(name)
    with open_review(review, "anna") as session:
        known_studies.assign(session, STUDY, name, reason="to look")
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
            domain = checklist.domain_of(item.id).id
            screen.panes.show_front(Front(screen.sheet, domain, item.id, screen.anchors))
            if noted:
                screen.say("Quoted")
            words = f"{item.id} {item.text}"
            await driver.until(lambda words=words: words in flowing(driver), f"drawn: {words}")
            await driver.pilot.pause()
            assert_whole(driver, checklist, item.id)


async def test_a_long_item_scrolls_in_its_pane(opened) -> None:
    """ctrl+down scrolls from the text too; the next item begins at its beginning."""
    async with opened(size=(80, 24)) as driver:
        await driver.until_shown(STUDY, progress("psm-cohort"))
        await driver.press("enter")
        await driver.until_shown("The list is P1, not the authors'")
        rows = driver.app.screen.query_one("#item-rows")
        await driver.until(lambda: rows.max_scroll_y >= rows.size.height // 2, "the item is laid out")
        await driver.press(*["ctrl+down"] * 4)
        await driver.until_shown("concern here.")
        await driver.press("n")
        await driver.until_shown("1.2  ")


async def test_first_words_of_the_own_note_stand_under_the_answers(opened, review) -> None:
    """The whole note and the quotes stand below the guidance, out of sight at 80x24."""
    with open_review(review, "anna") as session:
        (text,) = texts.texts(session, STUDY)
        appraisals.note(session, STUDY, "1.1", "Compared in [Table] 2. " * 9)
        quotes.tie_quote(session, STUDY, "1.1", text.id, 200, 320)
        quotes.tie_quote(session, STUDY, "1.1", text.id, 300, 420)
        quotes.tie_quote(session, STUDY, "1.2", text.id, 200, 320)
    async with opened(size=(80, 24)) as driver:
        await driver.until_shown(STUDY, progress("psm-cohort")[1:])
        await driver.press("enter")
        await driver.until(lambda: driver.app.screen.sheet is not None, "the sheet is read")
        driver.app.screen.go_to("1.1")
        await driver.until_shown("✎ Compared in [Table] 2. Compared", "…  ❝ 2 quotes")
        lines = pane_text(driver)
        place = next(number for number, line in enumerate(lines) if line.startswith("✎"))
        assert "Yes" in lines[place - 1] or "No information" in lines[place - 1]
        driver.app.screen.go_to("1.2")
        await driver.until_shown("❝ “")
        await driver.press("v", "v")
        await driver.until(lambda: driver.text.count("❝ “") == 1, "told once where all is in sight")


async def test_notes_and_quotes_are_counted_beside_the_name_of_the_item(opened, review) -> None:
    """They stand below the guidance; the items wide show them whole."""
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
        await driver.until_shown("· ❝2 ✎")
        await driver.press("v", "v")
        await driver.until_shown("✎ first")
        await driver.press("ctrl+down")
        await driver.until_shown("second [b]", "third")


async def test_a_click_answers_where_the_answers_stand_side_by_side(opened, review) -> None:
    """The second answer stands in the same line as the first, and is its own place to click."""
    async with opened(size=(80, 24)) as driver:
        await driver.until_shown(STUDY, progress("psm-cohort"))
        await driver.press("enter")
        await driver.until_shown("○2 Probably yes")
        await driver.pilot.click("#item-rows", offset=(12, 2))
        await driver.until_shown("●2 Probably yes")


async def test_a_cut_guidance_names_the_key_that_shows_the_rest(opened, review) -> None:
    """In the place of the cut, with how many lines there are; at the end, the key that leads back."""
    with open_review(review, "anna") as session:
        appraisals.note(session, STUDY, "1.1", "A long note on this. " * 20)
    async with opened(size=(80, 24)) as driver:
        await driver.until_shown(STUDY, "/")
        await driver.press("enter")
        await driver.until_shown("▾ ctrl+down: ", "more line")
        await driver.press(*["ctrl+down"] * 8)
        await driver.until_shown("▴ ctrl+up: back up")


async def test_a_quote_stands_once_below_its_item(opened, review) -> None:
    """In a low window a line has its first words, and the text above has all of them."""
    with open_review(review, "anna") as session:
        (text,) = texts.texts(session, STUDY)
        place = text.source.index("Stiff shoulder")
        quotes.tie_quote(session, STUDY, "1.1", text.id, place, place + 150)
    async with opened(size=(80, 24)) as driver:
        await driver.until_shown(STUDY, "/")
        await driver.press("enter")
        await driver.until_shown("❝ “Stiff shoulder")
        rows = driver.app.screen.query_one("#item-rows")._rows
        assert 1 == sum("❝" in row.words.plain for row in rows)
