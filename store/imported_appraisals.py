"""Bring in appraisals that were made elsewhere: all of a file with their events, or none of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from store import validation
from store.appraisal_tables import (
    StoredAnswer,
    StoredAppraisal,
    StoredOverride,
    StoredPreliminary,
    StoredQuote,
)
from store.checklist_versions import version_id
from store.column_types import Row
from store.draft_changes import about
from store.engine.store import Store
from store.event_chain import JOINING
from store.history import record, record_all
from store.judgements import JudgementCopy, write_new_copies
from store.new_events import Entry
from store.records import AppraisalKind, AppraisalState, ChecklistVersion
from store.reviewers import reviewer_of
from store.tables import StoredReviewer

IMPORT = "appraisal.import"
"""The action of the event with which such an appraisal begins."""

_AT_ONCE = 5_000
"""Rows that are written in one statement."""
_TABLES = (StoredAppraisal, StoredAnswer, StoredOverride, StoredPreliminary, StoredQuote)


@dataclass(frozen=True, slots=True)
class ImportedAnswer:
    """An answer, its note, or both; `at` is None where the file does not say when it was given."""

    code: str | None
    note: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ImportedOverride:
    """A final judgement with its reason."""

    judgement: str
    reason: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ImportedQuote:
    """A passage of a document of the study, at its place."""

    item_id: str
    document_id: UUID
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedAppraisal:
    """One appraisal out of a file.

    Attributes:
        reviewer: handle of the person whose work it is.
        name: of that person, for a reviewer that the review does not know yet.
        into: id of a draft of that place in which nothing is answered or judged yet, which takes it; None: it
            is made.
        shared: preliminaries for the whole review as the person has them, which a submitted appraisal keeps.
        judgements: the copies of what it comes to, for one that is submitted; None for a draft.
    """

    study_id: UUID
    reviewer: str
    checklist: ChecklistVersion
    result: str
    name: str = ""
    into: UUID | None = None
    answers: Mapping[str, ImportedAnswer] = field(default_factory=dict)
    overrides: Mapping[str, ImportedOverride] = field(default_factory=dict)
    preliminaries: Mapping[str, str] = field(default_factory=dict)
    shared: Mapping[str, str] = field(default_factory=dict)
    quotes: Sequence[ImportedQuote] = ()
    judgements: Sequence[JudgementCopy] | None = None


def add_imported(db: Store, appraisals: Sequence[ImportedAppraisal], *, origin: str, by: str) -> list[UUID]:
    """Add appraisals where none of that place is yet; the caller has made sure of that in the transaction.

    Args:
        db: the review.
        appraisals: what the file holds.
        origin: the name of the file, which stays with each of them.
        by: handle of the reviewer who brings them in.

    Returns:
        Their ids, in the order given.

    Raises:
        InvalidValue: a value that cannot be kept.
    """
    validation.text(origin, "file name", limit=validation.MAX_KEY, required=True)
    with db.writing() as session:
        writer = _Writer(session, origin, reviewer_of(session, by).handle)
        ids = [writer.take(appraisal) for appraisal in appraisals]
        writer.write()
        return ids


class _Writer:
    """Collect the rows and events of appraisals, and write those of each table together."""

    def __init__(self, session: Session, origin: str, actor: str) -> None:
        self._session = session
        self._origin = origin
        self._actor = actor
        self._now = datetime.now(UTC)
        self._reviewers: dict[str, StoredReviewer] = {}
        self._versions: dict[str, UUID] = {}
        self._rows: dict[type[Row], list[dict[str, Any]]] = {table: [] for table in _TABLES}
        self._entries: list[Entry] = []
        self._settled: dict[UUID, set[str]] = {}
        """By draft that takes an appraisal the preliminaries that it has already."""
        self._copies: dict[UUID, Sequence[JudgementCopy]] = {}

    def take(self, new: ImportedAppraisal) -> UUID:
        """Collect what one appraisal holds; return its id."""
        validation.text(new.result, "result", limit=validation.MAX_KEY)
        identity, owner = new.into or uuid4(), self._reviewer(new)
        self._place(identity, owner, new)
        shown = {name: getattr(new.checklist, name) for name in ("checklist_id", "version", "sha256")}
        after = {**shown, "result": new.result, "reviewer": owner.handle, "file": self._origin}
        tell = partial(self._tell, new.study_id, identity, is_own=owner.handle == self._actor)
        tell(IMPORT, after=after)
        for action, target, value in self._contents(identity, new):
            tell(action, target=target, about=about(action, target), after=value)
        if new.judgements is not None:
            self._copies[identity] = new.judgements
            before, after_submit = AppraisalState.DRAFT.value, AppraisalState.SUBMITTED.value
            tell("submit", before=before, after=after_submit)
        return identity

    def _place(self, identity: UUID, owner: StoredReviewer, new: ImportedAppraisal) -> None:
        """Collect the row of an appraisal, or change that of the draft that takes it."""
        is_submitted = new.judgements is not None
        state = AppraisalState.SUBMITTED if is_submitted else AppraisalState.DRAFT
        changed = {
            "state": state.value,
            "changed_at": self._now,
            "submitted_at": self._now if is_submitted else None,
            "imported_from": self._origin,
        }
        if new.into is not None:
            own = col(StoredAppraisal.id) == identity
            self._session.execute(update(StoredAppraisal).where(own).values(**changed))
            of_draft = col(StoredPreliminary.appraisal_id) == identity
            query = select(col(StoredPreliminary.preliminary_id)).where(of_draft)
            self._settled[identity] = set(self._session.execute(query).scalars())
            return
        self._rows[StoredAppraisal].append(
            {
                "id": identity,
                "study_id": new.study_id,
                "checklist_version_id": self._version(new.checklist),
                "reviewer_id": owner.id,
                "result": new.result,
                "slot": owner.id.hex,
                "kind": AppraisalKind.INDEPENDENT.value,
                "started_at": self._now,
                "reopened": 0,
                **changed,
            }
        )

    def write(self) -> None:
        """Write what was collected."""
        for table in _TABLES:
            rows = self._rows[table]
            for start in range(0, len(rows), _AT_ONCE):
                self._session.execute(insert(table), rows[start : start + _AT_ONCE])
        write_new_copies(self._session, self._copies)
        begun = [row["id"] for row in self._rows[StoredAppraisal]]
        record_all(self._session, self._entries, begun=begun)

    def _tell(self, study_id: UUID, appraisal_id: UUID, action: str, *, is_own: bool, **details: Any) -> None:
        entry = Entry(
            action=action,
            reviewer=self._actor,
            study_id=study_id,
            appraisal_id=appraisal_id,
            # What is brought in for somebody else is a step of the one who brings it, not of a draft.
            aside=is_own and action not in JOINING,
            **details,
        )
        self._entries.append(entry)

    def _contents(self, identity: UUID, new: ImportedAppraisal) -> Iterator[tuple[str, str, Any]]:
        """Collect the rows of what an appraisal holds; yield action, target and value of each event."""
        settled = self._settled.get(identity, ())
        for name, value in new.preliminaries.items():
            if name not in settled:
                self._preliminary(identity, name, value, frozen=False)
                yield "preliminary", name, value
        for name, value in new.shared.items():
            if name not in settled:
                self._preliminary(identity, name, value, frozen=True)
        for item, answer in new.answers.items():
            self._answer(identity, item, answer)
            if answer.code is not None:
                yield "answer", item, answer.code
            if answer.note:
                yield "note", item, answer.note
        for target, override in new.overrides.items():
            self._override(identity, target, override)
            yield "override", target, {"judgement": override.judgement, "reason": override.reason}
        for quote in new.quotes:
            yield "quote", quote.item_id, self._quote(identity, quote)

    def _preliminary(self, identity: UUID, name: str, value: str, *, frozen: bool) -> None:
        self._add(
            StoredPreliminary,
            identity,
            preliminary_id=validation.name(name, "preliminary"),
            value=validation.text(value, "preliminary"),
            reviewer_id=None,
            checklist_id=None,
            frozen=frozen,
        )

    def _answer(self, identity: UUID, item: str, answer: ImportedAnswer) -> None:
        self._add(
            StoredAnswer,
            identity,
            item_id=validation.name(item, "item"),
            code=None if answer.code is None else validation.name(answer.code, "answer"),
            note=validation.text(answer.note, "note"),
            answered_at=answer.at or self._now,
            decided_by=None,
        )

    def _override(self, identity: UUID, target: str, override: ImportedOverride) -> None:
        self._add(
            StoredOverride,
            identity,
            target=validation.name(target, "domain"),
            judgement=validation.name(override.judgement, "judgement"),
            reason=validation.text(override.reason, "reason", required=True),
            made_at=override.at or self._now,
            decided_by=None,
        )

    def _quote(self, identity: UUID, quote: ImportedQuote) -> dict[str, Any]:
        """Collect a quote; return it as its event has it."""
        values: dict[str, Any] = {
            "id": uuid4(),
            "document_id": quote.document_id,
            "start": quote.start,
            "end": quote.end,
            "text": validation.text(quote.text, "passage"),
        }
        self._rows[StoredQuote].append({**values, "appraisal_id": identity, "item_id": quote.item_id})
        return values | {name: str(values[name]) for name in ("id", "document_id")}

    def _add(self, table: type[Row], appraisal_id: UUID, **values: Any) -> None:
        self._rows[table].append({"id": uuid4(), "appraisal_id": appraisal_id, **values})

    def _reviewer(self, new: ImportedAppraisal) -> StoredReviewer:
        known = self._reviewers.get(new.reviewer)
        if known is None:
            known = self._reviewers[new.reviewer] = reviewer_of(self._session, new.reviewer)
            if new.name and not known.name:
                known.name = validation.text(new.name, "name")
                record(
                    self._session, action="reviewer.name", reviewer=known.handle, before="", after=new.name
                )
        return known

    def _version(self, checklist: ChecklistVersion) -> UUID:
        known = self._versions.get(checklist.sha256)
        if known is None:
            known = self._versions[checklist.sha256] = version_id(self._session, checklist)
        return known
