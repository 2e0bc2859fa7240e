"""What others than the study's authors wrote is told apart from the abstract, by words."""

from __future__ import annotations

from tests.shared.progress import progress
from workbench.review.appraisals import answers, texts
from workbench.review.session import open_review
from workbench.tui.screens.appraise.reading_pane import ReadingPane
from workbench.tui.screens.appraise.second_hand import BEGINS, OWN_TEXT

STUDY = "itch"
OTHERS, AUTHORS = "Eleven dogs got better", "Four patients were included"


async def enter(driver) -> ReadingPane:
    """Open the third study, whose document has a summary by others above the abstract."""
    await driver.until_shown(STUDY, progress("case-series")[1:])
    await driver.press("down", "down", "enter")
    await driver.until(lambda: driver.app.screen.sheet is not None, "the sheet is read")
    return driver.app.screen.query_one(ReadingPane)


async def test_a_summary_by_others_has_a_beginning_and_an_end(opened) -> None:
    """A line above it, a line where the abstract begins, and nothing of the text is lost between them."""
    async with opened(size=(120, 40)) as driver:
        pane = await enter(driver)
        await driver.until_shown(BEGINS, OWN_TEXT["abstract"], "second-hand · summary_above.txt")
        lines = pane.text.split("\n")
        begins, own = lines.index(BEGINS), lines.index(OWN_TEXT["abstract"])
        assert OTHERS in "\n".join(lines[begins:own])
        assert AUTHORS in "\n".join(lines[own:])


async def test_who_speaks_is_said_above_the_text_when_its_heading_is_out_of_sight(opened) -> None:
    """Second-hand while the first line in sight is; the name of the document alone after that."""
    async with opened(size=(80, 24)) as driver:
        pane = await enter(driver)
        await driver.until_shown("second-hand · summary_above.txt")
        pane.scroll_to(y=3, animate=False)
        await driver.until(lambda: BEGINS not in driver.text, "scrolled")
        assert "second-hand · summary_above.txt" in driver.text
        pane.scroll_end(animate=False)
        await driver.until(lambda: "second-hand" not in driver.text, "the authors speak")


async def test_selected_words_by_others_are_as_clear_as_any(opened) -> None:
    """The rest of what others wrote stays dim."""
    async with opened(size=(120, 40)) as driver:
        pane = await enter(driver)
        start = pane.document_shown.text.index(OTHERS)
        assert pane.select_span(start, start + len(OTHERS))
        line = pane.get_line(pane.selection.start[0])
        first = pane.selection.start[1]
        styles = [line.get_style_at_offset(driver.app.console, place) for place in (first, len(line) - 1)]
    assert [style.dim for style in styles] == [False, True]


async def test_offsets_are_those_of_the_document_in_spite_of_the_headings(opened, review) -> None:
    """What is selected in the abstract and quoted is what the stored document holds."""
    async with opened(size=(120, 40)) as driver:
        pane = await enter(driver)
        start = pane.document_shown.text.index(AUTHORS)
        assert pane.select_span(start, start + len(AUTHORS))
        await driver.press("q")
        await driver.until(lambda: driver.app.screen.sheet.quotes)
    with open_review(review, "anna") as session:
        (quote,) = answers.judge_study(session, STUDY).quotes
    assert AUTHORS == quote.text


async def test_a_second_hand_quote_says_so_at_once(opened, review) -> None:
    """Beside its words on the screen, and on the frame of the text."""
    async with opened(size=(80, 24)) as driver:
        pane = await enter(driver)
        start = pane.document_shown.text.index(OTHERS)
        assert pane.select_span(start, start + len(OTHERS))
        await driver.press("q")
        await driver.press("v", "v")
        await driver.until_shown("❝ “Eleven dogs")
        await driver.until(lambda: "second-hand" in driver.text, "beside the quote too")


async def test_a_cue_in_a_summary_by_others_is_second_hand(opened, review) -> None:
    """The line above the text says so where e goes to such a passage, and `passages` gives a field."""
    with open_review(review, "anna") as session:
        items = [item.id for item in answers.judge_study(session, STUDY).checklist.items]
        found = {
            item: [one.second_hand for one in texts.passages_for(session, STUDY, item)] for item in items
        }
    item = next(item for item in items if True in found[item])
    async with opened(size=(120, 40)) as driver:
        await enter(driver)
        driver.app.screen.go_to(item)
        await driver.press(*["e"] * (found[item].index(True) + 1))
        await driver.until_shown(f", second-hand for {item}")
    assert {False, True} == {one for each in found.values() for one in each}
