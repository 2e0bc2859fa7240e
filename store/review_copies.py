"""Read another file of a review without changing it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from store.engine import sqlite_files
from store.engine.error_translation import translating
from store.engine.locations import FilePlace, find_place
from store.engine.store import Store, open_review
from store.export_rows import Values, read_everything
from store.import_rows import create_from

_PREFIX = "workbench-"
"""How the names of the folders begin in which copies lie while they are read."""


def read_copy(path: Path) -> dict[str, list[Values]]:
    """Read the rows of a review in a SQLite file, as `read_everything` gives them; the file stays as it is.

    Raises:
        ReviewNotFound, NotAReview, NewerReview, CorruptReview, LockedReview: as their names say.
    """
    with open_copy(path) as db:
        return read_everything(db)


@contextmanager
def open_copy(path: Path) -> Iterator[Store]:
    """Open a copy of a review in a SQLite file, which is brought to the present version if it is older.

    The file itself stays as it is, and the copy goes when the block ends.

    Raises:
        ReviewNotFound, NotAReview, NewerReview, CorruptReview, LockedReview: as their names say.
    """
    shown = str(path)
    with translating(shown), tempfile.TemporaryDirectory(prefix=_PREFIX) as folder:
        sqlite_files.examine(path.absolute(), shown)
        copy = Path(folder) / "review.db"
        with (
            closing(sqlite_files.connect(path.absolute())) as source,
            closing(sqlite_files.connect(copy, "mode=rwc")) as target,
        ):
            source.backup(target)
        with open_review(copy) as db:
            yield db


@contextmanager
def open_copy_of(db: Store) -> Iterator[Store]:
    """Open a copy of an open review, in a file also where the review is on a server.

    What is written into the copy goes with it when the block ends.

    Raises:
        StoreError: the copy cannot be made, for the reason given.
    """
    place = find_place(db.location)
    if isinstance(place, FilePlace):
        with open_copy(place.path) as copy:
            yield copy
        return
    with tempfile.TemporaryDirectory(prefix=_PREFIX) as folder:
        rows = read_everything(db)
        with create_from(Path(folder) / "review.db", rows) as copy:
            yield copy
