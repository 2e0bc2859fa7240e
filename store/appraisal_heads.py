"""Read the few columns of appraisals from which follows who may see what, fast for a whole review."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import String, case, cast, literal, null, or_, select, union_all
from sqlmodel import col

from store.appraisal_tables import StoredAppraisal
from store.column_types import AnySelect, columns
from store.engine.store import Store
from store.records import Appraisal, AppraisalKind, AppraisalState
from store.tables import StoredChecklist, StoredReviewer, StoredStudy

_KINDS = {kind.value: kind for kind in AppraisalKind}
_STATES = {state.value: state for state in AppraisalState}
_HEAD, _VERSION, _REVIEWER, _STUDY = range(4)
"""What a row is: an appraisal, a version of a checklist, a reviewer, a study that is left out or merged."""
_IDS = {_HEAD: 4, _VERSION: 1, _REVIEWER: 1, _STUDY: 2}
"""With how many ids such a row begins."""
_VERSION_FIELDS = (StoredChecklist.checklist_id, StoredChecklist.version, StoredChecklist.sha256)


class HeadVersion(NamedTuple):
    """The version of a checklist that appraisals were made with; the fields mean what they mean in these."""

    checklist_id: str
    checklist_version: str
    checklist_sha256: str


class AppraisalHead(NamedTuple):
    """An appraisal without its times, and with ids as 32 digits: to make ids of tens of thousands takes long.

    The fields mean what they mean in `Appraisal`.
    """

    id: str
    study_id: str
    result: str
    checklist_id: str
    version: HeadVersion
    reviewer: str
    kind: AppraisalKind
    state: AppraisalState
    reopened: int
    of_excluded: bool
    superseded_in: str | None


class StudyHead(NamedTuple):
    """A study by what is asked of thousands; the fields mean what they mean in `StudyRow`."""

    key: str
    checklist: str | None
    is_calibration: bool


def head_of(appraisal: Appraisal) -> AppraisalHead:
    """Return the head of an appraisal that is there in full."""
    kept = appraisal.superseded_in
    return AppraisalHead(
        appraisal.id.hex,
        appraisal.study_id.hex,
        appraisal.result,
        appraisal.checklist_id,
        HeadVersion(appraisal.checklist_id, appraisal.checklist_version, appraisal.checklist_sha256),
        appraisal.reviewer,
        appraisal.kind,
        appraisal.state,
        appraisal.reopened,
        appraisal.of_excluded,
        None if kept is None else kept.hex,
    )


def read_heads(db: Store, *, study_id: UUID | None = None) -> list[AppraisalHead]:
    """Read the heads of all appraisals, or of those of one study, in no order.

    Those that a merge of studies superseded are among them.
    """
    with db.reading() as session:
        session.flush()  # the connection does not, as the session would
        result = session.connection().execute(_query(study_id))
        driver: Any = result.cursor  # its own rows take a quarter of the time
        rows: list[Any] = driver.fetchall()
        result.close()
        if session.get_bind().dialect.name == "postgresql":
            rows = [_with_digits(row) for row in rows]
    versions = {row[1]: (row[2], HeadVersion(*row[2:5])) for row in rows if row[0] == _VERSION}
    handles = {row[1]: row[2] for row in rows if row[0] == _REVIEWER}
    # Few studies are left out or merged, and only they are read.
    left_out = {row[1]: (bool(row[-1]), row[2]) for row in rows if row[0] == _STUDY}
    standing = (False, None)
    find, make = left_out.get, tuple.__new__  # a call of the class takes three times as long
    return [
        make(
            AppraisalHead,
            (
                *(identity, study, result, *versions[version], handles[reviewer]),
                *(_KINDS[kind], _STATES[state], reopened, *find(study, standing)),
            ),
        )
        for what, identity, study, version, reviewer, result, kind, state, reopened in rows
        if what == _HEAD
    ]


def _query(study_id: UUID | None) -> Any:
    """Select appraisals, and beside them the checklists, reviewers and studies that their ids stand for.

    To look these up here takes half the time of letting the database join them to each appraisal.
    """
    ids = (
        StoredAppraisal.id,
        StoredAppraisal.study_id,
        StoredAppraisal.checklist_version_id,
        StoredAppraisal.reviewer_id,
    )
    texts = (StoredAppraisal.result, StoredAppraisal.kind, StoredAppraisal.state, StoredAppraisal.reopened)
    heads = select(literal(_HEAD), *(cast(identity, String) for identity in columns(*ids)), *columns(*texts))
    if study_id is not None:
        heads = heads.where(col(StoredAppraisal.study_id) == study_id)
    excluded, kept = columns(StoredStudy.excluded_because, StoredStudy.merged_into)
    is_excluded = case((excluded.is_not(None), 1), else_=0)
    left_out = _beside(_STUDY, StoredStudy.id, cast(kept, String), number=is_excluded)
    return union_all(
        heads,
        _beside(_VERSION, StoredChecklist.id, *columns(*_VERSION_FIELDS)),
        _beside(_REVIEWER, StoredReviewer.id, *columns(StoredReviewer.handle)),
        left_out.where(or_(excluded.is_not(None), kept.is_not(None))),
    )


def _beside(what: int, identity: object, *texts: Any, number: Any = None) -> AnySelect:
    """Select an id with some texts in as many columns as appraisals have."""
    empty = (null(),) * (6 - len(texts))
    last = literal(0) if number is None else number
    return select(literal(what), cast(columns(identity)[0], String), *texts, *empty, last)


def read_study_heads(db: Store) -> dict[str, StudyHead]:
    """Read the heads of all studies, merged ones too, by id as 32 digits."""
    identity, *fields = columns(
        StoredStudy.id, StoredStudy.key, StoredStudy.checklist, StoredStudy.calibration
    )
    with db.reading() as session:
        session.flush()
        result = session.connection().execute(select(cast(identity, String), *fields))
        driver: Any = result.cursor
        rows: list[Any] = driver.fetchall()
        result.close()
    return {
        digits.replace("-", ""): StudyHead(key, checklist, bool(calibration))
        for digits, key, checklist, calibration in rows
    }


def read_origins(db: Store) -> dict[str, str]:
    """Read the name of the file that an appraisal came from, by its id as 32 digits; few reviews have any."""
    fields = columns(StoredAppraisal.id, StoredAppraisal.imported_from)
    with db.reading() as session:
        rows: list[Any] = list(session.execute(select(*fields).where(fields[1].is_not(None))))
    return {identity.hex: name for identity, name in rows}


def read_starts(db: Store) -> dict[str, datetime]:
    """Read when each appraisal was begun, by its id as 32 digits."""
    with db.reading() as session:
        rows: list[Any] = list(
            session.execute(select(*columns(StoredAppraisal.id, StoredAppraisal.started_at)))
        )
    return {identity.hex: at for identity, at in rows}


def _with_digits(row: Any) -> tuple[Any, ...]:
    """Return a row with ids as SQLite writes them: PostgreSQL puts dashes between the digits."""
    what, *values = row
    ids = _IDS[what]
    return (what, *(value and value.replace("-", "") for value in values[:ids]), *values[ids:])
