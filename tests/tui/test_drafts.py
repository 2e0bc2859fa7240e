"""Nothing typed is lost: a draft is kept while one types, offered to the same person, and goes when saved."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from textual.widgets import TextArea

from workbench.entry_drafts import DraftFolder, EntryDraft
from workbench.errors import WorkbenchError
from workbench.paths import settings_path
from workbench.review.appraisals import answers
from workbench.review.session import open_review, review_id
from workbench.tui.app import WorkbenchApp
from workbench.tui.draft_keeper import DraftKeeper

EPOCH = datetime(2026, 11, 26, tzinfo=UTC)


def folder_of(review: str, handle: str = "anna") -> DraftFolder:
    """Where the drafts of a reviewer of the review are."""
    with open_review(review, handle) as session:
        return DraftFolder(review_id(session), handle)


async def open_note(driver) -> None:  # type: ignore[no-untyped-def]
    """Open the note on the first item of the first study."""
    await driver.until(lambda: driver.app.screen.title == "Studies" and driver.app.screen.current, "studies")
    await driver.app.screen.run_action("open")
    await driver.until(lambda: driver.app.screen.title == "Appraise" and driver.app.screen.sheet, "sheet")
    await driver.app.screen.run_action("note")
    await driver.until(lambda: driver.app.screen.query_one("#words", TextArea), "the note")


def typed(driver) -> str:  # type: ignore[no-untyped-def]
    """What stands in the field of the dialog in front."""
    return driver.app.screen.query_one("#words", TextArea).text  # type: ignore[no-any-return]


async def test_a_draft_outlives_a_kill(example: str, opened: Callable[..., object]) -> None:
    """It is on the disk while one types, and offered with its time when the same dialog opens."""
    async with opened(example) as driver:  # type: ignore[attr-defined]
        await open_note(driver)
        await driver.type("half a thought")
        folder = driver.app.gateway.drafts
        await driver.until(
            lambda: (
                [folder.read(each) for each in folder.abouts()]
                and folder.read(next(iter(folder.abouts()))).values == {"text": "half a thought"}
            ),
            "the draft on the disk",
        )
        kept = {path: path.read_bytes() for path in folder.path.iterdir()}
    for path, contents in kept.items():  # as if the program had been killed there
        path.write_bytes(contents)
    async with opened(example) as driver:  # type: ignore[attr-defined]
        await open_note(driver)
        assert "half a thought" == typed(driver)
        await driver.until_shown("Draft of ", "not saved yet · ctrl+r discards it")


async def test_the_header_says_while_one_types_that_it_is_a_draft(example: str, opened) -> None:  # type: ignore[no-untyped-def]
    """That all is saved it says again once it is."""
    async with opened(example) as driver:
        await open_note(driver)
        await driver.until_shown("· all saved")
        await driver.type("zw")
        await driver.until_shown("not saved · draft kept")
        assert "all saved" not in driver.text
        await driver.press("enter")
        await driver.until_shown("· all saved")


async def test_esc_keeps_it_and_saving_takes_it_away(example: str, opened: Callable[..., object]) -> None:
    """Nothing of it is in the review until it is saved."""
    async with opened(example) as driver:  # type: ignore[attr-defined]
        await open_note(driver)
        await driver.type("zwqkept")
        await driver.press("escape")
        await driver.until(lambda: driver.app.screen.title == "Appraise", "back")
        await driver.app.screen.run_action("note")
        await driver.until(lambda: typed(driver) == "zwqkept", "the draft")
        assert b"zwqkept" not in Path(example).read_bytes()
        await driver.press("ctrl+s")
        await driver.until(lambda: driver.app.screen.title == "Appraise", "saved")
        driver.app.drafts.flush()
        assert set() == driver.app.gateway.drafts.abouts()


async def test_another_handle_is_not_offered_it(example: str, opened: Callable[..., object]) -> None:
    """Ben, at the same computer and the same item, sees an empty field."""
    async with opened(example) as driver:  # type: ignore[attr-defined]
        await open_note(driver)
        await driver.type("hers")
        await driver.press("escape")
    async with opened(example, "ben") as driver:  # type: ignore[attr-defined]
        await driver.until(lambda: driver.app.gateway.drafts is not None, "opened")
        assert set() == await driver.app.drafts.abouts(driver.app.gateway.drafts)
        if driver.app.screen.title != "Studies":  # ben is new and is asked about
            await driver.press("enter")
    assert {"hers"} == {
        folder_of(example).read(about).values["text"]  # type: ignore[union-attr]
        for about in folder_of(example).abouts()
    }


async def test_an_error_while_saving_keeps_it(
    example: str, opened: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error stands below the field, the field keeps what was typed, and so does the disk."""

    def fail(*_: object, **__: object) -> None:
        raise WorkbenchError("the disk is full")

    async with opened(example) as driver:  # type: ignore[attr-defined]
        await open_note(driver)
        monkeypatch.setattr(answers, "note", fail)
        await driver.type("still here")
        await driver.press("enter")
        await driver.until_shown("not done: the disk is full", "still here")
        driver.app.drafts.flush()
        folder = driver.app.gateway.drafts
        assert ["still here"] == [folder.read(about).values["text"] for about in folder.abouts()]


