"""Complete the path that is being typed, as a shell does."""

from __future__ import annotations

import os
from collections.abc import Iterable
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
        names = _names(Path(head + slash).expanduser() if slash else Path(), begun)
    except (OSError, RuntimeError, ValueError):
        return Completion(text)
    found = complete_name(begun, names)
    return Completion(head + slash + found.text, found.names)


def complete_name(begun: str, names: Iterable[str]) -> Completion:
    """Complete a name as far as only one of these names is possible.

    >>> complete_name("he", ["heart.pdf", "healing.pdf", "lung.pdf"])
    Completion(text='hea', names=('healing.pdf', 'heart.pdf'))
    """
    possible = sorted(name for name in names if name.casefold().startswith(begun.casefold()))
    possible = [name for name in possible if name.startswith(begun)] or possible
    if not possible:
        return Completion(begun)
    common = _common_beginning(possible)
    if not common.casefold().startswith(begun.casefold()):
        common = begun
    return Completion(common, tuple(possible) if len(possible) > 1 else ())


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
