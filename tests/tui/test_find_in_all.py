"""Finding words in the texts of all studies, from the list and from a text."""

from __future__ import annotations

import pytest

from tests.shared.progress import progress
from workbench.review.documents.text_search import TextPlace
from workbench.review.session import open_review
from workbench.review.studies import known_studies
from workbench.tui.dialogs.find_in_all import FindInAllDialog
from workbench.tui.screens.appraise.reading_pane import ReadingPane

STUDY = "borresen2021"


def words(driver) -> str:
    """The selected words of the text in front."""
    pane = driver.app.screen.query_one(ReadingPane)
    assert pane.selected_span is not None
    return pane.document_shown.text[slice(*pane.selected_span)]


async def until_searched(driver) -> None:
    """Wait until the search is over."""
    await driver.until_shown("documents")
    await driver.until(lambda: not driver.app.screen.is_searching, "searched")
    await driver.pilot.pause()


async def test_the_filter_goes_on_to_the_texts(opened) -> None:
    """Its words are looked for at once; a place opens its study there, and esc leads back to the list."""
    async with opened() as driver:
        await driver.until_shown(STUDY, progress("psm-cohort"))
        await driver.press("slash")
        await driver.type("warm sand")
        await driver.press("ctrl+a")
        await driver.until_shown(
            "Find in the texts of all studies", "borresen2021 · json_line.txt (abstract)"
        )
        await until_searched(driver)
        await driver.press("down", "enter")
        await driver.until(lambda: driver.app.screen.title == "Appraise", "the appraisal")
        await driver.until(lambda: driver.app.screen.query_one(ReadingPane).selected_span, "at the place")
        assert "warm sand" == " ".join(words(driver).casefold().split())
        await driver.press("escape")
        await driver.until(lambda: driver.app.screen.title == "Studies", "the list")


async def test_a_place_of_another_study_opens_above_and_esc_leads_back(opened) -> None:
    """Of the study in front the places come first, and one of them is gone to in its text."""
    async with opened() as driver:
        await driver.until_shown(STUDY, progress("psm-cohort"))
        await driver.press("down", "down", "enter")
        await driver.until(lambda: driver.app.screen.sheet is not None, "the sheet is read")
        here = driver.app.screen
        await driver.press("ctrl+a")
        await driver.until_shown("Find in the texts of all studies")
        await driver.type("patients")
        await driver.press("enter")
        await until_searched(driver)
        dialog = driver.app.screen
        assert isinstance(dialog, FindInAllDialog)
        found = list(dialog._hits.values())
        assert here.study == found[0][0].study
        other = next(n for n, (document, _) in enumerate(found) if document.study != here.study)
        await driver.press("down", *["down"] * other, "enter")
        await driver.until(lambda: driver.app.screen is not here and driver.app.screen is not dialog)
        await driver.until(lambda: driver.app.screen.query_one(ReadingPane).selected_span, "at the place")
        assert found[other][0].study == driver.app.screen.study
        assert found[other][1].words == words(driver)
        await driver.press("escape")
        await driver.until(lambda: driver.app.screen is here, "back where it was asked")
        await driver.press("slash")
        await driver.type("patients")
        await driver.press("ctrl+a")
        await driver.until_shown("Find in the texts of all studies")
        await until_searched(driver)
        await driver.press("tab", "enter")
        await driver.until(lambda: driver.app.screen is here, "in the same text")
        await driver.until(lambda: here.query_one(ReadingPane).selected_span, "at the place")
        assert found[0][1].words == words(driver)
        await driver.press("b")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
async def test_places_stand_below_their_documents(opened, size) -> None:
    """One line a place, the words in front."""
    async with opened(size=size) as driver:
        await driver.until_shown(STUDY, progress("psm-cohort"))
        await driver.press("ctrl+a")
        await driver.until_shown("Find in the texts of all studies")
        await driver.type("were")
        await driver.press("enter")
        await until_searched(driver)
        await driver.press("down")
        await driver.check_frame(f"find-in-all-{size[0]}x{size[1]}")


async def test_a_study_without_a_checklist_is_opened_for_reading(opened, review) -> None:
    """At the place, too."""
    with open_review(review, "anna") as session:
        known_studies.assign(session, "itch", "none", reason="to be read first")
    async with opened() as driver:
        await driver.until_shown(STUDY, progress("psm-cohort"))
        await driver.press("ctrl+a")
        await driver.until_shown("Find in the texts of all studies")
        await driver.type("patients")
        await driver.press("enter")
        await until_searched(driver)
        await driver.press("down", "enter")
        await driver.until(lambda: driver.app.screen.title == "Read", "the reading screen")
        await driver.until(lambda: driver.app.screen.query_one(ReadingPane).selected_span, "at the place")
        assert "patients" == words(driver).casefold()


async def test_nothing_found_and_nothing_typed_are_said(opened) -> None:
    """The dialog stays, and other words can be looked for."""
    async with opened() as driver:
        await driver.until_shown(STUDY, progress("psm-cohort"))
        await driver.press("ctrl+a")
        await driver.until_shown("Find in the texts of all studies")
        await driver.press("enter", "down")
        await driver.type("wombat")
        await driver.press("enter")
        await driver.until_shown("0 places in 5 documents")
        await driver.press("escape")
        await driver.until(lambda: driver.app.screen.title == "Studies", "the list")


async def test_enough_places_end_the_search(opened, monkeypatch) -> None:
    """And what was not searched is said."""
    monkeypatch.setattr("workbench.tui.dialogs.find_in_all.MOST", 1)
    monkeypatch.setattr("workbench.review.documents.text_search.AT_FIRST", 1)
    async with opened() as driver:
        await driver.until_shown(STUDY, progress("psm-cohort"))
        await driver.press("ctrl+a")
        await driver.until_shown("Find in the texts of all studies")
        await driver.type("the")
        await driver.press("enter")
        await driver.until_shown("of 5 documents searched: give more words")


def test_a_hostile_line_is_shown_as_it_is() -> None:
    """Markup and escapes of a text do nothing in the list."""
    from workbench.tui.dialogs.find_in_all import _line

    drawn = _line(TextPlace(0, 1, 3, "[bold]", "x\x1b[31m", "[/] ‮ end"))
    assert "  p. 3   [bold]x␛[31m[/]" in drawn.plain
