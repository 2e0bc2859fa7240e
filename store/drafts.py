"""Name files and folders in the making beside their places, and clear away those of killed programs.

A file is written under such a name and gets its own when it is whole. A program that is killed meanwhile
leaves it behind; the next one in the same folder takes it away. Only what a program of this machine has left,
which does not live any more, is touched.
"""

from __future__ import annotations

import hashlib
import os
import platform
import re
import secrets
import shutil
from contextlib import suppress
from functools import cache
from pathlib import Path

_FORM = re.compile(r"\..*\.([0-9a-f]{8})-(\d{1,10})-[0-9a-f]{8}\.new(?:-wal|-shm|-journal)?", re.DOTALL)
_SHOWN = 40
"""Characters of the name that the draft begins with, so that somebody who meets it knows what it was."""

_MOST = 480
"""Bytes of a whole path: SQLite takes some 500, with what it writes beside it."""


def draft_beside(path: Path) -> Path:
    """Return a name for a file in the making, in the folder of the path where it shall be."""
    own = f"{_machine()}-{os.getpid()}-{secrets.token_hex(4)}"
    shown, draft = path.name[:_SHOWN], path
    while draft == path or (shown and len(os.fsencode(draft)) > _MOST):
        draft = path.with_name(f".{shown}.{own}.new")
        shown = shown[:-1]
    return draft


def clear_abandoned(folder: Path) -> None:
    """Remove the files in the making that killed programs left in a folder; it never fails.

    Where the system cannot say whether a program lives, nothing is removed.
    """
    if os.name != "posix":
        return
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            form = _FORM.fullmatch(entry.name) if entry.name.startswith(".") else None
            if form is not None and form[1] == _machine() and not _lives(int(form[2])):
                _remove(entry)


def _remove(entry: os.DirEntry[str]) -> None:
    with suppress(OSError):
        if entry.is_dir(follow_symlinks=False):
            shutil.rmtree(entry.path)
        else:
            Path(entry.path).unlink()


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)  # sends nothing
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):  # somebody else's
        return True
    return True


@cache
def _machine() -> str:
    """Return what tells this machine from others that use the same folder."""
    return hashlib.sha256(platform.node().encode()).hexdigest()[:8]
