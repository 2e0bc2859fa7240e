"""The protocol on the screen: what is settled, who wrote it, and that nothing typed is lost."""

from __future__ import annotations

from workbench.review.admin.protocol import write_protocol
from workbench.review.appraisals import answers
from workbench.review.evidence import outcomes
from workbench.review.session import open_review
from workbench.tui.screens.protocol import ProtocolScreen


async def open_protocol(driver) -> None:
    """Goes to the protocol by its key."""
    await driver.until_shown("borresen2021")
    await driver.press("g", "p")
    await driver.until(lambda: isinstance(driver.app.screen, ProtocolScreen), "the protocol")
    await driver.until_shown("Question", "Confounders that matter", "Who decides disagreements")


async def go_to(driver, field: str) -> None:
    """Puts the cursor on a field."""
    names = [line.field for line in driver.app.screen.protocol.lines if not line.is_preliminary]
    await driver.press("home", *["down"] * names.index(field))
    await driver.until(lambda: driver.app.screen.line.field == field, field)


async def test_a_field_is_written_in_several_lines(opened) -> None:
    """It stands in the list with who wrote it, and in full below."""
    async with opened() as driver:
        await open_protocol(driver)
        await go_to(driver, "confounders")
        await driver.press("enter")
        await driver.until_shown("One a line, the most important first.")
        await driver.type("age")
        await driver.press("ctrl+j")
        await driver.type("severity")
        await driver.press("ctrl+s")
        await driver.until_shown("Saved: Confounders that matter", "age / severity", "anna 2", "1 of ")
        assert "age\nseverity" == driver.app.screen.line.value


async def test_what_is_left_is_kept_as_a_draft(opened) -> None:
    """Also when the screen itself was left; an empty text takes the field away."""
    async with opened() as driver:
        await open_protocol(driver)
        await go_to(driver, "benchmark")
        await driver.press("enter")
        await driver.until_shown("Benchmark", "ctrl+s saves")
        await driver.type("2 in 10")
        await driver.press("escape")
        await driver.until_shown("Not saved")
        await driver.press("escape")
        await open_protocol(driver)
        await go_to(driver, "benchmark")
        await driver.press("enter")
        await driver.until_shown("2 in 10")
        await driver.press("ctrl+s")
        await driver.until_shown("Saved: Benchmark")
        await driver.press("enter")
        await driver.until_shown("An empty text takes the field away.")
        await driver.press(*["backspace"] * 7, "ctrl+s")
        await driver.until_shown("Taken away: Benchmark", "0 of ")


async def test_what_is_refused_stays_typed(opened) -> None:
    """With the reason."""
    async with opened() as driver:
        await open_protocol(driver)
        await go_to(driver, "adjudicator")
        await driver.press("enter")
        await driver.until_shown("The handle of a person.")
        await driver.type("two words")
        await driver.press("ctrl+s")
        await driver.until_shown("not done:", "two words")
        await driver.press(*["backspace"] * 6, "ctrl+s")
        await driver.until_shown("Saved: Who decides", "Nobody has worked in this review as two")


async def test_a_field_of_the_teams_own_and_a_question_of_a_checklist(opened) -> None:
    """A name of one's own becomes a field; options are chosen by number."""
    async with opened() as driver:
        await open_protocol(driver)
        await driver.press("a")
        await driver.until_shown("A field of your own")
        await driver.type("dose")
        await driver.press("enter")
        await driver.until_shown("Dose", "ctrl+s saves")
        await driver.type("2 mg")
        await driver.press("ctrl+s")
        await driver.until_shown("Saved: Dose", "2 mg")
        await driver.press("a")
        await driver.until_shown("A field of your own")
        await driver.type("rob-2.P1")
        await driver.press("enter")
        await driver.until_shown("1 assignment", "2 adhering", "Nothing settled")
        await driver.press("2")
        await driver.until_shown("Saved: rob-2.P1", "adhering")


async def test_what_came_late_is_marked(opened, appraised) -> None:
    """In the title, in the list and below the field."""
    async with opened(appraised, "anna") as driver:
        await driver.until_shown("yamakawa2025")
        await driver.press("g", "p")
        await driver.until_shown("Benchmark")
        await go_to(driver, "benchmark")
        await driver.press("enter")
        await driver.until_shown("ctrl+s saves")
        await driver.type("2 in 10")
        await driver.press("ctrl+s")
        await driver.until_shown(
            "Saved: Benchmark; written after the first study was appraised",
            "! 1 after the first study was appraised",
            "! Benchmark",
        )


