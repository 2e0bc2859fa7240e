"""Newer versions of documents on the appraisal screen, and quotes that they do not have."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.shared.progress import progress
from workbench.review.appraisals import answers, texts
from workbench.review.documents import replace
from workbench.review.session import open_review
from workbench.tui.screens.appraise.reading_pane import ReadingPane

STUDY = "borresen2021"
FIRST, SECOND = "Randomised trials are needed", "Propensity score matching used"


@pytest.fixture
def quoted(review: str, tmp_path: Path) -> str:
    """Quotes for 1.1 and 1.2 from a text that was replaced by one that has the first only; its name."""
    newer = tmp_path / "newer [b].txt"
    with open_review(review, "anna") as session:
        (document,) = texts.texts(session, STUDY)
        for item, passage in (("1.1", FIRST), ("1.2", SECOND)):
            code = answers.judge_study(session, STUDY).checklist.options(item)[0].code
            answers.answer(session, STUDY, item, code, quote=passage)
        newer.write_text(f"A newer text. {FIRST} and nothing else.\n")
        (report,) = replace.replace_document(session, STUDY, [newer], document.source_name)
        assert "added" == report.status
    return document.source_name


async def enter(driver) -> None:
    """Open the first study and wait for its sheet."""
    await driver.until_shown(STUDY, progress("psm-cohort", 2))
    await driver.press("enter")
    await driver.until(lambda: driver.app.screen.sheet is not None, "the sheet is read")
    await driver.pilot.pause()


async def test_the_newest_version_is_in_front_and_the_older_can_be_opened(opened, quoted) -> None:
    """d lists the version before, which says that it is one; e searches the newest only."""
    async with opened(size=(120, 40)) as driver:
        await enter(driver)
        await driver.until_shown("newer [b].txt", "(1 of 2)", "A newer text.")
        await driver.press("d")
        await driver.until_shown("Which document is read?")
        await driver.press("2")
        await driver.until_shown(quoted, "VERSION BEFORE")
        screen = driver.app.screen
        passages = screen.navigation.find_passages(screen.sheet.checklist.item(screen.item).cues)
        assert {0} >= {passage.document for passage in passages}
        assert [True, False] == [text.is_read for text in screen.navigation.texts]


async def test_a_quote_found_again_is_shown_in_the_newer_text(opened, quoted) -> None:
    """Beside its words stands where they are now, and e goes there."""
    async with opened(size=(120, 40)) as driver:
        await enter(driver)
        await driver.press("tab", "k", "k", "ctrl+down", "ctrl+down")
        await driver.until_shown("re-anchored in the newer")
        await driver.press("e")
        pane = driver.app.screen.query_one(ReadingPane)
        await driver.until(lambda: pane.selected_span, "the passage is selected")
        assert FIRST == pane.document_shown.text[slice(*pane.selected_span)]


async def test_a_quote_that_only_the_older_text_has_is_flagged(opened, quoted) -> None:
    """In the line of its item and below the item; e opens the older text."""
    async with opened(size=(120, 40)) as driver:
        await enter(driver)
        await driver.press("tab", "k")
        await driver.until(lambda: "1.2" == driver.app.screen.item)
        await driver.press("ctrl+down", "ctrl+down")
        await driver.until_shown("only in the version before", "!1")
        await driver.press("e")
        pane = driver.app.screen.query_one(ReadingPane)
        await driver.until(lambda: quoted == pane.document_shown.source_name)
        await driver.until(lambda: pane.selected_span, "the passage is selected")
        assert SECOND == pane.document_shown.text[slice(*pane.selected_span)]


async def test_the_document_of_a_quote_was_withdrawn(opened, quoted, review) -> None:
    """The reason is said as it was written; there is no text to go to."""
    with open_review(review, "anna") as session:
        replace.withdraw_document(session, STUDY, "newer [b].txt", "wrong")
        replace.withdraw_document(session, STUDY, quoted, "other [bold] paper")
    async with opened(size=(120, 40)) as driver:
        await enter(driver)
        await driver.until_shown("no document")
        await driver.press("tab", "k", "ctrl+down", "ctrl+down")
        await driver.until_shown("document withdrawn: other", "[bold] paper")
