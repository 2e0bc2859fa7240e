"""The button of a table of the report page that saves it as CSV, in a browser."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.output.chromium import Opening, in_chromium
from tests.output.hostile import HOSTILE
from tests.output.test_report_page import report_with
from tests.output.test_report_sections import report_of
from workbench.output import Column, Table, render
from workbench.output.report.content import Report

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = in_chromium


def saved(page: Page, name: str) -> tuple[str, bytes]:
    """The name and the bytes of the file that the first button of a table saves, by Enter."""
    button = page.locator(f"button.csv[data-name='{name}']").first
    with page.expect_download() as download:
        button.press("Enter")
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def written(report: Report, name: str) -> bytes:
    """What the command line writes of the tables with a name."""
    return render([table for table in report.tables if table.name == name], "csv").encode()


@pytest.mark.parametrize("studies", [3, 90])
@pytest.mark.parametrize("name", ["characteristics", "traffic-light", "answers", "findings"])
def test_a_table_is_saved_as_the_command_writes_it(opened: Opening, studies: int, name: str) -> None:
    """Byte for byte: rows that the script draws, columns that the page leaves out, rows that are hidden."""
    report = report_of(studies)
    page = opened(report)
    if name == "answers":
        page.locator("#answers summary").first.click()
    else:
        page.locator("#t2-filter").fill("study001")
    assert (f"{name}.csv", written(report, name)) == saved(page, name)


@pytest.mark.parametrize("times", [1, 100])
def test_hostile_texts_are_saved_as_the_command_writes_them(opened: Opening, times: int) -> None:
    """Formulas, quotes, control characters and breaks of lines, in a short table and in a long one."""
    texts = [
        *(text.encode(errors="ignore").decode() for text in HOSTILE),
        "=1+1",
        "-1.5",
        '"',
        "a,b",
        "\r",
        "’",
        "'=1",
        "",
    ]
    rows = tuple((text, "x", text) for text in texts * times)
    few = report_with("plain")
    table = replace(few.tables[0], columns=few.tables[0].columns[:3], rows=rows)
    report = replace(few, tables=(table,))
    assert written(report, table.name) == saved(opened(report), table.name)[1]


def test_blocks_of_a_table_are_saved_as_one(opened: Opening) -> None:
    """Over the union of their columns, those for programs behind them; and the button says so."""
    few = report_with("plain")
    columns = (Column("study", "Study"), Column("n", "n"))
    first = Table("extra", "A", columns, (("a", 1), ("b", None)), data=({"code": "x"}, {"n": 2}))
    second = Table("extra", "B", (Column("study", "Study"), Column("why", "Why")), (("c", "+ so"),))
    report = replace(few, tables=(first, second))
    page = opened(report)
    assert "(all 2 tables of this kind)" in page.locator("button.csv").first.inner_text()
    assert written(report, "extra") == saved(page, "extra")[1]
