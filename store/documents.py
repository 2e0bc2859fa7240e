"""Keep the texts of studies exactly as they were read."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import insert, select
from sqlalchemy.orm import Session
from sqlmodel import col

from store import row_records, validation
from store.appraisal_tables import StoredAppraisal, StoredQuote
from store.column_types import columns
from store.engine.store import Store
from store.errors import AlreadyExists, InvalidValue, NotFound
from store.history import record_all
from store.new_events import Entry
from store.records import AppraisalKind, Document, DocumentKind, NewDocument
from store.reviewers import actor
from store.tables import StoredDocument, StoredReviewer, StoredStudy

GONE = "the document is not in the review any more: list the documents of the study to see what is"


def add_document(db: Store, study_id: UUID, new: NewDocument, *, by: str) -> Document:
    """Add a text to a study.

    Raises:
        NotFound: there is no such study.
        AlreadyExists: the study has this document.
        InvalidValue: the text holds NUL, is too long, or another value cannot be kept.
    """
    row, entry = document_values(new, study_id, datetime.now(UTC))
    with db.writing() as session:
        if session.get(StoredStudy, study_id) is None:
            raise NotFound("the study is not in the review any more: list the studies to see what is")
        insert_document(session, row, entry, by)
    return added(row)


def find_by_sha256(db: Store, sha256: str) -> list[tuple[str, Document]]:
    """List the documents that were read from these bytes, each with its study's key, oldest first."""
    query = row_records.select_documents().add_columns(col(StoredStudy.key))
    query = query.join(StoredStudy, col(StoredStudy.id) == col(StoredDocument.study_id))
    with db.reading() as session:
        rows = session.execute(
            query.where(col(StoredDocument.sha256) == sha256).order_by(
                *columns(StoredDocument.added_at, StoredStudy.key)
            )
        ).all()
    return [(row[-1], row_records.document(row)) for row in rows]


def list_documents(db: Store, study_id: UUID) -> list[Document]:
    """List the documents of a study, oldest first."""
    query = row_records.select_documents().where(col(StoredDocument.study_id) == study_id)
    with db.reading() as session:
        documents = [row_records.document(row) for row in session.execute(query)]
    return sorted(documents, key=_age)


def list_texts(db: Store, study_id: UUID) -> list[tuple[Document, str]]:
    """List the documents of a study, oldest first, each with its whole text."""
    query = row_records.select_documents().add_columns(col(StoredDocument.text))
    with db.reading() as session:
        rows = session.execute(query.where(col(StoredDocument.study_id) == study_id)).all()
    return sorted(((row_records.document(row), row[-1]) for row in rows), key=lambda pair: _age(pair[0]))


def list_texts_of_others(db: Store, ids: Collection[UUID]) -> list[tuple[Document, str, str]]:
    """List some documents, oldest first, each with its whole text and the key of its study."""
    query = row_records.select_documents().add_columns(col(StoredDocument.text), col(StoredStudy.key))
    query = query.join(StoredStudy, col(StoredStudy.id) == col(StoredDocument.study_id))
    with db.reading() as session:
        rows = session.execute(query.where(col(StoredDocument.id).in_(ids))).all()
    found = ((row_records.document(row), row[-2], row[-1]) for row in rows)
    return sorted(found, key=lambda each: _age(each[0]))


def quoted_from_others(db: Store, study_id: UUID, reviewer: str) -> set[UUID]:
    """Return the documents of other studies that a reviewer's appraisals of a study quote.

    There are some where studies were merged: a duplicate may keep a document of which both had a copy.
    """
    query = (
        select(col(StoredDocument.id))
        .join(StoredQuote, col(StoredQuote.document_id) == col(StoredDocument.id))
        .join(StoredAppraisal, col(StoredAppraisal.id) == col(StoredQuote.appraisal_id))
        .join(StoredReviewer, col(StoredReviewer.id) == col(StoredAppraisal.reviewer_id))
        .where(
            col(StoredAppraisal.study_id) == study_id,
            col(StoredAppraisal.kind) == AppraisalKind.INDEPENDENT.value,
            col(StoredReviewer.handle_key) == validation.handle_key(reviewer),
            col(StoredDocument.study_id) != study_id,
        )
    )
    with db.reading() as session:
        return set(session.execute(query).scalars())


