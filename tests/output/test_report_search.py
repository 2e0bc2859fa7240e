"""The field of the report page that finds words anywhere in it, in a browser."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.output.chromium import Opening, in_chromium
from tests.output.test_report_page import report_with
from tests.output.test_report_sections import report_of
from workbench.output.report.content import Report

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = in_chromium
FEW, MANY = 3, 90
"""So many studies that the page has everything as markup, and that the script draws it from data."""


def typed(page: Page, words: str) -> str:
    """What the page says of the words once they are typed."""
    page.locator("#search-words").fill(words)
    return page.inner_text("#search output")


def gone_to(page: Page, key: str = "Enter") -> tuple[str, str]:
    """What the page says after a key, and the place that it marks."""
    page.locator("#search-words").press(key)
    return page.inner_text("#search output"), page.locator(".hit").inner_text()


def with_long_history(report: Report) -> Report:
    """The report with five hundred changes, the last of which is like no other."""
    changes = tuple((number, f"change{number}") for number in range(500))
    columns = report.history.columns[:2]
    return replace(report, history=replace(report.history, columns=columns, rows=changes))


@pytest.mark.parametrize("studies", [FEW, MANY])
@pytest.mark.parametrize(
    ("words", "number", "text"),
    [
        ("study001 bea probably", 1, "PY: Probably yes"),
        ("study002 SEE anna", 1, "see page 2"),
        ("study001 rained anna", 1, "It rained."),
        ("study001 bea favourable", 1, "1.1 is favourable"),
        ("bea study001 seven", 1, "Seven patients only"),
        ("study001 survival", 1, "3/9"),
        ("independently", 1, "Two reviewers worked independently."),
        ("[d] imprecision", 1, "Reason d."),
    ],
)
def test_words_are_found_wherever_they_stand(
    opened: Opening, studies: int, words: str, number: int, text: str
) -> None:
    """Answers, notes, quotes, reasons, flags, rows, methods and folded footnotes; all words in one place."""
    page = opened(report_of(studies))
    assert f"{number} place: Enter goes to the first" == typed(page, words)
    said, hit = gone_to(page)
    assert (True, True) == (said.startswith("1 of 1 place, "), text in hit)
    assert page.locator(".hit").is_visible()


@pytest.mark.parametrize("studies", [FEW, MANY])
def test_the_same_is_found_in_few_and_in_many(opened: Opening, studies: int) -> None:
    """Of each study the same places answer, whether the page has it as markup or as data."""
    page = opened(report_of(studies))
    found = {}
    for words in ("study001", "study001 anna", "study001 low", "study001 overall", "study001 not answered"):
        found[words] = typed(page, words).partition(" ")[0]
    assert {
        "study001": "7",
        "study001 anna": "3",
        "study001 low": "2",
        "study001 overall": "4",
        "study001 not answered": "2",
    } == found


def test_enter_goes_round_and_shift_enter_goes_back(opened: Opening) -> None:
    """From the last place on to the first, from the first back to the last; the focus stays in the field."""
    page = opened(report_of(FEW))
    assert typed(page, "see page 2").startswith("6 places")
    seen = [gone_to(page, key)[0][:6] for key in ("Enter", "Enter", "Shift+Enter", "Shift+Enter")]
    assert ["1 of 6", "2 of 6", "1 of 6", "6 of 6"] == seen
    assert "search-words" == page.evaluate("document.activeElement.id")
    page.locator("#search-next").click()
    assert "1 of 6" == page.inner_text("#search output")[:6]


def test_a_slash_comes_to_the_field_and_escape_clears_it(opened: Opening) -> None:
    """Within a field a slash is a slash; cleared, nothing is marked and nothing said."""
    page = opened(report_of(FEW))
    page.keyboard.press("/")
    page.keyboard.type("3/9")
    assert "3/9" == page.input_value("#search-words")
    page.keyboard.press("Enter")
    assert 1 == page.locator(".hit").count()
    page.keyboard.press("Escape")
    cleared = page.input_value("#search-words"), page.inner_text("#search output")
    assert ("", "", 0) == (*cleared, page.locator(".hit").count())


def test_a_row_that_a_filter_hides_is_found_and_shown(opened: Opening) -> None:
    """The filter of its table is emptied then; what it left out says nothing of what there is."""
    for studies in (9, MANY):
        page = opened(report_of(studies))
        page.locator("#t2-filter").fill("study001")
        typed(page, "study004 bea")
        gone_to(page)
        assert page.locator("#t2 tr.hit").is_visible()
        assert "" == page.input_value("#t2-filter")


def test_a_far_row_of_a_long_table_is_drawn_without_those_between(opened: Opening) -> None:
    """Only rows about it are drawn, and a button brings those before."""
    page = opened(with_long_history(report_of(1)))
    typed(page, "change437")
    assert "change437" in gone_to(page)[1]
    rows = page.locator("#history-table tbody tr")
    assert 84 == rows.count()  # twenty before it, those after it, and the button
    assert "439" == page.locator("tr.hit").get_attribute("aria-rowindex")
    rows.first.locator("button").click()
    assert "change0" in rows.first.inner_text()


def test_what_is_not_there_is_said(opened: Opening) -> None:
    """And Enter does nothing then."""
    page = opened(report_of(FEW))
    assert "Nothing has these words" == typed(page, "submarine")
    page.locator("#search-words").press("Enter")
    assert 0 == page.locator(".hit").count()


def test_hostile_words_and_texts_are_words_and_texts(opened: Opening) -> None:
    """Markup that is looked for and found stays text."""
    script = "<script>document.title = 'taken over'</script>"
    page = opened(report_with(script), bypass=True)
    assert "Nothing" not in typed(page, "<script>document.title")
    gone_to(page)
    assert (script, 2) == (page.title(), page.locator("script").count())


def test_the_field_is_not_printed_and_not_there_without_a_script(opened: Opening) -> None:
    """It is of no use there."""
    page = opened(report_of(1))
    assert page.locator("#search").is_visible()
    page.emulate_media(media="print")
    assert not page.locator("#search").is_visible()
    page = opened(report_of(1), change=lambda text: text.replace("bar.hidden = false", "bar.hidden = true"))
    assert not page.locator("#search").is_visible()
