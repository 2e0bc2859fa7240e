"""The outcomes of a review, the numbers that studies give for them, and the ratings of certainty."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from store import _values
from store._columns import columns
from store._rows import StoredFinding, StoredOutcome, StoredRating, StoredStudy
from store.engine import Store
from store.errors import AlreadyExists, InvalidValue, NotFound
from store.history import record
from store.records import CertaintyRating, Finding, Outcome
from store.reviewers import actor


def add_outcome(
    db: Store,
    name: str,
    *,
    time_point: str = "",
    unit: str = "",
    better: str = "",
    importance: int | None = None,
    by: str,
) -> Outcome:
    """Adds an outcome at a time point.

    Raises:
        AlreadyExists: the review has this outcome at this time point.
        InvalidValue: an empty name, a direction but ``higher`` and ``lower``, an importance beyond 1 to 9.
    """
    _values.name(name, "outcome")
    _values.text(time_point, "time point", limit=_values.MAX_KEY)
    _values.text(unit, "unit")
    if better not in ("", "higher", "lower"):
        raise InvalidValue(f"what is better must be higher, lower or empty, not {better!r}")
    if importance is not None:
        _values.whole(importance, "importance", 1, 9)
    outcome = Outcome(uuid4(), name, time_point, unit, better, importance)
    values = {field: getattr(outcome, field) for field in Outcome.__slots__}
    with db.writing() as session:
        known = select(col(StoredOutcome.id)).filter_by(name=name, time_point=time_point)
        if session.execute(known).first() is not None:
            when = f" at {time_point!r}" if time_point else ""
            raise AlreadyExists(f"the review has the outcome {name!r}{when} already: nothing was changed")
        session.add(StoredOutcome(**values))
        session.flush()
        after = {field: value for field, value in values.items() if field != "id"}
        record(session, action="outcome.add", reviewer=actor(session, by), target=name, after=after)
    return outcome


def list_outcomes(db: Store) -> list[Outcome]:
    """All outcomes by name and time point."""
    fields = (getattr(StoredOutcome, field) for field in Outcome.__slots__)
    with db.reading() as session:
        found = [Outcome(*row) for row in session.execute(select(*columns(*fields)))]
    return sorted(found, key=lambda outcome: (outcome.name, outcome.time_point))


def save_finding(
    db: Store, outcome_id: UUID, study_id: UUID, numbers: dict[str, Any], *, source: str = "", by: str
) -> Finding:
    """Keeps a study's numbers for an outcome, in the place of any before. The same again changes nothing.

    Raises:
        NotFound: there is no such outcome or study.
        InvalidValue: the numbers are no JSON values by name.
    """
    plain = _values.numbers_by_name(numbers, "numbers")
    _values.text(source, "source")
    after: dict[str, Any] = {"numbers": plain, "source": source}
    with db.writing() as session:
        outcome = _outcome(session, outcome_id)
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
            reviewer = actor(session, by)
            told = {"action": "finding", "reviewer": reviewer, "study_id": study_id, "target": outcome.name}
            record(session, **told, before=before, after=after)
        return Finding(stored.id, outcome_id, study_id, plain, source)


def list_findings(
    db: Store, *, outcome_id: UUID | None = None, study_id: UUID | None = None
) -> list[Finding]:
    """The findings of the review, of one outcome, of one study, or of both; by study key."""
    query = select(*(col(getattr(StoredFinding, field)) for field in Finding.__slots__), col(StoredStudy.key))
    query = query.join(StoredStudy, col(StoredStudy.id) == col(StoredFinding.study_id))
    if outcome_id is not None:
        query = query.where(col(StoredFinding.outcome_id) == outcome_id)
    if study_id is not None:
        query = query.where(col(StoredFinding.study_id) == study_id)
    with db.reading() as session:
        found = sorted(session.execute(query), key=lambda row: (row[-1], row[1]))
    return [Finding(*row[:-1]) for row in found]


def save_rating(
    db: Store, outcome_id: UUID, grade_domain: str, levels: int, reason: str, *, by: str
) -> CertaintyRating:
    """Rates one GRADE domain of an outcome, in the place of any rating before. The same again changes
    nothing.

    Args:
        db: the review.
        outcome_id: the outcome.
        grade_domain: such as ``risk_of_bias``.
        levels: from -3 (three down) to 3 (three up).
        reason: why; may be empty only where the level is 0.
        by: the reviewer's handle.

    Raises:
        NotFound: there is no such outcome.
        InvalidValue: levels beyond 3, or none given a reason.
    """
    _values.name(grade_domain, "GRADE domain")
    _values.whole(levels, "levels", -3, 3)
    _values.text(reason, "reason", required=levels != 0)
    after: dict[str, Any] = {"levels": levels, "reason": reason}
    with db.writing() as session:
        outcome = _outcome(session, outcome_id)
        query = select(StoredRating).filter_by(outcome_id=outcome_id, grade_domain=grade_domain)
        stored = session.execute(query).scalar()
        before = None if stored is None else {"levels": stored.levels, "reason": stored.reason}
        if stored is None:
            session.add(StoredRating(id=uuid4(), outcome_id=outcome_id, grade_domain=grade_domain, **after))
        else:
            stored.levels, stored.reason = levels, reason
        if before != after:
            session.flush()
            target = f"{outcome.name}: {grade_domain}"
            told = {"action": "rating", "reviewer": actor(session, by), "target": target}
            record(session, **told, before=before, after=after)
    return CertaintyRating(outcome_id, grade_domain, levels, reason)


def list_ratings(db: Store, *, outcome_id: UUID | None = None) -> list[CertaintyRating]:
    """The ratings of the review, or of one outcome; by outcome and domain."""
    query = select(*(col(getattr(StoredRating, field)) for field in CertaintyRating.__slots__))
    if outcome_id is not None:
        query = query.where(col(StoredRating.outcome_id) == outcome_id)
    with db.reading() as session:
        found = [CertaintyRating(*row) for row in session.execute(query)]
    return sorted(found, key=lambda rating: (rating.outcome_id, rating.grade_domain))


def _outcome(session: Session, outcome_id: UUID) -> StoredOutcome:
    outcome = session.get(StoredOutcome, outcome_id)
    if outcome is None:
        raise NotFound("the outcome is not in the review any more: list the outcomes to see what is")
    return outcome
