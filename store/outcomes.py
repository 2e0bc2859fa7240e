"""Keep the outcomes of a review and the numbers that studies give for them.

The ratings of certainty have a module of their own and can be had from here too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from store import outcome_thresholds, validation
from store.certainty_ratings import confirm_rating, list_ratings, outcome_of, save_rating, shown
from store.column_types import columns
from store.engine.store import Store
from store.errors import AlreadyExists, InvalidValue, NotFound
from store.evidence_tables import StoredFinding, StoredOutcome
from store.handles import read_present_handles
from store.history import last_time, record
from store.records import Finding, Outcome
from store.reviewers import actor
from store.tables import StoredStudy

__all__ = [
    "add_outcome",
    "confirm_rating",
    "edit_outcome",
    "list_findings",
    "list_outcomes",
    "list_ratings",
    "remove_finding",
    "save_finding",
    "save_rating",
]


THRESHOLDS: Final = "thresholds"
"""The field of an outcome that is changed by parts."""


def add_outcome(
    db: Store,
    name: str,
    *,
    time_point: str = "",
    unit: str = "",
    better: str = "",
    importance: int | None = None,
    follow_up: str = "",
    by: str,
) -> Outcome:
    """Add an outcome at a time point.

    Raises:
        AlreadyExists: the review has this outcome at this time point.
        InvalidValue: an empty name, a direction but `higher` and `lower`, an importance beyond 1 to 9.
    """
    outcome = Outcome(uuid4(), name, time_point, unit, better, importance, follow_up)
    values = _judged(outcome)
    with db.writing() as session:
        _refuse_double(session, outcome)
        session.add(StoredOutcome(**values))
        session.flush()
        after = {field: value for field, value in values.items() if field != "id"}
        event = {
            "reviewer": actor(session, by),
            "target": shown(outcome),
            "about": {"outcome": str(outcome.id)},
        }
        record(session, action="outcome.add", **event, after=after)
    return outcome


def edit_outcome(db: Store, outcome_id: UUID, changes: dict[str, Any], *, by: str) -> Outcome:
    """Change an outcome; its findings and ratings stay, and the history names what is different.

    Args:
        db: the review.
        outcome_id: the outcome.
        changes: field of `Outcome` to its new value; of `thresholds` only those that change, by name `value`
            and `source`, or None to take one away.
        by: the reviewer's handle.

    Raises:
        NotFound: there is no such outcome.
        AlreadyExists: another one has this name and time point.
        InvalidValue: a value that `add_outcome` would refuse.
    """
    with db.writing() as session:
        stored = outcome_of(session, outcome_id)
        old = Outcome(*(getattr(stored, field) for field in Outcome.__slots__))
        plain = {field: value for field, value in changes.items() if field != THRESHOLDS}
        changed = replace(old, **plain)
        values = _judged(changed)
        fields = {field for field in plain if getattr(old, field) != values[field]}
        moved = outcome_thresholds.different(
            old.thresholds, outcome_thresholds.checked_changes(changes.get(THRESHOLDS, {}))
        )
        if not fields and not moved:
            return old
        _refuse_double(session, changed)
        for field in fields:
            setattr(stored, field, values[field])
        session.flush()
        before, after = (
            {field: getattr(outcome, field) for field in sorted(fields)} for outcome in (old, changed)
        )
        if moved:
            said = outcome_thresholds.said_of(old.thresholds)
            before[THRESHOLDS], after[THRESHOLDS] = {name: said.get(name) for name in moved}, moved
        reviewer = actor(session, by)
        event = {"target": shown(old), "about": {"outcome": str(outcome_id)}}
        record(session, action="outcome.edit", reviewer=reviewer, **event, before=before, after=after)
        at = last_time(session).isoformat()
        kept = outcome_thresholds.changed(old.thresholds, moved, by=reviewer, at=at)
        stored.thresholds = kept
    return replace(changed, thresholds=kept)


def _judged(outcome: Outcome) -> dict[str, Any]:
    """Return the values of a row, each checked."""
    validation.name(outcome.name, "outcome")
    validation.text(outcome.time_point, "time point", limit=validation.MAX_KEY)
    validation.text(outcome.unit, "unit")
    validation.text(outcome.follow_up, "follow-up", limit=validation.MAX_KEY)
    if outcome.better not in ("", "higher", "lower"):
        raise InvalidValue(f"what is better must be higher, lower or empty, not {outcome.better!r}")
    if outcome.importance is not None:
        validation.whole(outcome.importance, "importance", 1, 9)
    return {field: getattr(outcome, field) for field in Outcome.__slots__}


def _refuse_double(session: Session, outcome: Outcome) -> None:
    known = select(col(StoredOutcome.id)).filter_by(name=outcome.name, time_point=outcome.time_point)
    if session.execute(known.where(col(StoredOutcome.id) != outcome.id)).first() is not None:
        when = f" at {outcome.time_point!r}" if outcome.time_point else ""
        raise AlreadyExists(f"the review has the outcome {outcome.name!r}{when} already: nothing was changed")


def list_outcomes(db: Store) -> list[Outcome]:
    """List all outcomes by name and time point."""
    fields = (getattr(StoredOutcome, field) for field in Outcome.__slots__)
    with db.reading() as session:
        outcomes = [Outcome(*row) for row in session.execute(select(*columns(*fields)))]
        former = read_present_handles(session) if any(each.thresholds for each in outcomes) else {}
    outcomes = [_with_present_handles(outcome, former) if former else outcome for outcome in outcomes]
    return sorted(outcomes, key=lambda outcome: (outcome.name, outcome.time_point))


def _with_present_handles(outcome: Outcome, former: Mapping[str, str]) -> Outcome:
    thresholds = {
        name: {**given, "by": former.get(given["by"], given["by"])}
        for name, given in outcome.thresholds.items()
    }
    return replace(outcome, thresholds=thresholds)


def save_finding(
    db: Store, outcome_id: UUID, study_id: UUID, numbers: dict[str, Any], *, source: str = "", by: str
) -> Finding:
    """Store a study's numbers for an outcome, in the place of any before; the same again changes nothing.

    Raises:
        NotFound: there is no such outcome or study.
        InvalidValue: the numbers are no JSON values by name.
    """
    plain = validation.numbers_by_name(numbers, "numbers")
    validation.text(source, "source")
    after: dict[str, Any] = {"numbers": plain, "source": source}
    with db.writing() as session:
        outcome = outcome_of(session, outcome_id)
        if session.get(StoredStudy, study_id) is None:
            raise NotFound("the study is not in the review any more: list the studies to see what is")
        query = select(StoredFinding).filter_by(outcome_id=outcome_id, study_id=study_id)
        stored = session.execute(query).scalar()
        before = None if stored is None else {"numbers": stored.numbers, "source": stored.source}
        if stored is None:
            stored = StoredFinding(id=uuid4(), outcome_id=outcome_id, study_id=study_id, **after)
            session.add(stored)
        stored.numbers, stored.source = plain, source
        if before != after:
            session.flush()
            record(
                session,
                action="finding",
                reviewer=actor(session, by),
                study_id=study_id,
                target=shown(outcome),
                about={"outcome": str(outcome_id)},
                before=before,
                after=after,
            )
        return Finding(stored.id, outcome_id, study_id, plain, source)


def remove_finding(db: Store, outcome_id: UUID, study_id: UUID, reason: str, *, by: str) -> None:
    """Remove a finding; the history keeps what it was, and why it went.

    Raises:
        NotFound: there is no such outcome, or the study has no finding for it.
        InvalidValue: the reason is empty.
    """
    validation.text(reason, "reason", required=True)
    with db.writing() as session:
        outcome = outcome_of(session, outcome_id)
        query = select(StoredFinding).filter_by(outcome_id=outcome_id, study_id=study_id)
        stored = session.execute(query).scalar()
        if stored is None:
            raise NotFound(f"the study has no finding for {shown(outcome)}: nothing was removed")
        before = {"numbers": stored.numbers, "source": stored.source}
        session.delete(stored)
        session.flush()
        record(
            session,
            action="finding.remove",
            reviewer=actor(session, by),
            study_id=study_id,
            target=shown(outcome),
            about={"outcome": str(outcome_id)},
            before=before,
            reason=reason,
        )


def list_findings(
    db: Store,
    *,
    outcome_id: UUID | None = None,
    study_id: UUID | None = None,
    included_only: bool = False,
) -> list[Finding]:
    """List the findings of the review, of one outcome, of one study, or of both; by study key.

    Those of a study that was merged into another are not among them; with `included_only` those of studies
    that are left out of the review are not either.
    """
    query = select(*(col(getattr(StoredFinding, field)) for field in Finding.__slots__), col(StoredStudy.key))
    query = query.join(StoredStudy, col(StoredStudy.id) == col(StoredFinding.study_id))
    query = query.where(col(StoredStudy.merged_into).is_(None))
    if outcome_id is not None:
        query = query.where(col(StoredFinding.outcome_id) == outcome_id)
    if study_id is not None:
        query = query.where(col(StoredFinding.study_id) == study_id)
    if included_only:
        query = query.where(col(StoredStudy.excluded_because).is_(None))
    with db.reading() as session:
        rows = sorted(session.execute(query), key=lambda row: (row[-1], row[1]))
    return [Finding(*row[:-1]) for row in rows]
