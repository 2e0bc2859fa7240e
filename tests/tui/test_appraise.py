"""The appraisal screen, driven by keys."""

from __future__ import annotations

import pytest

from tests.shared.progress import progress
from workbench.review.appraisals import answers as appraisals
from workbench.review.appraisals import submission, texts
from workbench.review.evidence import findings, outcomes
from workbench.review.session import open_review
from workbench.review.studies import known_studies
from workbench.tui.screens.appraise.reading_pane import ReadingPane

SIZES = [(80, 24), (120, 40)]


def name_of(size: tuple[int, int]) -> str:
    """Part of a frame's name."""
    return f"{size[0]}x{size[1]}"


async def enter(driver, *downs: str) -> None:
    """Open the study so many lines below the first, wait for its sheet, and give the keys to the items."""
    await driver.until_shown("borresen2021", progress("psm-cohort"))
    await driver.press(*downs, "enter")
    await driver.until(lambda: driver.app.screen.sheet is not None, "the sheet is read")
    await driver.pilot.pause()
    await driver.press("tab")


def sheet_of(review: str, study: str, reviewer: str = "anna"):
    """What the review holds, read anew from the file."""
    with open_review(review, reviewer) as session:
        return appraisals.judge_study(session, study)


@pytest.mark.parametrize("size", SIZES, ids=name_of)
async def test_text_item_guidance_and_judgement_are_in_sight(opened, size) -> None:
    """Left the document, right the items and the one in front, below the judgement; at both sizes."""
    async with opened(size=size) as driver:
        await enter(driver)
        await driver.press("1")
        await driver.until_shown(progress("psm-cohort", 1))
        await driver.check_frame(f"appraise-{name_of(size)}")


async def test_an_answer_is_in_the_file_before_the_next_key(opened, review) -> None:
    """A number key answers, and what it answered is stored when the screen shows it."""
    async with opened() as driver:
        await enter(driver)
        await driver.press("3")
        await driver.until_shown(progress("psm-cohort", 1))
        assert {"1.1": "WN"} == sheet_of(review, "borresen2021").worksheet.codes


async def test_the_judgement_follows_each_answer(opened) -> None:
    """A domain is open while it can still change, and judged as soon as it cannot."""
    async with opened() as driver:
        await enter(driver)
        await driver.until_shown("D1 still possible: low / moderate / serious / critical / no information")
        await driver.press("4")
        await driver.until_shown("D1 still possible: serious / critical")
        await driver.press("n", "n", "n", "n", "5")
        await driver.until_shown("D1 ⊗ Serious")


async def test_next_goes_to_the_next_item_without_an_answer(opened) -> None:
    """n leaves out what is answered and comes back to the beginning."""
    async with opened() as driver:
        await enter(driver)
        await driver.press("down", "1", "up", "n")
        await driver.until_shown("▸1.3")


async def test_an_item_that_depends_on_another_appears_and_vanishes(opened) -> None:
    """psm-cohort asks 5.2 only where 5.1 is not good; a given answer to it comes back with it."""
    async with opened(size=(120, 40)) as driver:
        await enter(driver)
        await driver.press(*["right_square_bracket"] * 4)
        await driver.until_shown("▸ 5.1")
        assert " 5.2 " not in driver.text
        await driver.press("5")
        await driver.until_shown("5.2", "1/28")
        await driver.press("down", "2", "up", "1")
        await driver.until(lambda: " 5.2 " not in driver.text, "5.2 vanishes")
        await driver.press("5")
        await driver.until_shown("5.2  + PY")


async def test_undo_takes_back_one_change_after_another(opened, review) -> None:
    """u goes back answer by answer, to the item that it was about."""
    async with opened() as driver:
        await enter(driver)
        await driver.press("1", "down", "2", "3")
        await driver.until_shown(progress("psm-cohort", 2))
        await driver.press("u")
        await driver.until(lambda: sheet_of(review, "borresen2021").worksheet.codes["1.2"] == "PY")
        await driver.press("u", "u")
        await driver.until(lambda: sheet_of(review, "borresen2021").worksheet.codes == {})
        await driver.press("u")
        await driver.until_shown("nothing to undo")


