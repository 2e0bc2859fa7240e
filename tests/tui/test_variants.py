"""A checklist with variants, domains for the reviewer to judge, totals and directions on the screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.review.appraisals import answers, overrides
from workbench.review.checklists import own_checklists
from workbench.review.session import open_review
from workbench.review.studies import known_studies
from workbench.tui.screens.appraise.judgement_line import wholes, why

STUDY = "borresen2021"
RICH = Path(__file__).parents[1] / "checklists" / "rich.yaml"


@pytest.fixture
def rich(review: str) -> str:
    """The review whose first study is judged by the checklist with everything that 0.2 adds."""
    with open_review(review, "anna") as session:
        own_checklists.add_files(session, [RICH])
        known_studies.assign(session, STUDY, "rich", reason="to try it")
    return review


def sheet_of(review: str):
    """The sheet as it is stored."""
    with open_review(review, "anna") as session:
        return answers.judge_study(session, STUDY)


def fill(review: str, **given: str) -> None:
    """Answer preliminaries and items; an item is named as in `i1_1`."""
    with open_review(review, "anna") as session:
        for name, code in given.items():
            answers.answer(session, STUDY, name.removeprefix("i").replace("_", "."), code)


async def enter(driver) -> None:
    """Open the first study."""
    await driver.until_shown(STUDY, "/")
    await driver.press("enter")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_what_decides_on_the_items_is_asked_first_by_keys(opened, rich, size) -> None:
    """One option by its number, several by marking; then the first item is in front."""
    async with opened(size=size) as driver:
        await enter(driver)
        await driver.until_shown("Before the items: ", "enter opens", "decides what is asked")
        await driver.press("enter")
        await driver.until_shown("Which effect?", "1 assignment", "2 adhering")
        await driver.press("2")
        await driver.until_shown("Go on?")
        await driver.press("1")
        await driver.until_shown("Which departures?", "[ ] other")
        await driver.press("enter")
        await driver.until_shown("Mark at least one")
        await driver.press("2", "1", "enter")
        await driver.until_shown("adhering", "▸")
    assert {"P1": "adhering", "P2": "go", "P3": "other, failed"} == sheet_of(rich).preliminaries


async def test_items_cannot_be_answered_before(opened, rich) -> None:
    """One line says what comes first; enter and p ask for it."""
    async with opened() as driver:
        await enter(driver)
        await driver.until_shown("Before the items: ")
        await driver.press("1")
        await driver.until_shown("P1 comes first and decides which items are asked: enter opens")
        await driver.press("enter")
        await driver.until_shown("Which effect?")
        await driver.press("escape")
        await driver.until_shown("P1 and what follows are not filled in yet: enter asks again")
        await driver.press("p", "1", "enter")
        await driver.until_shown("1 assignment")
    assert sheet_of(rich).worksheet is None


async def test_setting_answers_aside_is_confirmed(opened, rich) -> None:
    """The window says which and that they come back; leaving it changes nothing."""
    fill(rich, P1="assignment", P2="go", i2_1="Y", i2_2="Y")
    async with opened() as driver:
        await enter(driver)
        await driver.until_shown("assignment", "▸")
        await driver.press("p", "1", "enter", "2")
        await driver.until_shown("Set answers aside?", "2 answers are no longer asked for: 2.1, 2.2")
        await driver.press("escape")
        await driver.until_shown("Before reading")
        await driver.press("enter", "2", "enter")
        await driver.until(lambda: "adhering" == sheet_of(rich).preliminaries["P1"], "changed")
        await driver.until_shown("Before reading", "adhering")
    assert {"2.1", "2.2"} <= set(sheet_of(rich).codes)


async def test_a_domain_that_waits_is_judged_with_a_reason(opened, rich) -> None:
    """Submitting names it; O offers only the levels of the rule; it is called the reviewer's judgement."""
    fill(rich, P1="adhering", P2="go", P3="other", i1_1="Y", i2_3="N", S1="Y", S2="Y", S3="N")
    with open_review(rich, "anna") as session:
        overrides.override(session, STUDY, "A1", "low", "the same people")
    async with opened() as driver:
        await enter(driver)
        await driver.until_shown("D2b ◇")
        await driver.press("S")
        await driver.until_shown("D2b waits for your judgement")
        driver.app.screen.hush()  # the line of the judgement is below the message
        await driver.until_shown("yours to judge (O): low / high")
        await driver.press("O", "enter")
        await driver.until_shown("Your judgement of D2b", "weigh it")
        assert "Some" not in driver.text
        await driver.press("down", "enter")
        await driver.until_shown("Why is D2b high?")
        await driver.type("weighed")
        await driver.press("ctrl+s")
        await driver.until_shown("⊗ High (your judgement)")
        assert "verridden" not in driver.text
    assert "weighed" == sheet_of(rich).overrides["D2b"].reason


