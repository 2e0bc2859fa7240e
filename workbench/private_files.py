"""Write small files into the settings folder: whole or not at all, and for no other account to read."""

from __future__ import annotations

import os
import secrets
from hashlib import sha256
from typing import TYPE_CHECKING

from workbench.paths import settings_path

if TYPE_CHECKING:
    from pathlib import Path

UNFINISHED = ".new"
"""The ending of a file that is being written; what a broken write left has it too."""
_NAME = 32
"""Characters of the hash that a file or folder is called by."""


def named(text: str) -> str:
    """Return a name for a file or folder that no text can lead out of the folder with."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_NAME]


def folder_of(kind: str, review: str, handle: str) -> Path:
    """Return the folder of one handle in one review; it need not be there.

    Args:
        kind: what lies in it, such as `drafts`.
        review: id of the review, which stays when its file is moved or copied.
        handle: of the reviewer; case does not matter.
    """
    return settings_path().parent / kind / named(review) / named(handle.casefold())


def make_private(folder: Path) -> None:
    """Make a folder below the settings folder, with those above it, for this user alone.

    Raises:
        OSError: it cannot be made.
    """
    settings = settings_path().parent
    settings.mkdir(parents=True, exist_ok=True)
    below = folder.relative_to(settings)
    for above in [*reversed(below.parents[:-1]), below]:
        (settings / above).mkdir(mode=0o700, exist_ok=True)


def write_private(path: Path, text: str) -> None:
    """Write a file in one step and have the disk keep it; a crash leaves the old or the new one.

    Raises:
        OSError: it cannot be written.
    """
    make_private(path.parent)
    unfinished = path.with_name(f"{path.stem}.{secrets.token_hex(4)}{UNFINISHED}")
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


def put_aside(path: Path) -> Path:
    """Rename a file that cannot be read as what it should be, and return its new path.

    Raises:
        OSError: it cannot be renamed.
    """
    aside = path.with_suffix(".damaged")
    path.replace(aside)
    return aside