async def test_a_note_keeps_brackets_and_is_saved(opened, review) -> None:
    """o opens a field; ctrl+s saves; markup in a note is text."""
    async with opened() as driver:
        await enter(driver)
        await driver.press("o")
        await driver.until_shown("Note on 1.1")
        driver.app.screen.query_one("#words").text = "see [bold]Table 2[/ p. 3"
        await driver.press("ctrl+s")
        await driver.until_shown("· ✎")
        await driver.press("v", "v")
        await driver.until_shown("│ ✎ see [bold]Table 2[/ p. 3")
    assert "see [bold]Table 2[/ p. 3" == sheet_of(review, "borresen2021").answers["1.1"].note


async def test_typing_ahead_never_answers_the_item_below_a_dialog(opened, review) -> None:
    """Figures typed right after o are for the note, even before the dialog is drawn."""
    async with opened() as driver:
        await enter(driver)
        await driver.press("o", "1", "2")
        await driver.until_shown("Note on 1.1")
    assert sheet_of(review, "borresen2021").worksheet is None


async def test_an_override_needs_a_reason_and_shows_both_judgements(opened, review) -> None:
    """O asks for judgement, level and reason; suggested and final stand side by side."""
    async with opened() as driver:
        await enter(driver)
        await driver.press("O")
        await driver.until_shown("Override which judgement?")
        await driver.press("enter")
        await driver.until_shown("Final judgement of D1", "still open")
        await driver.press("down", "down", "enter")
        await driver.until_shown("Why is D1 serious?")
        await driver.press("ctrl+s")
        await driver.until_shown("A reason is needed")
        await driver.type("era")
        await driver.press("ctrl+s")
        await driver.until_shown("D1 ⊗ Serious* set by you; the rules say still open")
    assert "era" == sheet_of(review, "borresen2021").overrides["D1"].reason


async def test_evidence_selects_passages_and_quote_ties_one(opened, review) -> None:
    """e walks the cues of the item, q ties the selection; the stored offsets give the quoted words back."""
    async with opened() as driver:
        await enter(driver)
        await driver.press("e")
        await driver.until_shown("passage 1 of")
        await driver.press("e", "q")
        await driver.until(lambda: sheet_of(review, "borresen2021").quotes)
    sheet = sheet_of(review, "borresen2021")
    (quote,) = sheet.quotes
    with open_review(review, "anna") as session:
        (document,) = texts.texts(session, "borresen2021")
    assert "1.1" == quote.item_id
    assert document.source[quote.start : quote.end] == quote.text
    _, second, *_ = texts.passages([document], texts.query_of(sheet.checklist.item("1.1")))
    assert document.text[second.start : second.end] in quote.text


async def test_words_are_selected_in_the_text_with_the_arrows(opened, review) -> None:
    """tab goes to the text, shift with the arrows selects, q quotes."""
    async with opened() as driver:
        await enter(driver)
        await driver.press("tab", *["shift+right"] * 8, "q")
        await driver.until(lambda: sheet_of(review, "borresen2021").quotes)
    assert 8 == len(sheet_of(review, "borresen2021").quotes[0].text)


async def test_submitting_names_completeness_of(opened) -> None:
    """S with open items goes to the first and lists them; nothing is submitted."""
    async with opened() as driver:
        await enter(driver)
        await driver.press("1", "S")
        await driver.until_shown("26 items have no answer yet", "▸1.2")


async def test_results_are_judged_apart(opened, review) -> None:
    """r names another result; its answers are its own."""
    async with opened() as driver:
        await enter(driver)
        await driver.press("1", "r")
        await driver.until_shown("Which result is judged?")
        await driver.press("down", "enter")
        await driver.until_shown("Name the result")
        await driver.type("death")
        await driver.press("enter")
        await driver.until_shown("borresen2021 · death", progress("psm-cohort"))
        await driver.press("5")
        await driver.until_shown(progress("psm-cohort", 1))
    assert {"1.1": "Y"} == sheet_of(review, "borresen2021").worksheet.codes


async def test_what_is_asked_before_reading_is_kept(opened, review) -> None:
    """p lists the preliminaries and stores what is filled in."""
    async with opened() as driver:
        await enter(driver)
        await driver.press("p", "1")
        await driver.until_shown("Before reading", "P1", "(needed)")
        await driver.press("enter")
        await driver.until_shown("enter takes it")
        await driver.type("age")
        await driver.press("enter")
        await driver.until_shown("Before reading", "age")
    assert {"P1": "age"} == sheet_of(review, "borresen2021").preliminaries


