"""Refuse a file whose rows do not fit its history, or a review begun apart, unless somebody asked for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.counts import count
from workbench.errors import ConflictError
from workbench.review.exchange.merge.chains import require_whole
from workbench.review.exchange.merge.conflicts import require_readable
from workbench.review.exchange.merge.sides import Side
from workbench.review.exchange.verify.verify import verify

Rows = Mapping[str, Sequence[dict[str, Any]]]


class UnsoundFileError(ConflictError):
    """Something in a file does not hold, and a merge would make it part of the review for good.

    Attributes:
        path: the file.
    """

    def __init__(self, path: Path, faults: int) -> None:
        does = "does" if faults == 1 else "do"
        super().__init__(
            f"{path.name}: {count(faults, 'entry')} {does} not hold, as if the file was changed behind the"
            " program's back: ask whoever sent it for another copy"
        )
        self.path = path


class OtherReviewError(ConflictError):
    """A file is of a review that was begun apart, and merging would make one review of two."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """What somebody who merges takes in beyond what comes in by itself.

    Attributes:
        contents: what others have submitted also where the reviewer has not submitted yet.
        unsound: names of the files that come in although not everything in them holds.
        other_review: reviews that were begun apart from this one.
    """

    contents: bool = False
    unsound: frozenset[str] = frozenset()
    other_review: bool = False


def require_sound(path: Path, rows: Rows) -> None:
    """Refuse a file in which `verify` finds a fault.

    What it is about is not told: it could tell how far somebody else is.

    Args:
        path: the file.
        rows: what was read from it.

    Raises:
        UnsoundFileError: something does not hold.
        UsageError: its history was altered or a conflict cannot be read, so that it cannot be merged at all.
    """
    require_readable(rows)
    require_whole(Side(rows), path.name)
    faults = len(verify(str(path)).faults)
    if faults:
        raise UnsoundFileError(path, faults)


def require_same_review(here: Rows, other: Rows, source: str) -> None:
    """Refuse a file that has no step of its history in common with the review.

    Raises:
        OtherReviewError: the two were begun apart.
    """
    (ours, *_), (theirs, *_) = here["review"], other["review"]
    if ours["id"] == theirs["id"] or _steps(here) & _steps(other):
        return
    raise OtherReviewError(
        f"{source} is of a review that was begun apart from this one (there “{theirs['title']}”, here"
        f" “{ours['title']}”), and merging it makes one review of both"
    )


def _steps(rows: Rows) -> set[str]:
    side = Side(rows)
    return side.events.keys() | side.bare.keys()