async def test_a_domain_without_items_can_be_stood_on(opened, rich) -> None:
    """It says what to do, and keys that answer items do nothing there."""
    fill(rich, P1="assignment", P2="go")
    async with opened() as driver:
        await enter(driver)
        await driver.until_shown("assignment", "▸")
        await driver.press(*["right_square_bracket"] * 3)
        await driver.until_shown("No items are asked here: O (shift+o)")
        await driver.press("1")
        await driver.until_shown("no item is asked here")
        await driver.press("tab", "up")
        await driver.until_shown("▸S3")
        await driver.press("down", "w")
        await driver.until_shown("Why: borresen2021", "Overall, applicability")


async def test_triage_leaves_nothing_to_answer(opened, rich) -> None:
    """The domains are not needed, and the appraisal can be submitted at once."""
    fill(rich, P1="assignment", P2="halt")
    async with opened() as driver:
        await enter(driver)
        await driver.until_shown("Not needed: not worth going on", "not needed")
        await driver.press("S")
        await driver.until_shown("Submit borresen2021?")
        await driver.press("enter")
        await driver.until_shown("SUBMITTED")


async def test_totals_and_axes_stand_in_the_line_of_the_whole(opened, rich) -> None:
    """With the sums that are still possible, and the predicted direction once it is given."""
    fill(rich, P1="assignment", P2="go", S1="Y")
    async with opened(size=(120, 40)) as driver:
        await enter(driver)
        await driver.until_shown("Bias · open", "Applicability · open", "Stars: 1 to 3 of 3")
        await driver.press("D")
        await driver.until_shown("Predicted direction of which bias?")
        await driver.press("enter")
        await driver.until_shown("Predicted direction of bias", "2 down")
        await driver.press("2")
        await driver.until_shown("→ down")
    assert "down" == sheet_of(rich).direction("overall")


def test_why_tells_which_sums_lead_where(review) -> None:
    """The rules that read a total, in their order, with the one that fits marked."""
    with open_review(review, "anna") as session:
        known_studies.assign(session, "borresen2021", "nos-cohort", reason="stars")
        sheet = answers.judge_study(session, "borresen2021")
    words = why(sheet).plain
    assert "cut-offs, the first that fits:" in words
    assert "Poor (by the AHRQ convention): the total TS (Stars for selection) is at most one" in words
    assert "Good (by the AHRQ convention): no rule before it does" in words


def test_why_says_once_what_is_possible_before_the_first_answer(review) -> None:
    """The domain in front with the item that is needed first, and the others on one line."""
    with open_review(review, "anna") as session:
        sheet = answers.judge_study(session, "borresen2021")
    words = why(sheet, "D1").plain
    assert 1 == words.count("still possible")
    domain, needed, *_ = words.splitlines()
    assert domain.startswith("D1 Confounding  still possible: low / moderate")
    assert needed.startswith("  needed first: 1.1 ")
    assert "Overall, D2, D3, D4, D5, D6, D7: no answer yet" in words
    assert 5 == len(words.splitlines())


def test_why_of_the_whole_names_the_first_item_once(review) -> None:
    """Where no domain is in front."""
    with open_review(review, "anna") as session:
        sheet = answers.judge_study(session, "borresen2021")
    words = why(sheet).plain
    assert (0, 1) == (words.count("still possible"), words.count("needed first: 1.1 "))
    assert "Overall, D1, D2, D3, D4, D5, D6, D7: no answer yet" in words


def test_why_gives_the_reason_of_a_rule_once(review) -> None:
    """It stood behind the level, and below it with the rule."""
    with open_review(review, "anna") as session:
        answers.answer(session, "borresen2021", "1.1", "SN")
        sheet = answers.judge_study(session, "borresen2021")
        while sheet.verdict.domain("D1").rule is None:
            item = next(item for item in sheet.verdict.unanswered if item.startswith("1."))
            answers.answer(session, "borresen2021", item, sheet.checklist.codes(item)[0])
            sheet = answers.judge_study(session, "borresen2021")
    domain = sheet.verdict.domain("D1")
    assert domain.because
    words = why(sheet, "D1").plain
    assert 1 == words.count(domain.because)
    assert "  rule " in words.splitlines()[1]


def test_several_totals_have_room_on_a_short_line(review) -> None:
    """By their ids, with what is still possible of the highest sum; the level stands behind them."""
    with open_review(review, "anna") as session:
        known_studies.assign(session, "borresen2021", "nos-cohort", reason="stars")
        sheet = answers.judge_study(session, "borresen2021")
    line = wholes(sheet).plain
    assert "TS 0–4/4 · TC 0–2/2 · TO 0–3/3 · T 0–9/9 · Overall" in line
    assert len(line) < 80
