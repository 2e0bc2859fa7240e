"""Quoting by keys alone, from documents of every shape, the real ones where they are at hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.desk import adding, appraisals, reading
from workbench.desk.session import create_desk, open_desk

FIXTURES = Path(__file__).parents[1] / "intake" / "fixtures"
SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
DOCUMENTS = [*sorted(FIXTURES.iterdir()), *(sorted(SEEDS.iterdir()) if SEEDS.exists() else [])]
WANTED = 10


@pytest.mark.slow
@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
async def test_ten_passages_are_quoted_and_found_again(opened, tmp_path, path) -> None:
    """Selected with shift and arrows, tied with q; after reopening their offsets give the same words."""
    location = str(tmp_path / "quoting.db")
    with create_desk(location, title="Quoting", reviewer="anna") as desk:
        (report,) = adding.add_paths(desk, [path])
    async with opened(location, size=(120, 40)) as driver:
        await driver.until(lambda: driver.app.screen.query_one("#list").progress, "the list is there")
        await driver.press("enter")
        await driver.until(lambda: driver.app.screen.sheet is not None, "the sheet is read")
        await driver.press("z", "tab")
        for _ in range(60):
            await driver.press("down", "home", "shift+end", "q")
            if len(driver.app.screen.sheet.quotes) >= WANTED:
                break
        assert WANTED == len(driver.app.screen.sheet.quotes)
    with open_desk(location, "anna") as desk:
        quotes = appraisals.judge_study(desk, report.study_key).quotes
        (document,) = reading.texts(desk, report.study_key)
    assert WANTED == len(quotes)
    for quote in quotes:
        assert quote.text == document.source[quote.start : quote.end]
        start, end = document.from_source(quote.start, quote.end)
        assert (quote.start, quote.end) == document.to_source(start, end)
