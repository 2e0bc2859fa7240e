"""Keep the checklists that a review has of its own: those of the team, and those of installed packages."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from uuid import UUID, uuid4

from sqlalchemy import or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from store import validation
from store.appraisal_tables import StoredAppraisal
from store.checklist_versions import version_id
from store.column_types import columns
from store.engine.store import Store
from store.errors import Conflict, NotFound
from store.history import record
from store.records import ChecklistVersion, OwnChecklist, OwnState
from store.reviewers import reviewer_of
from store.tables import StoredChecklist, StoredOwnChecklist, StoredReviewer, StoredStudy, StoredWording

_MOST_NAMED = 5
_NUMBER = re.compile(r"(\d{1,18})")


def list_own(db: Store, *, all_states: bool = False) -> list[OwnChecklist]:
    """List the current checklists of a review by id, each with its text.

    Args:
        db: the review.
        all_states: also those that were replaced or removed; the oldest first within one id.
    """
    fields = (StoredChecklist.sha256, StoredChecklist.checklist_id, StoredChecklist.version)
    own = (StoredOwnChecklist.origin, StoredOwnChecklist.state, StoredOwnChecklist.added_at)
    query = (
        select(
            *columns(*fields, StoredChecklist.text),
            *columns(*own, StoredReviewer.handle),
            col(StoredWording.text).label("wording"),
        )
        .select_from(StoredOwnChecklist)
        .join(StoredChecklist, col(StoredChecklist.id) == col(StoredOwnChecklist.checklist_version_id))
        .join(StoredReviewer, col(StoredReviewer.id) == col(StoredOwnChecklist.added_by))
        .outerjoin(StoredWording, col(StoredWording.id) == col(StoredOwnChecklist.wording_id))
        .order_by(*columns(StoredChecklist.checklist_id, StoredOwnChecklist.added_at))
    )
    if not all_states:
        query = query.where(col(StoredOwnChecklist.state) == OwnState.CURRENT.value)
    with db.reading() as session:
        rows = session.execute(query).all()
    return [
        OwnChecklist(
            ChecklistVersion(*row[:4]),
            row.wording,
            row.origin,
            OwnState(row.state),
            row.handle,
            row.added_at,
        )
        for row in rows
    ]


def wording_of(db: Store, sha256: str) -> str | None:
    """Return the texts that belong to the definition with this hash, or None where the review has none."""
    query = (
        select(col(StoredWording.text))
        .join(StoredOwnChecklist, col(StoredOwnChecklist.wording_id) == col(StoredWording.id))
        .join(StoredChecklist, col(StoredChecklist.id) == col(StoredOwnChecklist.checklist_version_id))
        .where(col(StoredChecklist.sha256) == sha256)
    )
    with db.reading() as session:
        return session.execute(query).scalar()


def add_own(
    db: Store, checklist: ChecklistVersion, *, origin: str, by: str, wording: str | None = None
) -> bool:
    """Make a checklist the current one of its id; appraisals keep the version that they were begun with.

    Args:
        db: the review.
        checklist: the definition, which somebody has proved.
        origin: the name of the file or package that it comes from.
        by: handle of the reviewer.
        wording: the texts of a definition whose wording is external, which somebody has checked against it.

    Returns:
        False if it was the current one already, so that nothing was changed.

    Raises:
        Conflict: the review has another text of this id, and this version is not later.
        InvalidValue: a value that cannot be kept.
    """
    validation.text(origin, "origin", limit=validation.MAX_KEY)
    with db.writing() as session:
        before = _current(session, checklist.checklist_id)
        is_same = before is not None and before[1] == checklist.sha256
        if not is_same:
            _require_later(session, checklist, before)
        pinned = version_id(session, checklist)
        wording_id = _wording_id(session, pinned, checklist, wording)
        if is_same and before is not None and before[0].wording_id == wording_id:
            return False
        reviewer = reviewer_of(session, by)
        if before is not None and not is_same:
            before[0].state = OwnState.REPLACED.value
        row = session.execute(
            select(StoredOwnChecklist).where(col(StoredOwnChecklist.checklist_version_id) == pinned)
        ).scalar()
        fresh = StoredOwnChecklist(
            id=uuid4() if row is None else row.id,  # it was removed once, or replaced by one that was
            checklist_version_id=pinned,
            wording_id=wording_id,
            origin=origin,
            state=OwnState.CURRENT.value,
            added_by=reviewer.id,
            added_at=datetime.now(UTC),
        )
        session.merge(fresh)
        session.flush()
        record(
            session,
            action="checklist.add",
            reviewer=reviewer.handle,
            target=checklist.checklist_id,
            about={"checklist": checklist.checklist_id},
            before=None if before is None else {"version": before[2], "sha256": before[1]},
            after={"version": checklist.version, "sha256": checklist.sha256, "origin": origin}
            | ({} if wording is None else {"wording_sha256": validation.sha256_of(wording)}),
        )
    return True


def remove_own(db: Store, checklist_id: str, *, by: str) -> None:
    """Take a checklist out of those that new work is done with; its text stays in the review.

    Raises:
        NotFound: the review has no checklist of its own with this id.
        Conflict: a study is assigned to it, or an appraisal was made with it.
    """
    with db.writing() as session:
        current = _current(session, checklist_id)
        if current is None:
            raise NotFound(f"the review has no checklist {checklist_id!r} of its own: nothing was removed")
        row, sha256, version = current
        if used := _users(session, checklist_id):
            raise Conflict(f"{checklist_id} is in use and was not removed: {used}")
        reviewer = reviewer_of(session, by)
        row.state = OwnState.REMOVED.value
        session.flush()
        record(
            session,
            action="checklist.remove",
            reviewer=reviewer.handle,
            target=checklist_id,
            about={"checklist": checklist_id},
            before={"version": version, "sha256": sha256},
        )


def is_later(version: str, than: str) -> bool:
    """Return True if a version comes after another: numbers in it are compared as numbers.

    Example:
        >>> is_later("0.10", "0.9"), is_later("1.0", "1.0.1"), is_later("2024b", "2024a")
        (True, False, True)
    """
    return _order(version) > _order(than)


def _order(version: str) -> tuple[tuple[int, int, str], ...]:
    parts = (part for part in _NUMBER.split(version.strip()) if part.strip(". -_"))
    return tuple((1, int(part), "") if part.isdecimal() else (0, 0, part) for part in parts)


def _current(session: Session, checklist_id: str) -> tuple[StoredOwnChecklist, str, str] | None:
    """Return the row of the current checklist with an id, its sha256 and its version."""
    query = (
        select(StoredOwnChecklist, *columns(StoredChecklist.sha256, StoredChecklist.version))
        .join(StoredChecklist, col(StoredChecklist.id) == col(StoredOwnChecklist.checklist_version_id))
        .where(
            col(StoredChecklist.checklist_id) == checklist_id,
            col(StoredOwnChecklist.state) == OwnState.CURRENT.value,
        )
    )
    row = session.execute(query).first()
    return None if row is None else (row[0], row[1], row[2])


def _require_later(
    session: Session, checklist: ChecklistVersion, before: tuple[StoredOwnChecklist, str, str] | None
) -> None:
    """Refuse a text where the review has another one of the same version, or of a later one."""
    name, version = checklist.checklist_id, checklist.version
    if before is not None and before[2] != version and not is_later(version, before[2]):
        raise Conflict(
            f"the review has {name} {before[2]}, and {version} is not later: give the text a later version"
        )
    # A text that was only removed binds nobody; one that appraisals were made with keeps its version.
    pinned = select(col(StoredAppraisal.checklist_version_id)).where(
        col(StoredAppraisal.checklist_version_id) == col(StoredChecklist.id)
    )
    query = select(col(StoredChecklist.id)).where(
        col(StoredChecklist.checklist_id) == name,
        col(StoredChecklist.version) == version,
        col(StoredChecklist.sha256) != checklist.sha256,
    )
    used = or_(pinned.exists(), col(StoredChecklist.sha256) == (before[1] if before else ""))
    if session.execute(query.where(used)).first() is not None:
        raise Conflict(
            f"the review has another text of {name} {version}: give the changed text a later version"
        )


def _wording_id(
    session: Session, pinned: UUID, checklist: ChecklistVersion, wording: str | None
) -> UUID | None:
    """Return the id of the row of some texts, made if need be.

    Raises:
        Conflict: appraisals were made with this definition and other texts.
    """
    if wording is None:
        return session.execute(
            select(col(StoredOwnChecklist.wording_id)).where(
                col(StoredOwnChecklist.checklist_version_id) == pinned
            )
        ).scalar()
    validation.text(wording, "texts of the checklist", limit=validation.MAX_TEXT, required=True)
    sha256 = validation.sha256_of(wording)
    earlier = session.execute(
        select(col(StoredWording.sha256))
        .join(StoredOwnChecklist, col(StoredOwnChecklist.wording_id) == col(StoredWording.id))
        .where(col(StoredOwnChecklist.checklist_version_id) == pinned)
    ).scalar()
    used = select(col(StoredAppraisal.id)).where(col(StoredAppraisal.checklist_version_id) == pinned)
    if earlier not in (None, sha256) and session.execute(used).first() is not None:
        raise Conflict(
            f"appraisals were made with other texts of {checklist.checklist_id} {checklist.version}: give the"
            " definition a later version"
        )
    known = session.execute(select(col(StoredWording.id)).where(col(StoredWording.sha256) == sha256)).scalar()
    if known is not None:
        return known
    row = StoredWording(id=uuid4(), sha256=sha256, text=wording)
    session.add(row)
    session.flush()
    return row.id


def _users(session: Session, checklist_id: str) -> str:
    """Say which studies are assigned to a checklist or were appraised with it; empty if none was."""
    assigned = select(col(StoredStudy.key)).where(col(StoredStudy.checklist) == checklist_id)
    appraised = (
        select(col(StoredStudy.key))
        .join(StoredAppraisal, col(StoredAppraisal.study_id) == col(StoredStudy.id))
        .join(StoredChecklist, col(StoredChecklist.id) == col(StoredAppraisal.checklist_version_id))
        .where(col(StoredChecklist.checklist_id) == checklist_id)
    )
    told = []
    for query, said in ((assigned, "assigned to"), (appraised, "used in appraisals of")):
        keys = sorted(set(session.execute(query).scalars()))
        more = f" and {len(keys) - _MOST_NAMED} more" if len(keys) > _MOST_NAMED else ""
        if keys:
            told.append(f"{said} {', '.join(keys[:_MOST_NAMED])}{more}")
    return "; ".join(told)
