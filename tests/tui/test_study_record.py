"""The record, the characteristics and the exclusion of a study, from the list of studies."""

from __future__ import annotations


async def test_the_record_is_corrected_in_a_form(opened) -> None:
    """The form holds what is known; what is refused stays typed; what is saved stands in the list."""
    async with opened() as driver:
        await driver.until_shown("borresen2021")
        await driver.press("e")
        await driver.until_shown("Record of borresen2021", "Title", "Registration", "Key", "Design")
        await driver.press("down", "down", "end", *["backspace"] * 4)
        await driver.type("20O4")
        await driver.press("ctrl+s")
        await driver.until_shown("Not saved:", "a year has four digits", "20O4")
        await driver.press(*["backspace"] * 4)
        await driver.type("2004")
        await driver.press("ctrl+s")
        await driver.until_shown("borresen2021 is corrected")
        study = next(row for row in driver.app.screen.all_rows if row.key == "borresen2021")
        assert 2004 == study.year


async def test_a_characteristic_is_entered_from_a_list(opened) -> None:
    """The list shows what is known; a value that is none is refused and stays typed."""
    async with opened() as driver:
        await driver.until_shown("borresen2021")
        await driver.press("i")
        await driver.until_shown("Characteristics of borresen2021", "Condition", "Funding")
        await driver.press("enter")
        await driver.until_shown("n of borresen2021", "Value", "Quote", "Source")
        await driver.press("end", *["backspace"] * 6)
        await driver.type("many")
        await driver.press("ctrl+s")
        await driver.until_shown("Not saved:", "whole number of people")
        await driver.press(*["backspace"] * 4)
        await driver.type("44")
        await driver.press("ctrl+s")
        await driver.until_shown("Characteristics of borresen2021", "44")


async def test_a_study_is_left_out_and_taken_in_again(opened) -> None:
    """Each asks for a reason; the list shows what is left out."""
    async with opened() as driver:
        await driver.until_shown("borresen2021")
        await driver.press("x")
        await driver.until_shown("Why is borresen2021 left out?")
        await driver.type("retracted")
        await driver.press("ctrl+s")
        await driver.until_shown("borresen2021 is excluded", "excl.", "excluded: retracted")
        await driver.press("x")
        await driver.until_shown("Why is borresen2021 taken in again?", "It was left out: retracted")
        await driver.type("not retracted after all")
        await driver.press("ctrl+s")
        await driver.until_shown("borresen2021 is included again")
