"""Search the stored texts of a whole review, some documents at a time."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import or_, select
from sqlmodel import col

from store.column_types import columns
from store.engine.store import Store
from store.tables import StoredDocument, StoredStudy

_ESCAPE = "\\"


@dataclass(frozen=True, slots=True)
class DocumentPlace:
    """Name a document and its study, without its text."""

    id: UUID
    study: str
    checklist: str | None


def list_document_places(db: Store) -> list[DocumentPlace]:
    """List the documents of the studies that are listed, by the key of the study, then the oldest first.

    Versions before and withdrawn documents are among them.
    """
    query = (
        select(*columns(StoredDocument.id, StoredStudy.key, StoredStudy.checklist))
        .join(StoredStudy, col(StoredStudy.id) == col(StoredDocument.study_id))
        .where(col(StoredStudy.merged_into).is_(None))
        .order_by(*columns(StoredStudy.key, StoredDocument.added_at, StoredDocument.source_name))
    )
    with db.reading() as session:
        return [DocumentPlace(*row) for row in session.execute(query)]


def texts_with(db: Store, ids: Collection[UUID], parts: Sequence[str]) -> list[tuple[UUID, str, str, str]]:
    """Read those of some documents whose text has any of some parts of words, whatever their case.

    Args:
        db: the review.
        ids: at most some thousands.
        parts: ASCII letters and figures; without any all texts are read.

    Returns:
        Id, name, kind and text of each, in no order.
    """
    query = select(
        *columns(StoredDocument.id, StoredDocument.source_name, StoredDocument.kind, StoredDocument.text)
    ).where(col(StoredDocument.id).in_(ids))
    if parts:
        text = col(StoredDocument.text)
        # LIKE of SQLite overlooks the case of ASCII letters, that of PostgreSQL is told to.
        like = text.ilike if db.is_on_server else text.like
        query = query.where(or_(*(like(f"%{part}%", escape=_ESCAPE) for part in parts)))
    with db.reading() as session:
        return [(identity, name, kind, text) for identity, name, kind, text in session.execute(query)]
