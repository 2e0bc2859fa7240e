"""Keep the review itself: title, question, blindness, and what stands above its tables."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from store import validation
from store.column_types import columns
from store.engine.store import Store
from store.errors import CorruptReview, InvalidValue
from store.history import record
from store.records import Review
from store.reviewers import reviewer_of
from store.tables import StoredReview

HEADER = ("population", "setting", "treatment", "comparison")
"""What can stand above the summary of findings."""


def read_review(db: Store) -> Review:
    """Read the title, question and age of the review, whether it is blind, and its header."""
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
    return Review(*row)


def set_blind(db: Store, blind: bool, reason: str, *, by: str) -> bool:
    """Lift blindness for the whole review, or restore it; the reason stands in the history.

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
        record(session, action=action, reviewer=reviewer.handle, before=not blind, after=blind, reason=reason)
        return True


def set_header(db: Store, changes: Mapping[str, str], *, by: str) -> dict[str, str]:
    """Change what stands above the summary of findings; an empty text removes a line.

    Returns:
        The whole header. Where nothing is different, nothing is told to the history.

    Raises:
        InvalidValue: a name that is not one of `HEADER`.
    """
    for name, value in changes.items():
        if name not in HEADER:
            raise InvalidValue(f"there is no {name!r} in the header; there are {', '.join(HEADER)}")
        validation.text(value, name)
    with db.writing() as session:
        reviewer = reviewer_of(session, by)
        review = session.execute(select(StoredReview)).scalar()
        if review is None:
            raise _says_nothing(db)
        before = dict(review.header)
        joined = before | dict(changes)
        after = {name: joined[name] for name in HEADER if joined.get(name)}
        if before != after:
            review.header = after
            session.flush()
            record(session, action="header", reviewer=reviewer.handle, before=before, after=after)
        return after


def _says_nothing(db: Store) -> CorruptReview:
    return CorruptReview(f"{db.location} says nothing about itself: restore a copy from a backup")
