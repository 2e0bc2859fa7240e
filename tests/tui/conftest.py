"""An application on a review, driven by keys, without waiting for time to pass."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

import frames
import pytest
from textual import _wait
from textual.css.query import NoMatches
from textual.pilot import Pilot

from tests.tui import headless
from workbench.tui.app import WorkbenchApp
from workbench.tui.dialogs.message import ConfirmDialog

Predicate = Callable[[], object]
# Textual's pilot sleeps twice 20 ms after each key to see whether the application is idle; looking more
# often finds the same in a fifth of the time. What a test needs to have happened it waits for by condition.
_wait.SLEEP_GRANULARITY = 0.004
_wait.SLEEP_IDLE = 0.001
headless.parse_styles_once()
headless.paint_what_is_looked_at()
LONGEST = 60.0
"""Seconds after which a condition counts as never coming true."""


class Driver:
    """Presses keys and waits for conditions."""

    def __init__(self, app: WorkbenchApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    async def press(self, *keys: str) -> None:
        """Press keys one after another and let the application work them off."""
        for key in keys:
            await self.pilot.press(key)
        await self.pilot.pause()
        await self.until(lambda: self.app.keys.are_worked_off or not self.app.is_running, "keys worked off")
        await self.pilot.pause()

    async def type(self, text: str) -> None:
        """Type a text."""
        names = {" ": "space", ".": "full_stop", "-": "minus", "/": "slash", "_": "underscore"}
        await self.press(*(names.get(character, character) for character in text))

    async def until(self, predicate: Predicate, what: str = "") -> None:
        """Wait until a condition holds."""

        async def poll() -> None:
            while True:
                try:
                    if predicate():
                        return
                except NoMatches:
                    pass  # a screen that is not there yet
                await self.pilot.pause()
                await asyncio.sleep(0.005)

        try:
            await asyncio.wait_for(poll(), LONGEST)
        except TimeoutError:
            raise AssertionError(f"never: {what}\n{frames.screen(self.app)}") from None

    async def until_shown(self, *words: str) -> None:
        """Wait until all words are on the screen."""
        await self.until(lambda: all(word in frames.screen(self.app) for word in words), f"shown: {words}")

    async def check_frame(self, name: str) -> None:
        """Wait until the screen is the frame stored under a name; show the difference if it never is."""
        await self.pilot.pause(0.5 if os.environ.get(frames.UPDATE) else None)
        with suppress(AssertionError):
            await self.until(lambda: frames.is_stored(self.app, name), f"frame {name}")
        frames.check(self.app, name)

    @property
    def text(self) -> str:
        """The screen as text."""
        return frames.screen(self.app)


class _Everything(set[tuple[str | None, str]]):
    """Holds every reviewer with every checklist."""

    def __contains__(self, pair: object) -> bool:
        return True


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets a question take enter at once; a test that is about the pause sets it."""
    monkeypatch.setattr(ConfirmDialog, "PAUSE", 0.0)


@pytest.fixture
def opened(review: str) -> Callable[..., object]:
    """Opens the application on the review with five studies."""

    @asynccontextmanager
    async def open_app(
        location: str = review,
        reviewer: str | None = "anna",
        size: tuple[int, int] = (80, 24),
        *,
        asks_once: bool = False,
    ) -> AsyncIterator[Driver]:
        app = WorkbenchApp(location, reviewer)
        if not asks_once:  # most tests are not about the questions before the first study of a checklist
            app.asked_once = _Everything()
        async with app.run_test(size=size) as pilot:
            driver = Driver(app, pilot)
            yield driver
            if app.is_running:
                frames.screen(app)  # what the test ends with can be painted

    return open_app
