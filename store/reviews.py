"""Keep the review itself: title, question, blindness."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select

from store import validation
from store.column_types import columns
from store.engine.store import Store
from store.errors import CorruptReview
from store.handles import read_present_handles
from store.history import record
from store.protocol import entries_of
from store.records import Review
from store.reviewers import reviewer_of
from store.tables import StoredReview


def read_review(db: Store) -> Review:
    """Read the title, question and age of the review, whether it is blind, its header and its protocol."""
    fields = (
        StoredReview.id,
        StoredReview.title,
        StoredReview.question,
        StoredReview.created_at,
        StoredReview.blind,
        StoredReview.header,
        StoredReview.protocol,
    )
    with db.reading() as session:
        row = session.execute(select(*columns(*fields))).first()
        if row is None:
            raise _says_nothing(db)
        identity, title, question, created_at, blind, header, protocol = row
        present = read_present_handles(session) if protocol else {}
    entries = entries_of(question, header, protocol, created_at, present)
    return Review(identity, title, question, created_at, blind, header, entries)


def set_blind(db: Store, blind: bool, reason: str, *, by: str, seen: Collection[UUID] | None = None) -> bool:
    """Lift blindness for the whole review, or restore it; the reason stands in the history.

    Args:
        db: the review.
        blind: False lifts it.
        reason: why.
        by: handle of the reviewer.
        seen: ids of the appraisals that everybody can see from then on, for the event that lifts it.

    Returns:
        True if this changed anything.

    Raises:
        InvalidValue: the reason is empty.
    """
    validation.text(reason, "reason", required=True)
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
        shown = " ".join(sorted(str(each) for each in seen or ()))
        about = {"seen": shown} if seen is not None and not blind else {}
        event = {"before": not blind, "after": blind, "reason": reason, "about": about}
        record(session, action=action, reviewer=reviewer.handle, **event)
        return True


def _says_nothing(db: Store) -> CorruptReview:
    return CorruptReview(f"{db.location} says nothing about itself: restore a copy from a backup")
