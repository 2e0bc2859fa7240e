"""Complete the path that is being typed, as a shell does."""

from __future__ import annotations

import os
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

MOST = 5000
"""Entries of a folder that are looked at."""


@dataclass(frozen=True, slots=True)
class Completion:
    """Hold what a path may go on as.

    Attributes:
        text: the path as far as it is certain; the same as before where nothing is.
        names: the names that it may go on with, where there are several.
    """

    text: str
    names: tuple[str, ...] = ()


def complete(text: str) -> Completion:
    """Complete a path as far as only one name is possible.

    A folder ends with a slash. Names that begin with a dot are left out unless one is typed. Where capitals
    alone tell names apart from what is typed, they are corrected.

    Args:
        text: a path, which may begin with `~`.
    """
    head, slash, begun = text.rpartition("/")
    if text == "~":
        return Completion("~/")
    try:
        names = sorted(_names(Path(head + slash).expanduser() if slash else Path(), begun))
    except (OSError, RuntimeError, ValueError):
        return Completion(text)
    exact = [name for name in names if name.startswith(begun)]
    names = exact or names
    if not names:
        return Completion(text)
    common = _common_beginning(names)
    if not common.casefold().startswith(begun.casefold()):
        common = begun
    return Completion(head + slash + common, tuple(names) if len(names) > 1 else ())


def _common_beginning(names: list[str]) -> str:
    first, last = names[0], names[-1]  # of sorted names, these differ soonest
    size = next(
        (place for place, pair in enumerate(zip(first, last, strict=False)) if pair[0] != pair[1]), None
    )
    return first[:size] if size is not None else min(first, last, key=len)


def _names(folder: Path, begun: str) -> list[str]:
    with os.scandir(folder) as entries:
        return [
            entry.name + ("/" if entry.is_dir() else "")
            for entry in islice(entries, MOST)
            if entry.name.casefold().startswith(begun.casefold())
            and (begun.startswith(".") or not entry.name.startswith("."))
        ]
