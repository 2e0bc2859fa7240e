"""The form that brings in answers and judgements of a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from store import appraisals as stored
from workbench.review.session import open_review
from workbench.tui.dialogs.message import MessageDialog

FILE = "study,item,code\npretend2016,1.1,PY\n[bold]nobody[/bold],1.1,PY\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file with an answer, and one for a study that the review does not have."""
    path = tmp_path / "answers.csv"
    path.write_text(FILE, encoding="utf-8")
    return path


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
async def test_what_would_be_placed_is_shown_before_anything_is_saved(
    opened, review: str, file: Path, size: tuple[int, int]
) -> None:
    """The preview follows the path; ctrl+s brings the file in and shows the report; esc leaves nothing."""
    async with opened(size=size) as driver:
        await driver.until_shown("5 studies")
        await driver.press("I")
        await driver.until_shown("Import answers or judgements", "Settled before")
        driver.app.screen.query_one("#field-path", Input).value = str(file)
        await driver.until_shown("not placed, line 3: [bold]nobody[/bold]", "1 answer")
        with open_review(review, "anna") as session:
            assert [] == stored.find_appraisals(session.db)
        await driver.press("ctrl+s")
        await driver.until_shown("What became of the file", "1 appraisal imported")
        await driver.press("escape")
        await driver.until_shown("imported from", "answers.csv")
    with open_review(review, "anna") as session:
        assert ["answers.csv"] == [each.imported_from for each in stored.find_appraisals(session.db)]


async def test_what_cannot_be_imported_says_why_and_stays(opened, file: Path) -> None:
    """A file that is not there, one in which nothing can be placed; what was typed comes back."""
    file.write_text("study,item,code\nnobody,1.1,PY\n", encoding="utf-8")
    async with opened() as driver:
        await driver.until_shown("5 studies")
        await driver.press("I")
        await driver.until_shown("Import answers")
        driver.app.screen.query_one("#field-path", Input).value = "none.csv"
        await driver.until_shown("there is no file none.csv")
        driver.app.screen.query_one("#field-path", Input).value = str(file)
        await driver.until_shown("no study of the review is called so")
        await driver.press("ctrl+s")
        await driver.until_shown("Not saved:", "0 appraisals", "imported; 1 fault left out")
        await driver.press("escape")
        await driver.until_shown("5 studies")
        await driver.press("I")
        await driver.until_shown("answers.csv")


async def test_a_file_is_taken_back_on_the_same_form(opened, review: str, file: Path) -> None:
    """Yes in the last field, where enter does it; the preview says what it would be."""
    async with opened() as driver:
        await driver.until_shown("5 studies")
        await driver.press("I")
        await driver.until_shown("Import answers or judgements")
        driver.app.screen.query_one("#field-path", Input).value = str(file)
        await driver.until_shown("1 answer")
        await driver.press("ctrl+s")
        await driver.until_shown("What became of the file")
        await driver.press("escape", "I")
        await driver.until_shown("Take back")
        driver.app.screen.query_one("#field-path", Input).value = "answers.csv"
        await driver.press("up")
        await driver.type("yes")
        await driver.until_shown("1 appraisal would be taken back")
        await driver.press("enter")
        await driver.until_shown("answers.csv: 1 appraisal is taken back")
    with open_review(review, "anna") as session:
        assert [None] == [each.imported_from for each in stored.find_appraisals(session.db)]


async def test_what_there_is_no_room_for_is_shown_by_a_key(opened, file: Path) -> None:
    """Beside the form stand the first hundred lines and the key that opens all of them."""
    rows = "".join(f"nobody{number},1.1,PY\n" for number in range(130))
    file.write_text("study,item,code\n" + rows, encoding="utf-8")
    async with opened() as driver:
        await driver.until_shown("5 studies")
        await driver.press("I")
        await driver.until_shown("Import answers")
        driver.app.screen.query_one("#field-path", Input).value = str(file)
        await driver.until_shown("0 appraisals would be imported")
        preview = str(driver.app.screen.query_one("#form-preview-text").content)
        assert "more: ctrl+l shows all" in preview
        assert "nobody129" not in preview
        await driver.press("ctrl+l")
        await driver.until(lambda: isinstance(driver.app.screen, MessageDialog), "all lines")
        assert "nobody129" in driver.app.screen.body.plain
        await driver.press("escape")
        await driver.until_shown("Import answers")


async def test_the_end_of_a_long_path_is_in_sight_where_it_is_typed(opened) -> None:
    """A field of one line has no scroll bar, which would stand where the text does."""
    async with opened(size=(80, 24)) as driver:
        await driver.until_shown("5 studies")
        await driver.press("I")
        await driver.until_shown("Import answers")
        await driver.type("/nowhere" * 12 + "/last.csv")
        await driver.until(
            lambda: any("/last.csv" in line for line in field_lines(driver)), "the end is seen"
        )


def field_lines(driver) -> list[str]:
    """The lines of the screen on which the fields of the form stand."""
    return [line for line in driver.text.splitlines() if "File" in line]
