"""How a draft changes: one thing at a time, in one transaction with its event, and so that it can be taken
back.

Every thing that can change in a draft is an *aspect*: it knows how to read itself as a JSON value and
how to become another one. Saving and taking back are then the same: put a value in the place of another
and tell the history.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from store.engine.store import Store
from store.errors import Conflict, NotFound
from store.history import record
from store.records import AppraisalKind, AppraisalState
from store.reviewers import reviewer_of
from store.tables import StoredAppraisal, StoredChecklist, StoredReview, StoredReviewer, StoredStudy
from store.validation import handle as valid_handle
from store.validation import handle_key


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft that somebody changes who may, inside a writing transaction."""

    session: Session
    appraisal: StoredAppraisal
    actor: str
    """Handle of the reviewer who changes it: the owner, or one of the reviewers of a consensus."""

    def put(self, aspect: Aspect, target: str, value: Any, *, undoes: int | None = None) -> int | None:
        """Gives an aspect a value and writes the event.

        Args:
            aspect: what changes.
            target: the item, domain or preliminary that it is about.
            value: a JSON value; None where it shall be empty.
            undoes: number of the event that is taken back by this.

        Returns:
            The number of the event; None where the value was the same and nothing was written.
        """
        before = aspect.read(self, target, value)
        if before == value:
            return None
        aspect.write(self, target, before, value)
        self.appraisal.changed_at = datetime.now(UTC)
        self.session.flush()
        return record(
            self.session,
            action=aspect.action,
            reviewer=self.actor,
            study_id=self.appraisal.study_id,
            appraisal_id=self.appraisal.id,
            target=target,
            before=before,
            after=value,
            undoes=undoes,
        )


class Aspect(Protocol):
    """Something that a draft holds under a target."""

    @property
    def action(self) -> str:
        """How events name it."""

    def read(self, draft: Draft, target: str, like: Any) -> Any:
        """The present value, None where there is none. ``like`` tells apart what shares a target."""

    def write(self, draft: Draft, target: str, before: Any, after: Any) -> None:
        """Puts ``after`` in the place of ``before``."""


@contextmanager
def changing(db: Store, appraisal_id: UUID, by: str) -> Iterator[Draft]:
    """One transaction of the owner of a draft.

    Raises:
        NotFound: there is no such appraisal.
        Conflict: it is submitted, or somebody else's.
    """
    with owning(db, appraisal_id, by) as draft:
        if draft.appraisal.state == AppraisalState.SUBMITTED:
            raise Conflict(f"{_name(draft)} is submitted; reopen it first, with a reason")
        yield draft


@contextmanager
def owning(db: Store, appraisal_id: UUID, by: str) -> Iterator[Draft]:
    """One transaction of somebody who may change an appraisal, draft or not.

    An independent appraisal is its reviewer's alone. A consensus belongs to all who have submitted one of
    the same result with the same checklist and have no draft of it open; where blindness is lifted, to every
    reviewer, such as a third person who decides.

    Raises:
        NotFound: there is no such appraisal.
        Conflict: it is somebody else's.
    """
    key = handle_key(valid_handle(by))
    with db.writing() as session:
        query = select(StoredAppraisal, StoredReviewer).join(
            StoredReviewer, col(StoredReviewer.id) == col(StoredAppraisal.reviewer_id)
        )
        row = session.execute(query.where(col(StoredAppraisal.id) == appraisal_id)).first()
        if row is None:
            raise NotFound("the appraisal is not in the review: open the study again")
        appraisal, reviewer = row
        if appraisal.kind == AppraisalKind.CONSENSUS:
            yield _reconciling(session, appraisal, by, key)
            return
        draft = Draft(session, appraisal, reviewer.handle)
        if reviewer.handle_key != key:
            raise Conflict(f"{_name(draft)} is {reviewer.handle}'s; nobody else may change it")
        yield draft


def _reconciling(session: Session, consensus: StoredAppraisal, by: str, key: str) -> Draft:
    """A consensus in the hands of somebody who may change it."""
    draft = Draft(session, consensus, reviewer_of(session, by).handle)
    if not session.execute(select(col(StoredReview.blind))).scalar():
        return draft
    query = (
        select(col(StoredAppraisal.state))
        .join(StoredReviewer, col(StoredReviewer.id) == col(StoredAppraisal.reviewer_id))
        .join(StoredChecklist, col(StoredChecklist.id) == col(StoredAppraisal.checklist_version_id))
        .where(
            col(StoredReviewer.handle_key) == key,
            col(StoredAppraisal.kind) == AppraisalKind.INDEPENDENT.value,
            col(StoredAppraisal.study_id) == consensus.study_id,
            col(StoredAppraisal.result) == consensus.result,
            col(StoredChecklist.checklist_id) == _checklist_of(session, consensus),
        )
    )
    if set(session.execute(query).scalars()) != {AppraisalState.SUBMITTED.value}:
        raise Conflict(f"{_name(draft)} is a consensus: submit an appraisal of your own first")
    return draft


def _checklist_of(session: Session, appraisal: StoredAppraisal) -> str:
    query = select(col(StoredChecklist.checklist_id))
    return session.execute(
        query.where(col(StoredChecklist.id) == appraisal.checklist_version_id)
    ).scalar_one()


def _name(draft: Draft) -> str:
    key = draft.session.execute(
        select(col(StoredStudy.key)).where(col(StoredStudy.id) == draft.appraisal.study_id)
    ).scalar_one()
    result = f" ({draft.appraisal.result})" if draft.appraisal.result else ""
    return f"the appraisal of {key}{result}"