async def test_what_has_options_is_chosen_by_number_before_reading(opened, review) -> None:
    """Nothing is chosen at first, and it can be left empty again."""
    async with opened() as driver:
        await enter(driver)
        await driver.press("p", "1", "3")
        await driver.until_shown("1 initial treatment", "2 sustained treatment", "4 Leave it empty")
        await driver.press("2")
        await driver.until_shown("Before reading", "sustained treatment")
        assert {"P3": "sustained_treatment"} == sheet_of(review, "borresen2021").preliminaries
        await driver.press("3", "4")
        await driver.until(lambda: not sheet_of(review, "borresen2021").preliminaries, "left empty")


async def test_the_only_judgement_is_not_asked_for_by_a_list(opened, review) -> None:
    """O leads to the levels of a checklist that judges one thing, and a number takes a level."""
    with open_review(review, "anna") as session:
        known_studies.assign(session, "borresen2021", "jbi-case-series", reason="to try")
    async with opened() as driver:
        await driver.until_shown("borresen2021")
        await driver.press("home", "enter")
        await driver.until(lambda: driver.app.screen.sheet is not None, "the sheet is read")
        await driver.press("O")
        await driver.until_shown("Your judgement of overall", "1 ")
        await driver.press("1")
        await driver.until_shown("Why is overall ")


@pytest.mark.slow
async def test_a_study_is_appraised_from_opening_to_submit_by_keys_alone(opened, review) -> None:
    """Nine items, the terminal is closed, the rest after coming back; then why, and submit."""
    async with opened() as driver:
        await enter(driver, "down", "down", "down")
        for _ in range(9):
            await driver.press("2", "n")
        await driver.until_shown(progress("case-report", 9))
        item = driver.app.screen.item
        await driver.press("escape")
    async with opened() as driver:
        await driver.until_shown(progress("case-report", 9), "draft")
        await enter_again(driver)
        await driver.until_shown("pretend2016", progress("case-report", 9))
        assert item == driver.app.screen.item
        while driver.app.screen.sheet.verdict.unanswered:
            await driver.press("2", "n")
        await driver.press("w")
        await driver.until_shown(f"Why: pretend2016, {driver.app.screen_stack[-2].domain}", "rule ")
        await driver.press("end")
        await driver.press("escape", "S")
        await driver.until_shown("Submit pretend2016?", "enter submits · esc goes back, nothing changes")
        await driver.press("enter")
        await driver.until_shown("SUBMITTED", "esc goes to the list, where n opens the next study")
        await driver.press("5")
        await driver.until_shown("SUBMITTED")
    sheet = sheet_of(review, "pretend2016")
    assert "submitted" == sheet.state
    assert {"PY"} == set(sheet.worksheet.codes.values())


async def enter_again(driver) -> None:
    """Open the fourth study."""
    await driver.press("home", "down", "down", "down", "enter")
    await driver.until(lambda: driver.app.screen.sheet is not None, "the sheet is read")


def submit_fourth(review: str) -> None:
    """Answer and submit the fourth study."""
    with open_review(review, "anna") as session:
        sheet = appraisals.judge_study(session, "pretend2016")
        for item in sheet.checklist.items:
            appraisals.answer(session, "pretend2016", item.id, "NI")
        submission.submit(session, "pretend2016")


async def test_reopening_asks_for_a_reason(opened, review) -> None:
    """R makes a submitted appraisal a draft again; the reason is in the history."""
    submit_fourth(review)
    async with opened() as driver:
        await enter_submitted(driver)
        await driver.press("R")
        await driver.until_shown("Why is it reopened?")
        await driver.type("typo")
        await driver.press("ctrl+s")
        await driver.until(lambda: "SUBMITTED" not in driver.text, "a draft again")
    assert "draft" == sheet_of(review, "pretend2016").state


async def enter_submitted(driver) -> None:
    """Open the fourth study, which is submitted."""
    await driver.until_shown("14/14")
    await enter_again(driver)
    await driver.until_shown("SUBMITTED")


