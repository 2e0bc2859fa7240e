"""Saving files from the screens, driven by keys."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

import pytest
from textual.widgets import Input

from workbench.review.publish import save_files
from workbench.review.publish.file_outputs import file_outputs
from workbench.tui.dialogs.choice_field import ChoiceField
from workbench.tui.dialogs.message import ConfirmDialog
from workbench.tui.screens.save_choice import SaveChoice
from workbench.tui.screens.save_form import SaveForm

SIZES = [(80, 24), (120, 40)]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that one works in."""
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    return here


async def open_list(driver, *keys: str) -> SaveChoice:
    await driver.until_shown("baricitinib")
    await driver.press(*keys)
    if keys:
        await driver.until(lambda: driver.app.screen.title in ("Tables", "Methods"), "another screen")
    await driver.press("ctrl+s")
    await driver.until(lambda: isinstance(driver.app.screen, SaveChoice), "the list")
    return driver.app.screen


async def open_form(driver, *keys: str, what: str = "") -> SaveForm:
    await open_list(driver, *keys)
    await driver.type(what)
    await driver.press("enter")
    await driver.until(lambda: isinstance(driver.app.screen, SaveForm), "the form")
    await driver.until_shown("What goes in", "The same: ")
    return driver.app.screen


@pytest.mark.parametrize(("typed", "title"), [("ris", "References as RIS"), ("find", "Summary of findings")])
async def test_a_word_of_a_title_comes_before_letters_within_another(opened, appraised, typed, title) -> None:
    """ "ris" stands in "characteristics" as well, which comes first in the list."""
    async with opened(appraised) as driver:
        screen = await open_list(driver)
        await driver.type(typed)
        await driver.until(lambda: screen.output is not None and screen.output.title == title, title)


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
async def test_the_table_in_front_is_saved_with_four_keys(opened, appraised, folder, size) -> None:
    """ctrl+s, enter, the number of the format, ctrl+s; the message names file and command."""
    async with opened(appraised, size=size) as driver:
        await open_form(driver, "g", "t")
        await driver.press("4")
        await driver.until_shown("traffic-light.csv", "5 rows in 4 blocks")
        await driver.press("ctrl+s")
        await driver.until_shown("Wrote traffic-light.csv", "--format csv")
    assert (folder / "traffic-light.csv").read_text("utf-8").startswith("study,")


async def test_the_preview_says_what_goes_in(opened, appraised) -> None:
    """Studies, reviewers, checklist versions, rows, and what is open."""
    async with opened(appraised) as driver:
        await open_form(driver, "g", "t")
        await driver.until_shown(
            "5 studies, 5 appraisals that you may see: anna 5",
            "Checklists: case-report",
            "5 rows in 4 blocks",
        )


async def test_the_formats_have_the_keys_as_soon_as_the_form_is_there(opened, appraised, monkeypatch) -> None:
    """A number typed with the key that opens it went to the field above on a busy machine, and was lost."""
    fields = []
    show_preview = SaveForm.show_preview

    def look(form: SaveForm) -> object:
        fields.append(form.focused.id if form.focused else None)
        return show_preview(form)

    monkeypatch.setattr(SaveForm, "show_preview", look)
    async with opened(appraised) as driver:
        await open_form(driver)
    assert fields[0] == "field-format"


