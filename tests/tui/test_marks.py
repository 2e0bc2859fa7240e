"""Marks and margin notes in the reading pane, and the quotes that are made of them."""

from __future__ import annotations

import pytest

from tests.shared.progress import progress
from workbench.review.appraisals import answers, marks, texts
from workbench.review.session import open_review
from workbench.tui.screens.appraise.reading_pane import ReadingPane
from workbench.tui.screens.read.screen import ReadScreen

STUDY = "borresen2021"


async def enter(driver) -> ReadingPane:
    """Open the first study, and return the text with its third sentence in front."""
    await driver.until_shown(STUDY, progress("psm-cohort"))
    await driver.press("enter")
    await driver.until(lambda: driver.app.screen.sheet is not None, "the sheet is read")
    await driver.pilot.pause()
    await driver.press("down", "down", "down")
    return driver.app.screen.query_one(ReadingPane)


def words(pane: ReadingPane) -> str:
    """The selected words."""
    assert pane.document_shown is not None
    assert pane.selected_span is not None
    return " ".join(pane.document_shown.text[slice(*pane.selected_span)].split())


def stored(location: str, reviewer: str = "anna") -> list[tuple[str, str]]:
    """Words and notes that a reviewer has marked."""
    with open_review(location, reviewer) as session:
        placed = marks.marks_in(session, texts.all_texts(session, STUDY)).placed
        return [(each.anchor.words, each.mark.note) for each in placed]


async def test_a_passage_is_marked_with_and_without_a_note(opened, review) -> None:
    """The margin says which; the frame tells the note of the one under the cursor."""
    async with opened() as driver:
        pane = await enter(driver)
        first = words(pane)
        await driver.press("m", "enter")
        await driver.until_shown("Marked: M", "mark▌")
        await driver.press("down")
        second = words(pane)
        await driver.press("m")
        await driver.type("a thought")
        await driver.press("enter")
        await driver.until_shown("note+▌", "mark┃")  # the line has the end of the first, too
        await driver.press("up", "down")
        await driver.until_shown("note: a thought")
    assert [(first, ""), (second, "a thought")] == stored(review)
    assert [] == stored(review, "bea")


async def test_marking_ends_the_selection_of_words(opened) -> None:
    """The next key moves on instead of selecting more."""
    async with opened() as driver:
        pane = await enter(driver)
        await driver.press("space", "right", "right")
        await driver.until_shown("selecting, space ends")
        await driver.press("m", "enter")
        await driver.until_shown("Marked: M")
        assert not pane.selecting
        assert "selecting" not in driver.text


async def test_marks_are_there_again_and_the_list_goes_to_them(opened, review) -> None:
    """After leaving; the cursor of the list stands on the mark under the cursor of the text."""
    async with opened() as driver:
        pane = await enter(driver)
        marked = words(pane)
        await driver.press("m", "enter")
        await driver.until_shown("mark▌")
    async with opened() as driver:
        await driver.until_shown(STUDY, progress("psm-cohort"))
        await driver.press("enter")
        await driver.until_shown("mark┃")
        await driver.press("end", "M")
        await driver.until_shown("Your marks in the texts of this study", "0 takes away")
        await driver.press("enter")
        pane = driver.app.screen.query_one(ReadingPane)
        await driver.until(lambda: pane.selected_span is not None and words(pane) == marked, "gone there")
        await driver.until_shown("marked")
        await driver.press("b")
        await driver.until(lambda: pane.selected_span is None, "back")


async def test_a_mark_becomes_a_quote_of_the_item_in_front(opened, review) -> None:
    """q in the list; the mark stays, and the list says what quotes it."""
    async with opened() as driver:
        pane = await enter(driver)
        marked = words(pane)
        await driver.press("m")
        await driver.type("use it")
        await driver.press("enter")
        await driver.until_shown("note▌")
        await driver.press("end", "M")
        await driver.until_shown("q quotes for 1.1")
        await driver.press("q")
        await driver.until_shown("Quoted for 1.1", "1.1+▌")
        await driver.press("M")
        await driver.until_shown("quoted for 1.1", "✎ use it")
    with open_review(review, "anna") as session:
        (quote,) = answers.judge_study(session, STUDY).quotes
    assert marked == " ".join(quote.text.split())
    assert [(marked, "use it")] == stored(review)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
