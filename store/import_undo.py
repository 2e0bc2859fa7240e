"""Take back what came in with a file, in one transaction: each value as the history had it before."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from store import quotes
from store.appraisal_tables import StoredAppraisal
from store.column_types import columns
from store.draft_changes import open_for
from store.engine.store import Store
from store.errors import NotFound
from store.history_tables import StoredEvent
from store.imported_appraisals import IMPORT
from store.records import AppraisalKind, AppraisalState
from store.submission import open_again
from store.tables import StoredChecklist, StoredReviewer, StoredStudy
from store.undo import ASPECTS

TAKEN_BACK: Final = "appraisal.import.undo"
"""The action of the event with which an appraisal loses what came in with a file."""


@dataclass(frozen=True, slots=True)
class ImportedPlace:
    """An appraisal that holds what came in with a file.

    Attributes:
        number: of the event with which it came in.
        by: handle under which somebody brought it in.
        went_on: True if it was changed since, or a consensus was begun on it.
    """

    appraisal_id: UUID
    study_key: str
    result: str
    checklist_id: str
    reviewer: str
    state: AppraisalState
    number: int
    at: datetime
    by: str
    went_on: bool


def find_imported(db: Store, origin: str | None = None) -> list[ImportedPlace]:
    """Return the appraisals that came out of a file, or out of any, in the order in which they came in."""
    event = StoredEvent
    later, consensus, version = aliased(StoredEvent), aliased(StoredAppraisal), aliased(StoredChecklist)
    changed = select(col(later.id)).where(
        col(later.appraisal_id) == col(StoredAppraisal.id),
        col(later.number) > col(event.number),
        col(later.at) != col(event.at),
    )
    agreed = (
        select(col(consensus.id))
        .join(version, col(version.id) == col(consensus.checklist_version_id))
        .where(
            col(consensus.kind) == AppraisalKind.CONSENSUS.value,
            col(consensus.study_id) == col(StoredAppraisal.study_id),
            col(consensus.result) == col(StoredAppraisal.result),
            col(version.checklist_id) == col(StoredChecklist.checklist_id),
            col(consensus.started_at) >= col(event.at),
        )
    )
    later_import = aliased(StoredEvent)
    came_in_again = select(col(later_import.id)).where(
        col(later_import.appraisal_id) == col(StoredAppraisal.id),
        col(later_import.action) == IMPORT,
        col(later_import.number) > col(event.number),
    )
    query = (
        select(
            *columns(
                StoredAppraisal.id,
                StoredStudy.key,
                StoredAppraisal.result,
                StoredChecklist.checklist_id,
                StoredReviewer.handle,
                StoredAppraisal.state,
                event.number,
                event.at,
                event.reviewer,
            ),
            or_(changed.exists(), agreed.exists()),
        )
        .join(event, and_(col(event.appraisal_id) == col(StoredAppraisal.id), col(event.action) == IMPORT))
        .join(StoredStudy, col(StoredStudy.id) == col(StoredAppraisal.study_id))
        .join(StoredReviewer, col(StoredReviewer.id) == col(StoredAppraisal.reviewer_id))
        .join(StoredChecklist, col(StoredChecklist.id) == col(StoredAppraisal.checklist_version_id))
        .where(col(StoredAppraisal.imported_from).is_not(None), ~came_in_again.exists())
        .order_by(col(event.number))
    )
    if origin is not None:
        query = query.where(col(StoredAppraisal.imported_from) == origin)
    with db.reading() as session:
        rows = session.execute(query).all()
    return [
        ImportedPlace(identity, key, result, checklist, reviewer, AppraisalState(state), *told)
        for identity, key, result, checklist, reviewer, state, *told in rows
    ]


def emptied(db: Store, by: Collection[str]) -> set[UUID]:
    """Return the ids of the drafts that lost what came in with a file and were left alone since.

    Args:
        db: the review.
        by: handles under which somebody took it back.
    """
    event, later = StoredEvent, aliased(StoredEvent)
    query = select(col(event.appraisal_id)).where(
        col(event.action) == TAKEN_BACK,
        col(event.reviewer).in_(by),
        ~select(col(later.id))
        .where(col(later.appraisal_id) == col(event.appraisal_id), col(later.number) > col(event.number))
        .exists(),
    )
    with db.reading() as session:
        return {identity for identity in session.execute(query).scalars() if identity is not None}


def take_back(db: Store, places: Sequence[ImportedPlace], *, reason: str, by: str) -> None:
    """Take back what came in with a file; the caller has made sure that nobody went on with it.

    What is left of an appraisal is a draft without contents, which no longer names the file: a row that went
    would come back with the next merge of another copy.

    Args:
        db: the review.
        places: from `find_imported`, in the same transaction.
        reason: why; it stands in the history of those that were submitted.
        by: handle of the one who brought it in.

    Raises:
        NotFound: an appraisal is not there any more.
    """
    with db.writing() as session:
        for place in places:
            draft = open_for(session, place.appraisal_id, by)
            if draft is None:
                raise NotFound("the appraisal is not in the review any more")
            if place.state is AppraisalState.SUBMITTED:
                open_again(draft, reason)
            for number, action, target, before, after in _contents(session, place):
                aspect = ASPECTS[action]
                if action == quotes.QUOTE.action and before is None:
                    aspect = quotes.removed(after["id"])
                draft.put(aspect, target, before, undoes=number)
            file, draft.appraisal.imported_from = draft.appraisal.imported_from, None
            draft.tell(TAKEN_BACK, before={"file": file}, undoes=place.number)
            draft.save()


def _contents(session: Any, place: ImportedPlace) -> Sequence[Any]:
    """Return the events of what came in, the last one first."""
    event = StoredEvent
    query = (
        select(*columns(event.number, event.action, event.target, event.before, event.after))
        .where(
            col(event.appraisal_id) == place.appraisal_id,
            col(event.at) == place.at,
            col(event.number) > place.number,
            col(event.action).in_(ASPECTS),
        )
        .order_by(col(event.number).desc())
    )
    rows: Sequence[Any] = session.execute(query).all()
    return rows