async def test_a_format_without_a_number_is_chosen_by_its_letters(opened, appraised, monkeypatch) -> None:
    """A figure has twelve formats; the line of keys says how the last ones are reached."""
    monkeypatch.setattr(ChoiceField, "MOST_TYPED", 1_000.0)  # on a busy machine letters come seconds apart
    async with opened(appraised) as driver:
        await open_form(driver, "g", "t")
        await driver.until_shown("9 SVG", "TIFF", "1-9 or letters")
        await driver.type("ti")
        await driver.until_shown("traffic-light.tiff", "●TIFF")


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
async def test_what_is_saved_is_found_by_typing_in_a_list_with_headings(opened, appraised, size) -> None:
    """The cursor stands on what is in front; esc empties the filter, then goes back."""
    async with opened(appraised, size=size) as driver:
        choice = await open_list(driver, "g", "t")
        await driver.until_shown("Tables", "Traffic light", "Formats: Word")
        assert choice.output is not None
        assert "traffic-light" == choice.output.key
        await driver.type("forest")
        await driver.until_shown("Figures", "Forest beside traffic light", "Formats: SVG")
        assert "Characteristics of the studies" not in driver.text
        await driver.press("escape")
        await driver.until(lambda: choice.output.key == "traffic-light", "all are listed again")
        await driver.type("xyzzy")
        await driver.until_shown("Nothing that can be saved is called so")
        await driver.press("enter")
        assert driver.app.screen is choice
        await driver.press("escape", "escape")
        await driver.until(lambda: driver.app.screen.title == "Tables", "back")


async def test_esc_in_the_form_goes_back_to_the_list(opened, appraised) -> None:
    """Where something else can be chosen at once."""
    async with opened(appraised) as driver:
        await open_form(driver, "g", "t", what="findings")
        await driver.until_shown("Save: Summary of findings")
        await driver.press("escape")
        await driver.until(lambda: isinstance(driver.app.screen, SaveChoice), "the list")
        assert "findings" == driver.app.screen.output.key


def test_everything_that_can_be_saved_stands_below_one_heading_of_its_kind() -> None:
    """A heading that came twice would be read as two kinds."""
    parts = [part for part, _ in groupby(file_outputs().values(), key=lambda output: output.part)]
    assert sorted(set(parts)) == sorted(parts)
    assert {"Tables", "Figures", "Report and manuscript"} <= set(parts)


async def test_a_letter_that_goes_on_no_word_begins_another(opened, appraised, monkeypatch) -> None:
    """p p is the second one with p, and t behind it one with t."""
    monkeypatch.setattr(ChoiceField, "MOST_TYPED", 1_000.0)
    async with opened(appraised) as driver:
        form = await open_form(driver, "g", "t")
        for letter, suffix in (("p", "pdf"), ("p", "png"), ("t", "tiff")):
            await driver.press(letter)
            await driver.until(lambda suffix=suffix: form.values["format"] == suffix, suffix)


async def test_name_and_format_follow_each_other(opened, appraised) -> None:
    """A suffix chooses the format, and a format the suffix."""
    async with opened(appraised) as driver:
        form = await open_form(driver, "g", "t", what="summary of findings")
        await driver.press("2")
        await driver.until_shown("findings.xlsx")
        path = form.query_one("#field-path", Input)
        path.value = "out.tex"
        await driver.until(lambda: form.query_one("#field-format", ChoiceField).value == "tex", "LaTeX")
        form.query_one("#field-format", ChoiceField).value = "md"
        await driver.until(lambda: path.value == "out.md", "the name ends in md")


async def test_the_usual_folder_in_another_becomes_a_file_by_its_format(opened, appraised) -> None:
    """The name of the folder is no stem of the archive's."""
    async with opened(appraised) as driver:
        form = await open_form(driver, what="whole review")
        await driver.until_shown("2 Folder")
        form.query_one("#field-format", ChoiceField).value = "folder"
        path = form.query_one("#field-path", Input)
        await driver.until(lambda: path.value.endswith("-export"), "a folder")
        path.value = f"sub/{path.value}"
        await driver.pilot.pause()
        form.query_one("#field-format", ChoiceField).value = "zip"
        await driver.until(lambda: path.value.endswith(".zip"), "an archive")
        assert path.value == f"sub/{form.output.default_name('zip')}"