@pytest.mark.parametrize("key", ["1", "0", "q", "Q", "o", "u", "x", "O", "S", "n"])
async def test_a_key_says_why_it_changes_nothing_of_a_submitted_appraisal(opened, review, key) -> None:
    """From the checklist and from the text; the line of keys lists what can be done now."""
    submit_fourth(review)
    async with opened() as driver:
        await enter_submitted(driver)
        await driver.until(
            lambda: "R Reopen" in driver.text.splitlines()[-1], "the keys of what is submitted"
        )
        assert "Submit" not in driver.text.splitlines()[-1]
        await driver.press(key)
        await driver.until_shown("submitted: R reopens it, with a reason")
        driver.app.screen.hush()
        await driver.press("tab", key)
        await driver.until_shown("submitted: R reopens it, with a reason")
    assert "submitted" == sheet_of(review, "pretend2016").state


async def test_a_draft_cannot_be_reopened(opened) -> None:
    """R says so; the line of keys does not list it."""
    async with opened() as driver:
        await enter(driver)
        assert "Reopen" not in driver.text
        await driver.press("R")
        await driver.until_shown("not submitted yet")


async def test_parts_that_are_not_the_study_are_folded_and_can_be_opened(opened) -> None:
    """References and other articles are a line each; z opens and folds them again; e leaves them out."""
    async with opened(size=(120, 40)) as driver:
        await enter(driver, "down")
        await driver.until_shown("imagina2018", "Web page notices (folded, z opens)")
        await driver.press("z")
        await driver.until(lambda: "(folded" not in driver.text, "the folds are open")
        await driver.press("z")
        await driver.until_shown("(folded, z opens)")


async def test_words_are_found_in_the_text_and_the_next_after_them(opened) -> None:
    """/ asks for words and selects them; enter again goes on to the next place."""
    async with opened() as driver:
        await enter(driver)
        screen = driver.app.screen
        await driver.press("slash")
        await driver.until_shown("Find in the texts")
        await driver.type("sand")
        await driver.press("enter")
        await driver.until_shown(": sand")
        first = screen.query_one("#reading").selected_span
        await driver.press("enter")
        await driver.until(lambda: screen.query_one("#reading").selected_span != first)


async def test_words_to_find_stand_there_again_after_esc(opened) -> None:
    """Also those that were only typed."""
    async with opened() as driver:
        await enter(driver)
        await driver.press("slash")
        await driver.until_shown("Find in the texts")
        await driver.type("stiff sho")
        await driver.press("escape")
        await driver.until(lambda: "Find in the texts" not in driver.text, "left")
        await driver.press("slash")
        await driver.until_shown("Find in the texts", "stiff sho")


async def test_that_nothing_was_found_is_the_statement_of_the_reviewer(opened, review) -> None:
    """x answers no information; the note names passages only once they were gone to."""
    async with opened() as driver:
        await enter(driver)
        await driver.press("x")
        await driver.until_shown("no information; the note says that you found nothing. Passages not looked")
        assert "The reviewer found nothing on this." == sheet_of(review, "borresen2021").answers["1.1"].note
        await driver.press("e", "x")
        await driver.until(
            lambda: "; 1 of " in sheet_of(review, "borresen2021").answers["1.1"].note, "one was looked at"
        )
    given = sheet_of(review, "borresen2021").answers["1.1"]
    assert "NI" == given.code
    assert 1 == len(given.note.splitlines())


async def test_from_an_answer_back_to_its_quote(opened) -> None:
    """Back at an item, e goes to what is quoted for it before any other passage."""
    async with opened() as driver:
        await enter(driver)
        await driver.press("e", "e", "q")
        await driver.until(lambda: driver.app.screen.sheet.quotes)
        quoted = driver.app.screen.query_one("#reading").selected_span
        await driver.press("down", "up", "tab", "end", "e")
        await driver.until_shown("quote 1 of")
        assert quoted == driver.app.screen.query_one("#reading").selected_span


async def test_a_quote_is_taken_away_by_a_key_and_brought_back(opened, review) -> None:
    """Q removes the last quote of the item, u undoes that."""
    async with opened() as driver:
        await enter(driver)
        await driver.press("e", "q")
        await driver.until(lambda: sheet_of(review, "borresen2021").quotes)
        await driver.press("Q")
        await driver.until(lambda: not sheet_of(review, "borresen2021").quotes)
        await driver.press("u")
        await driver.until(lambda: sheet_of(review, "borresen2021").quotes)


