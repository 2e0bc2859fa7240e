"""Make the picture of the report page: `.venv/bin/python docs/picture_of_report.py`. It needs Chromium.

The example is made and appraised as `docs/filled_reviews.py` does it, the page is written and opened from the
disk, and what a window of 1400 by 1000 shows of the judgements is saved.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from filled_reviews import make_five

from workbench.output.report.page import render_page
from workbench.review.publish.report import report
from workbench.review.session import open_review

PICTURE = Path(__file__).parent / "images" / "report.png"
SIZE = (1400, 1000)
COLOURS = 128
"""So many are enough for a page of text and lights, and keep the file small."""


def write_page(folder: Path) -> Path:
    """Write the report of the example, as anna may see it."""
    make_five(folder / "five.db")
    with open_review(str(folder / "five.db"), "anna") as session:
        page = render_page(report(session))
    (folder / "report.html").write_text(page, encoding="utf-8")
    return folder / "report.html"


def take(page: Path, picture: Path, chromium: str) -> None:
    """Take a picture of what a window shows of the first checklist with several studies."""
    from PIL import Image
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium)
        window = browser.new_page(viewport={"width": SIZE[0], "height": SIZE[1]}, color_scheme="light")
        window.goto(page.as_uri())
        window.locator("h3", has_text="Case series").first.evaluate("heading => heading.scrollIntoView()")
        window.evaluate("scrollBy(0, -12)")
        window.screenshot(path=picture)
        browser.close()
    Image.open(picture).convert("RGB").quantize(COLOURS).save(picture, optimize=True)


if __name__ == "__main__":
    found = shutil.which("chromium") or shutil.which("google-chrome")
    if found is None:
        sys.exit("Chromium is not on this machine: the picture cannot be taken")
    with tempfile.TemporaryDirectory() as temporary:
        take(write_page(Path(temporary)), PICTURE, found)
