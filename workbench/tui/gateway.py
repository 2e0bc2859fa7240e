"""Reach the review from the screens, without ever blocking one.

Changes and quick questions go through one thread, one after the other, which keeps changes in the order in
which the keys were pressed. What only reads and may take long goes through a second thread, so that no key
waits for it. The first call imports the review room and the store while the first screen is already there.
"""

from __future__ import annotations

import asyncio
import gc
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Concatenate, Generic, ParamSpec, TypeVar

from workbench.entry_drafts import DraftFolder
from workbench.tui.key_words import in_keys

if TYPE_CHECKING:
    from workbench.review.session import ReviewSession

P = ParamSpec("P")
T = TypeVar("T")

UNTITLED = "Review"
ALL_SAVED = "all saved"
"""What a review without a title is called."""
PATIENCE = 0.3
"""Seconds after which the header says that something is still being worked off."""
TURN = 0.001
"""Seconds that a computation may go on while the screen waits for its turn."""


class Gateway:
    """Give screens their one way to the review.

    Args:
        location: of the review.
        reviewer: who works.
        on_damage: called when something more of the review turned out to be unreadable; see `left_out`.
        on_state: called when who works, or `saving_state`, is another.
    """

    def __init__(
        self,
        location: str,
        reviewer: str | None,
        on_damage: Callable[[], object] = lambda: None,
        on_state: Callable[[], object] = lambda: None,
    ) -> None:
        self.location = location
        self.reviewer = reviewer
        self._session: ReviewSession | None = None
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="review")
        self._computations = _Computations()
        self._is_closed = False
        self._on_damage = on_damage
        self._on_state = on_state
        self._slow = 0
        self.review_title = UNTITLED
        self.drafts: DraftFolder | None = None
        """Where drafts of whoever works go; None while nobody is known to, or the review is unreadable."""
        self.left_out: list[str] = []
        """What cannot be read of the review, as far as that was met, by line; the last says what helps."""

    @property
    def saving_state(self) -> str:
        """Return whether everything is saved, in the words of the header."""
        if not self.is_open:
            return "opening …"
        return "working …" if self._slow else ALL_SAVED

    @property
    def role(self) -> str:
        """Return the role in a team of whoever works; empty where a server does not bind the login to one."""
        return "" if self._session is None else self._session.role

    @property
    def is_reader(self) -> bool:
        """Return True if whoever works is a reader of a team, who appraises nothing."""
        return self.role == "reader"

    @property
    def is_open(self) -> bool:
        """Return True once the review was opened."""
        return self._session is not None

    async def open(self) -> None:
        """Import the review room and open the review.

        Raises:
            WorkbenchError: it cannot be opened.
        """
        await self._in_thread(self._open)
        self._on_state()

    async def work_as(self, reviewer: str) -> None:
        """Go on as this reviewer.

        Raises:
            WorkbenchError: the handle cannot be used.
        """
        await self._in_thread(lambda: self._change_reviewer(reviewer))
        self._on_state()

    def forget_reviewer(self) -> None:
        """Go on as nobody, until it is known who works."""
        from dataclasses import replace

        self._session = replace(self._open_session(), reviewer=None)
        self.reviewer = None
        self._on_state()
        self.drafts = None

    async def ask(
        self, use_case: Callable[Concatenate[ReviewSession, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Call a use case that changes something, or answers at once.

        Raises:
            WorkbenchError: as the use case does.
        """
        with self._watching(), _named_by_keys(), self._telling():
            return await self._in_thread(lambda: use_case(self._open_session(), *args, **kwargs))

    async def compute(
        self, use_case: Callable[Concatenate[ReviewSession, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Call a use case that only reads and may take long; answers and keys go on beside it.

        Whoever no longer waits for it, because the screen was left, leaves nothing behind in the queue.

        Raises:
            WorkbenchError: as the use case does.
        """
        with self._watching(), _named_by_keys():
            return await asyncio.wrap_future(
                self._computations.submit(lambda: use_case(self._open_session(), *args, **kwargs))
            )

    async def make_whole(self) -> bool:
        """Return True if a plain copy of the file would have every change, after trying to make it so."""
        session = self._session
        return session is None or self._is_closed or await self._in_thread(session.make_whole)

    async def back_up(self, target: str) -> int:
        """Write a copy of the review, and return its size in bytes; keys go on meanwhile.

        Raises:
            WorkbenchError: it cannot be written there.
        """
        from workbench.review.exchange.backup import back_up

        return await asyncio.wrap_future(self._computations.submit(lambda: back_up(self.location, target)))

    def close(self) -> None:
        """Close the review once what is being saved is saved; a computation is not waited for."""
        self._is_closed = True
        self._computations.stop()
        self._thread.submit(self._close).result()
        self._thread.shutdown()

    @contextmanager
    def _watching(self) -> Iterator[None]:
        """See after a use case whether it met something that cannot be read."""
        try:
            yield
        finally:
            met = self._session.left_out if self._session is not None else []
            if met != self.left_out:
                self.left_out = met
                self._on_damage()

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """Let the header say so where the block takes longer than a moment."""
        is_slow = False

        def tell() -> None:
            nonlocal is_slow
            is_slow = True
            self._slow += 1
            self._on_state()

        timer = asyncio.get_running_loop().call_later(PATIENCE, tell)
        try:
            yield
        finally:
            timer.cancel()
            if is_slow:
                self._slow -= 1
                self._on_state()

    async def _in_thread(self, work: Callable[[], T]) -> T:
        # Shielded: a dialog that is closed, or a screen that is left, must not take back a save that waits.
        return await asyncio.shield(asyncio.get_running_loop().run_in_executor(self._thread, work))

    def _open_session(self) -> ReviewSession:
        if self._session is None:
            from workbench.errors import WorkbenchError

            raise WorkbenchError("the review is not open")
        return self._session

    def _open(self) -> None:
        from workbench.errors import WorkbenchError
        from workbench.review.admin.settings import review_title
        from workbench.review.session import open_review

        self._session = open_review(self.location, self.reviewer)
        self.reviewer = self._session.reviewer
        with suppress(WorkbenchError):  # a title that cannot be read keeps nobody from working
            self.review_title = review_title(self._session).strip() or UNTITLED
        self._find_drafts()

    def _change_reviewer(self, reviewer: str) -> None:
        from workbench.review.session import work_as

        self._session = work_as(self._open_session(), reviewer)
        self.reviewer = self._session.reviewer
        self._find_drafts()

    def _find_drafts(self) -> None:
        from workbench.errors import WorkbenchError
        from workbench.review.session import review_id

        self.drafts = None
        if self.reviewer is not None:
            with suppress(WorkbenchError):  # a review that cannot say what it is opens beside its damage
                self.drafts = DraftFolder(review_id(self._open_session()), self.reviewer)
                self.drafts.sweep()

    def _close(self) -> None:
        if self._session is not None:
            self._session.close()
            self._session = None


class _Job(Generic[T]):
    """Hold something to compute, and where its result goes."""

    def __init__(self, work: Callable[[], T]) -> None:
        self.work = work
        self.future: Future[T] = Future()

    def run(self) -> None:
        """Compute it, unless nobody waits for it any more."""
        if not self.future.set_running_or_notify_cancel():
            return
        try:
            result = self.work()
        except BaseException as error:  # it belongs to whoever waits
            self.future.set_exception(error)
        else:
            self.future.set_result(result)


class _Computations:
    """Compute one thing after the other in a thread that does not keep the program from ending.

    The threads of `concurrent.futures` are waited for at exit, up to the end of a long computation.
    """

    def __init__(self) -> None:
        self._jobs: SimpleQueue[_Job[object] | None] = SimpleQueue()
        self._thread: Thread | None = None

    def submit(self, work: Callable[[], T]) -> Future[T]:
        """Queue something to compute."""
        if self._thread is None:
            self._thread = Thread(target=self._run, name="computations", daemon=True)
            self._thread.start()
        job = _Job(work)
        self._jobs.put(job)  # type: ignore[arg-type]
        return job.future

    def stop(self) -> None:
        """Let the thread end after what it computes now."""
        self._jobs.put(None)

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            with _giving_way():
                job.run()


@contextmanager
def _named_by_keys() -> Iterator[None]:
    """Let the message of an error name keys, where a command line would name commands."""
    from workbench.errors import WorkbenchError

    try:
        yield
    except WorkbenchError as error:
        error.message = in_keys(error.message)
        raise


@contextmanager
def _giving_way() -> Iterator[None]:
    """Let the screen have its turn while the block computes: both share one interpreter.

    Collecting garbage stops every thread for as long as it takes to look at all objects, and a computation
    makes millions that live; what it lets go is freed without. The turns are shorter than Python's 5 ms.
    """
    interval, collects = sys.getswitchinterval(), gc.isenabled()
    sys.setswitchinterval(TURN)
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()
        sys.setswitchinterval(interval)
