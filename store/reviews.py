"""The review itself."""

from __future__ import annotations

from sqlalchemy import select

from store._columns import columns
from store._rows import StoredReview
from store.engine import Store
from store.errors import CorruptReview
from store.records import Review


def read_review(db: Store) -> Review:
    """Title, question and age of the review."""
    fields = (StoredReview.id, StoredReview.title, StoredReview.question, StoredReview.created_at)
    with db.reading() as session:
        row = session.execute(select(*columns(*fields))).first()
    if row is None:
        raise CorruptReview(f"{db.location} says nothing about itself: restore a copy from a backup")
    return Review(*row)
