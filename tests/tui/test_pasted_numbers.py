"""Pasting into the form of a study's numbers: a table fills it after a preview, and nothing is lost."""

from __future__ import annotations

import pytest
from textual.events import Paste

from tests.shared.progress import progress
from workbench.review.evidence import findings, outcomes
from workbench.review.session import open_review
from workbench.tui.screens.evidence.numbers_form import NumbersForm
from workbench.tui.screens.evidence.pasted_numbers import PasteDialog

TABLE = "\tEvents\tTotal\nSand\t14\t17\nControl\t9\t17\n"


@pytest.fixture
def asked(review: str) -> str:
    """The review with one outcome."""
    with open_review(review, "anna") as session:
        outcomes.add_outcome(session, "survival", better="higher", importance=9)
    return review


def stored(location: str) -> dict[str, str]:
    """The numbers of the first study."""
    with open_review(location, "anna") as session:
        (line,) = findings.list_findings(session)
        return line.fields


async def open_form(driver) -> NumbersForm:
    """Open the form of the first study."""
    await driver.until_shown("borresen2021", progress("psm-cohort"))
    await driver.press("g", "e")
    await driver.until(lambda: driver.app.screen.title == "Evidence", "the evidence is in front")
    await driver.until(lambda: "reading" not in driver.text, "it is read")
    await driver.press("f")
    await driver.until_shown("Studies without (5")
    await driver.press("enter")
    await driver.until_shown("borresen2021 · survival", "ctrl+v table")
    await driver.until(
        lambda: driver.app.screen.focused is driver.app.screen.kinds, "the kinds have the keys"
    )
    return driver.app.screen


async def paste(driver, text: str) -> None:
    """Paste as a terminal does."""
    driver.app.post_message(Paste(text))
    await driver.pilot.pause()


async def test_a_table_fills_the_form_after_a_preview(opened, asked) -> None:
    """Then it is saved as if it had been typed."""
    async with opened(asked) as driver:
        form = await open_form(driver)
        await paste(driver, TABLE)
        await driver.until_shown("Paste a table", "Treatment: events 14 · total 17", "Comparison: events 9")
        assert "" == form.values["treatment_events"]
        await driver.press("enter")
        await driver.until(lambda: driver.app.screen is form, "the form")
        await driver.until_shown("4 fields filled from the table", "82.4")
        await driver.press("ctrl+s")
        await driver.until_shown("Saved: borresen2021")
    assert {"treatment_events": "14", "comparison_total": "17"}.items() <= stored(asked).items()


async def test_bad_cells_are_named_and_go_into_their_fields(opened, asked) -> None:
    """What stands there already is said to be replaced; the form shows what cannot stand."""
    async with opened(asked) as driver:
        form = await open_form(driver)
        await driver.press("enter", "5")
        await driver.until(lambda: form.values["treatment_events"] == "5", "typed")
        await paste(driver, TABLE.replace("17", "many", 1))
        await driver.until_shown(
            "events 14 (replaces 5)", "✗ row 2, column 3 (“many”): 'many' is not a number"
        )
        await driver.press("enter")
        await driver.until_shown("4 fields filled from the table", "row 2, column 3", "1 thing cannot stand")
        assert "many" == form.values["treatment_total"]


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
async def test_the_window_says_what_each_cell_fills(opened, asked, size) -> None:
    """With what is wrong below."""
    async with opened(asked, size=size) as driver:
        await open_form(driver)
        await paste(driver, TABLE.replace("17", "many", 1))
        await driver.until_shown("Comparison: events 9", "'many' is not a number")
        await driver.check_frame(f"paste-{size[0]}x{size[1]}")


async def test_a_table_that_was_left_is_offered_again(opened, asked) -> None:
    """esc fills nothing; ctrl+v brings the window back with its draft."""
    async with opened(asked) as driver:
        form = await open_form(driver)
        await paste(driver, TABLE)
        await driver.until_shown("Treatment: events 14")
        await driver.press("escape")
        await driver.until(lambda: driver.app.screen is form, "the form")
        assert set(form.values.values()) == {""}
        await driver.press("ctrl+v")
        await driver.until_shown("Draft of", "Treatment: events 14 · total 17")


async def test_a_table_can_be_mended_before_it_fills(opened, asked) -> None:
    """What is typed is read anew; nothing at all is refused."""
    async with opened(asked) as driver:
        await open_form(driver)
        await driver.press("ctrl+v")
        await driver.until_shown("Paste a table")
        await driver.press("enter")
        await driver.until_shown("Nothing is pasted yet")
        await driver.type("14,17")
        await driver.until_shown("Treatment: events 14 · total 17")
        assert isinstance(driver.app.screen, PasteDialog)


async def test_words_go_into_the_field_in_front_with_all_their_lines(opened, asked) -> None:
    """A passage of several lines is not cut after the first, and numbers in it make no table."""
    passage = "Alive at day 90: 82.4 % with sand, 52.9 %\nwith rest, 9 of 17"
    async with opened(asked) as driver:
        form = await open_form(driver)
        form.input("quote").focus()
        await driver.pilot.pause()
        await paste(driver, passage)
        await driver.until(lambda: form.values["quote"] == " ".join(passage.split()), "the passage")
        form.input("treatment_events").focus()
        await driver.pilot.pause()
        await paste(driver, "14\n")
        await driver.until(lambda: form.values["treatment_events"] == "14", "one number")


async def test_hostile_cells_are_shown_as_they_are(opened, asked) -> None:
    """Markup in a cell stays text."""
    async with opened(asked) as driver:
        await open_form(driver)
        await paste(driver, "\tEvents\tTotal\nSand\t[bold]9\t17")
        await driver.until_shown("events [bold]9", "“[bold]9”")