@pytest.mark.parametrize("size", SIZES, ids=name_of)
async def test_number_flags_stand_beside_the_items_on_the_result(opened, review, size) -> None:
    """Of the study in front, in domain 7 of psm-cohort alone, and said to judge nothing."""
    counts = {"treatment_events": "14", "treatment_total": "17", "comparison_events": "9"}
    with open_review(review, "anna") as session:
        outcomes.add_outcome(session, "Survival", better="higher")
        findings.record_finding(
            session, "borresen2021", "surv", {**counts, "comparison_total": "17", "p": "0.049"}
        )
    async with opened(size=size) as driver:
        await enter(driver)
        await driver.until(lambda: driver.app.screen.hints.tally, "the numbers are checked")
        assert "⚑" not in driver.text
        await driver.press(*["right_square_bracket"] * 6)
        await driver.until_shown("Choice of the reported result", "a hint, judges nothing")
        await driver.until_shown("⚑ Survival", "reported P 0.049")


@pytest.mark.parametrize("size", SIZES, ids=name_of)
async def test_recorded_items_come_last_in_brackets_and_wait_for_nobody(opened, size) -> None:
    """They stand in a group of their own, are counted apart, and n passes them over."""
    async with opened(size=size) as driver:
        await enter(driver)
        await driver.press(*["right_square_bracket"] * 7)
        wide = size[0] > 80
        await driver.until_shown("Recorded only", "▸(2.2)", "0/27 judged" + ", 0/6 recorded" * wide)
        await driver.press("1")
        told = "0/27 judged" + ", 1/6 recorded" * wide
        await driver.until_shown(told, "Recorded, not judged: it does not touch")
        await driver.press("n")
        await driver.until_shown("▸1.1")


async def test_the_key_of_an_answer_is_its_number_of_points(opened, review) -> None:
    """2 gives two points, 1 one, 0 none; delete takes the answer away, as 0 does where it is no answer."""
    with open_review(review, "anna") as session:
        known_studies.assign(session, "borresen2021", "minors", reason="surgery")
        appraisals.answer(session, "borresen2021", "P1", "non_comparative")
        appraisals.answer(session, "borresen2021", "P2", "30 days")
    async with opened() as driver:
        await driver.until_shown("borresen2021")
        await driver.press("enter")
        await driver.until(lambda: driver.app.screen.sheet is not None, "the sheet is read")
        await driver.until_shown("2 TWO", "1 ONE", "0 ZERO")
        await driver.press("tab")
        for key, code in (("2", "TWO"), ("1", "ONE"), ("0", "ZERO")):
            await driver.press(key)
            assert {"1": code} == sheet_of(review, "borresen2021").worksheet.codes
        await driver.press("3")
        await driver.until_shown("3 is none of them")
        await driver.press("delete")
        assert {} == sheet_of(review, "borresen2021").worksheet.codes


async def test_enter_in_the_text_quotes_what_is_selected_there(opened, review) -> None:
    """Not where the items have the keys, nor without a selection: nothing is quoted by accident."""
    async with opened() as driver:
        await enter(driver)
        screen = driver.app.screen
        await driver.press("e")
        await driver.until_shown("passage 1 of")
        await driver.press("enter")
        await driver.until_shown("nothing waits before the items")
        await driver.press("tab")
        await driver.until(lambda: screen.quotes_on_enter, "the text has the keys")
        await driver.press("enter")
        await driver.until_shown("Quoted for 1.1")
        screen.query_one(ReadingPane).clear_selection()
        assert not screen.quotes_on_enter
    assert ["1.1"] == [quote.item_id for quote in sheet_of(review, "borresen2021").quotes]


async def test_enter_opens_the_questions_that_wait_also_with_a_selection(opened) -> None:
    """The line of keys says so."""
    async with opened(asks_once=True) as driver:
        await enter(driver)
        await driver.press("e", "tab")
        await driver.until_shown("passage 1 of")
        assert driver.app.screen.panes.in_text
        await driver.press("enter")
        await driver.until_shown("Question 1 of")


async def test_a_flag_is_the_first_thing_that_why_tells(opened, review) -> None:
    """It may change an answer, and stood last, below all domains."""
    with open_review(review, "anna") as session:
        appraisals.answer(session, "borresen2021", "1.4", "SN")
    async with opened() as driver:
        await driver.until_shown("borresen2021", progress("psm-cohort", 1))
        await driver.press("enter")
        await driver.until_shown("⚑ 1: w tells")
        await driver.press("w")
        await driver.until_shown("Why: borresen2021", "⚑ Earlier patients serve as the comparison")
        assert driver.text.index("⚑ Earlier") < driver.text.index("still possible", driver.text.index("Why:"))
