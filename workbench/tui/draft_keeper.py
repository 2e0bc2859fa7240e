"""Write drafts while somebody types, beside the screen: no key waits for a disk."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from threading import Condition, Event, Lock, Thread
from typing import TYPE_CHECKING, TypeAlias

from workbench.entry_drafts import DamagedDraftError, DraftFolder

if TYPE_CHECKING:
    from workbench.entry_drafts import EntryDraft

Place: TypeAlias = tuple[DraftFolder | None, str]
"""Whose drafts, or None while nobody is known to work, and what the entry is about."""

PAUSE = 0.03
"""Seconds between two writes: what is typed meanwhile goes into the next one."""


class DraftKeeper:
    """Keep drafts in memory at once and on the disk soon after.

    What cannot be written stays in memory until the program ends, and is tried again with the next draft.

    Args:
        tell: called with a line where drafts cannot be written or read, from any thread; once for each.
    """

    def __init__(self, tell: Callable[[str], object] = lambda _: None) -> None:
        self._tell = tell
        self._told: set[str] = set()
        self._waiting: dict[Place, EntryDraft | None] = {}
        self._has_news = False
        self._changed = Condition()
        self._writing = Lock()
        self._is_closed = Event()
        self._thread: Thread | None = None

    def keep(self, place: Place, draft: EntryDraft | None) -> None:
        """Keep a draft in place of the one before; None takes it away."""
        with self._changed:
            self._waiting[place] = draft
            self._has_news = True
            self._changed.notify()
        if self._thread is None and place[0] is not None:
            self._thread = Thread(target=self._run, name="drafts", daemon=True)
            self._thread.start()

    async def find(self, place: Place) -> EntryDraft | None:
        """Return the draft of an entry, or None."""
        return await asyncio.to_thread(self._find, place)

    async def abouts(self, folder: DraftFolder | None) -> set[str]:
        """Return what one handle has drafts of."""
        return await asyncio.to_thread(self._abouts, folder)

    async def sweep(self, folder: DraftFolder) -> None:
        """Take away the drafts of a handle that are too old or too many."""
        await asyncio.to_thread(folder.sweep)

    def flush(self) -> None:
        """Write now what is not written yet; return once it is on the disk or cannot be written."""
        with self._writing:
            with self._changed:
                batch = {place: draft for place, draft in self._waiting.items() if place[0] is not None}
            for place, draft in batch.items():
                if not self._write(place, draft):
                    continue
                with self._changed:
                    if place in self._waiting and self._waiting[place] is draft:
                        del self._waiting[place]

    def close(self) -> None:
        """Write what is not written yet, and end."""
        self._is_closed.set()
        with self._changed:
            self._changed.notify()
        self.flush()

    def _run(self) -> None:
        while not self._is_closed.is_set():
            with self._changed:
                self._changed.wait_for(lambda: self._is_closed.is_set() or self._has_news)
                self._has_news = False
            self.flush()
            self._is_closed.wait(PAUSE)

    def _write(self, place: Place, draft: EntryDraft | None) -> bool:
        folder, about = place
        assert folder is not None
        try:
            if draft is None:
                folder.remove(about)
            else:
                folder.write(about, draft)
        except (OSError, ValueError) as problem:
            why = getattr(problem, "strerror", None) or str(problem)
            self._say(
                f"Drafts cannot be kept in {folder.path.parent.parent} ({why}): what is typed and not saved "
                "stays only while the workbench is open",
                "write",
            )
            return draft is None
        return True

    def _find(self, place: Place) -> EntryDraft | None:
        folder, about = place
        with self._changed:
            if place in self._waiting:
                return self._waiting[place]
        try:
            return folder.read(about) if folder is not None else None
        except DamagedDraftError as damage:
            self._say(f"A draft could not be read; its file is put aside: {damage}", str(damage))
        except OSError as problem:
            self._say(f"Drafts cannot be read ({problem.strerror})", "read")
        return None

    def _abouts(self, folder: DraftFolder | None) -> set[str]:
        with self._changed:
            waiting = {about: draft for (of, about), draft in self._waiting.items() if of == folder}
        kept = folder.abouts() if folder is not None else set()
        kept -= {about for about, draft in waiting.items() if draft is None}
        return kept | {about for about, draft in waiting.items() if draft is not None}

    def _say(self, words: str, what: str) -> None:
        if what not in self._told:
            self._told.add(what)
            self._tell(words)
