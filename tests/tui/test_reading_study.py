"""Reading a study without a checklist, and entering what it is beside its text."""

from __future__ import annotations

import pytest

from workbench.review.session import open_review
from workbench.review.studies import characteristics, exclusion, known_characteristics, known_studies
from workbench.tui.screens.appraise.screen import AppraiseScreen
from workbench.tui.screens.read.screen import ReadScreen

STUDY = "seaweed"


@pytest.fixture
def unassigned(review: str) -> str:
    """The review, in which one study has no checklist."""
    with open_review(review, "anna") as session:
        known_studies.assign(session, STUDY, "none", reason="to be read first")
    return review


async def _opened_study(driver) -> ReadScreen:
    await driver.until_shown("borresen2021")
    await driver.press("slash", *STUDY, "enter")
    await driver.until(lambda: "borresen2021" not in driver.text, "filtered")
    await driver.press("enter")
    await driver.until(lambda: getattr(driver.app.screen, "is_ready", False), "the study is there")
    assert isinstance(driver.app.screen, ReadScreen)
    return driver.app.screen


def entered(review: str) -> dict[str, known_characteristics.CharacteristicLine]:
    """What the review holds of the study, by name."""
    with open_review(review, "anna") as session:
        return {line.name: line for line in characteristics.characteristics_of(session, STUDY)}


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
async def test_a_study_without_a_checklist_is_opened_and_read(opened, unassigned, size) -> None:
    """Left its text, right what it is, below why it has no checklist and the key that chooses one."""
    async with opened(unassigned, size=size) as driver:
        await _opened_study(driver)
        await driver.until_shown("Seaweed wraps", "n treated", "no checklist", "c chooses one")
        await driver.check_frame(f"read-{size[0]}x{size[1]}")


async def test_a_suggestion_is_taken_with_one_key(opened, unassigned) -> None:
    """It stands there with its words, and is entered only by the key."""
    async with opened(unassigned) as driver:
        await _opened_study(driver)
        await driver.until_shown("= 12", "= takes it")
        assert "participants" not in entered(unassigned)
        await driver.press("equals_sign")
        await driver.until_shown("entered by anna")
    line = entered(unassigned)["participants"]
    assert (12, "group of patients (n = 12)") == (line.value, line.quote)


async def test_selected_words_become_a_value_with_quote_and_source(opened, unassigned) -> None:
    """The words are in the form, the value can be changed, and the document is the source."""
    async with opened(unassigned) as driver:
        screen = await _opened_study(driver)
        text = screen.navigation.shown.text
        start = text.index("severe COVID-19")
        screen.navigation.pane.select_span(start, start + len("severe COVID-19"))
        await driver.press("p")
        await driver.until_shown("Which of them do these words give? “severe COVID-19”")
        await driver.press("down", "down", "down", "enter")
        await driver.until_shown("Condition of seaweed", "pubmed_similar.txt")
        await driver.press("end")
        await driver.type(" in adults")
        await driver.press("ctrl+s")
        await driver.until(lambda: "condition" in entered(unassigned), "saved")
    line = entered(unassigned)["condition"]
    assert ("severe COVID-19 in adults", "severe COVID-19") == (line.value, line.quote)
    assert line.source.startswith("pubmed_similar.txt")


async def test_blanks_between_words_give_no_value(opened, unassigned) -> None:
    """Where nothing but the end of a line is selected, the list opens at the fact in front, without words."""
    async with opened(unassigned) as driver:
        screen = await _opened_study(driver)
        text = screen.navigation.shown.text
        start = text.index("\n\n")
        await driver.press("down", "down", "down")
        await driver.until(lambda: "condition" == screen.in_front, "the condition in front")
        screen.navigation.pane.select_span(start, start + 2)
        await driver.press("p")
        await driver.until_shown("Characteristics of seaweed")
        assert "do these words give" not in driver.text
        await driver.press("enter")
        await driver.until_shown("Condition of seaweed")


async def test_a_note_on_the_study_as_a_whole(opened, unassigned) -> None:
    """o writes it; it is a characteristic that everybody sees."""
    async with opened(unassigned) as driver:
        await _opened_study(driver)
        await driver.press("o")
        await driver.until_shown("Note on seaweed", "Everybody")
        await driver.type("letter sent to the authors")
        await driver.press("ctrl+s")
        await driver.until(lambda: "note" in entered(unassigned), "saved")
    assert "letter sent to the authors" == entered(unassigned)["note"].value


async def test_an_excluded_study_is_read_too_and_taken_in_again(opened, unassigned) -> None:
    """Title and foot say that it is left out, and why; back in the list that is seen too."""
    with open_review(unassigned, "anna") as session:
        exclusion.exclude(session, STUDY, "retracted")
    async with opened(unassigned) as driver:
        await _opened_study(driver)
        await driver.until_shown("EXCLUDED", "excluded: retracted")
        await driver.press("X")
        await driver.until_shown("Why is seaweed taken in again?")
        await driver.type("not retracted after all")
        await driver.press("ctrl+s")
        await driver.until(lambda: "EXCLUDED" not in driver.text, "it is back")
        await driver.press("escape")
        await driver.until(
            lambda: all(row.excluded is None for row in driver.app.screen.all_rows), "the list is read anew"
        )


async def test_a_checklist_is_chosen_from_there_and_the_work_goes_on(opened, unassigned) -> None:
    """c asks as in the list, and leads to the appraisal; esc leads back to the list."""
    async with opened(unassigned) as driver:
        await _opened_study(driver)
        await driver.press("c")
        await driver.until_shown("Checklist for seaweed")
        await driver.press("enter")
        await driver.until(lambda: isinstance(driver.app.screen, AppraiseScreen), "appraised")
        await driver.until(lambda: driver.app.screen.is_ready, "the sheet is there")
        await driver.press("escape")
        await driver.until_shown("seaweed", "5 studies")


async def test_passages_and_words_of_the_fact_in_front_are_found(opened, unassigned) -> None:
    """e goes to a cue of it, E to the words that it rests on; where there are none that is said."""
    async with opened(unassigned) as driver:
        screen = await _opened_study(driver)
        await driver.press("E")
        await driver.until(lambda: screen.navigation.selected is not None, "selected")
        assert "group of patients (n = 12)" == screen.navigation.selected.words
        await driver.press("e")
        await driver.until_shown("passage 1 of")
        await driver.press(*["down"] * 12, "E")
        await driver.until_shown("It rests on no words of a document")


async def test_facts_are_entered_beside_the_items_too(opened, review: str) -> None:
    """p in an appraisal takes the selected words in the same way; the item in front stays."""
    async with opened(review) as driver:
        await driver.until_shown("borresen2021")
        await driver.press("slash", *STUDY, "enter")
        await driver.press("enter")
        await driver.until(lambda: getattr(driver.app.screen, "is_ready", False), "the sheet is there")
        screen, item = driver.app.screen, driver.app.screen.item
        start = screen.navigation.shown.text.index("severe COVID-19")
        screen.navigation.pane.select_span(start, start + len("severe COVID-19"))
        await driver.press("p", "2")
        await driver.until_shown("Which of them do these words give?")
        await driver.press("down", "down", "down", "enter")
        await driver.until_shown("Condition of seaweed")
        await driver.press("ctrl+s")
        await driver.until(lambda: "condition" in entered(review), "saved")
        assert item == driver.app.screen.item
