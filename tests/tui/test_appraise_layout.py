"""How the appraisal is laid out in windows of every size, and what a change of size keeps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.shared.progress import progress
from workbench.review.appraisals import answers
from workbench.review.session import open_review
from workbench.review.studies import known_studies
from workbench.tui.reading_memory import read_place
from workbench.tui.screens.appraise.judgement_line import verdict_line
from workbench.tui.screens.appraise.layout import VIEWS, arrange
from workbench.tui.screens.appraise.reading_pane import MEASURE, ReadingPane
from workbench.tui.screens.appraise.screen import AppraiseScreen
from workbench.tui.screens.appraise.stops import stops_of

STUDY = "borresen2021"


async def enter(driver):
    """Open the first study, and return its screen."""
    await driver.until_shown(STUDY, progress("psm-cohort"))
    await driver.press("enter")
    await driver.until(lambda: driver.app.screen.sheet is not None, "the sheet is read")
    await driver.pilot.pause()
    return driver.app.screen


@given(st.integers(1, 300), st.integers(1, 100), st.sampled_from(VIEWS), st.booleans())
def test_what_has_the_keys_is_always_shown(width, height, view, in_text) -> None:
    """Whatever the window: the text or the items, or one line where nothing can be read."""
    arrangement = arrange(width, height, view, in_text=in_text)
    assert ("tiny" == arrangement) == (width < 40 or height < 6)
    if arrangement in ("side", "stacked"):
        assert "both" == view
        assert height >= 20
        assert ("side" == arrangement) == (width >= 110)
    elif arrangement != "tiny" and (height < 12 or view == "both"):
        assert ("text" if in_text else "items") == arrangement


async def test_v_goes_round_and_answers_are_given_in_every_view(opened) -> None:
    """Both, the text wide with the item on two lines, the items wide with the passage on two lines."""
    async with opened() as driver:
        screen = await enter(driver)
        await driver.press("e")
        seen = []
        for number in ("1", "2", "3"):
            seen.append(screen.panes.arrangement)
            await driver.press(number)
            await driver.until_shown(f"●{number} ")
            await driver.press("v")
        assert ["stacked", "text", "items"] == seen
        assert "stacked" == screen.panes.arrangement


async def test_a_size_keeps_view_keys_selection_and_place(opened) -> None:
    """Down to one line and back: the same pane has the keys, the same words are selected."""
    async with opened(size=(120, 40)) as driver:
        screen = await enter(driver)
        await driver.press("e")
        await driver.until_shown("passage 1 of")
        span = screen.query_one(ReadingPane).selected_span
        for size in ((80, 24), (80, 15), (60, 10), (30, 4), (1, 1), (80, 24), (120, 40)):
            await driver.pilot.resize_terminal(*size)
            await driver.pilot.pause()
        await driver.until(lambda: "side" == screen.panes.arrangement, "side by side again")
        assert span == screen.query_one(ReadingPane).selected_span
        assert screen.query_one(ReadingPane).has_focus
        await driver.press("tab")
        await driver.pilot.resize_terminal(80, 24)
        await driver.until(lambda: screen.query_one("#item-rows").has_focus, "the items keep the keys")


async def test_a_window_too_small_says_that_everything_is_saved(opened) -> None:
    """One line, and nothing else."""
    async with opened() as driver:
        await enter(driver)
        await driver.pilot.resize_terminal(39, 10)
        await driver.until_shown("Window too small; everything is saved")


async def test_the_frame_of_the_item_fits_after_a_change_of_size(opened) -> None:
    """The signs of all items of the domain stand there, and the count once."""
    async with opened(size=(120, 40)) as driver:
        await enter(driver)
        await driver.until_shown("1 of 6")
        await driver.pilot.resize_terminal(80, 24)
        await driver.until_shown("D1 Confounding · 1 of 6 ─", "▸1.1 ·  1.2 ·  1.3 ·  1.4 ·  1.5 ·  1.6 ·")


async def test_in_a_low_window_the_answers_keep_a_line(opened) -> None:
    """Below the text, by their codes, as far as there is room for both."""
    async with opened(size=(60, 10)) as driver:
        screen = await enter(driver)
        await driver.until_shown("1.1  ○1 Y  ○2 PY")
        await driver.press("2")
        await driver.until_shown("1.1  ○1 Y  ●2 PY")
        await driver.pilot.resize_terminal(60, 7)
        await driver.until(lambda: "●2" not in driver.text, "the text alone")
        assert screen.query_one(ReadingPane).size.height >= 1


async def test_the_text_keeps_ten_lines_at_the_usual_size(opened) -> None:
    """Whatever the item in front says, while the text has the keys; the rest of the item scrolls."""
    async with opened() as driver:
        screen = await enter(driver)
        for domain, item in stops_of(screen.sheet):
            screen.go_to(item, domain)
            await driver.until(lambda: screen.query_one(ReadingPane).size.height >= 10, item)


async def test_the_item_takes_no_more_lines_than_it_has(opened) -> None:
    """What is left is for the text; an item of few lines keeps five."""
    async with opened() as driver:
        screen = await enter(driver)
        for domain, item in stops_of(screen.sheet):
            screen.go_to(item, domain)
            rows = screen.query_one("#item-rows")
            await driver.until(
                lambda rows=rows: min(max(rows.virtual_size.height, 5), 8) == rows.size.height, item
            )


async def test_a_message_takes_the_line_of_the_judgement(opened) -> None:
    """At the usual size the text keeps its lines, and the judgement is back with the next change."""
    async with opened() as driver:
        screen = await enter(driver)
        await driver.until_shown("still possible")
        height = screen.query_one(ReadingPane).size.height
        screen.say("Something short.")
        await driver.until_shown("Something short.")
        assert "still possible" not in driver.text
        await driver.until(lambda: height == screen.query_one(ReadingPane).size.height, "as many lines")
        await driver.press("2")
        await driver.until_shown("still possible")


async def test_note_and_quote_of_an_item_are_signed_on_its_frame(opened) -> None:
    """The name of the domain is cut for them where there is no room for all."""
    async with opened() as driver:
        await enter(driver)
        await driver.press("2", "e", "q")
        await driver.until_shown("· ❝1")


async def test_lines_of_text_stay_short_enough_to_read(opened) -> None:
    """In a wide window, too, where the text has all of the width."""
    async with opened(size=(140, 40)) as driver:
        screen = await enter(driver)
        await driver.press("v")
        pane = screen.query_one(ReadingPane)
        await driver.until(lambda: pane.size.width > 130, "the text is wide")
        assert MEASURE == pane.wrap_width == pane.wrapped_document._width


async def test_the_split_is_moved_and_remembered(opened) -> None:
    """In the user's settings, for the next study and the next time."""
    async with opened(size=(120, 40)) as driver:
        screen = await enter(driver)
        before = screen.query_one("#text-pane").size.width
        await driver.press("less_than_sign", "less_than_sign")
        await driver.until(lambda: screen.query_one("#text-pane").size.width < before, "narrower")
        narrow = screen.query_one("#text-pane").size.width
    async with opened(size=(120, 40)) as driver:
        screen = await enter(driver)
        await driver.until(lambda: narrow == screen.query_one("#text-pane").size.width, "remembered")


