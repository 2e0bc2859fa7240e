"""Read and set what holds for the whole review: its title, and whether its reviewers are blind.

A review has no roles: it is a file that its reviewers share, and any of them may do this. What keeps it
honest is the history: it says who did it, when and why, and so do the methods sentences.
"""

from __future__ import annotations

from store import reviews
from workbench.errors import ConflictError, UsageError
from workbench.review.blindness.exposure import seen_when_lifting
from workbench.review.session import ReviewSession, use_case


@use_case
def lift_blindness(session: ReviewSession, reason: str) -> None:
    """Let every reviewer of the review see what others have submitted, whether done or not.

    Drafts stay hidden. Appraisals submitted from now on are no longer independent where others' work could be
    seen: comparisons, agreement and methods say so.

    Raises:
        UsageError: no reason.
        ConflictError: it is lifted already.
    """
    _set_blind(session, False, reason)


@use_case
def restore_blindness(session: ReviewSession, reason: str) -> None:
    """Make the reviewers blind to each other again; what was seen stays in the history.

    Raises:
        UsageError: no reason.
        ConflictError: they are blind already.
    """
    _set_blind(session, True, reason)


@use_case
def is_blind(session: ReviewSession) -> bool:
    """Return True if reviewers are blind to each other until they have submitted."""
    return reviews.read_review(session.db).blind


@use_case
def review_title(session: ReviewSession) -> str:
    """Return what the review is called; empty where it was given no title."""
    return reviews.read_review(session.db).title or ""


def _set_blind(session: ReviewSession, blind: bool, reason: str) -> None:
    if not reason.strip():
        raise UsageError("this needs a reason: it stands in the history")
    by = session.require_reviewer()
    with session.db.writing():
        seen = set() if blind else seen_when_lifting(session)
        is_changed = reviews.set_blind(session.db, blind, reason.strip(), by=by, seen=seen)
    if not is_changed:
        raise ConflictError(f"blindness {'is in force already' if blind else 'is lifted already'}")
