"""Change appraisals: what one holds is read once, changed in memory, and saved together with its events.

Whatever can change in a draft is an *aspect*: it reads itself from the draft as a JSON value and puts another
value in its place. Saving and taking back are then the same: put a value in the place of another, and tell
the history.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, Protocol, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from store import row_records
from store.appraisal_tables import (
    StoredAnswer,
    StoredAppraisal,
    StoredOverride,
    StoredPreliminary,
    StoredQuote,
)
from store.consensus_access import may_change_consensus
from store.engine.store import Store
from store.errors import Conflict, NotFound
from store.event_chain import JOINING
from store.history import record_all
from store.new_appraisals import start
from store.new_events import Entry
from store.records import Appraisal, AppraisalKind, AppraisalState, ChecklistVersion
from store.reviewers import reviewer_of
from store.tables import StoredChecklist, StoredReviewer, StoredStudy
from store.validation import handle as valid_handle
from store.validation import handle_key

Key = TypeVar("Key")
Content = TypeVar("Content", StoredAnswer, StoredOverride, StoredQuote, StoredPreliminary)

_KEYS = {
    "answer": "item",
    "note": "item",
    "quote": "item",
    "decide": "item",
    "override": "domain",
    "decide.judgement": "domain",
    "preliminary": "preliminary",
    "preliminary.shared": "preliminary",
}
"""By action, the kind of key that its target is."""


def about(action: str, target: str) -> dict[str, str]:
    """Return the keys of what an event on the contents of an appraisal is about."""
    return {_KEYS[action]: target}


class Draft:
    """An appraisal in the hands of somebody who may change it, inside a writing transaction.

    The rows of each kind are read when they are first asked for, and follow every change from then on.
    Changes and their events are collected until `save`.

    Attributes:
        session: of the writing transaction.
        appraisal: the row of the appraisal.
        actor: handle of the reviewer who changes it: the owner, or one of the reviewers of a consensus.
        study_checklist: id of the checklist that the study has now; the appraisal may be of another one.
    """

    def __init__(
        self,
        session: Session,
        appraisal: StoredAppraisal,
        opened: Appraisal,
        *,
        actor: str,
        study_checklist: str | None,
    ) -> None:
        self.session = session
        self.appraisal = appraisal
        self.actor = actor
        self.study_checklist = study_checklist
        self._opened = opened
        self._entries: list[Entry] = []

    @property
    def record(self) -> Appraisal:
        """The appraisal as it stands now."""
        row = self.appraisal
        return replace(
            self._opened,
            state=AppraisalState(row.state),
            changed_at=row.changed_at,
            submitted_at=row.submitted_at,
            reopened=row.reopened,
        )

    @cached_property
    def answers(self) -> dict[str, StoredAnswer]:
        """The answers and notes, by item id."""
        return {row.item_id: row for row in self._rows(StoredAnswer, self._is_own(StoredAnswer))}

    @cached_property
    def overrides(self) -> dict[str, StoredOverride]:
        """The overrides, by domain id or `overall`."""
        return {row.target: row for row in self._rows(StoredOverride, self._is_own(StoredOverride))}

    @cached_property
    def quotes(self) -> dict[UUID, StoredQuote]:
        """The quotes, by their ids."""
        return {row.id: row for row in self._rows(StoredQuote, self._is_own(StoredQuote))}

    @cached_property
    def preliminaries(self) -> dict[tuple[bool, str], StoredPreliminary]:
        """The preliminaries, by whether they are shared, and by preliminary id."""
        shared = and_(
            col(StoredPreliminary.reviewer_id) == self.appraisal.reviewer_id,
            col(StoredPreliminary.checklist_id) == self._opened.checklist_id,
        )
        rows = self._rows(StoredPreliminary, or_(self._is_own(StoredPreliminary), shared))
        return {(row.appraisal_id is None, row.preliminary_id): row for row in rows}

    def add(self, rows: dict[Key, Content], key: Key, row: Content) -> None:
        """Put a new row among the rows of its kind."""
        rows[key] = row
        self.session.add(row)

    def remove(self, rows: dict[Key, Content], key: Key) -> None:
        """Take a row away from the rows of its kind."""
        row = rows.pop(key)
        if row in self.session.new:
            self.session.expunge(row)
            return
        self.session.delete(row)
        # Otherwise a row that takes its place would be inserted first, and two of one place are refused.
        self.session.flush()

    def put(self, aspect: Aspect, target: str, value: Any, *, undoes: int | None = None) -> bool:
        """Give an aspect a value.

        Args:
            aspect: what changes.
            target: the item, domain or preliminary that it is about.
            value: a JSON value; None where it shall be empty.
            undoes: number of the event that this takes back.

        Returns:
            True if the value was another one before.

        Raises:
            Conflict: the appraisal is submitted.
        """
        self.require_draft()
        before = aspect.read(self, target, value)
        if before == value:
            return False
        aspect.write(self, target, before, value)
        self.tell(
            aspect.action,
            target=target,
            about=about(aspect.action, target),
            before=before,
            after=value,
            undoes=undoes,
        )
        return True

    def tell(self, action: str, **details: Any) -> None:
        """Note an event of this appraisal, which is written with the change.

        Args:
            action: what happened.
            **details: further fields of `store.new_events.Entry`.
        """
        self.appraisal.changed_at = datetime.now(UTC)
        is_own = self.appraisal.kind == AppraisalKind.INDEPENDENT and self.actor == self._opened.reviewer
        entry = Entry(
            action=action,
            reviewer=self.actor,
            study_id=self.appraisal.study_id,
            appraisal_id=self.appraisal.id,
            aside=is_own and action not in JOINING,
            **details,
        )
        self._entries.append(entry)

    def pin(self, checklist: ChecklistVersion, version: UUID) -> None:
        """Go on with another version of the checklist; `version` is the id of its row."""
        self.appraisal.checklist_version_id = version
        self._opened = replace(
            self._opened, checklist_version=checklist.version, checklist_sha256=checklist.sha256
        )

    def save(self) -> int | None:
        """Write what was changed so far, with its events, into the transaction.

        Returns:
            The number of the last event; None if nothing was changed since the last time.
        """
        if not self._entries:
            return None
        self.session.flush()
        number = record_all(self.session, self._entries)
        self._entries.clear()
        return number

    def require_draft(self) -> None:
        """Refuse a submitted appraisal.

        Raises:
            Conflict: the appraisal is submitted.
        """
        if self.appraisal.state == AppraisalState.SUBMITTED:
            raise Conflict(f"{self.name} is submitted; reopen it first, with a reason")

    @property
    def name(self) -> str:
        """The appraisal in words, for messages."""
        result = f" ({self._opened.result})" if self._opened.result else ""
        return f"the appraisal of {self._opened.study_key}{result}"

    def _rows(self, table: type[Content], condition: ColumnElement[bool]) -> list[Content]:
        # Changes are saved together at the end, not on the way because something else is read.
        with self.session.no_autoflush:
            return list(self.session.execute(select(table).where(condition)).scalars())

    def _is_own(self, table: type[Content]) -> ColumnElement[bool]:
        return col(table.appraisal_id) == self.appraisal.id


class Aspect(Protocol):
    """A kind of value that a draft holds under a target, such as the code of an item."""

    @property
    def action(self) -> str:
        """The action of the events that tell of it."""

    def read(self, draft: Draft, target: str, like: Any) -> Any:
        """Read the present value, or None; `like` distinguishes values that share a target."""

    def write(self, draft: Draft, target: str, before: Any, after: Any) -> None:
        """Put `after` in the place of `before`."""


@contextmanager
def changing(db: Store, appraisal_id: UUID, by: str) -> Iterator[Draft]:
    """Open a draft for its owner; what was changed is saved at the end of the block.

    Raises:
        NotFound: there is no such appraisal.
        Conflict: it is submitted, or somebody else's.
    """
    with owning(db, appraisal_id, by) as draft:
        draft.require_draft()
        yield draft


@contextmanager
def owning(db: Store, appraisal_id: UUID, by: str) -> Iterator[Draft]:
    """Open an appraisal, draft or not, for somebody who may change it.

    An independent appraisal is its reviewer's alone. A consensus belongs to all who have submitted one of
    the same result with the same checklist and have no draft of it open; where blindness is lifted, to every
    reviewer, such as a third person who decides.

    Raises:
        NotFound: there is no such appraisal.
        Conflict: it is somebody else's.
    """
    key = handle_key(valid_handle(by))
    with db.writing() as session:
        draft = _open(session, col(StoredAppraisal.id) == appraisal_id)
        if draft is None:
            raise NotFound("the appraisal is not in the review: open the study again")
        if draft.appraisal.kind == AppraisalKind.CONSENSUS:
            _join_consensus(draft, by, key)
        elif handle_key(draft.actor) != key:
            raise Conflict(f"{draft.name} is {draft.actor}'s; nobody else may change it")
        yield draft
        draft.save()


@contextmanager
def owning_latest(
    db: Store,
    study_id: UUID,
    *,
    checklist_id: str,
    result: str,
    by: str,
    begin: ChecklistVersion | None = None,
) -> Iterator[Draft | None]:
    """Open the appraisal of a result that counts for a reviewer, with any version of a checklist.

    Merges of earlier versions of the program left two of them in some files: what was submitted counts before
    a draft, and of two alike the one that was begun last.

    Args:
        db: the review.
        study_id: the study.
        checklist_id: the checklist.
        result: the result that is judged.
        by: handle of the reviewer.
        begin: the version of the checklist with which it is begun where there is none; None: it is not begun.

    Raises:
        NotFound: an appraisal is to be begun, and there is no such study.
    """
    key = handle_key(valid_handle(by))
    with db.writing() as session:
        place = and_(
            col(StoredAppraisal.study_id) == study_id,
            col(StoredAppraisal.result) == result,
            col(StoredAppraisal.kind) == AppraisalKind.INDEPENDENT.value,
            col(StoredChecklist.checklist_id) == checklist_id,
            col(StoredReviewer.handle_key) == key,
        )
        draft = _open(session, place)
        if draft is None and begin is not None:
            identity = start(session, study_id, by, begin, result, AppraisalKind.INDEPENDENT)
            draft = _open(session, col(StoredAppraisal.id) == identity)
        yield draft
        if draft is not None:
            draft.save()


def open_for(session: Session, appraisal_id: UUID, actor: str) -> Draft | None:
    """Open an appraisal for somebody who takes back what they brought in; None where there is none.

    Raises:
        Conflict: its study was merged into another one.
    """
    draft = _open(session, col(StoredAppraisal.id) == appraisal_id)
    if draft is not None:
        draft.actor = reviewer_of(session, actor).handle
    return draft


def _open(session: Session, condition: ColumnElement[bool]) -> Draft | None:
    """Read the appraisal that counts among those that meet a condition: submitted, else begun last.

    Raises:
        Conflict: its study was merged into another one.
    """
    query = row_records.select_appraisals().add_columns(col(StoredStudy.checklist), StoredAppraisal)
    is_draft = col(StoredAppraisal.state) == AppraisalState.DRAFT.value
    counting = query.where(condition).order_by(is_draft, col(StoredAppraisal.started_at).desc()).limit(1)
    row = session.execute(counting).first()
    if row is None:
        return None
    *fields, study_checklist, appraisal = row
    opened = row_records.appraisal(fields)
    if opened.superseded_in is not None:
        raise Conflict(f"{opened.study_key} was merged into another study meanwhile: open it again")
    return Draft(session, appraisal, opened, actor=opened.reviewer, study_checklist=study_checklist)


def _join_consensus(draft: Draft, by: str, key: str) -> None:
    """Let a reviewer of a consensus change it, or the person whom the protocol names to decide.

    Raises:
        Conflict: the reviewer has not submitted, or has a draft open.
    """
    session, consensus = draft.session, draft.record
    draft.actor = reviewer_of(session, by).handle
    if not may_change_consensus(session, consensus, key):
        raise Conflict(f"{draft.name} is a consensus: submit an appraisal of your own first")
