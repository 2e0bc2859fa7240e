"""Keep the file of a review whole, so that a plain copy of it holds every change that was acknowledged.

SQLite writes a change into a side file first (`-wal`). It goes into the file itself at a checkpoint, and one
is made after each change. It cannot be finished while another connection is within a read that began before
the change, so it is tried again whenever a read ends, on request, and on closing.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from contextlib import suppress
from pathlib import Path

from store.engine import sqlite_files

PATIENCE_AT_CLOSE = 2.0
"""Seconds for which closing goes on trying while another program is within a read."""
_PAUSE = 0.02
"""Seconds between two of these attempts; no lock is held meanwhile."""


class Wholeness:
    """Bring what was committed into the file of a review.

    It never waits for a lock, and a failure is no failure of the change, which is on the disk already.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._side_file = Path(f"{path}-wal")
        self._connection: sqlite3.Connection | None = None
        self._turn = threading.Lock()
        self._is_whole = True

    @property
    def is_whole(self) -> bool:
        """Return False while the last attempt left something in the side file that the file lacks."""
        return self._is_whole

    def see_to(self) -> bool:
        """Make a checkpoint where the side file holds anything.

        Returns:
            True if the file holds everything.
        """
        if self._is_whole and not self._size():
            return True
        return self.checkpoint()

    def checkpoint(self) -> bool:
        """Bring into the file what the side file holds, and empty that, as far as others let it.

        Returns:
            True if the file holds everything.
        """
        with self._turn:
            try:
                if self._connection is None:
                    self._connection = sqlite_files.connect_for_use(self._path, patience=0)
                _, pages, done = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            except sqlite3.Error:
                # The change is safe where it is; whatever stands in the way shows itself at the next change.
                self._is_whole = not self._size()
            else:
                self._is_whole = done >= pages
        return self._is_whole

    def close(self) -> None:
        """Let go of the file, after trying for a while where it does not hold everything yet."""
        end = time.monotonic() + PATIENCE_AT_CLOSE
        while not self.see_to() and time.monotonic() < end:
            time.sleep(_PAUSE)
        with self._turn, suppress(sqlite3.Error):
            connection, self._connection = self._connection, None
            if connection is not None:
                connection.close()

    def _size(self) -> int:
        try:
            return self._side_file.stat().st_size
        except OSError:
            return 0
