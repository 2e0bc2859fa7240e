"""Merge a study into another one that is the same, and split them again.

What fits moves to the study that is kept: documents, appraisals, findings, allocations. What the kept study
has already stays with the other, which leaves all lists; so do comments, to be read with those of the kept
study. The events say what moved, so that a split takes back exactly that. Each appraisal has an event of its
own, so that whoever may not see it does not see that it moved either.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from store import merged_rows, row_records, validation
from store.column_types import Row, columns
from store.engine.store import Store
from store.errors import Conflict
from store.evidence_tables import StoredFinding
from store.history import Entry, record, record_all
from store.records import Appraisal, AppraisalKind, AppraisalState, Event
from store.reviewers import reviewer_of
from store.standing_merges import (
    FOLLOW,
    MERGE,
    MOVE,
    StandingMerge,
    merge_to_split,
    merged_into,
    stored_study,
)
from store.tables import StoredAllocation, StoredAppraisal, StoredDocument, StoredEvent, StoredStudy

SPLIT: Final = "study.split"
"""The action of the event that takes a merge back."""


@dataclass(frozen=True, slots=True)
class Merge:
    """What merging one study into another moves, and what stays.

    Attributes:
        kept, other: ids of the two studies.
        documents: ids of those that move; those with the bytes of one of the kept study, and the versions
            before them, stay.
        same_documents: ids of those that stay.
        findings: ids of those that move, by the id of the outcome.
        same_findings: ids of the outcomes for which both have one; that of the kept study stands.
        appraisals: those that move.
        superseded: those that stay, since the same person's appraisal of the kept study stands.
        allocations: ids of those that move, by the id of the reviewer.
        characteristics: by name, those that the kept study lacks and takes over.
        record: by name, the fields of the record that the kept study lacks and takes over.
        assignment: design and checklist, where the kept study has neither and nobody has decided that; with
            `before` and `after`.
    """

    kept: UUID
    other: UUID
    documents: tuple[UUID, ...]
    same_documents: tuple[UUID, ...]
    findings: dict[UUID, UUID]
    same_findings: tuple[UUID, ...]
    appraisals: tuple[Appraisal, ...]
    superseded: tuple[Appraisal, ...]
    allocations: dict[UUID, UUID]
    characteristics: dict[str, dict[str, Any]]
    record: dict[str, Any]
    assignment: dict[str, dict[str, Any]]

    @property
    def moves_anything(self) -> bool:
        """True if a document, an appraisal, a finding or an allocation moves."""
        return bool(self.documents or self.appraisals or self.findings or self.allocations)


def plan_merge(db: Store, kept: UUID, other: UUID) -> Merge:
    """Find out what merging one study into another would move; nothing is changed.

    Raises:
        NotFound: there is no such study.
    """
    with db.reading() as session:
        return _plan(session, stored_study(session, kept), stored_study(session, other))


def merge_studies(db: Store, kept: UUID, other: UUID, reason: str, *, by: str) -> Merge:
    """Merge a study into another one.

    Args:
        db: the review.
        kept: the study that goes on.
        other: the study that leaves all lists; its key finds the other one from now on.
        reason: why; it stands in the history.
        by: handle of the reviewer.

    Raises:
        NotFound: there is no such study.
        Conflict: it is the same study, or one of them is merged into another or left out of the review.
        InvalidValue: no reason.
    """
    reason = validation.text(reason, "reason", required=True)
    with db.writing() as session:
        reviewer = reviewer_of(session, by)
        rows = stored_study(session, kept), stored_study(session, other)
        _refuse(*rows)
        plan = _plan(session, *rows)
        _give(session, plan)
        merged_rows.take_over(session, rows[0], plan.record, plan.characteristics, other)
        merged_rows.assign(rows[0], plan.assignment, before="before", after="after")
        before = merged_into(session, other)
        for duplicate in (*before, other):
            stored_study(session, duplicate).merged_into = kept
        session.flush()
        about = {"merged": str(other), "kept": str(kept)}
        event: dict[str, Any] = {"study_id": other, "target": rows[0].key, "about": about}
        record(
            session,
            action=MERGE,
            reviewer=reviewer.handle,
            after=_moved(plan, before),
            reason=reason,
            **event,
        )
        moves = [_Move(appraisal.id, appraisal.kind.value) for appraisal in plan.appraisals]
        _tell_moves(session, reviewer.handle, rows[1], rows[0], moves)
        return plan


def bring_over(db: Store, other: UUID, came: Collection[UUID], *, by: str) -> Merge | None:
    """Give the kept study what came for a merged one after the merge, from another file.

    What the kept study has stands, as when studies are merged.

    Args:
        db: the review.
        other: the study that is merged into another one.
        came: ids of the documents, findings and allocations that came; of appraisals all go.
        by: handle of the reviewer.

    Returns:
        What moved and what stays, or None where the study is not merged.
    """
    with db.writing() as session:
        row = stored_study(session, other)
        if row.merged_into is None:
            return None
        kept = stored_study(session, row.merged_into)
        plan = _that_came(_plan(session, kept, row), came)
        _give(session, plan)
        by = reviewer_of(session, by).handle
        if moved := _moved(plan, ()):
            about = {"merged": str(other), "kept": str(kept.id)}
            record(
                session,
                action=FOLLOW,
                reviewer=by,
                study_id=other,
                target=kept.key,
                about=about,
                after=moved,
            )
        moves = [_Move(appraisal.id, appraisal.kind.value) for appraisal in plan.appraisals]
        _tell_moves(session, by, row, kept, moves)
        return plan


def _that_came(plan: Merge, came: Collection[UUID]) -> Merge:
    """Return what a merge moves of some rows, and no field of the record, which somebody may have emptied."""
    return replace(
        plan,
        documents=tuple(each for each in plan.documents if each in came),
        same_documents=tuple(each for each in plan.same_documents if each in came),
        findings={outcome: each for outcome, each in plan.findings.items() if each in came},
        allocations={reviewer: each for reviewer, each in plan.allocations.items() if each in came},
        characteristics={},
        record={},
        assignment={},
    )


def _give(session: Session, plan: Merge) -> None:
    """Give the kept study the rows that move."""
    _move(session, StoredDocument, plan.documents, plan.kept)
    _move(session, StoredFinding, plan.findings.values(), plan.kept)
    _move(session, StoredAllocation, plan.allocations.values(), plan.kept)
    _move(session, StoredAppraisal, [appraisal.id for appraisal in plan.appraisals], plan.kept)


def split_study(db: Store, other: UUID, reason: str, *, by: str) -> StandingMerge:
    """Take the merge of a study back: what moved returns, as it stands now; what was made since stays.

    Args:
        db: the review.
        other: the study that was merged into another one.
        reason: why; it stands in the history.
        by: handle of the reviewer.

    Raises:
        NotFound: there is no such study.
        Conflict: it is not merged, or another study was merged into the same one later.
        InvalidValue: no reason.
    """
    reason = validation.text(reason, "reason", required=True)
    with db.writing() as session:
        reviewer = reviewer_of(session, by)
        row = stored_study(session, other)
        merge = merge_to_split(session, row)
        kept = stored_study(session, merge.kept)
        moved = merge.event.after
        given = [moved, *_followed(session, merge.event)]
        documents = [each for part in given for each in _ids(part, "documents")]
        documents += _newer_versions(session, documents, other)
        _move(session, StoredDocument, documents, other, source=kept.id)
        for table, name in ((StoredFinding, "findings"), (StoredAllocation, "allocations")):
            ids = {each for part in given for each in _ids(part, name)}
            _move(session, table, ids | _now_there(session, table, given, kept.id), other, source=kept.id)
        moves = _standing_moves(session, other)
        _move(session, StoredAppraisal, [move.appraisal for move in moves], other, source=kept.id)
        merged_rows.give_back(session, kept, moved.get("record", {}), moved.get("characteristics", {}))
        merged_rows.assign(kept, moved.get("assignment", {}), before="after", after="before")
        row.merged_into = None
        for duplicate in _ids(moved, "studies"):
            stored_study(session, duplicate).merged_into = other
        session.flush()
        event: dict[str, Any] = {"study_id": other, "target": kept.key, "about": merge.event.about}
        record(
            session, action=SPLIT, reviewer=reviewer.handle, reason=reason, undoes=merge.event.number, **event
        )
        _tell_moves(session, reviewer.handle, row, kept, moves)
        return merge


def _refuse(kept: StoredStudy, other: StoredStudy) -> None:
    if kept.id == other.id:
        raise Conflict(f"{kept.key} cannot be merged with itself: name two studies")
    for study in (kept, other):
        if study.merged_into is not None:
            raise Conflict(f"{study.key} is merged into another study already: nothing was changed")
        if study.excluded_because is not None:
            raise Conflict(
                f"{study.key} is excluded ({study.excluded_because}): include it first, or exclude both"
            )


def _plan(session: Session, kept: StoredStudy, other: StoredStudy) -> Merge:
    documents, same_documents = _documents(session, kept.id, other.id)
    appraisals, superseded = _appraisals(session, kept.id, other.id)
    outcomes = _by_place(session, StoredFinding.outcome_id, kept.id)
    findings = _by_place(session, StoredFinding.outcome_id, other.id)
    reviewers = _by_place(session, StoredAllocation.reviewer_id, kept.id)
    allocations = _by_place(session, StoredAllocation.reviewer_id, other.id)
    return Merge(
        kept.id,
        other.id,
        documents,
        same_documents,
        findings={outcome: each for outcome, each in findings.items() if outcome not in outcomes},
        same_findings=tuple(outcome for outcome in findings if outcome in outcomes),
        appraisals=appraisals,
        superseded=superseded,
        allocations={reviewer: row for reviewer, row in allocations.items() if reviewer not in reviewers},
        characteristics=merged_rows.missing_characteristics(session, kept, other),
        record=merged_rows.missing_fields(kept, other),
        assignment=merged_rows.missing_assignment(kept, other),
    )


def _documents(session: Session, kept: UUID, other: UUID) -> tuple[tuple[UUID, ...], tuple[UUID, ...]]:
    """Return the ids of the documents that move, and of those that stay.

    One stays whose bytes the kept study has, and so do the versions before it, whose successor is there.
    """
    wanted = columns(StoredDocument.id, StoredDocument.sha256, StoredDocument.replaces)
    order = columns(StoredDocument.added_at, StoredDocument.source_name, StoredDocument.id)
    query = select(*wanted).order_by(*order)
    there = {row.sha256 for row in session.execute(query.where(col(StoredDocument.study_id) == kept))}
    rows: list[Any] = list(session.execute(query.where(col(StoredDocument.study_id) == other)))
    before = {row.id: row.replaces for row in rows}
    stay: set[UUID | None] = set()
    for row in rows:
        version = row.id if row.sha256 in there else None
        while version is not None and version not in stay:
            stay.add(version)
            version = before.get(version)
    return (
        tuple(row.id for row in rows if row.id not in stay),
        tuple(row.id for row in rows if row.id in stay),
    )


def _by_place(session: Session, place: Any, study: UUID) -> dict[UUID, UUID]:
    """Return the ids of the rows of a study, by what there is one of for each study."""
    table = place.class_
    query = select(place, col(table.id)).where(col(table.study_id) == study).order_by(col(table.id))
    rows: list[Any] = list(session.execute(query))
    return {row[0]: row[1] for row in rows}


def _appraisals(
    session: Session, kept: UUID, other: UUID
) -> tuple[tuple[Appraisal, ...], tuple[Appraisal, ...]]:
    """Return the appraisals that move, and those in whose place one of the kept study stands.

    A consensus stays with what it was made of: where a submitted appraisal stays behind, so does it.
    """
    query = row_records.select_appraisals().order_by(*columns(StoredAppraisal.started_at, StoredAppraisal.id))
    here, there = (
        [row_records.appraisal(row) for row in session.execute(query.where(of_study))]
        for of_study in (col(StoredAppraisal.study_id) == kept, col(StoredAppraisal.study_id) == other)
    )
    taken = {_owner(appraisal) for appraisal in here}
    stays = [appraisal for appraisal in there if _owner(appraisal) in taken]
    changed = {
        (appraisal.result, appraisal.checklist_id)
        for appraisal in stays
        if appraisal.state is AppraisalState.SUBMITTED
    }
    stays += [
        appraisal
        for appraisal in there
        if appraisal.kind is AppraisalKind.CONSENSUS
        and (appraisal.result, appraisal.checklist_id) in changed
        and appraisal not in stays
    ]
    return tuple(appraisal for appraisal in there if appraisal not in stays), tuple(stays)


def _owner(appraisal: Appraisal) -> tuple[str, str, str]:
    """Return whose appraisal it is, of which result, with which checklist, whatever its version."""
    is_consensus = appraisal.kind is AppraisalKind.CONSENSUS
    return "" if is_consensus else appraisal.reviewer, appraisal.result, appraisal.checklist_id


def _moved(plan: Merge, studies: Sequence[UUID]) -> dict[str, Any]:
    """Return what the event of a merge says besides the appraisals, so that it can be taken back.

    Findings are told by their outcomes too, and allocations by who was asked: a merge of files may give their
    rows other ids.
    """
    moved = {
        "documents": [str(each) for each in plan.documents],
        "findings": [str(each) for each in plan.findings.values()],
        "outcomes": [str(each) for each in plan.findings],
        "allocations": [str(each) for each in plan.allocations.values()],
        "asked": [str(each) for each in plan.allocations],
        "characteristics": plan.characteristics,
        "record": plan.record,
        "assignment": plan.assignment,
        "studies": [str(each) for each in studies],
    }
    return {name: value for name, value in moved.items() if value}


@dataclass(frozen=True, slots=True)
class _Move:
    """An appraisal that moves; `undoes` is the number of the event of an earlier move that it takes back."""

    appraisal: UUID
    kind: str
    undoes: int | None = None


def _tell_moves(
    session: Session, by: str, other: StoredStudy, kept: StoredStudy, moves: Sequence[_Move]
) -> None:
    """Write an event for each appraisal that moved.

    It is a step aside, as those in a draft are, so that the main chain does not tell how many drafts moved.
    """
    about = {"merged": str(other.id), "kept": str(kept.id)}
    entries = [
        Entry(
            action=MOVE,
            reviewer=by,
            study_id=other.id,
            appraisal_id=move.appraisal,
            target=kept.key if move.undoes is None else other.key,
            about=about,
            undoes=move.undoes,
            aside=move.kind == AppraisalKind.INDEPENDENT,
        )
        for move in moves
    ]
    record_all(session, entries)


def _standing_moves(session: Session, other: UUID) -> list[_Move]:
    """Return the moves that take back what the last merge of a study moved."""
    fields = (StoredEvent.number, StoredEvent.appraisal_id, StoredEvent.undoes, StoredAppraisal.kind)
    query = (
        select(*columns(*fields))
        .join(StoredAppraisal, col(StoredAppraisal.id) == col(StoredEvent.appraisal_id))
        .where(col(StoredEvent.action) == MOVE, col(StoredEvent.study_id) == other)
        .order_by(col(StoredEvent.number))
    )
    events: list[Any] = list(session.execute(query))
    undone = {undoes for _, _, undoes, _ in events}
    return [
        _Move(appraisal, kind, number)
        for number, appraisal, undoes, kind in events
        if undoes is None and number not in undone
    ]


def _now_there(session: Session, table: type[Row], given: Sequence[dict[str, Any]], kept: UUID) -> set[UUID]:
    """Return the ids of the rows of a kept study that stand where a merge moved something."""
    place, name = (
        (StoredFinding.outcome_id, "outcomes")
        if table is StoredFinding
        else (StoredAllocation.reviewer_id, "asked")
    )
    wanted = {each for part in given for each in _ids(part, name)}
    return {identity for key, identity in _by_place(session, place, kept).items() if key in wanted}


def _followed(session: Session, merge: Event) -> list[dict[str, Any]]:
    """Return what went to the kept study since a merge, by event."""
    query = select(col(StoredEvent.after)).where(
        col(StoredEvent.action) == FOLLOW,
        col(StoredEvent.study_id) == UUID(merge.about["merged"]),
        col(StoredEvent.number) > merge.number,
    )
    return list(session.execute(query.order_by(col(StoredEvent.number))).scalars())


def _newer_versions(session: Session, documents: Collection[UUID], study: UUID) -> list[UUID]:
    """Return the documents that took the place of some since, so that versions stay together.

    One whose bytes the study has already is not among them.
    """
    of_study = col(StoredDocument.study_id) == study
    there = set(session.execute(select(col(StoredDocument.sha256)).where(of_study)).scalars())
    newer: list[UUID] = []
    last = list(documents)
    while last:
        wanted = columns(StoredDocument.id, StoredDocument.sha256)
        query = select(*wanted).where(col(StoredDocument.replaces).in_(last))
        rows: list[Any] = list(session.execute(query))
        last = [each for each, sha256 in rows if each not in documents and sha256 not in there]
        newer += last
    return newer


def _move(session: Session, table: type[Row], ids: Any, study: UUID, source: UUID | None = None) -> None:
    """Give rows to another study; with `source` only those that it has now."""
    wanted = list(ids)
    if not wanted:
        return
    change = update(table).where(col(table.id).in_(wanted))
    if source is not None:
        change = change.where(table.study_id == source)  # type: ignore[attr-defined]
    session.execute(change.values(study_id=study), execution_options={"synchronize_session": False})


def _ids(moved: dict[str, Any], name: str) -> list[UUID]:
    return [UUID(each) for each in moved.get(name, ())]
