"""Write a copy of a review beside whoever works in it."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from store.engine import sqlite_files
from store.engine.error_translation import corrupt, translating
from store.engine.locations import FilePlace, ServerPlace, find_place
from store.engine.wholeness import Wholeness
from store.errors import AlreadyExists, InvalidValue


def backup_review(location: str | Path, target: str | Path) -> int:
    """Write a copy of a review as it is at one moment, whole or not at all, also while others write into it.

    An older review is copied as it is, not brought up to date.

    Args:
        location: the file of the review.
        target: a file that does not exist yet.

    Returns:
        The size of the copy in bytes.

    Raises:
        AlreadyExists: something is at the target; it is left alone.
        InvalidValue: the review is on a server, or the target is no file.
        ReviewNotFound, NotAReview, CorruptReview: there is no sound review at the location.
    """
    source, place = find_place(location), find_place(target)
    if isinstance(source, ServerPlace):
        raise InvalidValue(
            f"{source.shown} lies on a server, which has tools of its own for it, such as pg_dump; "
            "`workbench export -o FILE.zip` writes what you may see, and `workbench import` takes it back"
        )
    if not isinstance(place, FilePlace):
        raise InvalidValue("a backup is a file: give a name for it")
    if place.path.is_dir():
        raise AlreadyExists(f"{place.shown} is a folder: give the name of a file in it")
    with translating(source.shown):
        sqlite_files.examine(source.path, source.shown)
    with translating(place.shown):
        sqlite_files.create_file(place.path, place.shown, lambda draft: _copy(source, draft))
        return place.path.stat().st_size


def _copy(source: FilePlace, draft: Path) -> None:
    """Copy a review with SQLite's own means, which take one moment of it, and prove the copy."""
    try:
        with (
            closing(sqlite_files.connect(source.path)) as review,
            closing(sqlite_files.connect(draft)) as copy,
        ):
            review.backup(copy)
            if copy.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
                raise corrupt(source.shown)
    finally:
        # To copy is to read, and what others wrote meanwhile could not go into their file.
        Wholeness(source.path).close()
