"""Show that something takes a while, and how far it is where that is known."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from time import monotonic
from typing import Any

from textual.app import ComposeResult
from textual.widgets import Static

from workbench.tui.dialogs.dialog import Dialog
from workbench.tui.plain import plain

SOON = 0.2
"""Seconds after which the words are written anew."""


class ProgressDialog(Dialog[bool]):
    """Stay until something is done, and give True then; esc goes back and no longer waits.

    Args:
        heading: what takes a while.
        done: it; whatever it raises is whoever's who waits for it.
        how_far: how far it is, in words; empty while that is not known.
    """

    HINT = "esc stops waiting: no file is written"

    def __init__(self, heading: str, done: asyncio.Future[Any], how_far: Callable[[], str]) -> None:
        super().__init__(heading)
        self.done = done
        self.how_far = how_far
        self.since = monotonic()

    def compose_body(self) -> ComposeResult:
        """Lay out the words."""
        yield Static("", id="how-far", classes="dialog-text")

    def on_mount(self) -> None:
        """Wait, and say how far it is."""
        self.show_how_far()
        self.set_interval(SOON, self.show_how_far)
        self.run_worker(self.wait(), exit_on_error=False)

    def show_how_far(self) -> None:
        """Write how far it is, or how long it takes already."""
        words = self.how_far() or f"working … {monotonic() - self.since:.0f} s"
        self.query_one("#how-far", Static).update(plain(words))

    async def wait(self) -> None:
        """Close once it is done, or has failed, unless the window was left before."""
        await asyncio.wait({self.done})
        if self.is_current:
            self.dismiss(True)
