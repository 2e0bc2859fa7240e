"""Keep the exact texts of checklist definitions that appraisals were made with."""

from __future__ import annotations

from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from store import validation
from store.engine.store import Store
from store.errors import InvalidValue, NotFound
from store.records import ChecklistVersion
from store.tables import StoredChecklist


def pin_checklist(db: Store, checklist_id: str, version: str, sha256: str, text: str) -> ChecklistVersion:
    """Store the text of a definition for good; the same text again changes nothing.

    Raises:
        InvalidValue: the hash is not the text's, or a value cannot be kept.
    """
    checklist = ChecklistVersion(sha256, checklist_id, version, text)
    _validate(checklist)
    with db.writing() as session:
        version_id(session, checklist)
    return checklist


def checklist_text(db: Store, sha256: str) -> str:
    """Return the text of the definition with this hash.

    Raises:
        NotFound: no appraisal was made with it.
    """
    with db.reading() as session:
        text = session.execute(
            select(col(StoredChecklist.text)).where(col(StoredChecklist.sha256) == sha256)
        ).scalar()
    if text is None:
        raise NotFound(f"the review holds no checklist with the sha256 {sha256!r}")
    return text


def versions_of(db: Store, checklist_id: str) -> list[ChecklistVersion]:
    """Return the versions of a checklist that appraisals of the review were made with, with their texts."""
    fields = (
        col(StoredChecklist.sha256),
        col(StoredChecklist.checklist_id),
        col(StoredChecklist.version),
        col(StoredChecklist.text),
    )
    with db.reading() as session:
        rows = session.execute(select(*fields).where(fields[1] == checklist_id).order_by(fields[2]))
        return [ChecklistVersion(*row) for row in rows]


def version_id(session: Session, checklist: ChecklistVersion) -> UUID:
    """Return the id of a definition's row, made if need be, in the caller's writing transaction."""
    _validate(checklist)
    known = session.execute(
        select(col(StoredChecklist.id)).where(col(StoredChecklist.sha256) == checklist.sha256)
    ).scalar()
    if known is not None:
        return known
    row = StoredChecklist(
        id=uuid4(),
        sha256=checklist.sha256,
        checklist_id=checklist.checklist_id,
        version=checklist.version,
        text=checklist.text,
    )
    session.add(row)
    session.flush()
    return row.id


def _validate(checklist: ChecklistVersion) -> None:
    validation.name(checklist.checklist_id, "checklist")
    validation.name(checklist.version, "version of the checklist")
    validation.text(checklist.text, "text of the checklist", limit=validation.MAX_TEXT, required=True)
    if validation.sha256(checklist.sha256, "checklist") != validation.sha256_of(checklist.text):
        raise InvalidValue("the sha256 of the checklist is not that of its text: load the checklist again")
