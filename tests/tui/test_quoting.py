"""Quoting by keys alone, from documents of every shape, the real ones where they are at hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.review.appraisals import answers, texts
from workbench.review.documents import add
from workbench.review.session import create_review, open_review

FIXTURES = Path(__file__).parents[1] / "intake" / "fixtures"
SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
REAL, INVENTED = 10, 3
"""How many passages are quoted: from a real document as many as a reviewer needs, from ours a few."""
DOCUMENTS = [
    *(pytest.param(path, INVENTED, id=path.name) for path in sorted(FIXTURES.iterdir())),
    *(pytest.param(path, REAL, id=path.name) for path in sorted(SEEDS.glob("*.txt"))),
]


@pytest.mark.slow
@pytest.mark.parametrize(("path", "wanted"), DOCUMENTS)
async def test_passages_are_quoted_and_found_again(opened, tmp_path, path, wanted) -> None:
    """Selected with shift and arrows, tied with q; after reopening their offsets give the same words."""
    location = str(tmp_path / "quoting.db")
    with create_review(location, title="Quoting", reviewer="anna") as session:
        (report,) = add.add_paths(session, [path])
    async with opened(location, size=(80, 24)) as driver:
        await driver.until(lambda: driver.app.screen.query_one("#list").progress, "the list is there")
        await driver.press("enter")
        await driver.until(lambda: driver.app.screen.sheet is not None, "the sheet is read")
        await driver.press("z", "home")
        for _ in range(60):
            await driver.press(
                "shift+down", "q", "down"
            )  # a line, and to the next: down leaves the selection
            if len(driver.app.screen.sheet.quotes) >= wanted:
                break
        assert wanted == len(driver.app.screen.sheet.quotes)
    with open_review(location, "anna") as session:
        quotes = answers.judge_study(session, report.study_key).quotes
        (document,) = texts.texts(session, report.study_key)
    assert wanted == len(quotes)
    for quote in quotes:
        assert quote.text == document.source[quote.start : quote.end]
        start, end = document.from_source(quote.start, quote.end)
        assert (quote.start, quote.end) == document.to_source(start, end)
