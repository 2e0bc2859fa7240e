"""How the screens reach the review: in one thread of its own, one call after the other.

The first call imports the review room and the store while the first screen is already there. One thread
keeps changes in the order in which the keys were pressed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

if TYPE_CHECKING:
    from workbench.review.session import ReviewSession

P = ParamSpec("P")
T = TypeVar("T")


class Gateway:
    """The one way from a screen to the review."""

    def __init__(self, location: str, reviewer: str | None) -> None:
        self.location = location
        self.reviewer = reviewer
        self._desk: ReviewSession | None = None
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="review")

    @property
    def is_open(self) -> bool:
        """Whether the review was opened."""
        return self._desk is not None

    async def open(self) -> None:
        """Import the review room and open the review.

        Raises:
            WorkbenchError: it cannot be opened.
        """
        await self._in_thread(self._open)

    async def work_as(self, reviewer: str) -> None:
        """Go on as this reviewer.

        Raises:
            WorkbenchError: the handle cannot be used.
        """
        await self._in_thread(lambda: self._sit_down(reviewer))

    async def ask(
        self, use_case: Callable[Concatenate[ReviewSession, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Call a use case with the open review.

        Raises:
            WorkbenchError: as the use case does.
        """
        return await self._in_thread(lambda: use_case(self._open_desk(), *args, **kwargs))

    def close(self) -> None:
        """Close the review, after what is still being saved is saved."""
        self._thread.submit(self._close).result()
        self._thread.shutdown()

    async def _in_thread(self, work: Callable[[], T]) -> T:
        # Shielded: a dialog that is closed, or a screen that is left, must not take back a save that waits.
        return await asyncio.shield(asyncio.get_running_loop().run_in_executor(self._thread, work))

    def _open_desk(self) -> ReviewSession:
        if self._desk is None:
            from workbench.errors import WorkbenchError

            raise WorkbenchError("the review is not open")
        return self._desk

    def _open(self) -> None:
        from workbench.review.session import open_review

        self._desk = open_review(self.location, self.reviewer)
        self.reviewer = self._desk.reviewer

    def _sit_down(self, reviewer: str) -> None:
        from workbench.review.session import work_as

        self._desk = work_as(self._open_desk(), reviewer)
        self.reviewer = self._desk.reviewer

    def _close(self) -> None:
        if self._desk is not None:
            self._desk.close()
            self._desk = None
