"""The report page in a real browser, where one is on the machine: by mouse and keys, in print, with axe."""

from __future__ import annotations

import re
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.output.chromium import Opening, Scheme, in_chromium
from tests.output.test_report_page import report_with
from tests.output.test_report_sections import report_of
from workbench.output import Column, Table
from workbench.output.report.page import render_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FIRST = "[id='study000/whole/anna']"
"""The first appraisal in full."""

MANY = 90
"""So many studies that the script draws tables and appraisals."""

SCRIPT = "<script>document.title = 'taken over'</script>"

pytestmark = in_chromium


def rows_seen(page: Page, table: str) -> list[str]:
    """The row headers of a table, as far as they are shown, in their order."""
    found = page.locator(f"#{table} tbody tr:visible th").all_inner_texts()
    return [text.strip() for text in found]


def many_rows(table: Table) -> Table:
    """The table with its first row two hundred times."""
    return replace(table, rows=table.rows[:1] * 200)


def focused(page: Page) -> Any:
    """What has the focus: its element, class and target."""
    return page.evaluate(
        "(({tagName, className, hash}) => [tagName, className, hash ?? ''])(document.activeElement)"
    )


def violations(page: Page, within: str = "html") -> list[str]:
    """What axe-core finds wrong, each with its first place."""
    axe = resources.files("axe_playwright_python") / "axe.min.js"
    page.evaluate(axe.read_text("utf-8"))
    found = page.evaluate("(within) => axe.run(within, {resultTypes: ['violations']})", within)["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found]


def test_nothing_is_asked_for_and_nothing_is_complained_of(opened: Opening) -> None:
    """From the disk only the file itself is read; and our policy lets our own script and style through."""
    page = opened(report_of(3))
    page.locator("a.behind").first.click()
    assert ([page.url], []) == (page.asked, page.said)


def test_no_other_script_runs(opened: Opening) -> None:
    """A script that got into the page in spite of all is stopped by the policy."""
    page = opened(report_of(1), change=lambda text: text.replace("</body>", SCRIPT + "</body>"))
    assert ("Invented studies of warm sand", 1) == (page.title(), len(page.said))


def test_a_study_called_script_is_text(opened: Opening) -> None:
    """As key, title, note, quote and all else it can be read, in the page and beside a cell."""
    page = opened(report_with(SCRIPT), bypass=True)
    page.locator("a.behind").first.click()
    assert (SCRIPT, 2) == (page.title(), page.locator("script").count())
    assert (SCRIPT, SCRIPT) == (page.inner_text("h1"), page.inner_text("#behind mark"))


def test_a_click_on_a_head_sorts(opened: Opening) -> None:
    """Numbers by value; once more, and they fall; screen readers are told."""
    page = opened(report_of(9))
    head = page.locator("#t1 thead th").nth(2)
    seen = []
    for _ in range(2):
        head.locator("button").click()
        seen.append((head.get_attribute("aria-sort"), rows_seen(page, "t1")))
    falling = [f"study{number:03d}" for number in range(9)]  # from 60 down to 4, so 4 comes before 11
    assert [("ascending", falling[::-1]), ("descending", falling)] == seen


def test_judgements_sort_by_their_scale(opened: Opening) -> None:
    """Best to worst rather than by their words, by Enter on the head as by a click."""
    page = opened(report_of(4))
    page.locator("#t2 thead button", has_text="Overall").focus()
    page.keyboard.press("Enter")
    words = page.locator("#t2 tbody td:nth-child(4) .word").all_inner_texts()
    assert ["Low", "Low", "Some concerns", "Some concerns", "High", "High"] == words[:6]
    assert ["No information"] * 2 == words[6:]


def test_words_filter_rows_and_the_count_is_said(opened: Opening) -> None:
    """Typed by keys; all words must be in the row; cleared, all rows are there again."""
    page = opened(report_of(6))
    page.locator("#t2-filter").focus()
    page.keyboard.type("study002 BEA")
    told = page.inner_text('output[for="t2-filter"]')
    assert (["study002"], "1 of 12 rows") == (rows_seen(page, "t2"), told)
    page.locator("#t2-filter").fill("")
    assert 12 == len(rows_seen(page, "t2"))


def test_enter_opens_what_is_behind_a_cell_and_escape_goes_back(opened: Opening) -> None:
    """The judgement, its answers, reasons and quote are there; the focus returns to the cell."""
    page = opened(report_of(2))
    link = page.locator("#t2 a.behind").first
    link.focus()
    before = focused(page)
    page.keyboard.press("Enter")
    dialog = page.locator("#behind")
    text = dialog.inner_text()
    assert (True, "BUTTON") == (dialog.is_visible(), focused(page)[0])
    assert [] == [word for word in ("study000", "anna", "PY: Probably yes", "see page 2") if word not in text]
    assert "He left the hospital after 20 days." == page.inner_text("#behind mark")
    page.keyboard.press("Escape")
    assert (False, before) == (dialog.is_visible(), focused(page))


@pytest.mark.parametrize("studies", [2, 100])
def test_reviewers_stand_side_by_side_behind_a_judgement(opened: Opening, studies: int) -> None:
    """The one that was clicked first, each under the name; answers that differ are marked."""
    page = opened(report_of(studies))
    page.locator("#t2 a.behind").first.click()
    assert ["anna", "bea"] == page.locator("#behind .who").all_inner_texts()
    assert 2 == page.locator("#behind .judged").count()
    answers = page.locator("#behind .judged").evaluate_all(
        "parts => parts.map(part => [...part.querySelectorAll('.answer')].map(each => each.textContent))"
    )
    marked = page.locator("#behind .judged").evaluate_all(
        "parts => parts.map(part => [...part.querySelectorAll('.item')].map(one => one.matches('.differs')))"
    )
    differ = [left != right for left, right in zip(*answers, strict=True)]
    assert [differ, differ] == marked
    assert 0 == page.locator("#behind [id^='study000']").count()


def test_the_dialog_closes_by_its_button_and_leads_to_the_whole(opened: Opening) -> None:
    """The button closes it; its link opens the appraisal in full and brings the focus there."""
    page = opened(report_of(2))
    page.locator("#t2 a.behind").first.click()
    page.locator("#behind form button").click()
    assert not page.locator("#behind").is_visible()
    page.locator("#t2 a.behind").first.click()
    page.locator("#behind a.onward").click()
    page.wait_for_function("document.activeElement.closest('details')?.id === 'study000/whole/anna'")
    assert (False, True) == (
        page.locator("#behind").is_visible(),
        page.locator(f"{FIRST} .item").first.is_visible(),
    )


def test_an_answer_opens_its_domain_at_the_item(opened: Opening) -> None:
    """Of the answers of a domain the one that was asked for is marked."""
    page = opened(report_of(1))
    page.locator("#answers summary").click()
    page.locator("#t3 tbody tr").nth(1).locator("a.behind").last.click()
    assert "1.2 Were all included?" == page.inner_text("#behind .item.wanted .asked")


def test_a_mark_opens_its_footnote(opened: Opening) -> None:
    """The notes are folded; [b] in a cell opens them and leads there."""
    page = opened(report_of(1))
    page.locator("#t4 a.mark", has_text="[b]").click()
    page.wait_for_function("location.hash === '#t4-nb'")
    assert page.locator("#t4-nb").is_visible()


def test_all_appraisals_open_and_close_and_filter(opened: Opening) -> None:
    """Only those that the filter leaves are opened."""
    page = opened(report_of(3))
    page.locator("#appraisals-filter").fill("study001")
    page.locator("#open-all").click()
    assert 2 == page.locator("details.appraisal[open]:visible").count()
    page.locator("#close-all").click()
    assert 0 == page.locator("details.appraisal[open]").count()


def test_the_first_tab_leads_past_the_contents(opened: Opening) -> None:
    """The skip link can be seen once it has the focus, and goes to the main part."""
    page = opened(report_of(1))
    page.keyboard.press("Tab")
    place = page.locator(".skip").bounding_box()
    page.keyboard.press("Enter")
    assert (True, "MAIN") == ((place or {"x": -1})["x"] >= 0, focused(page)[0])


def test_the_focus_can_be_seen_everywhere(opened: Opening) -> None:
    """Whatever the tab key reaches has an outline."""
    page = opened(report_of(1))
    seen = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("getComputedStyle(document.activeElement).outlineStyle"))
    assert {"solid"} == seen