async def test_marks_stand_beside_the_text_and_in_the_list(opened, size) -> None:
    """One with a note, one without; the quoted one says for which item."""
    async with opened(size=size) as driver:
        await enter(driver)
        await driver.press("m", "enter")
        await driver.until_shown("mark▌")
        await driver.press("q")
        await driver.until_shown("Quoted for 1.1")
        await driver.press("down", "m")
        await driver.type("ask the authors how")
        await driver.press("enter")
        await driver.until_shown("Marked: M")
        await driver.press("M")
        await driver.until_shown("quoted for 1.1", "✎ ask the authors how")
        await driver.check_frame(f"marks-{size[0]}x{size[1]}")


async def test_a_note_is_changed_and_only_after_a_question_taken_away(opened, review) -> None:
    """A mark without a note goes at once; esc in the question leaves both."""
    async with opened() as driver:
        pane = await enter(driver)
        marked = words(pane)
        await driver.press("m")
        await driver.type("one")
        await driver.press("enter")
        await driver.until_shown("note▌")
        await driver.press("m")
        await driver.until_shown("Margin note", "one")
        await driver.type(" more")
        await driver.press("enter")
        await driver.until(lambda: stored(review) == [(marked, "one more")], "changed")
        await driver.press("M", "0")
        await driver.until_shown("Take the mark and its note away?", "one more")
        await driver.press("escape")
        await driver.until_shown("Your marks in the texts")
        assert [(marked, "one more")] == stored(review)
        await driver.press("delete")
        await driver.until_shown("takes both away")
        await driver.press("enter")
        await driver.until_shown("Nothing is marked in the texts of this study")
        assert "note▌" not in driver.text
    assert [] == stored(review)


async def test_a_submitted_appraisal_can_be_marked_but_not_quoted(opened, appraised) -> None:
    """q in the list says why nothing can be quoted."""
    async with opened(appraised) as driver:
        await driver.until_shown("baricitinib")
        await driver.press("enter")
        await driver.until(lambda: driver.app.screen.sheet is not None, "the sheet is read")
        await driver.press("down", "down", "m", "enter")
        await driver.until_shown("Marked: M")
        await driver.press("M")
        await driver.until_shown("Your marks in the texts")
        await driver.press("q")
        await driver.until_shown("submitted: R reopens it")


async def test_with_nothing_selected_the_sentence_in_front_is_marked(opened) -> None:
    """In a text that was just opened; what is typed is its note, and no command."""
    async with opened() as driver:
        await driver.until_shown(STUDY, progress("psm-cohort"))
        await driver.press("enter")
        await driver.until(lambda: driver.app.screen.sheet is not None, "the sheet is read")
        await driver.press("M")
        await driver.until_shown("Nothing is marked in the texts of this study")
        await driver.press("m")
        await driver.until_shown("Background: Stiff shoulder after casts is common")
        await driver.type("odd")
        await driver.press("enter")
        await driver.until_shown("Marked:", "note▌ Background: Stiff shoulder")


async def test_hostile_words_and_notes_are_shown_as_they_are(opened) -> None:
    """Brackets and escapes in a note stay text."""
    async with opened() as driver:
        await enter(driver)
        await driver.press("m")
        await driver.until_shown("Mark the selected words")
        driver.app.screen.query_one("#words").insert("[bold]x[/] \x1b[31mred")
        await driver.press("enter")
        await driver.until_shown("note▌")
        await driver.press("M")
        await driver.until_shown("✎ [bold]x[/] ␛[31mred")


async def test_a_mark_whose_file_is_damaged_is_told_and_the_text_is_read(opened, review) -> None:
    """The screen opens all the same."""
    with open_review(review, "anna") as session:
        document = texts.all_texts(session, STUDY)[0]
        marks.mark_passage(session, document, 0, 30)
        (file,) = marks._folder(session).path.glob("*/*.json")
    file.write_bytes(b"{")
    async with opened() as driver:
        await driver.until_shown(STUDY, progress("psm-cohort"))
        await driver.press("enter")
        await driver.until_shown("A mark could not be read")
        assert driver.app.screen.sheet is not None


async def test_the_reading_screen_of_a_study_without_checklist_has_the_same(opened, review) -> None:
    """Marked there, listed there; facts are entered with enter, not quoted."""
    async with opened() as driver:
        await driver.until_shown(STUDY, progress("psm-cohort"))
        driver.app.push_screen(ReadScreen(STUDY))
        await driver.until(lambda: getattr(driver.app.screen, "is_ready", False), "read")
        await driver.press("tab", "down", "down", "m", "enter")
        await driver.until_shown("Marked: M")
        await driver.press("M")
        await driver.until_shown("Your marks in the texts")
        await driver.press("q")
        await driver.until_shown("Facts are entered here")
    assert 1 == len(stored(review))
