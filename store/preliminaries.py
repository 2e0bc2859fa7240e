"""Settle what a checklist asks before its items, for one result or, once, for the whole review.

A shared preliminary has one value for a reviewer and a checklist, and all drafts of that pair show it.
An appraisal that is submitted keeps the value that it had then: a submitted appraisal does not change
behind its reviewer's back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from store import validation
from store.appraisal_tables import StoredAppraisal, StoredPreliminary
from store.column_types import columns
from store.draft_changes import Draft, changing
from store.engine.store import Store
from store.records import AppraisalState
from store.tables import StoredChecklist, StoredReviewer


class _Preliminary:
    """A preliminary of one appraisal, or of all of a reviewer with any version of a checklist."""

    def __init__(self, action: str, *, shared: bool) -> None:
        self.action = action
        self._shared = shared

    def read(self, draft: Draft, target: str, like: Any) -> Any:
        """Read the preliminary; see `Aspect`."""
        row = draft.preliminaries.get((self._shared, target))
        return None if row is None else row.value

    def write(self, draft: Draft, target: str, before: Any, after: Any) -> None:
        """Write the preliminary; see `Aspect`."""
        key = (self._shared, target)
        if after is None:
            draft.remove(draft.preliminaries, key)
        elif key in draft.preliminaries:
            draft.preliminaries[key].value = after
        else:
            draft.add(draft.preliminaries, key, _new_row(draft, target, after, shared=self._shared))


OWN = _Preliminary("preliminary", shared=False)
SHARED = _Preliminary("preliminary.shared", shared=True)


def set_preliminary(draft: Draft, prelim_id: str, value: str, *, shared: bool = False) -> bool:
    """Settle a preliminary of a draft; an empty value takes it away.

    Args:
        draft: an open draft.
        prelim_id: the preliminary, such as `P1`.
        value: free text, or the chosen options as the caller writes them.
        shared: True if it holds for all appraisals of this reviewer with this checklist (scope `review`).
            The checklist says which; give the same for one preliminary each time.

    Returns:
        True if this changed anything.

    Raises:
        InvalidValue: an empty id, or a value that cannot be kept.
    """
    validation.name(prelim_id, "preliminary")
    validation.text(value, "preliminary")
    return draft.put(SHARED if shared else OWN, prelim_id, value or None)


def save_preliminary(
    db: Store, appraisal_id: UUID, prelim_id: str, value: str, *, by: str, shared: bool = False
) -> bool:
    """Settle a preliminary; see `set_preliminary`.

    Args:
        db: the review.
        appraisal_id: a draft of the reviewer.
        prelim_id: the preliminary.
        value: its value.
        by: handle of the reviewer.
        shared: True if it holds for all appraisals of this reviewer with this checklist.

    Returns:
        True if this changed anything.

    Raises:
        NotFound: there is no such appraisal.
        Conflict: it is submitted, or somebody else's.
        InvalidValue: an empty id, or a value that cannot be kept.
    """
    with changing(db, appraisal_id, by) as draft:
        return set_preliminary(draft, prelim_id, value, shared=shared)


def freeze_shared(draft: Draft) -> None:
    """Copy the shared values into the appraisal that is being submitted."""
    for is_shared, target in list(draft.preliminaries):
        if is_shared:
            _copy(draft, target, frozen=True)


def copy_shared(draft: Draft, names: Iterable[str]) -> None:
    """Copy some shared values into a draft, which keeps them whatever becomes of the shared ones."""
    for target in names:
        if (True, target) in draft.preliminaries:
            _copy(draft, target, frozen=False)


def _copy(draft: Draft, target: str, *, frozen: bool) -> None:
    if (False, target) not in draft.preliminaries:
        value = draft.preliminaries[True, target].value
        draft.add(draft.preliminaries, (False, target), _new_row(draft, target, value, frozen=frozen))


def thaw_shared(draft: Draft) -> None:
    """Let a reopened appraisal show the shared values of today."""
    for key in [key for key, row in draft.preliminaries.items() if row.frozen]:
        draft.remove(draft.preliminaries, key)


def values_in(draft: Draft) -> dict[str, str]:
    """Return the preliminaries that a draft shows: the shared ones while it is a draft, over them its own."""
    is_draft = draft.appraisal.state == AppraisalState.DRAFT
    rows = sorted(draft.preliminaries.items(), key=lambda item: not item[0][0])
    return {target: row.value for (is_shared, target), row in rows if is_draft or not is_shared}


def values_of(session: Session, appraisal_ids: Sequence[UUID]) -> dict[UUID, dict[str, str]]:
    """Return the preliminaries that each of these appraisals shows, as `values_in` does."""
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


def values_of_preliminary(
    db: Store, names: Collection[str]
) -> tuple[dict[UUID, str], dict[tuple[str, str], str]]:
    """Read what was entered for a preliminary anywhere in the review; fast for thousands of appraisals.

    Args:
        db: the review.
        names: ids of the preliminary; checklists may call it differently.

    Returns:
        The values by appraisal, and the shared ones, which drafts show, by reviewer's handle and checklist.
    """
    fields = (StoredPreliminary.appraisal_id, StoredReviewer.handle, StoredPreliminary.checklist_id)
    query = (
        select(*columns(*fields, StoredPreliminary.value))
        .outerjoin(StoredReviewer, col(StoredReviewer.id) == col(StoredPreliminary.reviewer_id))
        .where(col(StoredPreliminary.preliminary_id).in_(names))
    )
    own: dict[UUID, str] = {}
    shared: dict[tuple[str, str], str] = {}
    with db.reading() as session:
        for appraisal_id, handle, checklist_id, value in session.execute(query):
            if appraisal_id is not None:
                own[appraisal_id] = value
            else:
                shared[handle, checklist_id] = value
    return own, shared


def shared_values(db: Store, reviewer: str) -> dict[tuple[str, str], str]:
    """Return what a reviewer settled for the whole review, by checklist and preliminary."""
    fields = (StoredPreliminary.checklist_id, StoredPreliminary.preliminary_id, StoredPreliminary.value)
    query = (
        select(*columns(*fields))
        .join(StoredReviewer, col(StoredReviewer.id) == col(StoredPreliminary.reviewer_id))
        .where(col(StoredReviewer.handle_key) == validation.handle_key(reviewer))
    )
    with db.reading() as session:
        return {(checklist, name): value for checklist, name, value in session.execute(query)}


def _values_where(condition: ColumnElement[bool], appraisal_ids: Sequence[UUID]) -> Any:
    fields = (StoredAppraisal.id, StoredPreliminary.preliminary_id, StoredPreliminary.value)
    return (
        select(*columns(*fields))
        .select_from(StoredAppraisal)
        .join(StoredChecklist, col(StoredChecklist.id) == col(StoredAppraisal.checklist_version_id))
        .join(StoredPreliminary, condition)
        .where(col(StoredAppraisal.id).in_(appraisal_ids))
    )


def _new_row(
    draft: Draft, target: str, value: str, *, shared: bool = False, frozen: bool = False
) -> StoredPreliminary:
    return StoredPreliminary(
        id=uuid4(),
        appraisal_id=None if shared else draft.appraisal.id,
        reviewer_id=draft.appraisal.reviewer_id if shared else None,
        checklist_id=draft.record.checklist_id if shared else None,
        preliminary_id=target,
        value=value,
        frozen=frozen,
    )
