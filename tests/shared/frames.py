"""What is on the screen, as rows of text, and comparing it with a stored frame."""

from __future__ import annotations

import os
from pathlib import Path

from textual._compositor import LayoutUpdate
from textual.app import App

FOLDER = Path(__file__).parents[1] / "frames"
UPDATE = "UPDATE_FRAMES"
"""Set this variable to write the frames anew; look at them before you commit them."""


def rows(app: App[object]) -> list[str]:
    """The screen in front as rows of text, without the spaces at their ends."""
    screens = app._background_screens
    painted = app.screen._compositor.render_update(full=True, screen_stack=screens)
    assert isinstance(painted, LayoutUpdate)
    return ["".join(strip.text for strip in row).rstrip() for row in painted.strips]


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