async def test_nothing_is_replaced_without_asking(opened, appraised, folder) -> None:
    """It is said before, asked after, and esc keeps what is there and what was typed."""
    there = folder / "traffic-light.csv"
    there.write_text("mine", encoding="utf-8")
    async with opened(appraised) as driver:
        await open_form(driver, "g", "t")
        await driver.press("4")
        await driver.until_shown("A file of that name is there")
        await driver.press("ctrl+s")
        await driver.until(lambda: isinstance(driver.app.screen, ConfirmDialog), "the question")
        await driver.until_shown("Replace traffic-light.csv?")
        await driver.press("escape")
        await driver.until_shown("another name keeps what is there", "●CSV")
        assert "mine" == there.read_text(encoding="utf-8")
        await driver.press("ctrl+s")
        await driver.until(lambda: isinstance(driver.app.screen, ConfirmDialog), "the question")
        await driver.press("enter")
        await driver.until_shown("Wrote traffic-light.csv")
    assert there.read_text(encoding="utf-8").startswith("study,")


async def test_a_path_that_cannot_be_written_stays_typed(opened, appraised, folder) -> None:
    """The reason stands below the field, whether it is found before or while writing."""
    (folder / "wall.csv").mkdir()
    async with opened(appraised) as driver:
        form = await open_form(driver, "g", "t")
        form.query_one("#field-path", Input).value = "nowhere/lights.csv"
        await driver.until_shown("●CSV")
        await driver.press("ctrl+s")
        await driver.until_shown("There is no folder", "nowhere/lights.csv")
        form.query_one("#field-path", Input).value = "wall.csv"
        await driver.press("ctrl+s")
        await driver.until_shown("wall.csv is a folder", "Save: Traffic light")
        await driver.until(
            lambda: driver.app.screen.query_one("#field-path", Input).value == "wall.csv", "the path is kept"
        )
        driver.app.screen.query_one("#field-path", Input).value = "lights.pptx"
        await driver.press("ctrl+s")
        await driver.until_shown("The name of the file says its format")


async def test_more_choices_are_shown_on_a_key_and_go_into_the_command(opened, appraised, folder) -> None:
    """What a format has no use for is not asked."""
    async with opened(appraised) as driver:
        form = await open_form(driver, "g", "t")
        await driver.press("9")
        await driver.until_shown("traffic-light.svg")
        await driver.press("ctrl+o")
        await driver.until_shown("Colours", "Width in mm")
        assert "Dots per inch" not in driver.text
        form.query_one("#field-palette", ChoiceField).value = "grey"
        form.query_one("#field-checklist", Input).value = "case-series"
        await driver.press("ctrl+s")
        await driver.until_shown("Wrote traffic-light.svg", "--palette grey")
    assert {"traffic-light.svg", "traffic-light.caption.txt"} == {each.name for each in folder.iterdir()}


async def test_esc_while_it_is_made_writes_nothing(opened, appraised, folder, monkeypatch) -> None:
    """A window says that it takes a while; the screen goes on when it is left."""
    import threading

    held = threading.Event()
    make = save_files.make_files

    def slow(session, request):
        held.wait(60)
        return make(session, request)

    monkeypatch.setattr("workbench.tui.screens.save_file.make_files", slow)
    async with opened(appraised) as driver:
        await open_form(driver, "g", "t")
        await driver.press("4", "ctrl+s")
        await driver.until_shown("Making traffic-light.csv", "working …")
        await driver.press("escape")
        await driver.until_shown("No longer waiting for traffic-light.csv")
        held.set()
    assert [] == list(folder.iterdir())


async def test_the_whole_review_is_saved_as_an_archive(opened, appraised, folder) -> None:
    """From any screen, by its name."""
    async with opened(appraised) as driver:
        await open_form(driver, what="whole review")
        await driver.until_shown("Save: The whole review", "2 Folder", "review.zip", "stands in the history")
        await driver.press("ctrl+s")
        await driver.until_shown("Wrote review.zip")
    assert (folder / "review.zip").read_bytes().startswith(b"PK")
