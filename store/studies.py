"""Add, read and list the studies of a review, and assign their checklists."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import insert, select
from sqlalchemy.orm import Session
from sqlmodel import col

from store import row_records, validation
from store.bibliography import FIELDS
from store.column_types import columns
from store.documents import document_values
from store.engine.store import Store
from store.errors import AlreadyExists, NotFound
from store.history import record, record_all
from store.new_events import Entry
from store.records import NewDocument, NewStudy, Study, StudyRow
from store.reviewers import actor, reviewer_of
from store.study_search import find_study, same_study
from store.tables import StoredDocument, StoredReviewer, StoredStudy

__all__ = [
    "add_studies",
    "add_study",
    "assign_checklist",
    "find_study",
    "get_study",
    "list_full",
    "list_known_records",
    "list_studies",
    "read_authors",
    "read_study",
    "same_study",
    "set_calibration",
    "set_excluded",
    "taken_keys",
]

ASSIGN = "checklist.assign"
"""The action of the event; its `before` and `after` hold checklist, design and who confirmed them."""
DESIGN = "design"
"""The target of the event where somebody decided on the design itself."""

_MANY = 5000
"""How many ids one query may name; of more studies all are read."""


def add_study(db: Store, new: NewStudy, documents: Sequence[NewDocument] = (), *, by: str) -> Study:
    """Add a study with its documents.

    Args:
        db: the review.
        new: what is known of it.
        documents: its texts.
        by: the reviewer's handle; may be empty where no person adds it.

    Raises:
        AlreadyExists: its key is taken, or a document is given twice.
        InvalidValue: a value that cannot be kept.
    """
    return add_studies(db, [(new, documents)], by=by)[0]


def add_studies(db: Store, new: Iterable[tuple[NewStudy, Sequence[NewDocument]]], *, by: str) -> list[Study]:
    """Add studies with their documents, all of them or none; see `add_study`."""
    now = datetime.now(UTC)
    studies, documents, entries = [], [], []
    for study, its_documents in new:
        values = _study_values(study) | {"id": uuid4(), "added_at": now}
        studies.append(values)
        shown = {name: values[name] for name in ("key", *FIELDS, "design", "checklist")}
        shown["abstract_sha256"] = validation.sha256_of(shown.pop("abstract"))
        entries.append(Entry(action="study.add", study_id=values["id"], after=shown))
        for document in its_documents:
            row, entry = document_values(document, values["id"], now)
            documents.append(row)
            entries.append(entry)
    keys = {str(values["key"]) for values in studies}
    _refuse_twice(keys, studies, documents)
    if not studies:
        return []
    with db.writing() as session:
        for taken in session.execute(select(col(StoredStudy.key))).scalars():
            if taken in keys:
                raise AlreadyExists(
                    f"the review has a study with the key {taken!r} already: choose another key"
                )
        reviewer = actor(session, by)
        session.execute(insert(StoredStudy), studies)
        if documents:
            session.execute(insert(StoredDocument), documents)
        record_all(session, (_signed(entry, reviewer) for entry in entries))
    return [_added(values) for values in studies]


def get_study(db: Store, key: str) -> Study:
    """Return the study with exactly this key.

    Raises:
        NotFound: there is none.
    """
    with db.reading() as session:
        row = session.execute(row_records.select_studies().where(col(StoredStudy.key) == key)).first()
    if row is None:
        raise NotFound(f"no study has the key {key!r}: list the studies to see their keys")
    return row_records.study(row)


def read_study(db: Store, study_id: UUID) -> Study:
    """Return the study with this id.

    Raises:
        NotFound: there is none.
    """
    with db.reading() as session:
        return _read(session, study_id)


def list_studies(db: Store) -> list[StudyRow]:
    """List all studies by key, in the few columns of a long list, without those merged into others."""
    query = row_records.select_listed_studies().where(col(StoredStudy.merged_into).is_(None))
    with db.reading() as session:
        rows = [row_records.listed_study(row) for row in session.execute(query)]
    # Sorted here, since PostgreSQL sorts by the rules of a language and SQLite by the numbers of characters.
    return sorted(rows, key=lambda row: row.key)


def read_authors(db: Store) -> dict[str, tuple[str, ...]]:
    """Return the authors of all studies by key, without those merged into others."""
    query = select(*columns(StoredStudy.key, StoredStudy.authors)).where(
        col(StoredStudy.merged_into).is_(None)
    )
    with db.reading() as session:
        return {key: tuple(authors or ()) for key, authors in session.execute(query)}


def list_full(
    db: Store, study_ids: Collection[UUID] | None = None, *, with_merged: bool = False
) -> list[Study]:
    """List all studies by key, or those with some ids, with all that is known of them.

    Studies that were merged into others are among them where their ids are given, or `with_merged` is.
    """
    query = row_records.select_studies()
    if study_ids is None and not with_merged:
        query = query.where(col(StoredStudy.merged_into).is_(None))
    # Databases limit how many values a statement may have.
    some = study_ids if study_ids is not None and len(study_ids) <= _MANY else None
    if some is not None:
        query = query.where(col(StoredStudy.id).in_(some))
    with db.reading() as session:
        studies = [row_records.study(row) for row in session.connection().execute(query)]
    if study_ids is not None and some is None:
        studies = [study for study in studies if study.id in study_ids]
    return sorted(studies, key=lambda study: study.key)


def list_known_records(db: Store) -> list[Study]:
    """List the records of all studies, those of merged ones too, each as one of the study it belongs to now.

    Duplicates have the id and the key of the study, and their own record; they come first.
    """
    everything = list_full(db, with_merged=True)
    kept = {study.id: study for study in everything if study.merged_into is None}
    duplicates = [
        replace(study, id=study.merged_into, key=kept[study.merged_into].key)
        for study in everything
        if study.merged_into is not None
    ]
    return [*duplicates, *kept.values()]


def taken_keys(db: Store) -> set[str]:
    """Return the keys of all studies."""
    with db.reading() as session:
        return set(session.execute(select(col(StoredStudy.key))).scalars())


def assign_checklist(
    db: Store,
    study_id: UUID,
    *,
    checklist: str | None,
    design: str | None,
    by: str,
    reason: str = "",
    confirms: bool = True,
    decides_design: bool = False,
) -> Study:
    """Confirm or change design and checklist of a study.

    Appraisals already begun keep the checklist that they have.

    Args:
        db: the review.
        study_id: the study.
        checklist: id of a checklist, or None for none.
        design: id of a design, or None where none fits.
        by: handle of the reviewer who confirms.
        reason: why, where appraisals are there already; it stands in the history.
        confirms: False where nothing is said of the design; who confirmed it before stays then.
        decides_design: True where somebody decides on the design itself, be it that it stays as it is; the
            history says so.

    Raises:
        NotFound: there is no such study.
        InvalidValue: an empty id, or no reviewer.
    """
    for value, what in ((checklist, "checklist"), (design, "design")):
        if value is not None:
            validation.name(value, what)
    with db.writing() as session:
        reviewer = reviewer_of(session, by)
        study = session.get(StoredStudy, study_id)
        if study is None:
            raise _no_such_study()
        before = _assignment(session, study)
        study.checklist, study.design = checklist, design
        if confirms:
            study.design_confirmed_by = reviewer.id
        after = _assignment(session, study)
        if after != before or decides_design:
            record(
                session,
                action=ASSIGN,
                reviewer=reviewer.handle,
                study_id=study_id,
                target=DESIGN if decides_design else "",
                before=before,
                after=after,
                reason=reason,
            )
            session.flush()
        return _read(session, study_id)


def set_calibration(db: Store, study_id: UUID, on: bool, *, by: str) -> Study:
    """Mark a study as one for calibration, or take the mark away; doing it again changes nothing.

    Raises:
        NotFound: there is no such study.
    """
    with db.writing() as session:
        reviewer = reviewer_of(session, by)
        study = session.get(StoredStudy, study_id)
        if study is None:
            raise _no_such_study()
        if study.calibration != on:
            study.calibration = on
            session.flush()
            record(
                session,
                action="calibration",
                reviewer=reviewer.handle,
                study_id=study_id,
                before=not on,
                after=on,
            )
        return _read(session, study_id)


def set_excluded(db: Store, study_id: UUID, reason: str | None, *, by: str, because: str = "") -> Study:
    """Leave a study out of the review, or take it in again; doing it again changes nothing.

    Args:
        db: the review.
        study_id: the study.
        reason: why it is left out; None takes it in again.
        by: handle of the reviewer who decides.
        because: why it is taken in again; it stands in the history.

    Raises:
        NotFound: there is no such study.
        InvalidValue: an empty reason.
    """
    if reason is not None:
        reason = validation.text(reason, "reason", required=True)
    with db.writing() as session:
        reviewer = reviewer_of(session, by)
        study = session.get(StoredStudy, study_id)
        if study is None:
            raise _no_such_study()
        before = study.excluded_because
        if before != reason:
            study.excluded_because = reason
            session.flush()
            record(
                session,
                action="study.exclude" if reason is not None else "study.include",
                reviewer=reviewer.handle,
                study_id=study_id,
                before=before,
                after=reason,
                reason=reason or because,
            )
        return _read(session, study_id)


def _assignment(session: Session, study: StoredStudy) -> dict[str, str | None]:
    confirmed = session.get(StoredReviewer, study.design_confirmed_by) if study.design_confirmed_by else None
    return {
        "checklist": study.checklist,
        "design": study.design,
        "confirmed_by": confirmed.handle if confirmed else None,
    }


def _read(session: Session, study_id: UUID) -> Study:
    row = session.execute(row_records.select_studies().where(col(StoredStudy.id) == study_id)).first()
    if row is None:
        raise _no_such_study()
    return row_records.study(row)


def _no_such_study() -> NotFound:
    return NotFound("the study is not in the review any more: list the studies to see what is")


def _signed(entry: Entry, reviewer: str) -> Entry:
    return Entry(**{name: getattr(entry, name) for name in Entry.__slots__} | {"reviewer": reviewer})


def _refuse_twice(keys: set[str], studies: list[dict[str, Any]], documents: list[dict[str, Any]]) -> None:
    if len(keys) < len(studies):
        given = [str(values["key"]) for values in studies]
        twice = next(key for key in given if given.count(key) > 1)
        raise AlreadyExists(f"the key {twice!r} is given to two studies: choose another key for one of them")
    seen = set()
    for values in documents:
        same = (values["study_id"], values["sha256"], values["kind"])
        if same in seen:
            raise AlreadyExists(f"the document {values['source_name']!r} is given twice: give it once")
        seen.add(same)


def _study_values(new: NewStudy) -> dict[str, Any]:
    return {
        "key": validation.study_key(new.key),
        **validation.bibliography_columns(new.bibliography),
        "design": None if new.design is None else validation.name(new.design, "design"),
        "design_reasons": validation.strings(new.design_reasons, "design reasons"),
        "design_confirmed_by": None,
        "checklist": None if new.checklist is None else validation.name(new.checklist, "checklist"),
        "facts": validation.numbers_by_name(new.facts, "facts"),
        "calibration": False,
        "excluded_because": None,
        "merged_into": None,
    }


def _added(values: dict[str, Any]) -> Study:
    return Study(
        id=values["id"],
        key=values["key"],
        bibliography=row_records.bibliography(values[name] for name in FIELDS),
        design=values["design"],
        design_reasons=tuple(values["design_reasons"]),
        design_confirmed_by=None,
        checklist=values["checklist"],
        facts=values["facts"],
        added_at=values["added_at"],
        calibration=values["calibration"],
    )
