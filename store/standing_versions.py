"""Read which events led to the version of an appraisal that stands, where files were merged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session
from sqlmodel import col

from store.appraisal_line import standing_line
from store.appraisal_tables import StoredAppraisal
from store.column_types import columns
from store.handles import present_handle
from store.history_tables import StoredEvent
from store.records import AppraisalKind, AppraisalState

if TYPE_CHECKING:
    from store.engine.store import Store

HAS_MERGED: Final[ColumnElement[bool]] = (
    select(col(StoredEvent.id)).where(col(StoredEvent.action) == "merge").exists()
)
"""True of a review into which files were merged: only there an appraisal can have several versions."""

_IN_DRAFTS = (
    *("answer", "note", "override", "quote", "preliminary", "preliminary.shared"),
    *("decide", "decide.judgement", "upgrade", "submit"),
)
"""Actions of the events that are possible in a draft alone."""


def standing_numbers(db: Store, appraisal_id: UUID) -> set[int]:
    """Return the numbers of the events that led to the version of an appraisal that stands."""
    with db.reading() as session:
        versions = _Versions(session, appraisal_id)
        return {event["number"] for event in versions.standing(versions.state)}


def standing_head(session: Session, appraisal_id: UUID, reviewer: str, action: str) -> tuple[str, str] | None:
    """Return the hash and the line of the event that the next one on an appraisal goes on from.

    Args:
        session: in a writing transaction.
        appraisal_id: the appraisal.
        reviewer: handle of who writes.
        action: of the next event; what it changes may be written already.

    Returns:
        None if there is no event yet. Several people work on a consensus, and each goes on from their own
        last step in it, unless there are versions of it from several files.
    """
    versions = _Versions(session, appraisal_id)
    is_shared = versions.kind == AppraisalKind.CONSENSUS and versions.is_in_question
    state = versions.state
    if action in _IN_DRAFTS:
        state = AppraisalState.DRAFT
    elif action == "reopen":
        state = AppraisalState.SUBMITTED
    line = versions.standing(state, by=None if is_shared else reviewer)
    return (line[-1]["hash"], line[-1]["line"]) if line else None


def numbers_apart(session: Session, appraisal_id: UUID) -> set[int]:
    """Return the numbers of the events on a draft that led to other versions of it; none without a merge."""
    if not session.execute(select(HAS_MERGED)).scalar():
        return set()
    versions = _Versions(session, appraisal_id)
    if versions.kind == AppraisalKind.CONSENSUS and not versions.is_in_question:
        return set()
    standing = {event["number"] for event in versions.standing(AppraisalState.DRAFT)}
    return {event["number"] for event in versions.events} - standing


class _Versions:
    """The events on an appraisal, and which versions of it a person decides on, or decided.

    Attributes:
        events: all events on it, in their order.
        state: in which it is.
        kind: independent or consensus.
        is_in_question: True if a merge left a version beside another one, whether it was decided or not.
    """

    def __init__(self, session: Session, appraisal_id: UUID) -> None:
        from store.exchange_tables import (
            StoredConflict,
        )  # making its tables takes a while, and most verbs need none

        query = (
            select(*_FIELDS)
            .join(StoredAppraisal, col(StoredAppraisal.id) == col(StoredEvent.appraisal_id))
            .where(col(StoredEvent.appraisal_id) == appraisal_id)
            .order_by(col(StoredEvent.number))
        )
        self.events = [dict(row) for row in session.execute(query).mappings()]
        self.state = self.events[0]["state"] if self.events else None
        self.kind = self.events[0]["kind"] if self.events else None
        found = select(*columns(StoredConflict.about, StoredConflict.other, StoredConflict.decided_by)).where(
            col(StoredConflict.kind) == "appraisal"
        )
        own = [row for row in session.execute(found) if row.about["appraisal"] == str(appraisal_id)]
        self.is_in_question = bool(own)
        self._waiting = {row.other["event"] for row in own if row.decided_by is None}

    def standing(self, state: str | None, *, by: str | None = None) -> Sequence[Mapping[str, Any]]:
        """Return the events that led to the version that stands, in their order.

        Args:
            state: in which that version is.
            by: handle of the person whose events alone are looked at; None: everybody's.
        """
        events = [event for event in self.events if by is None or event["by"] == by]
        # A version that holds nothing gives way to one that holds something, and leaves its events.
        return standing_line(events, self._waiting, state=state, is_empty=False)


_FIELDS = (
    *columns(
        StoredEvent.number, StoredEvent.hash, StoredEvent.parents, StoredEvent.place_id, StoredEvent.line,
        StoredEvent.action, StoredEvent.target, StoredEvent.about, StoredEvent.before, StoredEvent.after,
    ),
    present_handle(StoredEvent.reviewer).label("by"),
    *columns(StoredAppraisal.state, StoredAppraisal.kind),
)  # fmt: skip
