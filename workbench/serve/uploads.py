"""Store what a browser uploads in the reviewer's folder, whole or not at all, and within bounds."""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import AsyncIterator
from pathlib import Path

from workbench.counts import count
from workbench.errors import UsageError
from workbench.served import is_plain_name

LARGEST = 200_000_000
"""Bytes of one file."""
MOST_BYTES = 1_000_000_000
"""Bytes of all files of one reviewer."""
MOST_FILES = 500
"""Files of one reviewer."""
_UNFINISHED = ".uploading"


def names_in(folder: Path) -> list[str]:
    """Return the names of what was uploaded, by name."""
    return sorted(path.name for path in folder.iterdir() if is_plain_name(path.name))


def uploaded_name(name: str) -> str:
    """Return the name that a file is stored under.

    Raises:
        UsageError: no file can be called so.
    """
    stored = unicodedata.normalize("NFC", name).strip(" .")
    if not is_plain_name(stored):
        raise UsageError(f"{name!r} cannot be the name of a file here: rename it and upload it again")
    return stored


async def store(folder: Path, name: str, chunks: AsyncIterator[bytes]) -> str:
    """Store a file, in the place of an earlier one of that name, and return its name.

    Args:
        folder: of the reviewer's uploads.
        name: as the browser gives it.
        chunks: the contents.

    Raises:
        UsageError: the name does not do, or it is too much.
        OSError: it cannot be written.
    """
    stored = uploaded_name(name)
    others = [path for path in folder.iterdir() if path.name != stored]
    if len(others) >= MOST_FILES:
        raise UsageError(
            f"{count(MOST_FILES, 'file')} here already, as many as fit: ask whoever runs the server"
        )
    room = min(LARGEST, MOST_BYTES - sum(path.stat().st_size for path in others))
    unfinished = folder / f".{secrets.token_hex(8)}{_UNFINISHED}"
    try:
        with unfinished.open("xb") as file:
            async for chunk in chunks:
                room -= len(chunk)
                if room < 0:
                    raise UsageError(
                        f"{stored} is too large: {LARGEST // 1_000_000} MB a file, "
                        f"{MOST_BYTES // 1_000_000} MB in all"
                    )
                file.write(chunk)
        unfinished.replace(folder / stored)
    finally:
        unfinished.unlink(missing_ok=True)
    return stored