def list_all_documents(db: Store) -> dict[UUID, list[Document]]:
    """List the documents of every study that has any, by study, oldest first."""
    by_study: dict[UUID, list[Document]] = {}
    with db.reading() as session:
        for row in session.execute(row_records.select_documents()):
            document = row_records.document(row)
            by_study.setdefault(document.study_id, []).append(document)
    return {study: sorted(those, key=_age) for study, those in by_study.items()}


def list_kinds(db: Store) -> list[tuple[UUID, str]]:
    """List study and kind of every document, the oldest first; fast for thousands."""
    order = columns(StoredDocument.added_at, StoredDocument.source_name, StoredDocument.kind)
    query = select(*columns(StoredDocument.study_id, StoredDocument.kind)).order_by(*order)
    with db.reading() as session:
        return [(study_id, kind) for study_id, kind in session.execute(query)]


def list_hashes(db: Store) -> list[tuple[UUID, str]]:
    """List study and sha256 of every document that is not withdrawn."""
    query = select(*columns(StoredDocument.study_id, StoredDocument.sha256))
    with db.reading() as session:
        rows = session.execute(query.where(col(StoredDocument.withdrawn_because).is_(None)))
        return [(study_id, sha256) for study_id, sha256 in rows]


def has_versions(db: Store) -> bool:
    """Return True if any document was replaced or withdrawn, so that not all of them are read."""
    replaces, withdrawn = columns(StoredDocument.replaces, StoredDocument.withdrawn_because)
    query = select(col(StoredDocument.id)).where(replaces.is_not(None) | withdrawn.is_not(None)).limit(1)
    with db.reading() as session:
        return session.execute(query).first() is not None


def read_text(db: Store, document_id: UUID) -> str:
    """Read the whole text of a document.

    Raises:
        NotFound: there is no such document.
    """
    with db.reading() as session:
        text = session.execute(
            select(col(StoredDocument.text)).where(col(StoredDocument.id) == document_id)
        ).scalar()
    if text is None:
        raise NotFound(GONE)
    return text


def document_values(new: NewDocument, study_id: UUID, now: datetime) -> tuple[dict[str, Any], Entry]:
    """Build the row of a new document and the event that tells of it.

    Raises:
        InvalidValue: a value that cannot be kept.
    """
    try:
        kind = DocumentKind(new.kind).value
    except ValueError:
        raise InvalidValue(
            f"{new.kind!r} is no kind of document: use one of {', '.join(DocumentKind)}"
        ) from None
    row = {
        "id": uuid4(),
        "study_id": study_id,
        "kind": kind,
        "source_name": validation.text(new.source_name, "document's name"),
        "sha256": validation.sha256(new.sha256, "document"),
        "text": validation.text(new.text, "text of the document", limit=validation.MAX_TEXT),
        "characters": len(new.text),
        "added_at": now,
        "replaces": None,
        "withdrawn_because": None,
    }
    shown = {name: row[name] for name in ("kind", "source_name", "sha256", "characters")}
    shown["text_sha256"] = validation.sha256_of(new.text)
    about = {"document": str(row["id"])}
    return row, Entry(
        action="document.add", study_id=study_id, target=new.source_name, about=about, after=shown
    )


def insert_document(session: Session, row: dict[str, Any], entry: Entry, by: str) -> None:
    """Add the row of a document and its event to the caller's transaction.

    Raises:
        AlreadyExists: its study has the document.
    """
    same = select(col(StoredDocument.id)).where(
        col(StoredDocument.study_id) == row["study_id"],
        col(StoredDocument.sha256) == row["sha256"],
        col(StoredDocument.kind) == row["kind"],
    )
    if session.execute(same).first() is not None:
        raise AlreadyExists(f"the study has the document {row['source_name']!r} already: nothing was changed")
    reviewer = actor(session, by)
    session.execute(insert(StoredDocument), [row])
    record_all(session, [replace(entry, reviewer=reviewer)])


def added(row: dict[str, Any]) -> Document:
    """Return the record of a row that was just added."""
    fields = {name: row[name] for name in Document.__slots__}
    return Document(**fields | {"kind": DocumentKind(row["kind"])})


def _age(document: Document) -> tuple[datetime, str, str]:
    """Return the sort key that puts the oldest document first, and those of one moment by name."""
    return document.added_at, document.source_name, document.kind
