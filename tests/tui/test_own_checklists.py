"""A team's own checklist from the dialog in which one is assigned."""

from __future__ import annotations

from pathlib import Path

import pytest

from store import own_checklists
from workbench.review.session import open_review
from workbench.review.studies import known_studies
from workbench.tui.screens.studies.study_actions import ADD_FILE

SMALL = (Path(__file__).parents[1] / "checklists" / "small.yaml").read_text(encoding="utf-8")


@pytest.fixture
def ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A definition in the folder in which the program runs."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "ours.yaml"
    path.write_text(SMALL.replace("id: small", "id: ours", 1), encoding="utf-8")
    return path


async def ask_for_file(driver) -> None:
    """Go to the line that adds a file, wherever it stands, and take it."""
    place = [key for key, _ in driver.app.screen.choices].index(ADD_FILE)
    await driver.press("home", *["down"] * place, "enter")
    await driver.until_shown("The path of a definition")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_checklist_is_added_from_a_file_and_chosen(opened, review, ours, size) -> None:
    """A line behind those that fit asks for a path; the new checklist is then under the cursor."""
    async with opened(size=size) as driver:
        await driver.until_shown("borresen2021", "suggested")
        await driver.press("c")
        await driver.until_shown("Checklist for borresen2021", "Add a checklist from a file")
        await ask_for_file(driver)
        await driver.type("ours.yaml")
        await driver.press("enter")
        await driver.until_shown("Checklist for borresen2021", "ours", "A small checklist · your own")
        await driver.press("enter")
        await driver.until_shown("Another checklist for borresen2021", "give a reason")
        await driver.type("ours fits")
        await driver.press("ctrl+s")
        await driver.until_shown("→ ours")
    with open_review(review, "anna") as session:
        assert "ours" == known_studies.find(session, "borresen2021").checklist


async def test_what_is_wrong_with_a_file_is_shown_and_the_path_stays(opened, review, ours) -> None:
    """Every problem is a line of a text that scrolls; once the file is mended enter takes it."""
    sound = ours.read_text(encoding="utf-8")
    ours.write_text(sound.replace("tone: poor", "tone: [bad]").replace("judge: high", "judge: hihg"))
    async with opened() as driver:
        await driver.until_shown("borresen2021", "suggested")
        await driver.press("c")
        await driver.until_shown("Checklist for borresen2021")
        await ask_for_file(driver)
        await driver.type("ours.yaml")
        await driver.press("enter")
        await driver.until_shown("Not added", "ours.yaml:13: answers.N.tone", 'did you mean "high"?')
        await driver.press("escape")
        await driver.until_shown("The path of a definition", "ours.yaml")
        ours.write_text(sound, encoding="utf-8")
        await driver.press("enter")
        await driver.until_shown("Checklist for borresen2021", "A small checklist")
        await driver.press("escape")
        await driver.until_shown("▌borresen2021", "1 of 5")
    with open_review(review, "anna") as session:
        assert ["ours"] == [own.checklist.checklist_id for own in own_checklists.list_own(session.db)]
        assert "psm-cohort" == known_studies.find(session, "borresen2021").checklist


async def test_leaving_the_question_leads_back_to_the_list(opened, ours) -> None:
    """Nothing is added, and the cursor stands where it was."""
    async with opened() as driver:
        await driver.until_shown("borresen2021", "suggested")
        await driver.press("c")
        await driver.until_shown("Checklist for borresen2021")
        await ask_for_file(driver)
        await driver.press("escape")
        await driver.until_shown("Checklist for borresen2021", "Add a checklist from a file")
        await driver.press("home", "enter")
        await driver.until_shown("confirmed")


async def test_a_hostile_text_is_only_text(opened, ours) -> None:
    """Brackets in a title are no markup, and in a name of a file neither."""
    ours.write_text(
        ours.read_text().replace("title: A small checklist", 'title: "[/red] [bold]x[/] \\u202e"'),
        encoding="utf-8",
    )
    ours.rename(ours.with_name("[b].yaml"))
    async with opened() as driver:
        await driver.until_shown("borresen2021", "suggested")
        await driver.press("c")
        await driver.until_shown("Checklist for borresen2021")
        await ask_for_file(driver)
        await driver.press("left_square_bracket", "b", "right_square_bracket", "full_stop", *"yaml", "enter")
        await driver.until_shown("Checklist for borresen2021", "[/red] [bold]x[/]")