@pytest.mark.parametrize("wide", [1400, 700, 400, 320])
def test_the_page_never_scrolls_sideways(opened: Opening, wide: int) -> None:
    """Only tables do, each by itself; 320 pixels are a window of 1280 at a zoom of 400 %."""
    page = opened(report_of(5), wide=wide)
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    assert page.evaluate("document.documentElement.scrollWidth") <= wide


def test_a_summary_of_findings_is_in_sight_as_a_whole(opened: Opening) -> None:
    """At 1,200 px its last column, the comments, ends within the window and is no narrow strip."""
    names = ("outcome", "without", "with", "effect", "people", "certainty", "what", "comment")
    columns = tuple(Column(name, name.capitalize()) for name in names)
    short = ("529 per 1,000", "824 per 1,000", "RR 1.56 (0.94 to 2.56)", "34 (1 study)", "very low")
    outcome = "Oxygenation (end of treatment or follow-up): case series and case reports"
    row = (outcome, *short, "word " * 30, "word " * 80)
    findings = Table("findings", "Summary of findings", columns, (row,) * 3)
    page = opened(replace(report_of(3), tables=(findings,)), wide=1200)
    box = page.get_by_role("columnheader", name="Comment").bounding_box()
    assert box is not None
    assert (True, True) == (box["x"] + box["width"] <= 1200, box["width"] >= 240)


