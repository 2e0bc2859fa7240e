"""Tell whether anything waits for a decision since a merge."""

from __future__ import annotations

from sqlalchemy import select
from sqlmodel import col

from store.engine.store import Store
from store.exchange_tables import StoredConflict


def is_any_open(db: Store) -> bool:
    """Return True if some value waits beside the one that stands, whoever may decide on it."""
    waiting = select(col(StoredConflict.id)).where(col(StoredConflict.decided_by).is_(None)).limit(1)
    with db.reading() as session:
        return session.execute(waiting).scalar() is not None
