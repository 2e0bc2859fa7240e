"""Make the pictures of the README from the real program: `.venv/bin/python docs/make_pictures.py`.

The example review is made in a temporary folder, a study is opened and judged by keys, and the screen is
exported as it is. The pictures name no address: the font that Textual would load is left out.
"""

from __future__ import annotations

import asyncio
import re
import tempfile
from pathlib import Path

from workbench.review.admin.demo import make_example
from workbench.tui.app import WorkbenchApp

IMAGES = Path(__file__).parent / "images"
SIZE = (120, 36)
_FONT = re.compile(r"@font-face \{.*?\}", re.DOTALL)


def export(app: WorkbenchApp, name: str) -> None:
    """Write the screen in front as a picture."""
    picture = _FONT.sub("", app.export_screenshot(title="workbench"))
    (IMAGES / f"{name}.svg").write_text(picture, encoding="utf-8")


async def main() -> None:
    """Open the example, judge, and export."""
    with tempfile.TemporaryDirectory() as folder:
        location = str(Path(folder) / "example-review.db")
        make_example(location)
        app = WorkbenchApp(location, "anna")
        app.gateway.location = location
        app.asked_once.add(("anna", "psm-cohort"))  # the pictures are of answering
        async with app.run_test(size=SIZE) as pilot:

            async def until(condition: object) -> None:
                while not condition():  # type: ignore[operator]
                    await pilot.pause(0.02)

            await until(lambda: app.screen.query_one("#list").progress)  # type: ignore[attr-defined]
            app.gateway.location = "example-review.db"
            await pilot.press("r")
            await until(lambda: len(app.screen.query_one("#list").progress) == 5)  # type: ignore[attr-defined]
            await pilot.press("end")
            await pilot.pause()
            export(app, "studies")
            await pilot.press("enter")
            await until(lambda: getattr(app.screen, "sheet", None))
            await pilot.press("3", "n", "1", "n", "2", "n", "4", "n", "5", "up", "e", "q")
            await until(lambda: app.screen.sheet.quotes)  # type: ignore[attr-defined]
            await pilot.pause()
            export(app, "appraise")


if __name__ == "__main__":
    IMAGES.mkdir(exist_ok=True)
    asyncio.run(main())
