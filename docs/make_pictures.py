"""Make the pictures of the README from the real program: `.venv/bin/python docs/make_pictures.py`.

The example review is made in a temporary folder, a study is opened and judged by keys, and the screen is
exported as it is. The pictures name no address: the font that Textual would load is left out.
"""

from __future__ import annotations

import asyncio
import re
import tempfile
from collections.abc import Callable
from pathlib import Path

from workbench.errors import UsageError
from workbench.review.admin.demo import make_example
from workbench.review.appraisals import answers, submission
from workbench.review.session import open_review
from workbench.tui.app import WorkbenchApp

IMAGES = Path(__file__).parent / "images"
SIZE = (120, 36)
SETTLED = 2.0
"""Seconds after which a screen has read what it shows."""
LONGEST = 120.0
"""Seconds after which a screen counts as never coming."""
SCREENS = {
    "c": "compare",
    "e": "evidence",
    "t": "tables",
    "g": "agreement",
    "p": "protocol",
    "w": "progress",
    "d": "duplicates",
}
"""By letter behind `g`, the screens of which there are pictures."""
ALL = 1000
WORK = (
    ("anna", "yamakawa2025", ("Y", "PY", "PN"), ALL),
    ("bea", "yamakawa2025", ("Y", "PY", "Y"), ALL),
    ("anna", "harada2024", ("Y", "PY"), ALL),
    ("bea", "harada2024", ("Y", "PY", "PN", "Y"), ALL),
    ("bea", "baricitinib", ("Y", "PY"), ALL),
    ("anna", "baricitinib", ("Y", "PN"), 7),
)
"""Who answers what, in which order of codes, and at most so many items."""
_FONT = re.compile(r"@font-face \{.*?\}", re.DOTALL)


def export(app: WorkbenchApp, name: str) -> None:
    """Write the screen in front as a picture."""
    picture = _FONT.sub("", app.export_screenshot(title="workbench"))
    (IMAGES / f"{name}.svg").write_text(picture, encoding="utf-8")


def appraise_twice(location: str) -> None:
    """Let two reviewers appraise two studies, and one of them begin a third."""
    for handle, study, codes, most in WORK:
        with open_review(location, handle) as session:
            while (items := answers.judge_study(session, study).verdict.unanswered) and most:
                sheet = answers.judge_study(session, study)
                try:
                    answers.answer(session, study, items[0], codes[len(sheet.codes) % len(codes)])
                except UsageError:  # some items have codes of their own
                    answers.answer(session, study, items[0], "Y")
                most -= 1
            if not items:
                submission.submit(session, study)


async def main() -> None:
    """Open the example, judge, and export."""
    with tempfile.TemporaryDirectory() as folder:
        location = str(Path(folder) / "example-review.db")
        make_example(location)
        appraise_twice(location)
        app = WorkbenchApp(location, "anna")
        app.asked_once.add(("anna", "case-report", "sugino2023"))  # the pictures are of answering
        async with app.run_test(size=SIZE) as pilot:

            async def until(condition: Callable[[], object]) -> None:
                async with asyncio.timeout(LONGEST):
                    while not condition():
                        await pilot.pause(0.02)

            async def show(name: str, *keys: str) -> None:
                await pilot.press(*keys)
                await until(lambda: app.screen.title == name.capitalize())
                await pilot.pause(SETTLED)
                export(app, name)

            await until(lambda: len(app.screen.query_one("#list").progress) == 5)  # type: ignore[attr-defined]
            await show("studies", "end")
            for letter, name in SCREENS.items():
                await show(name, "g", letter)
            await pilot.press("g", "s")
            await until(lambda: app.screen.title == "Studies")
            await pilot.pause(SETTLED)
            await pilot.press("home", "down", "down", "down", "enter")
            await until(lambda: getattr(app.screen, "sheet", None))
            for key in ("3", "n", "1", "n", "2", "n", "4", "n", "5", "tab", "up", "tab", "e", "q"):
                await pilot.press(key)  # one after the other: an answer goes on by itself once it is saved
                await pilot.pause(0.5)
            await until(lambda: app.screen.sheet.quotes)  # type: ignore[attr-defined]
            await pilot.pause()
            export(app, "appraise")


if __name__ == "__main__":
    IMAGES.mkdir(exist_ok=True)
    asyncio.run(main())
