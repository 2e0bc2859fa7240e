"""The documents of a study under `d` on the list of studies, driven by keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from workbench.review.appraisals import texts as reading
from workbench.review.session import open_review
from workbench.tui.dialogs.choice_field import ChoiceField
from workbench.tui.dialogs.form import FormDialog

SUPPLEMENT = "# Supplement\n\nTable S1 has the baths of each patient.\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A text to attach."""
    path = tmp_path / "supplement.md"
    path.write_text(SUPPLEMENT, encoding="utf-8")
    return path


async def open_documents(driver) -> None:
    await driver.until_shown("▌borresen2021")
    await driver.press("d")
    await driver.until_shown("Documents of borresen2021", "Attach another document")


async def attach(driver, path: Path) -> None:
    await open_documents(driver)
    await driver.press("2")
    await driver.until(lambda: isinstance(driver.app.screen, FormDialog), "the form")
    driver.app.screen.query_one("#field-path", Input).value = str(path)
    driver.app.screen.query_one("#field-kind", ChoiceField).value = "supplement"
    await driver.press("ctrl+s")


def standings(review: str) -> list[tuple[str, str, bool, str | None]]:
    with open_review(review, "anna") as session:
        texts = reading.all_texts(session, "borresen2021")
        return [(text.source_name, text.kind, text.is_read, text.withdrawn_because) for text in texts]


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
async def test_a_document_is_attached_withdrawn_and_brought_back(opened, review, file, size) -> None:
    """As by `workbench add --to` and `workbench withdraw`; the list says how each stands."""
    async with opened(size=size) as driver:
        await attach(driver, file)
        await driver.until_shown("What became of each file", "attached to borresen2021 as supplement")
        await driver.press("enter")
        await driver.until_shown("supplement.md  supplement")
        await driver.press("2")
        await driver.until_shown("Withdraw it from reading")
        await driver.press("3")
        await driver.until_shown("Why is supplement.md withdrawn?")
        await driver.press("ctrl+s")
        await driver.until_shown("A reason is needed")
        await driver.type("wrong")
        await driver.press("ctrl+s")
        await driver.until_shown("supplement.md  supplement, withdrawn: wrong")
        assert ("supplement.md", "supplement", False, "wrong") in standings(review)
        await driver.press("2")
        await driver.until_shown("Bring it back into reading")
        await driver.press("2")
        await driver.until_shown("Bring supplement.md back into reading?")
        await driver.press("ctrl+s")
        await driver.until_shown("Documents of borresen2021", "supplement, 54 characters")
    assert ("supplement.md", "supplement", True, None) in standings(review)


async def test_what_is_there_already_is_refused_and_the_path_stays(opened, review, file) -> None:
    """The reason stands below the field."""
    async with opened() as driver:
        await attach(driver, file)
        await driver.until_shown("What became of each file")
        await driver.press("enter", "escape")
        before = standings(review)
        await driver.until(lambda: driver.app.screen.title == "Studies", "the list")
        await attach_again(driver, file)
        await driver.until_shown("the same document is in the review", "supplement.md")
        assert str(file) == driver.app.screen.query_one("#field-path", Input).value
        assert before == standings(review)


async def attach_again(driver, path: Path) -> None:
    await open_documents(driver)
    await driver.press("3")
    await driver.until(lambda: isinstance(driver.app.screen, FormDialog), "the form")
    driver.app.screen.query_one("#field-path", Input).value = str(path)
    await driver.press("ctrl+s")


async def test_the_document_that_is_chosen_is_opened_where_the_study_is_read(opened, review, file) -> None:
    """Not the one that was read last."""
    async with opened() as driver:
        await attach(driver, file)
        await driver.until_shown("What became of each file")
        await driver.press("enter")
        await driver.until_shown("supplement.md  supplement")
        await driver.press("2", "1")
        await driver.until(lambda: driver.app.screen.title == "Appraise", "the appraisal")
        await driver.until_shown("Table S1 has the baths")


async def test_a_newer_version_takes_the_place_of_a_document(opened, review, file) -> None:
    """The older one is kept, and said to be the version before."""
    async with opened() as driver:
        await open_documents(driver)
        await driver.press("1")
        await driver.until_shown("Put a newer version in its place")
        await driver.press("2")
        await driver.until(lambda: isinstance(driver.app.screen, FormDialog), "the form")
        driver.app.screen.query_one("#field-path", Input).value = str(file)
        await driver.press("ctrl+s")
        await driver.until_shown("What became of each file", "in the place of")
        await driver.press("enter")
        await driver.until_shown("version before supplement.md")
