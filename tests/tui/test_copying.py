"""Copying to the clipboard of the terminal, driven by keys."""

from __future__ import annotations

import pytest

from tests.tui.test_agreement import both, enter
from workbench.output.render import render
from workbench.review.publish.make_files import tables_in_format
from workbench.review.session import open_review

__all__ = ["both"]
TOLD = "this terminal lets no program"


async def test_the_table_in_front_is_copied_as_the_command_line_writes_it(opened, appraised) -> None:
    """y asks what: the cell, or the table in one of three forms; what the terminal must allow is said."""
    async with opened(appraised, size=(120, 40)) as driver:
        await driver.until_shown("baricitinib")
        await driver.press("g", "t")
        await driver.until_shown("row 1 of 1")
        await driver.press("y")
        await driver.until_shown("Copy what?", "The cell in front", "for a spreadsheet")
        await driver.press("2")
        await driver.until_shown("Copied the table Traffic light", TOLD)
        with open_review(appraised, "anna") as session:
            written = render(tables_in_format(session, "traffic-light", "tsv"), "tsv")
        assert written.replace("\r\n", "\n") == driver.app.clipboard
        await driver.press("y", "1")
        await driver.until_shown("Copied the cell")
        assert "baricitinib" == driver.app.clipboard


async def test_the_sentences_are_copied_as_they_are_shown(opened, both) -> None:
    """A line each; with what they rest on where that is shown."""
    async with opened(both, size=(120, 40)) as driver:
        await enter(driver)
        await driver.press("g", "m")
        await driver.until_shown("full text")
        await driver.press("y")
        await driver.until_shown("Copied ", "sentences", TOLD)
        plain = driver.app.clipboard.splitlines()
        assert plain[0].startswith("Studies were appraised with")
        await driver.press("w")
        await driver.press("y")
        await driver.until(lambda: len(driver.app.clipboard.splitlines()) > len(plain), "facts are copied")


@pytest.mark.parametrize(
    ("place", "shown", "told"),
    [
        ("s", "baricitinib", "Copied the reference of baricitinib"),
        ("g", "Where reviewers differ", "Copied all about"),
        ("e", "Certainty of evidence", "Copied the cell"),
        ("p", "Fields", "Copied the field"),
    ],
)
async def test_what_is_in_front_is_copied(opened, example_two, place, shown, told) -> None:
    """On every screen that shows words; where there are none it is said."""
    async with opened(example_two, size=(120, 40)) as driver:
        await driver.until_shown("baricitinib")
        if place != "s":
            await driver.press("g", place)
        await driver.until_shown(shown)
        await driver.until(lambda: driver.app.screen.words_in_front[0] or place == "s", "words in front")
        await driver.press("y")
        await driver.until_shown(told)
        assert driver.app.clipboard


@pytest.fixture
def example_two(appraised: str) -> str:
    """The example review, appraised by two, with a question in its protocol."""
    from workbench.review.admin.protocol import write_protocol
    from workbench.review.appraisals import answers, submission

    with open_review(appraised, "bea") as session:
        for item in answers.judge_study(session, "exacerbation").checklist.items:
            answers.answer(session, "exacerbation", item.id, "PY")
        submission.submit(session, "exacerbation")
        write_protocol(session, "question", "What do JAK inhibitors do?")
    return appraised


async def test_hidden_characters_do_not_reach_the_clipboard_unseen(opened, appraised) -> None:
    """What is pasted into a shell must not run."""
    async with opened(appraised) as driver:
        await driver.until_shown("baricitinib")
        driver.app.screen.copy_words("a\x1b[2Jb\tc\nd", "a trap")
        assert "a␛[2Jb\tc\nd" == driver.app.clipboard
