"""Keep which reviewers were asked to appraise which studies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID, uuid4

from sqlalchemy import delete, func, insert, or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from store.column_types import AnySelect, columns
from store.engine.store import Store
from store.errors import NotFound
from store.history import record_all
from store.new_events import Entry
from store.reviewers import reviewer_of
from store.tables import StoredAllocation, StoredReviewer, StoredStudy
from store.validation import handle_key, text

ALLOCATE: Final = "allocate"
DRAW: Final = "allocate.draw"
"""The action of the event that tells of a draw: seed, how many a study, among whom."""
_MANY = 500
"""How many rows one statement takes away."""

Allocated = dict[UUID, tuple[str, ...]]
"""By id of the study, the handles of those who were asked to appraise it, in their order."""


@dataclass(frozen=True, slots=True)
class Draw:
    """A draw by lot, as the history keeps it.

    Attributes:
        seed: from which it can be repeated.
        per_study: how many reviewers a study gets.
        among: handles of those who took part.
    """

    seed: int
    per_study: int
    among: tuple[str, ...]


def allocated(db: Store) -> Allocated:
    """Return who was asked to appraise which study; studies of nobody are not in it.

    Whoever was asked to appraise a duplicate that was merged into a study is asked to appraise the study.
    """
    with db.reading() as session:
        return _allocated(session)


def change_allocations(
    db: Store, wanted: Mapping[UUID, Collection[str]], *, by: str, reason: str = "", draw: Draw | None = None
) -> set[UUID]:
    """Say who shall appraise some studies, in place of who was asked before, all at once.

    Args:
        db: the review.
        wanted: by id of the study, handles of known reviewers; nobody where it is empty.
        by: handle of the reviewer who allocates.
        reason: why; it stands in the history.
        draw: the draw that this is the outcome of.

    Returns:
        The ids of the studies whose reviewers changed.

    Raises:
        NotFound: there is no such study, or nobody has one of the handles.
        InvalidValue: a reason that cannot be kept.
    """
    text(reason, "reason")
    with db.writing() as session:
        actor = reviewer_of(session, by).handle
        ids = _ids_of_reviewers(session)
        before = _allocated(session)
        after = {study: _in_order(handles) for study, handles in wanted.items()}
        _refuse_unknown(session, wanted, ids)
        changed = {study: handles for study, handles in after.items() if handles != before.get(study, ())}
        added = [
            (study, each) for study in changed for each in changed[study] if each not in before.get(study, ())
        ]
        gone = [
            (study, each) for study in changed for each in before.get(study, ()) if each not in changed[study]
        ]
        _take_away(session, gone, ids)
        if added:
            shared = {"allocated_by": actor, "allocated_at": datetime.now(UTC)}
            rows = [
                {"id": uuid4(), "study_id": study, "reviewer_id": ids[each]} | shared for study, each in added
            ]
            session.connection().execute(insert(StoredAllocation), rows)
        record_all(session, _entries(changed, before, actor, reason, draw))
        return set(changed)


def _entries(
    changed: Allocated, before: Allocated, actor: str, reason: str, draw: Draw | None
) -> Iterable[Entry]:
    if draw is not None:
        told = {"seed": draw.seed, "per_study": draw.per_study, "among": list(draw.among)}
        yield Entry(action=DRAW, reviewer=actor, after=told | {"studies": len(changed)}, reason=reason)
    for study, handles in changed.items():
        asked = list(before.get(study, ()))
        yield Entry(
            action=ALLOCATE, reviewer=actor, study_id=study, before=asked, after=list(handles), reason=reason
        )


def _allocated(session: Session) -> Allocated:
    study = func.coalesce(col(StoredStudy.merged_into), col(StoredStudy.id))
    query: AnySelect = (
        select(study, col(StoredReviewer.handle))
        .join_from(StoredAllocation, StoredStudy, col(StoredStudy.id) == col(StoredAllocation.study_id))
        .join(StoredReviewer, col(StoredReviewer.id) == col(StoredAllocation.reviewer_id))
    )
    handles: dict[UUID, list[str]] = defaultdict(list)
    session.flush()
    rows: Iterable[Any] = session.connection().execute(query)
    for identity, handle in rows:
        handles[identity].append(handle)
    known = {handle for names in handles.values() for handle in names}
    keys = {handle: handle_key(handle) for handle in known}  # few people, and thousands of studies
    return {identity: tuple(sorted(set(names), key=keys.__getitem__)) for identity, names in handles.items()}


def _in_order(handles: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(handles), key=handle_key))


def _ids_of_reviewers(session: Session) -> dict[str, UUID]:
    rows: list[Any] = list(session.execute(select(*columns(StoredReviewer.handle, StoredReviewer.id))))
    return {row[0]: row[1] for row in rows}


def _refuse_unknown(
    session: Session, wanted: Mapping[UUID, Collection[str]], ids: Mapping[str, UUID]
) -> None:
    unknown = sorted({handle for handles in wanted.values() for handle in handles} - ids.keys())
    if unknown:
        raise NotFound(f"nobody here has the handle {unknown[0]!r}: `workbench reviewer` lists who does")
    studies = set(session.execute(select(col(StoredStudy.id))).scalars())
    if wanted.keys() - studies:
        raise NotFound("a study is not in the review any more: list the studies to see what is")


def _take_away(session: Session, gone: list[tuple[UUID, str]], ids: Mapping[str, UUID]) -> None:
    by_reviewer: dict[str, list[UUID]] = defaultdict(list)
    for study, handle in gone:
        by_reviewer[handle].append(study)
    for handle, studies in by_reviewer.items():
        for first in range(0, len(studies), _MANY):
            some = studies[first : first + _MANY]
            with_merged = select(col(StoredStudy.id)).where(
                or_(col(StoredStudy.id).in_(some), col(StoredStudy.merged_into).in_(some))
            )
            session.execute(
                delete(StoredAllocation).where(
                    col(StoredAllocation.reviewer_id) == ids[handle],
                    col(StoredAllocation.study_id).in_(with_merged),
                )
            )
