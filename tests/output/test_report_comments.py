"""Comments that a reader writes on the report page and saves as a file, in a browser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.output.chromium import Opening, in_chromium
from tests.output.test_report_sections import report_of
from workbench.intake.appraisals.cell_tables import read_table
from workbench.review.exchange.comment_import import COLUMNS

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = in_chromium
FEW, MANY = 3, 90
"""So many studies that the page has everything as markup, and that the script draws it from data."""


def write(page: Page, **fields: str) -> None:
    """Fill in fields of the open form, and add the comment by Enter in the name."""
    for name, value in fields.items():
        page.locator(f"#remark-{name}").fill(value)
    page.locator("#remark-author").press("Enter")


def saved(page: Page) -> list[tuple[str, ...]]:
    """The rows of the file that the page saves, as `workbench import` reads them."""
    with page.expect_download() as download:
        page.locator("button.remarks-save:visible").first.click()
    assert "comments.csv" == download.value.suggested_filename
    table = read_table(Path(download.value.path()).read_bytes())
    assert (COLUMNS, ()) == (table.headings, table.faults)
    return [row.cells for row in table.rows]


@pytest.mark.parametrize("studies", [FEW, MANY])
def test_a_comment_on_a_judgement_has_its_study_and_domain(opened: Opening, studies: int) -> None:
    """It begins behind the cell; the file has the columns of an import, and the page says how many wait."""
    page = opened(report_of(studies))
    page.locator("#t2 a.behind").first.click()
    page.locator("#remark-here").click()
    assert not page.locator("#behind").is_visible()
    assert ("study000", "D1") == tuple(page.input_value(f"#remark-{name}") for name in ("study", "about"))
    write(page, text="Which patients, and who chose them?", author="Cora")
    page.locator("#remarks-close").click()
    assert "1 comment, 1 not saved as a file yet" == page.inner_text("#remarks-number")
    assert [("study000", "D1", "Which patients, and who chose them?", "Cora")] == saved(page)
    assert "1 comment, saved as a file" == page.inner_text("#remarks-number")


def test_an_answer_has_its_item(opened: Opening) -> None:
    """The form is about the item whose answer was opened."""
    page = opened(report_of(FEW))
    page.locator("#answers summary").first.click()
    page.locator("#answers a.behind").first.click()
    page.locator("#remark-here").click()
    assert "1.1" == page.input_value("#remark-about")


def test_what_is_missing_is_said_and_nothing_typed_is_lost(opened: Opening) -> None:
    """Without a study nothing is added; what was typed is there after closing, and after loading anew."""
    page = opened(report_of(FEW))
    page.locator("#remark-new").click()
    write(page, author="Cora", text="Half a thought")
    assert "Fill in: Study" == page.inner_text("#remark-missing")
    page.keyboard.press("Escape")
    page.locator("#remark-new").click()
    assert "Half a thought" == page.input_value("#remark-text")
    write(page, study="study001")
    page.locator("#remark-text").fill("Another half")
    page.reload()
    assert "1 comment, 1 not saved as a file yet" == page.inner_text("#remarks-number")
    page.locator("#remark-new").click()
    assert ("Cora", "Another half") == tuple(
        page.input_value(f"#remark-{name}") for name in ("author", "text")
    )


def test_a_comment_is_removed_and_hostile_texts_come_back_as_they_are(opened: Opening) -> None:
    """Formulas, quotes, markup, breaks of lines; a removed comment is in no file."""
    texts = ["=1+1", '"', "a,b\nc", "<img src=x onerror=alert(1)>", "'", "-", "’=1", "@x"]
    page = opened(report_of(FEW))
    page.locator("#remark-new").click()
    for text in ["gone", *texts]:
        write(page, author="=Cora", study="study000", text=text)
    assert 0 == page.locator("#remarks-list img").count()
    page.locator("#remarks-list button").first.click()
    page.locator("#remarks-close").click()
    assert [("study000", "", text, "=Cora") for text in texts] == saved(page)


def test_without_a_script_and_on_paper_there_is_no_form(opened: Opening) -> None:
    """The button needs the script, and paper has no use for it."""
    page = opened(report_of(FEW))
    assert page.locator("#remarks-bar").is_visible()
    page.emulate_media(media="print")
    assert not page.locator("#remarks-bar").is_visible()