async def test_ctrl_r_discards_it_and_brings_it_back(example: str, opened: Callable[..., object]) -> None:
    """Discarded, it is gone from the disk as well."""
    async with opened(example) as driver:  # type: ignore[attr-defined]
        await open_note(driver)
        await driver.type("words")
        await driver.press("escape")
        await driver.until(lambda: driver.app.screen.title == "Appraise", "back")
        await driver.app.screen.run_action("note")
        await driver.until(lambda: typed(driver) == "words", "the draft")
        await driver.press("ctrl+r")
        await driver.until_shown("Discarded · ctrl+r brings it back")
        driver.app.drafts.flush()
        assert ("", set()) == (typed(driver), driver.app.gateway.drafts.abouts())
        await driver.press("ctrl+r")
        await driver.until(lambda: typed(driver) == "words", "brought back")


async def test_a_folder_that_cannot_be_written_is_said_once(
    example: str, opened: Callable[..., object]
) -> None:
    """What is typed stays while the program is open, and nothing else is disturbed."""
    async with opened(example) as driver:  # type: ignore[attr-defined]
        await open_note(driver)
        (settings_path().parent / "drafts").parent.mkdir(parents=True, exist_ok=True)
        (settings_path().parent / "drafts").write_text("a file in its place")
        await driver.type("some")
        await driver.until_shown("Drafts cannot be kept in")
        await driver.press("escape")
        await driver.until(lambda: driver.app.screen.title == "Appraise", "back")
        await driver.app.screen.run_action("note")
        await driver.until(lambda: typed(driver) == "some", "the draft")
        await driver.press("enter")
        await driver.until(lambda: driver.app.screen.title == "Appraise", "saved")


def test_what_cannot_be_written_is_said_once_and_tried_again() -> None:
    """From the memory, once the folder can be written."""
    told: list[str] = []
    keeper, folder = DraftKeeper(told.append), DraftFolder("review", "anna")
    in_the_way = settings_path().parent / "drafts"
    in_the_way.parent.mkdir(parents=True, exist_ok=True)
    in_the_way.write_text("a file")
    draft = EntryDraft({"text": "a"}, {"text": ""}, EPOCH)
    for _ in range(3):
        keeper.keep((folder, "note"), draft)
        keeper.flush()
    assert (1, draft) == (len(told), asyncio.run(keeper.find((folder, "note"))))
    in_the_way.unlink()
    keeper.close()
    assert draft == folder.read("note")


def test_drafts_of_nobody_stay_in_memory() -> None:
    """No file is made before it is known who works, and no handle is offered them."""
    keeper = DraftKeeper()
    draft = EntryDraft({"text": "a"}, {"text": ""}, EPOCH)
    keeper.keep((None, "note"), draft)
    keeper.close()
    assert draft == asyncio.run(keeper.find((None, "note")))
    assert asyncio.run(keeper.find((DraftFolder("review", "anna"), "note"))) is None
    assert not (settings_path().parent / "drafts").exists()


async def test_leaving_the_program_keeps_what_is_being_typed(
    example: str, opened: Callable[..., object]
) -> None:
    """Ctrl+q in a dialog, too."""
    async with opened(example) as driver:  # type: ignore[attr-defined]
        app: WorkbenchApp = driver.app
        await open_note(driver)
        await driver.type("unfinished")
        await app.action_quit()
        folder = app.gateway.drafts
    assert folder is not None
    assert ["unfinished"] == [
        each.values["text"] for about in folder.abouts() if (each := folder.read(about))
    ]


