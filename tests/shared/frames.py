"""What is on the screen, as rows of text, and comparing it with a stored frame."""

from __future__ import annotations

import html
import os
import re
from pathlib import Path

from rich.cells import cell_len
from textual.app import App

FOLDER = Path(__file__).parents[1] / "frames"
UPDATE = "UPDATE_FRAMES"
"""Set this variable to write the frames anew; look at them before you commit them."""

_TEXT = re.compile(
    r'<text class="[^"]*-r\d+" x="([\d.]+)"[^>]*clip-path="url\(#[^"]*-line-(\d+)\)"[^>]*>(.*?)</text>'
)
_CELL = 12.2
"""Width of a cell in the pictures that Textual exports."""


def rows(app: App[object]) -> list[str]:
    """The screen in front as rows of text, without the spaces at their ends."""
    columns, height = app.size
    grid = [[" "] * columns for _ in range(height)]
    for x, line, text in _TEXT.findall(app.export_screenshot()):
        place = round(float(x) / _CELL)
        for character in html.unescape(text).replace("\xa0", " "):
            if place < columns and int(line) < height:
                grid[int(line)][place] = character
            place += max(cell_len(character), 1)
            if cell_len(character) == 2 and place - 1 < columns:
                grid[int(line)][place - 1] = ""
    return ["".join(row).rstrip() for row in grid]


def screen(app: App[object]) -> str:
    """The screen in front as one text."""
    return "\n".join(rows(app)) + "\n"


def is_stored(app: App[object], name: str) -> bool:
    """Whether the screen in front is the stored frame, or is about to be stored as one."""
    path = FOLDER / f"{name}.txt"
    return bool(os.environ.get(UPDATE)) or (path.exists() and path.read_text(encoding="utf-8") == screen(app))


def check(app: App[object], name: str) -> None:
    """Compare the screen in front with the frame stored under a name.

    Raises:
        AssertionError: they differ, or there is no such frame yet.
    """
    path = FOLDER / f"{name}.txt"
    found = screen(app)
    if os.environ.get(UPDATE):
        FOLDER.mkdir(exist_ok=True)
        path.write_text(found, encoding="utf-8")
    assert path.exists(), f"no frame {name}: run with {UPDATE}=1, look at it, commit it"
    assert path.read_text(encoding="utf-8") == found
