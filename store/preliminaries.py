"""What a checklist has settled before its items, for one result or, once, for the whole review.

A shared preliminary has one value for a reviewer and a checklist, and all drafts of that pair show it.
An appraisal that is submitted keeps the value that it had then: a submitted appraisal does not change
behind its reviewer's back.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, and_, delete, select
from sqlalchemy.orm import Session
from sqlmodel import col

from store import validation
from store.column_types import columns
from store.draft_changes import Draft, changing
from store.engine.store import Store
from store.tables import StoredAppraisal, StoredChecklist, StoredPreliminary


class _Own:
    """A preliminary of one appraisal."""

    action = "preliminary"

    def read(self, draft: Draft, target: str, like: Any) -> Any:
        """See ``Aspect``."""
        stored = self._find(draft, target)
        return None if stored is None else stored.value

    def write(self, draft: Draft, target: str, before: Any, after: Any) -> None:
        """See ``Aspect``."""
        stored = self._find(draft, target)
        if stored is None:
            draft.session.add(
                StoredPreliminary(
                    id=uuid4(), preliminary_id=target, value=after, frozen=False, **self._scope(draft)
                )
            )
        elif after is None:
            draft.session.delete(stored)
        else:
            stored.value = after

    def _scope(self, draft: Draft) -> dict[str, Any]:
        return {"appraisal_id": draft.appraisal.id, "reviewer_id": None, "checklist_id": None}

    def _find(self, draft: Draft, target: str) -> StoredPreliminary | None:
        query = select(StoredPreliminary).filter_by(preliminary_id=target, **self._scope(draft))
        return draft.session.execute(query).scalar()


class _Shared(_Own):
    """A preliminary of all appraisals that a reviewer makes with a checklist, whatever its version."""

    action = "preliminary.shared"

    def _scope(self, draft: Draft) -> dict[str, Any]:
        checklist_id = draft.session.execute(
            select(col(StoredChecklist.checklist_id)).where(
                col(StoredChecklist.id) == draft.appraisal.checklist_version_id
            )
        ).scalar_one()
        return {
            "appraisal_id": None,
            "reviewer_id": draft.appraisal.reviewer_id,
            "checklist_id": checklist_id,
        }


OWN, SHARED = _Own(), _Shared()


def save_preliminary(
    db: Store, appraisal_id: UUID, prelim_id: str, value: str, *, by: str, shared: bool = False
) -> bool:
    """Settles a preliminary; an empty value takes it away.

    Args:
        db: the review.
        appraisal_id: a draft of the reviewer.
        prelim_id: such as ``P1``.
        value: free text, or the chosen options as the caller writes them.
        by: the reviewer's handle.
        shared: whether it holds for all appraisals of this reviewer with this checklist (scope ``review``).
            The checklist says which; give the same for one preliminary each time.

    Returns:
        Whether this changed anything.

    Raises:
        NotFound: there is no such appraisal.
        Conflict: it is submitted, or somebody else's.
        InvalidValue: an empty id, or a value that cannot be kept.
    """
    validation.name(prelim_id, "preliminary")
    validation.text(value, "preliminary")
    with changing(db, appraisal_id, by) as draft:
        return draft.put(SHARED if shared else OWN, prelim_id, value or None) is not None


def freeze_shared(draft: Draft) -> None:
    """Copies the shared values into the appraisal that is being submitted."""
    for target, value in _shared_values(draft).items():
        if OWN.read(draft, target, None) is None:
            draft.session.add(
                StoredPreliminary(
                    id=uuid4(),
                    appraisal_id=draft.appraisal.id,
                    reviewer_id=None,
                    checklist_id=None,
                    preliminary_id=target,
                    value=value,
                    frozen=True,
                )
            )


def thaw_shared(draft: Draft) -> None:
    """Lets a reopened appraisal show the shared values of today."""
    draft.session.execute(
        delete(StoredPreliminary).where(
            col(StoredPreliminary.appraisal_id) == draft.appraisal.id, col(StoredPreliminary.frozen).is_(True)
        )
    )


def values_of(session: Session, appraisal_ids: Sequence[UUID]) -> dict[UUID, dict[str, str]]:
    """The preliminaries that each of these appraisals shows: the shared ones of drafts, over them its own."""
    shared = and_(
        col(StoredAppraisal.state) == "draft",
        col(StoredPreliminary.reviewer_id) == col(StoredAppraisal.reviewer_id),
        col(StoredPreliminary.checklist_id) == col(StoredChecklist.checklist_id),
    )
    own = col(StoredPreliminary.appraisal_id) == col(StoredAppraisal.id)
    values: dict[UUID, dict[str, str]] = {identity: {} for identity in appraisal_ids}
    for condition in (shared, own):
        for identity, target, value in session.execute(_values_where(condition, appraisal_ids)):
            values[identity][target] = value
    return values


def _values_where(condition: ColumnElement[bool], appraisal_ids: Sequence[UUID]) -> Any:
    fields = (StoredAppraisal.id, StoredPreliminary.preliminary_id, StoredPreliminary.value)
    return (
        select(*columns(*fields))
        .select_from(StoredAppraisal)
        .join(StoredChecklist, col(StoredChecklist.id) == col(StoredAppraisal.checklist_version_id))
        .join(StoredPreliminary, condition)
        .where(col(StoredAppraisal.id).in_(appraisal_ids))
    )


def _shared_values(draft: Draft) -> dict[str, str]:
    query = select(StoredPreliminary).filter_by(**SHARED._scope(draft))
    return {stored.preliminary_id: stored.value for stored in draft.session.execute(query).scalars()}
