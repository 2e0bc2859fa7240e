"""The record, the characteristics and the exclusion of a study, from the list of studies."""

from __future__ import annotations

from store import open_review, studies
from workbench.review.session import open_review as open_session
from workbench.review.studies import known_studies


async def test_the_record_is_corrected_in_a_form(opened) -> None:
    """The form holds what is known; what is refused stays typed; what is saved stands in the list."""
    async with opened() as driver:
        await driver.until_shown("borresen2021")
        await driver.press("p", "2")
        await driver.until_shown("Record of borresen2021", "Title", "Volume", "Registration", "Key")
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


async def test_what_was_typed_and_not_saved_is_told_from_what_is_saved(opened) -> None:
    """A form that was left says that its words are not saved, and gives the saved ones back on a key."""
    async with opened() as driver:
        await driver.until_shown("borresen2021")
        await driver.press("p", "2")
        await driver.until_shown("Record of borresen2021")
        assert "Draft of" not in driver.text
        await driver.press("ctrl+u")
        await driver.type("Something else")
        await driver.press("escape")
        await driver.until_shown("Not saved; kept as a draft")
        await driver.press("p", "2")
        await driver.until_shown("Something else", "not saved yet · typing replaces what is marked")
        await driver.press("ctrl+r")
        await driver.until(lambda: "Something else" not in driver.text, "what is saved")
        await driver.until_shown("Warm sand for stiff shoulder")
        await driver.press("escape", "p", "2")
        await driver.until_shown("Record of borresen2021")
        assert "Something else" not in driver.text


async def test_a_design_is_entered_in_words(opened) -> None:
    """The form shows the name of the design, and takes the name of another."""
    async with opened() as driver:
        await driver.until_shown("borresen2021")
        await driver.press("p", "2")
        await driver.until_shown("Record of borresen2021")
        await driver.press("shift+tab")
        await driver.until_shown("propensity-matched retrospective cohort")
        await driver.press("ctrl+u")
        await driver.type("Unmatched cohort")
        await driver.press("ctrl+s")
        await driver.until_shown("borresen2021 is corrected", "unmatched cohort →")


async def test_a_characteristic_is_entered_from_a_list(opened) -> None:
    """The list shows what is known; a value that is none is refused and stays typed."""
    async with opened() as driver:
        await driver.until_shown("borresen2021")
        await driver.press("p", "1")
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
        await driver.press("X")
        await driver.until_shown("Why is borresen2021 left out?")
        await driver.type("retracted")
        await driver.press("ctrl+s")
        await driver.until_shown("borresen2021 is excluded", "excluded", "excluded: retracted")
        await driver.press("X")
        await driver.until_shown("Why is borresen2021 taken in again?", "It was left out: retracted")
        await driver.type("not retracted after all")
        await driver.press("ctrl+s")
        await driver.until_shown("borresen2021 is included again")


def _overwrite_design(location: str) -> None:
    """Choose a checklist as earlier versions did, which gave the study the design of the checklist."""
    with open_review(location) as review:
        study = studies.get_study(review, "borresen2021")
        given = {"checklist": "case-series", "design": "case_series", "by": "anna"}
        studies.assign_checklist(review, study.id, **given)


async def test_a_design_that_a_checklist_took_away_is_taken_back(opened, review) -> None:
    """The dialog of the checklist offers it first; afterwards it is offered no more."""
    with open_review(review) as store:
        before = studies.get_study(store, "borresen2021").design
    _overwrite_design(review)
    async with opened() as driver:
        await driver.until_shown("borresen2021")
        await driver.press("c")
        await driver.until_shown("Checklist for borresen2021", "Take back", "the design before")
        await driver.press("home", "enter")
        await driver.until_shown("borresen2021 is a", "cohort again")
        study = next(row for row in driver.app.screen.all_rows if row.key == "borresen2021")
        assert (before, "case-series") == (study.design, study.checklist)
        await driver.press("c")
        await driver.until_shown("Checklist for borresen2021")
        assert "Take back" not in driver.text


async def test_a_checklist_that_was_chosen_by_hand_is_no_suggestion(opened, review) -> None:
    """The design stays one where the checklist is for another; the list and the reasons say the same."""
    with open_session(review, "anna") as session:
        known_studies.assign(session, "borresen2021", "case-report", reason="one patient is new")
    async with opened() as driver:
        await driver.until_shown("▌borresen2021", "→ case-report", "checklist chosen by hand)")
        assert "confirm or change" not in driver.text
        await driver.press("w")
        await driver.until_shown("→ case-report (design suggested;", "checklist chosen by hand)")


async def test_that_no_checklist_is_used_was_chosen_by_hand(opened, review) -> None:
    """Where one would fit the design, nobody suggested to use none."""
    with open_session(review, "anna") as session:
        known_studies.assign(session, "borresen2021", "none", reason="out of scope")
    async with opened() as driver:
        await driver.until_shown("▌borresen2021", "left without one by")


async def test_checklist_and_design_can_both_be_none(opened) -> None:
    """The checklist from its dialog, the design from the form of the record, where an empty field is none."""
    async with opened() as driver:
        await driver.until_shown("borresen2021")
        await driver.press("c")
        await driver.until_shown("Checklist for borresen2021")
        await driver.press("end", "enter")
        await driver.until(
            lambda: (
                driver.app.screen.is_current
                and next(row.checklist for row in driver.app.screen.all_rows if row.key == "borresen2021")
                is None
            ),
            "no checklist",
        )
        await driver.until_shown("→ no checklist: psm-cohort", "nos-cohort, minors would fit")
        assert "none fits" not in driver.text
        await driver.press("p", "2")
        await driver.until_shown("Record of borresen2021")
        await driver.press(*["shift+tab"], "end", "ctrl+u", "ctrl+s")
        await driver.until_shown("borresen2021 is corrected")
        study = next(row for row in driver.app.screen.all_rows if row.key == "borresen2021")
        assert (None, None) == (study.checklist, study.design)


async def test_what_is_to_be_looked_at_again_is_listed_and_gone_to(opened, review, tmp_path) -> None:
    """With what to do; enter goes there. Without anything the screen says so."""
    from workbench.review.appraisals import answers, submission
    from workbench.review.documents import attach

    (tmp_path / "full.txt").write_text("The whole of it.\n")
    with open_session(review, "anna") as session:
        while unanswered := answers.judge_study(session, "pretend2016").verdict.unanswered:
            answers.answer(session, "pretend2016", unanswered[0], "PY")
        submission.submit(session, "pretend2016")
    async with opened() as driver:
        await driver.until_shown("pretend2016")
        await driver.press("l")
        await driver.until_shown("Nothing is new, changed, or to be looked at again")
        await driver.press("enter")
        await driver.until_shown("From which day on?")
        await driver.type("soon")
        await driver.press("enter")
        await driver.until_shown("a day is written as 2026-11-01")
        await driver.press("end", *["backspace"] * 4)
        await driver.type("2020-01-01")
        await driver.press("enter")
        await driver.until_shown("Since 2020-01-01.", "NEW", "study added")
        await driver.press("escape")
        with open_session(review, "bea") as session:
            attach.attach(session, "pretend2016", [tmp_path / "full.txt"], kind="full_text")
        await driver.press("l")
        await driver.until_shown("LOOK AGAIN", "full.txt was added on", "→ read it, and reopen")
        await driver.press("enter")
        await driver.until_shown("pretend2016 › Appraise", "SUBMITTED", "markdown.md")
