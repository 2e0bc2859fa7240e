"""Moving and selecting in a text, and what stands beside it."""

from __future__ import annotations

from pathlib import Path

from tests.shared.progress import progress
from workbench.review.appraisals import answers, texts
from workbench.review.documents import replace
from workbench.review.session import open_review
from workbench.tui.screens.appraise.reading_pane import ReadingPane

STUDY = "borresen2021"


async def enter(driver) -> ReadingPane:
    """Open the first study, and return the text."""
    await driver.until_shown(STUDY, progress("psm-cohort"))
    await driver.press("enter")
    await driver.until(lambda: driver.app.screen.sheet is not None, "the sheet is read")
    await driver.pilot.pause()
    return driver.app.screen.query_one(ReadingPane)


def words(pane: ReadingPane) -> str:
    """The selected words."""
    assert pane.document_shown is not None
    assert pane.selected_span is not None
    return pane.document_shown.text[slice(*pane.selected_span)]


async def test_the_arrows_go_from_sentence_to_sentence_and_q_quotes_it(opened, review) -> None:
    """The text has the keys at first; j and k do the same."""
    async with opened() as driver:
        pane = await enter(driver)
        await driver.press("down", "down", "j")
        third = words(pane)
        await driver.press("down", "k")
        assert third == words(pane)
        await driver.press("q")
        await driver.until_shown("Quoted for 1.1", " 1.1 ▌")
    with open_review(review, "anna") as session:
        (quote,) = answers.judge_study(session, STUDY).quotes
    assert third == " ".join(quote.text.split())


async def test_space_begins_and_ends_a_selection_of_words(opened) -> None:
    """From the beginning of the sentence in front, word by word, then sentence by sentence."""
    async with opened() as driver:
        pane = await enter(driver)
        await driver.press("down", "down")
        sentence = words(pane)
        await driver.press("space", "right", "right")
        await driver.until_shown("selecting, space ends")
        assert sentence.startswith(words(pane))
        assert 2 == len(words(pane).split())
        await driver.press("down")
        assert sentence == words(pane)
        await driver.press("space")
        await driver.until(lambda: "selecting" not in driver.text, "the selection is ended")
        assert sentence == words(pane)


async def test_a_click_puts_the_sentence_in_front_and_dragging_selects(opened) -> None:
    """The mouse does the same as the keys."""
    async with opened() as driver:
        pane = await enter(driver)
        await driver.press("down", "down", "down")
        sentence = words(pane)
        row = pane.wrapped_document.location_to_offset(pane.selection.start).y - round(pane.scroll_y)
        pane.clear_selection()
        await driver.pilot.click("#reading", offset=(12, row))
        await driver.until(lambda: pane.selected_span is not None, "selected")
        assert sentence == words(pane)


async def test_dragging_selects_whole_words(opened) -> None:
    """From the word where the button went down to the one where it came up, without blanks at the ends."""
    async with opened() as driver:
        pane = await enter(driver)
        await driver.press("down", "down", "down")
        whole = set(words(pane).split())
        row = pane.wrapped_document.location_to_offset(pane.selection.start).y - round(pane.scroll_y)
        pane.clear_selection()
        await driver.pilot.mouse_down("#reading", offset=(10, row))
        await driver.pilot.hover("#reading", offset=(22, row))
        await driver.pilot.mouse_up("#reading", offset=(22, row))
        await driver.until(lambda: pane.selected_span is not None, "selected")
        assert len(words(pane)) >= 12
        assert set(words(pane).split()) < whole


async def test_pages_stand_beside_headings_and_on_the_frame(opened, review, tmp_path: Path) -> None:
    """h lists the headings with their pages and goes there, b leads back."""
    paged = tmp_path / "paged.txt"
    filler = "\n\n".join(f"Number {n} was treated as the others were." for n in range(40))
    paged.write_text(f"{STUDY}\n\nMETHODS\n\n{filler}\n\f\nRESULTS\n\nAll got better.\n\n{filler}\n")
    with open_review(review, "anna") as session:
        (document,) = texts.texts(session, STUDY)
        replace.replace_document(session, STUDY, [paged], document.source_name)
    async with opened() as driver:
        pane = await enter(driver)
        await driver.until_shown("METHODS  p. 1", "p. 1 of 2")
        await driver.press("h")
        await driver.until_shown("1 METHODS", "2 RESULTS", "p. 2")
        await driver.press("2")
        await driver.until_shown("RESULTS  p. 2", "p. 2 of 2")
        await driver.press("down")
        assert "All got better." == words(pane)
        await driver.press("b")
        await driver.until_shown("METHODS  p. 1")


async def test_y_copies_what_is_selected(opened) -> None:
    """Or the words of the item, where nothing is."""
    async with opened() as driver:
        pane = await enter(driver)
        await driver.press("y")
        await driver.until_shown("Copied the words of 1.1 (")
        await driver.press("down", "down", "y")
        await driver.until_shown("Copied the selected words (")
        assert " ".join(words(pane).split()) == driver.app.clipboard
