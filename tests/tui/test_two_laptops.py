"""A handout and a merge from the list of studies, with a preview of what would happen."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from textual.widgets import Input

from workbench.review.admin import history
from workbench.review.exchange.handout import make_handout
from workbench.review.exchange.merge import decide
from workbench.review.exchange.merge.merge_files import merge_files
from workbench.review.reviewers.handles import rename_reviewer
from workbench.review.session import open_review
from workbench.review.studies import edit_record, exclusion
from workbench.review.view import View


@pytest.fixture
def ben_file(review: str, tmp_path: Path) -> Path:
    """Ben's file, in which he left a study out; so did anna, with another reason."""
    path = tmp_path / "ben.db"
    with open_review(review, "anna") as anna:
        make_handout(anna, "ben", str(path))
        exclusion.exclude(anna, "pretend2016", "a letter")
    with open_review(str(path), "ben") as ben:
        exclusion.exclude(ben, "pretend2016", "[bold]retracted[/bold]")
    return path


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
async def test_a_file_is_merged_after_a_look(
    opened, review: str, ben_file: Path, size: tuple[int, int]
) -> None:
    """The preview changes nothing; after ctrl+s the rival value is asked about and decided."""
    async with opened(size=size) as driver:
        await driver.until_shown("5 studies")
        await driver.press("J")
        await driver.until_shown("Merge a file", "Nothing is lost")
        driver.app.screen.query_one("#field-path", Input).value = str(ben_file)
        await driver.until_shown("to decide: pretend2016")
        with open_review(review, "anna") as session:
            assert "a letter" in str([study.excluded for study in View(session).studies.values()])
        await driver.press("ctrl+s")
        await driver.until_shown("What the merge did")
        await driver.press("escape")
        await driver.until_shown("What has two values", "[bold]retracted[/bold]")
        await driver.press("enter")
        await driver.until_shown("Which one?")
        await driver.press("down", "enter")
        await driver.until_shown("Why?", "may be left empty")
        await driver.press(*"as printed", "enter")
        await driver.until_shown("5 studies")
    with open_review(review, "anna") as session:
        assert "a letter" in str([study.excluded for study in View(session).studies.values()])
        assert "as printed" == history.list_events(session, "pretend2016")[-1].reason


async def test_who_gets_another_handle_by_a_decision_goes_on_under_it(
    opened, review: str, tmp_path: Path
) -> None:
    """The decision is about anna's own handle, which two copies of the file changed."""
    copy = shutil.copy(review, tmp_path / "copy.db")
    for path, handle in ((review, "annabel"), (str(copy), "anne-marie")):
        with open_review(path, "anna") as anna:
            rename_reviewer(anna, "anna", handle)
    with open_review(review, "annabel") as annabel:
        merge_files(annabel, [Path(copy)])
    async with opened(size=(120, 40)) as driver:
        await driver.until_shown("5 studies", "anne-marie")
        await driver.press("C")
        await driver.until_shown("the handle of the reviewer anne-marie")
        await driver.press("enter")
        await driver.until_shown("Which one?")
        await driver.press("down", "enter")
        await driver.until_shown("Why?")
        await driver.press("enter")
        await driver.until_shown("5 studies", "annabel")
        assert "annabel" == driver.app.gateway.reviewer


async def test_a_handout_is_made_from_the_list(opened, review: str, tmp_path: Path) -> None:
    """For a co-reviewer, under a name that is free; what is refused says why."""
    target = tmp_path / "for-ben.db"
    async with opened() as driver:
        await driver.until_shown("5 studies")
        await driver.press("H")
        await driver.until_shown("Hand out a file")
        driver.app.screen.query_one("#field-to", Input).value = "anna"
        driver.app.screen.query_one("#field-path", Input).value = str(target)
        await driver.press("ctrl+s")
        await driver.until_shown("for somebody else")
        driver.app.screen.query_one("#field-to", Input).value = "ben"
        await driver.press("ctrl+s")
        await driver.until_shown("for ben")
    with open_review(str(target), "ben") as session:
        assert 5 == len(View(session).studies)


async def test_a_draft_is_marked_and_replaced_and_the_file_is_called_after_the_person(
    opened, tmp_path: Path, monkeypatch
) -> None:
    """What was typed behind a draft became "beabea", and a blank name was refused."""
    monkeypatch.chdir(tmp_path)
    async with opened() as driver:
        await driver.until_shown("5 studies")
        await driver.press("H")
        await driver.until_shown("Hand out a file")
        await driver.type("bea")
        await driver.until_shown("review-bea.db")
        await driver.press("escape")
        await driver.until(lambda: driver.app.screen.title == "Studies", "the list")
        await driver.press("H")
        await driver.until_shown("Draft of ", "typing replaces")
        line = driver.app.screen.query_one("#field-to", Input)
        await driver.until(lambda: line.selected_text == "bea", "it is marked")
        await driver.type("bea")
        assert "bea" == line.value
        await driver.press("ctrl+s")
        await driver.until_shown("Made review-bea.db for bea")
    assert (tmp_path / "review-bea.db").exists()


async def test_it_is_said_that_nothing_waits_for_a_decision(opened) -> None:
    """Where nothing has two values, the key says so."""
    async with opened() as driver:
        await driver.until_shown("5 studies")
        await driver.press("C")
        await driver.until_shown("Nothing has two values")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
async def test_a_decision_is_revised_from_the_list(
    opened, review: str, ben_file: Path, size: tuple[int, int]
) -> None:
    """C lists what was decided where nothing waits; to leave it as it is changes nothing."""
    with open_review(review, "anna") as anna:
        merge_files(anna, [ben_file])
        (line,) = decide.list_conflicts(anna)
        decide.decide(anna, line.id, "other")
    async with opened(size=size) as driver:
        await driver.until_shown("5 studies")
        for keys, decision in (("enter",), "other"), (("down", "enter"), "here"):
            await driver.press("C")
            await driver.until_shown("What was decided", "anna kept 'a letter', not")
            await driver.press("enter")
            await driver.until_shown("Which one?", "leave 'a letter'", "instead")
            await driver.press(*keys)
            if decision == "here":
                await driver.until_shown("Why?")
                await driver.press("enter")
            await driver.until_shown("What was decided")
            await driver.press("escape")
            await driver.until_shown("5 studies")
            with open_review(review, "anna") as session:
                assert [decision] == [each.decision for each in decide.list_decided(session)]
    with open_review(review, "anna") as session:
        assert "retracted" in str([study.excluded for study in View(session).studies.values()])


async def test_earlier_decisions_stand_below_what_waits(opened, review: str, ben_file: Path) -> None:
    """While something waits, the last line of the list leads to what was decided before."""
    with open_review(str(ben_file), "ben") as ben:
        edit_record.edit(ben, "pretend2016", {"title": "A title by ben"})
    with open_review(review, "anna") as anna:
        edit_record.edit(anna, "pretend2016", {"title": "A title by anna"})
        merge_files(anna, [ben_file])
        line = next(each for each in decide.list_conflicts(anna) if "exclusion" in each.what)
        decide.decide(anna, line.id, "here")
    async with opened() as driver:
        await driver.until_shown("5 studies")
        await driver.press("C")
        await driver.until_shown("What has two values", "the title", "revise the earlier decision")
        await driver.press("2")
        await driver.until_shown("What was decided", "anna kept '[bold]retracted[/bold]'")
        await driver.press("escape")
        await driver.until_shown("What has two values")