async def test_item_and_place_in_the_text_are_remembered(opened) -> None:
    """For this study, until the next time the review is opened."""
    async with opened() as driver:
        screen = await enter(driver)
        await driver.press("right_square_bracket", "tab", "down")
        screen.query_one(ReadingPane).scroll_to(y=2, animate=False)
        await driver.until(lambda: 2 == screen.query_one(ReadingPane).scroll_y, "scrolled")
        item, top = screen.item, screen.query_one(ReadingPane).top
        await driver.press("escape")
    async with opened() as driver:
        screen = await enter(driver)
        assert item == screen.item
        await driver.until(lambda: top == screen.query_one(ReadingPane).top, "the same place")


async def test_item_and_place_are_remembered_while_the_reader_moves(opened, review, monkeypatch) -> None:
    """A program that is killed leaves no screen; what it remembered is there before."""
    monkeypatch.setattr(AppraiseScreen, "REMEMBERS", 0.01)
    async with opened() as driver:
        screen = await enter(driver)
        await driver.press("right_square_bracket", "tab", "down")
        screen.query_one(ReadingPane).scroll_to(y=2, animate=False)
        await driver.until(
            lambda: (
                (place := read_place(review, "anna", screen.study)).item == screen.item
                and screen.query_one(ReadingPane).top in place.tops.values()
            ),
            "both are remembered",
        )
        assert driver.app.screen is screen


@pytest.mark.parametrize(
    "name", ["psm-cohort", "single-arm", "single-arm-covid", "case-series", "case-report"]
)
def test_the_line_of_the_judgement_is_cut_behind_a_word(review: str, name: str) -> None:
    """What a judgement can still become has room beside the progress, in fewer words if need be."""
    with open_review(review, "anna") as session:
        known_studies.assign(session, "borresen2021", name, reason="to look")
        sheet = answers.judge_study(session, "borresen2021")
    for domain in sheet.checklist.domains:
        for width in (78, 60, 40):
            words = verdict_line(sheet, domain.id, width).plain
            assert len(words) == width
            assert "…" not in words or " … " in words
            possible = sheet.verdict.domain(domain.id).possible
            assert width < 78 or not possible or possible[-1].replace("_", " ") in words