def test_heads_stay_in_sight_over_many_rows(opened: Opening) -> None:
    """A table of many rows scrolls by itself; its heads and the names of the studies stay."""
    page = opened(report_of(40), wide=400)
    page.locator(".scroll.tall").nth(0).evaluate("each => each.scrollTo(90, 1000)")
    box = page.locator(".scroll.tall").nth(0).bounding_box()
    head = page.locator(".scroll.tall").nth(0).locator("thead th").nth(1).bounding_box()
    assert box is not None
    assert head is not None
    assert 2 > abs(head["y"] - box["y"])


def test_print_shows_all_and_no_controls(opened: Opening) -> None:
    """Every row of every table stands in full width and height; buttons, filters and contents are gone."""
    page = opened(report_of(40))
    page.emulate_media(media="print")
    cut = page.evaluate("""[...document.querySelectorAll(".scroll")].filter((each) => each.offsetParent
        && (each.scrollHeight > each.clientHeight + 1 || getComputedStyle(each).overflowY !== "visible")
    ).length""")
    assert (0, 0, 0) == (
        cut,
        page.locator(".filter:visible, nav:visible, dialog:visible").count(),
        page.locator("tr[hidden]").count(),
    )
    assert 80 == len(rows_seen(page, "t2"))


def test_printing_opens_what_is_folded_and_closes_it_again(opened: Opening) -> None:
    """Footnotes always; appraisals and history of small reviews; what stays folded says so."""
    page = opened(report_of(2))
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert (0, 0) == (
        page.locator("details.prints:not([open])").count(),
        page.locator("#answers [open]").count(),
    )
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert 0 == page.locator("details[open]").count()


def test_pages_of_many_studies_are_not_hundreds(opened: Opening, tmp_path: Path) -> None:
    """Of a hundred appraisals in full only those opened before are printed, and the paper says so."""
    page = opened(report_of(50))
    page.locator(f"{FIRST} summary").click()
    made = page.pdf(path=tmp_path / "x.pdf", prefer_css_page_size=True)
    import pypdfium2

    document = pypdfium2.PdfDocument(made)
    text = " ".join("".join(each.get_textpage().get_text_range() for each in document).split())
    document.close()
    assert "Of these 100 appraisals those are printed in full that were opened before." in text
    assert 1 == len(re.findall("Is it told how they were chosen", text))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_and_ink_follow_the_theme(opened: Opening, scheme: Scheme) -> None:
    """Dark on light by day, light on dark by night."""
    page = opened(report_of(1), scheme=scheme)
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert {"light": "rgb(255, 255, 255)", "dark": "rgb(22, 24, 28)"}[scheme] == paper


@pytest.mark.parametrize(
    ("studies", "scheme"),
    [(0, "light"), (0, "dark"), (5, "light"), (5, "dark"), (100, "light"), (100, "dark")],
)
def test_axe_finds_nothing(opened: Opening, studies: int, scheme: Scheme) -> None:
    """Not as it opens, not with a dialog, and not with everything of a small review unfolded."""
    page = opened(report_of(studies), scheme=scheme, bypass=True)
    found = violations(page)
    if studies:
        page.locator("#t2 a.behind").first.click()
        found += violations(page, "#behind")
        page.locator("#remark-here").click()
        found += violations(page, "#remarks")
        page.keyboard.press("Escape")
    if studies < 10:
        page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
        found += violations(page)
    assert [] == found


