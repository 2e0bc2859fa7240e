"""Show on stderr how far a long task is, or nothing where nobody watches."""

from __future__ import annotations

import sys

_WIDTH = 30


def show(done: int, total: int) -> None:
    """Draw how much is done; the line goes away when all is."""
    if not sys.stderr.isatty():
        return
    filled = _WIDTH * done // max(total, 1)
    line = f"\r[{'#' * filled}{'.' * (_WIDTH - filled)}] {done:,} of {total:,}"
    sys.stderr.write("\r" + " " * len(line) + "\r" if done >= total else line)
    sys.stderr.flush()
