"""Back up a review into a file that is a review itself."""

from __future__ import annotations

import store
from workbench.review.session import use_case


@use_case
def back_up(location: str, target: str) -> int:
    """Write a copy of the review at a location, also while others write into it.

    Returns:
        The size of the copy in bytes.

    Raises:
        ConflictError: something is at the target; it is left alone.
        UsageError: the review is on a server; the message says what to use there.
        NotFoundError: there is no review, or no folder for the copy.
    """
    return store.backup_review(location, target)