async def test_the_first_study_of_a_checklist_asks_beginning_with_the_protocol(opened, review) -> None:
    """What is asked once for all stands in a line with what the protocol says; enter takes it."""
    with open_review(review, "anna") as session:
        write_protocol(session, "confounders", "age\nseverity")
    async with opened(asks_once=True) as driver:
        await driver.until_shown("borresen2021")
        await driver.press("home", "enter")
        await driver.until_shown("Before the items: 2 questions")
        await driver.press("enter")
        await driver.until_shown("Asked once, for all studies", "The protocol says what", "age; severity")
        await driver.until_shown("Question 1 of 2 before the items.")
        await driver.press("enter")
        await driver.until_shown("Outcome, time point and effect estimate being judged", "Question 2 of 2")
        assert "Asked once" not in driver.text
        await driver.type("death")
        await driver.press("enter")
        await driver.until_shown("P1 age; severity (2")
        await driver.until(lambda: "death" == driver.app.screen.sheet.preliminaries.get("P2"), "P2 is saved")
        assert "age; severity" == driver.app.screen.sheet.preliminaries["P1"]


async def test_what_is_left_is_asked_once_and_stands_open_beside_its_item(opened) -> None:
    """The item that rests on it says so, and the question does not come back with every study."""
    async with opened(asks_once=True) as driver:
        await driver.until_shown("borresen2021")
        await driver.press("home", "enter")
        await driver.until_shown("Before the items: 2 questions")
        await driver.press("enter")
        await driver.until_shown("Asked once, for all studies")
        await driver.press("escape")
        await driver.until_shown(
            "P1 and what follows are not filled in yet: p asks again", "P1 – (not filled"
        )
        assert "Before the items" not in driver.text
        assert driver.app.screen.sheet.worksheet is None
        await driver.press("escape")
        await driver.until_shown("borresen2021", "0/27")
        await driver.press("enter")
        await driver.until_shown("P1 – (not filled in yet)")
        assert "Asked once" not in driver.text


async def test_the_list_before_reading_shows_values_days_and_offers(opened, review) -> None:
    """What is filled in with its day, and what the protocol says about the rest."""
    with open_review(review, "anna") as session:
        write_protocol(session, "psm-cohort.P5", "treated")
        answers.answer(session, "borresen2021", "P1", "age")
    async with opened() as driver:
        await driver.until_shown("borresen2021")
        await driver.press("home", "enter")
        await driver.until_shown("1.1")
        await driver.press("p", "1")
        await driver.until_shown("Before reading", "study  age", "the protocol says:", "treated")


async def test_a_result_is_chosen_from_the_outcomes_of_the_review(opened, review) -> None:
    """A name that no outcome has is asked about, with the outcomes that are near."""
    with open_review(review, "anna") as session:
        outcomes.add_outcome(session, "Mortality", time_point="90 days", importance=9)
    async with opened() as driver:
        await driver.until_shown("borresen2021")
        await driver.press("home", "enter")
        await driver.until_shown("1.1")
        await driver.press("r")
        await driver.until_shown("Which result is judged?", "Mortality (90 days)  outcome of the review")
        await driver.press("end", "enter")
        await driver.until_shown("Name the result")
        await driver.type("death")
        await driver.press("space")
        await driver.type("90 days")
        await driver.press("enter")
        await driver.until_shown("No outcome of the review is called so", "keep the name  death 90 days")
        await driver.press("home", "enter")
        await driver.until(lambda: driver.app.screen.result == "Mortality (90 days)", "the outcome")
        await driver.until_shown("Mortality (90 days)")


async def test_what_came_late_is_marked_beside_its_item(opened, review) -> None:
    """Where a short screen cuts the remark, the mark stands before it."""
    with open_review(review, "anna") as session:
        answers.answer(session, "borresen2021", "1.1", "Y")
        answers.answer(session, "borresen2021", "P1", "age")
    async with opened() as driver:
        await driver.until_shown("borresen2021")
        await driver.press("home", "enter")
        await driver.until_shown("1.2")
        await driver.press("tab", "up")
        await driver.until_shown("! P1 age (2")


async def test_a_field_that_is_typed_and_not_saved_has_a_sign(opened, review) -> None:
    """In the list of fields, in the header, and on the list of studies."""
    async with opened() as driver:
        await driver.until_shown("borresen2021")
        await driver.press("g", "p")
        await driver.until(lambda: getattr(driver.app.screen, "is_ready", False), "the protocol is read")
        await driver.press("enter")
        await driver.type("zw")
        await driver.press("escape")
        await driver.until_shown("✐ typed and not saved: enter shows it", "✐ unsaved text")
        await driver.press("escape")
        await driver.until_shown("✐ typed and not saved in the protocol")
        await driver.press("g", "p")
        await driver.until_shown("✐ typed and not saved: enter shows it")
