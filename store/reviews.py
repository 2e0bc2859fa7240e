"""The review itself, and whether its reviewers are blind to each other."""

from __future__ import annotations

from sqlalchemy import select

from store import _values
from store._columns import columns
from store._rows import StoredReview
from store.engine import Store
from store.errors import CorruptReview
from store.history import record
from store.records import Review
from store.reviewers import reviewer_of


def read_review(db: Store) -> Review:
    """Title, question and age of the review, and whether it is blind."""
    fields = (
        StoredReview.id,
        StoredReview.title,
        StoredReview.question,
        StoredReview.created_at,
        StoredReview.blind,
    )
    with db.reading() as session:
        row = session.execute(select(*columns(*fields))).first()
    if row is None:
        raise _says_nothing(db)
    return Review(*row)


def set_blind(db: Store, blind: bool, reason: str, *, by: str) -> bool:
    """Lifts blindness for the whole review, or restores it; the reason stands in the history.

    Returns:
        Whether this changed anything.

    Raises:
        InvalidValue: the reason is empty.
    """
    _values.text(reason, "reason", required=True)
    with db.writing() as session:
        reviewer = reviewer_of(session, by)
        review = session.execute(select(StoredReview)).scalar()
        if review is None:
            raise _says_nothing(db)
        if review.blind == blind:
            return False
        review.blind = blind
        session.flush()
        action = "blindness.restore" if blind else "blindness.lift"
        record(session, action=action, reviewer=reviewer.handle, before=not blind, after=blind, reason=reason)
        return True


def _says_nothing(db: Store) -> CorruptReview:
    return CorruptReview(f"{db.location} says nothing about itself: restore a copy from a backup")
