"""Correct the bibliographic record and the key of a study; the history keeps what stood there before."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from store import row_records, validation
from store.bibliography import FIELDS, Bibliography
from store.column_types import columns
from store.engine.store import Store
from store.errors import AlreadyExists, NotFound
from store.history import record
from store.history_tables import StoredEvent
from store.records import Study
from store.reviewers import reviewer_of
from store.tables import StoredStudy

EDIT = "study.edit"
"""The action of the event; its `before` and `after` hold the fields that changed."""


def edit_study(db: Store, study_id: UUID, *, key: str, bibliography: Bibliography, by: str) -> Study:
    """Put a record and a key in the place of those that a study has; nothing is written if both are the same.

    Args:
        db: the review.
        study_id: the study.
        key: its key from now on; the key before still finds it.
        bibliography: its record from now on.
        by: handle of the reviewer who corrects it.

    Raises:
        NotFound: there is no such study.
        AlreadyExists: another study has the key.
        InvalidValue: a value that cannot be kept.
    """
    values = {"key": validation.study_key(key), **validation.bibliography_columns(bibliography)}
    with db.writing() as session:
        reviewer = reviewer_of(session, by)
        study = session.get(StoredStudy, study_id)
        if study is None:
            raise NotFound("the study is not in the review any more: list the studies to see what is")
        if values["key"] != study.key:
            _refuse_taken(session, values["key"])
        shown = ("key", *FIELDS)
        changed = [name for name in shown if getattr(study, name) != values[name]]
        if changed:
            before = {name: getattr(study, name) for name in changed}
            for name, value in values.items():
                setattr(study, name, value)
            session.flush()
            record(
                session,
                action=EDIT,
                reviewer=reviewer.handle,
                study_id=study_id,
                before=before,
                after={name: values[name] for name in changed},
            )
        row = session.execute(row_records.select_studies().where(col(StoredStudy.id) == study_id)).one()
        return row_records.study(row)


def study_with_former_key(db: Store, key: str) -> str | None:
    """Return the present key of the study that had a key before it was corrected; None if none had it.

    Where several studies had it, the one that lost it last is meant.
    """
    events = columns(StoredEvent.study_id, StoredEvent.before)
    query = select(*events).where(col(StoredEvent.action) == EDIT).order_by(col(StoredEvent.number).desc())
    with db.reading() as session:
        had = (study for study, before in session.execute(query) if _key_in(before) == key)
        study_id = next(had, None)
        if study_id is None:
            return None
        query = select(*columns(StoredStudy.key)).where(col(StoredStudy.id) == study_id)
        return session.execute(query).scalar()


def studies_by_former_key(db: Store) -> dict[str, UUID]:
    """Return by each key that was corrected the id of the study that had it, the last one where several had.

    For many keys at once; see `study_with_former_key`.
    """
    events = columns(StoredEvent.study_id, StoredEvent.before)
    query = select(*events).where(col(StoredEvent.action) == EDIT).order_by(col(StoredEvent.number))
    with db.reading() as session:
        return {key: study for study, before in session.execute(query) if (key := _key_in(before))}


def _key_in(before: Any) -> str | None:
    return before.get("key") if isinstance(before, dict) else None


def _refuse_taken(session: Session, key: str) -> None:
    query = select(*columns(StoredStudy.id)).where(col(StoredStudy.key) == key)
    if session.execute(query).first() is not None:
        raise AlreadyExists(f"the review has a study with the key {key!r} already: choose another key")
