"""Read the file that is to be merged: a review in SQLite, or what `workbench export` wrote."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from store import review_copies
from workbench.errors import NotFoundError, UsageError
from workbench.review.exchange.whole_review import read_export

_ZIP = b"PK"
_SQLITE = b"SQLite format 3\0"


def read_source(path: Path) -> dict[str, Sequence[dict[str, Any]]]:
    """Return the rows of a file by table; the file is not changed.

    Raises:
        NotFoundError: there is no file.
        UsageError: it is neither a review nor an export of one.
    """
    if not path.exists():
        raise NotFoundError(f"there is no file {path}: name the file that your co-reviewer sent")
    if path.is_dir():
        return {**read_export(path)[0]}
    with path.open("rb") as file:
        head = file.read(len(_SQLITE))
    if head.startswith(_ZIP):
        return {**read_export(path)[0]}
    if head == _SQLITE:
        return {**review_copies.read_copy(path)}
    raise UsageError(
        f"{path} is neither a review, nor an export (.zip or folder), nor a seal file: ask your co-reviewer"
        " for one"
    )