async def test_what_is_typed_and_not_saved_has_a_sign_wherever_one_looks(example: str, opened) -> None:  # type: ignore[no-untyped-def]
    """On the item, in the list of studies, when the study is opened again: until it is saved."""
    async with opened(example) as driver:
        await open_note(driver)
        await driver.type("zw")
        await driver.press("escape")
        await driver.until_shown("✐ A note is typed and not saved: o shows it")
        await driver.press("escape")
        await driver.until_shown("✐ typed and not saved on 1", "✐ typed and not saved: Note on", "✐ unsaved")
    async with opened(example) as driver:
        await driver.until_shown("✐ typed and not saved on 1")
        await driver.press("enter")
        await driver.until_shown("Typed and not saved: Note on", "✐ A note is typed")
        await driver.press("o", "enter")
        await driver.until(lambda: driver.app.screen.title == "Appraise", "the note is saved")
        await driver.until(lambda: "✐" not in driver.text, "no sign is left")
        await driver.press("escape")
        await driver.until(lambda: driver.app.screen.title == "Studies", "the list is there")
        await driver.until(lambda: "✐" not in driver.text, "no sign is left")


async def test_who_submits_is_told_what_is_typed_and_not_saved(review, opened) -> None:  # type: ignore[no-untyped-def]
    """It would not go with the appraisal, which changes only by being reopened from then on."""
    with open_review(review, "anna") as session:
        sheet = answers.judge_study(session, "pretend2016")
        while sheet.verdict.unanswered:
            item = sheet.verdict.unanswered[0]
            sheet = answers.answer(session, "pretend2016", item, sheet.checklist.options(item)[1].code)
    async with opened(review) as driver:
        await driver.until(lambda: driver.app.screen.query_one("#list").progress, "the list is there")
        await driver.press("down", "down", "down", "enter")
        await driver.until(lambda: getattr(driver.app.screen, "is_ready", False), "the sheet is read")
        await driver.press("o", "z", "escape", "S")
        await driver.until_shown("Submit pretend2016?", "Typed and not saved, so not submitted: Note on")
        await driver.press("enter")
        await driver.until(lambda: driver.app.screen.title == "Appraise" and driver.app.screen.is_submitted)
        await driver.until_shown("SUBMITTED, R reopens · ✐ unsaved text")
        assert "✐ draft" not in driver.text


async def test_looking_what_can_be_saved_leaves_no_draft(opened) -> None:  # type: ignore[no-untyped-def]
    """A name that is typed is kept."""
    async with opened() as driver:
        await driver.until(lambda: driver.app.screen.query_one("#list").progress, "the list is there")
        for keys, words in ((["right", "3"], ""), (["tab", "home", "x"], "Not saved; kept as a draft")):
            await driver.press("ctrl+s", "enter", *keys)
            await driver.until_shown("Save: ", "Into /", "What goes in")
            await driver.press("escape")
            await driver.until_shown("Save a file: what?")
            await driver.press("escape")
            await driver.until(lambda: driver.app.screen.title == "Studies", "the list is left")
            assert words in driver.text
            assert bool(words) == ("kept as a draft" in driver.text)


async def test_an_answer_before_the_items_leaves_no_sign_once_it_is_saved(opened) -> None:  # type: ignore[no-untyped-def]
    """The question after it is left without an answer; only what is typed there and left is unsaved."""
    async with opened(asks_once=True) as driver:
        await driver.until(lambda: driver.app.screen.query_one("#list").progress, "the list is there")
        await driver.press("enter")
        await driver.until_shown("Before the items: 2 questions")
        await driver.press("enter")
        await driver.until_shown("Question 1 of 2 before the items")
        await driver.type("age")
        await driver.press("enter")
        await driver.until_shown("Question 2 of 2 before the items")
        await driver.press("escape")
        await driver.until(lambda: driver.app.screen.title == "Appraise", "the questions are left")
        await driver.until(lambda: "✐" not in driver.text, "no sign is left")
        assert [] == driver.app.screen.unsaved
