"""Keep the people who appraise."""

from __future__ import annotations

from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from store.column_types import columns
from store.engine.store import Store
from store.history import record
from store.records import Reviewer
from store.tables import StoredReviewer
from store.validation import handle as valid_handle
from store.validation import handle_key, text


def ensure_reviewer(db: Store, handle: str, name: str = "") -> Reviewer:
    """Return the reviewer with this handle, made if need be; handles may differ in case.

    Args:
        db: the review.
        handle: 1 to 40 letters, digits, dots, underscores or hyphens.
        name: set or changed where it is given.

    Raises:
        InvalidValue: the handle or the name does not do.
    """
    text(name, "name")
    key = handle_key(valid_handle(handle))
    with db.reading() as session:
        stored = _find(session, key)
        if stored is not None and name in ("", stored.name):
            return _reviewer(stored)
    with db.writing() as session:
        stored = reviewer_of(session, handle)
        if name and name != stored.name:
            before, stored.name = stored.name, name
            record(session, action="reviewer.name", reviewer=stored.handle, before=before, after=name)
        return _reviewer(stored)


def list_reviewers(db: Store) -> list[Reviewer]:
    """List all reviewers by handle."""
    fields = (StoredReviewer.id, StoredReviewer.handle, StoredReviewer.name)
    with db.reading() as session:
        reviewers = [Reviewer(*row) for row in session.execute(select(*columns(*fields)))]
    return sorted(reviewers, key=lambda reviewer: handle_key(reviewer.handle))


def reviewer_of(session: Session, handle: str) -> StoredReviewer:
    """Return the row of a reviewer, made if need be, in the caller's writing transaction."""
    given = valid_handle(handle)
    stored = _find(session, handle_key(given))
    if stored is None:
        stored = StoredReviewer(
            id=uuid4(), handle=given, handle_key=handle_key(given), name="", person_id=None
        )
        session.add(stored)
        session.flush()
        record(session, action="reviewer.add", reviewer=given, after=given)
    return stored


def actor(session: Session, by: str) -> str:
    """Return the handle as events show it. Empty stays empty: a program that adds studies is no person."""
    return reviewer_of(session, by).handle if by else ""


def _find(session: Session, key: str) -> StoredReviewer | None:
    return session.execute(select(StoredReviewer).where(col(StoredReviewer.handle_key) == key)).scalar()


def _reviewer(stored: StoredReviewer) -> Reviewer:
    return Reviewer(stored.id, stored.handle, stored.name)
