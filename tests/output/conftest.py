"""Open report pages in Chromium, from the disk, as a reader does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.output.chromium import CHROMIUM, QUIET, Opening, Scheme
from workbench.output.report.content import Report
from workbench.output.report.page import render_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all tests of this file."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET, chromium_sandbox=False)
        yield started
        started.close()


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Opening]:
    """Opens a report from the disk; what it asks for and complains of stands in `asked` and `said`."""
    contexts = []

    def open_report(
        report: Report,
        *,
        scheme: Scheme = "light",
        wide: int = 1400,
        bypass: bool = False,
        change: Callable[[str], str] = str,
    ) -> Page:
        path = tmp_path / "report.html"
        path.write_text(change(render_page(report)), "utf-8")
        context = browser.new_context(
            color_scheme=scheme, viewport={"width": wide, "height": 900}, bypass_csp=bypass
        )
        contexts.append(context)
        page = context.new_page()
        page.asked, page.said = [], []  # type: ignore[attr-defined]
        page.on("request", lambda request: page.asked.append(request.url))  # type: ignore[attr-defined]
        page.on("console", lambda message: page.said.append(message.text))  # type: ignore[attr-defined]
        page.on("pageerror", lambda error: page.said.append(str(error)))  # type: ignore[attr-defined]
        page.goto(path.as_uri())
        return page

    yield open_report
    for context in contexts:
        context.close()
