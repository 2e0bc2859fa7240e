"""Keep versions of documents, and take documents out of reading; quotes point to texts, so all stay."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from store import row_records, validation
from store.documents import GONE, added, document_values, insert_document
from store.engine.store import Store
from store.errors import NotFound
from store.history import record
from store.records import Document, NewDocument
from store.reviewers import actor
from store.tables import StoredDocument


def replace_document(db: Store, document_id: UUID, new: NewDocument, *, by: str) -> Document:
    """Add a newer version of a document; the older one stays, and so do the quotes that point to it.

    Args:
        db: the review.
        document_id: a document; where it was replaced before, the new one follows its newest version.
        new: the newer version.
        by: the reviewer's handle.

    Raises:
        NotFound: there is no such document.
        AlreadyExists: the study has the new one already.
        InvalidValue: see `add_document`.
    """
    with db.writing() as session:
        older = _stored(session, document_id)
        last = _last_version(session, document_id)
        row, entry = document_values(new, older.study_id, datetime.now(UTC))
        row["replaces"] = last
        before = {"kind": older.kind.value, "source_name": older.source_name, "sha256": older.sha256}
        insert_document(session, row, replace(entry, action="document.replace", before=before), by)
    return added(row)


def withdraw_document(db: Store, document_id: UUID, reason: str, *, by: str) -> bool:
    """Take a document out of reading; its text stays, and so do the quotes that point to it.

    Returns:
        True if it was in reading; nothing is written where it was not.

    Raises:
        NotFound: there is no such document.
        InvalidValue: no reason.
    """
    reason = validation.text(reason, "reason", required=True).strip()
    return _set_withdrawn(db, document_id, reason, reason, "document.withdraw", by)


def restore_document(db: Store, document_id: UUID, reason: str = "", *, by: str) -> bool:
    """Bring a withdrawn document back into reading.

    Returns:
        True if it was withdrawn; nothing is written where it was not.

    Raises:
        NotFound: there is no such document.
    """
    reason = validation.text(reason, "reason").strip()
    return _set_withdrawn(db, document_id, None, reason, "document.restore", by)


def _stored(session: Session, document_id: UUID) -> Document:
    row = session.execute(row_records.select_documents().where(col(StoredDocument.id) == document_id)).first()
    if row is None:
        raise NotFound(GONE)
    return row_records.document(row)


def _last_version(session: Session, document_id: UUID) -> UUID:
    """Return the newest version of a document, withdrawn or not."""
    after: UUID | None = document_id
    while after is not None:
        document_id = after
        query = select(col(StoredDocument.id)).where(col(StoredDocument.replaces) == document_id)
        after = session.execute(query).scalar()
    return document_id


def _set_withdrawn(
    db: Store, document_id: UUID, because: str | None, reason: str, action: str, by: str
) -> bool:
    with db.writing() as session:
        document = _stored(session, document_id)
        if (document.withdrawn_because is None) == (because is None):
            return False
        reviewer = actor(session, by)
        changed = update(StoredDocument).where(col(StoredDocument.id) == document_id)
        session.execute(changed.values(withdrawn_because=because))
        record(
            session,
            action=action,
            reviewer=reviewer,
            study_id=document.study_id,
            target=document.source_name,
            about={"document": str(document_id)},
            reason=reason,
        )
    return True