def test_many_rows_are_drawn_as_they_come_into_sight(opened: Opening) -> None:
    """Of 180 rows 100 are drawn, and the others when they are scrolled to; it is told how many there are."""
    page = opened(report_of(MANY))
    rows = page.locator("#t2 tbody tr")
    assert ("181", 100) == (page.locator("#t2").get_attribute("aria-rowcount"), rows.count())
    rows.last.scroll_into_view_if_needed()
    rows.nth(179).wait_for(state="attached")
    assert "181" == rows.last.get_attribute("aria-rowindex")


def test_many_rows_are_sorted_and_filtered_as_a_whole(opened: Opening) -> None:
    """Also those that are not drawn yet: by the scale of judgements, and by words of several cells."""
    page = opened(report_of(MANY))
    head = page.locator("#t2 thead th", has_text="Overall")
    words = page.locator("#t2 tbody td:nth-child(4) .word")
    seen = []
    for _ in range(2):
        head.locator("button").click()
        seen.append((head.get_attribute("aria-sort"), words.first.inner_text()))
    assert [("ascending", "Low"), ("descending", "No information")] == seen
    page.locator("#t2-filter").fill("study089 BEA")
    told = page.inner_text('output[for="t2-filter"]')
    assert (["study089"], "1 of 180 rows") == (rows_seen(page, "t2"), told)
    page.locator("#t2-filter").fill("")
    assert 100 == len(rows_seen(page, "t2"))


def test_the_same_is_behind_a_cell_of_many_rows_as_of_few(opened: Opening) -> None:
    """The script draws an appraisal as the page of a small review has it."""
    shown = []
    for studies in (2, MANY):
        page = opened(report_of(studies))
        page.locator("#t2 a.behind").first.click()
        behind = page.locator("#behind").inner_html()
        page.keyboard.press("Escape")
        page.locator(f"{FIRST} summary").click()
        page.wait_for_selector(f"{FIRST}[open] .item")
        parts = page.locator(f"{FIRST} section.judged").evaluate_all(
            "all => all.map((each) => each.innerText)"
        )
        shown.append(("".join(behind.split()), page.locator(FIRST).inner_text(), parts))
    assert shown[0] == shown[1]


@pytest.mark.parametrize("studies", [4, MANY])
@pytest.mark.parametrize("part", ["D1", "1.1", "whole"])
def test_a_link_leads_to_study_domain_and_reviewer(opened: Opening, studies: int, part: str) -> None:
    """Sent in a letter, it opens the appraisal at its place, also one that was not drawn yet."""
    from playwright.sync_api import expect

    page = opened(report_of(studies))
    address = f"study{studies - 1:03d}/{part}/bea"
    page.evaluate(f"location.hash = '{address}'")
    place = page.locator(f"[id='{address}']")
    expect(place).to_be_in_viewport()
    assert place.locator("xpath=ancestor-or-self::details").get_attribute("open") is not None


def test_many_appraisals_filter_and_open(opened: Opening) -> None:
    """All words must be in their heads; what is left opens with its contents."""
    page = opened(report_of(MANY))
    page.locator("#appraisals-filter").fill("study080")
    assert "2 of 180 appraisals" == page.inner_text('output[for="appraisals-filter"]')
    page.locator("#open-all").click()
    page.locator("#appraisal-list [open] .item").nth(5).wait_for()
    page.locator("#close-all").click()
    assert 0 == page.locator("#appraisal-list [open]").count()


def test_all_of_many_rows_are_printed(opened: Opening) -> None:
    """The script draws what was not in sight before the printer asks."""
    page = opened(report_of(MANY))
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert 180 == page.locator("#t2 tbody tr").count()


def test_hostile_text_in_the_data_of_the_page_is_text(opened: Opening) -> None:
    """It ends no script element and adds none, and is shown letter by letter where the script draws it."""
    few = report_with("</script>" + SCRIPT)
    page = opened(replace(few, tables=(many_rows(few.tables[0]),)), bypass=True)
    page.locator("#t1 a.behind").first.click()
    assert ("</script>" + SCRIPT, 2) == (page.title(), page.locator("script").count())
    assert "</script>" + SCRIPT == page.inner_text("#behind mark")


def test_without_scripts_the_first_rows_and_all_summaries_are_there(browser: Browser, tmp_path: Path) -> None:
    """And the page says what is missing."""
    path = tmp_path / "report.html"
    path.write_text(render_page(report_of(MANY)), "utf-8")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(path.as_uri())
    seen = (page.locator("#t2 tbody tr").count(), page.locator("#t4 tbody tr").count())
    told = page.locator("noscript").all_text_contents()
    context.close()
    assert (20, 2) == seen
    assert "These are the first 20 of 180 rows" in " ".join(told)
