"""The ratings of certainty: one a GRADE domain of an outcome, each confirmed or replaced by a person."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from store import validation
from store.engine.store import Store
from store.errors import NotFound
from store.evidence_tables import StoredOutcome, StoredRating
from store.history import record
from store.records import CertaintyRating, Outcome
from store.reviewers import actor


def save_rating(
    db: Store,
    outcome_id: UUID,
    grade_domain: str,
    levels: int,
    reason: str,
    *,
    by: str,
    anew: bool = False,
) -> CertaintyRating:
    """Rates one GRADE domain of an outcome, in the place of any rating before. The same again changes
    nothing.

    Args:
        db: the review.
        outcome_id: the outcome.
        grade_domain: such as ``Imprecision``; anything that names the row is kept as it is.
        levels: from -3 (three down) to 3 (three up).
        reason: why; may be empty only where the level is 0.
        by: the reviewer's handle.
        anew: tell the history even where it was rated the same: whoever rates could not see that.

    Raises:
        NotFound: there is no such outcome.
        InvalidValue: levels beyond 3, or none given a reason.
    """
    validation.name(grade_domain, "GRADE domain")
    validation.whole(levels, "levels", -3, 3)
    validation.text(reason, "reason", required=levels != 0)
    after: dict[str, Any] = {"levels": levels, "reason": reason}
    with db.writing() as session:
        outcome = outcome_of(session, outcome_id)
        query = select(StoredRating).filter_by(outcome_id=outcome_id, grade_domain=grade_domain)
        stored = session.execute(query).scalar()
        before = None if stored is None else {"levels": stored.levels, "reason": stored.reason}
        if stored is None:
            session.add(StoredRating(id=uuid4(), outcome_id=outcome_id, grade_domain=grade_domain, **after))
        else:
            stored.levels, stored.reason = levels, reason
        if before != after or anew:
            session.flush()
            told = {
                "action": "rating",
                "reviewer": actor(session, by),
                "target": f"{shown(outcome)}: {grade_domain}",
            }
            record(session, **told, before=before, after=after | {"outcome": str(outcome_id)})
    return CertaintyRating(outcome_id, grade_domain, levels, reason)


def list_ratings(db: Store, *, outcome_id: UUID | None = None) -> list[CertaintyRating]:
    """The ratings of the review, or of one outcome; by outcome and domain."""
    query = select(*(col(getattr(StoredRating, field)) for field in CertaintyRating.__slots__))
    if outcome_id is not None:
        query = query.where(col(StoredRating.outcome_id) == outcome_id)
    with db.reading() as session:
        found = [CertaintyRating(*row) for row in session.execute(query)]
    return sorted(found, key=lambda rating: (rating.outcome_id, rating.grade_domain))


def confirm_rating(db: Store, outcome_id: UUID, grade_domain: str, *, by: str) -> None:
    """Tells the history that a rating was looked at again and stands.

    Raises:
        NotFound: there is no such outcome or rating.
    """
    with db.writing() as session:
        outcome = outcome_of(session, outcome_id)
        query = select(StoredRating).filter_by(outcome_id=outcome_id, grade_domain=grade_domain)
        stored = session.execute(query).scalar()
        if stored is None:
            raise NotFound(
                f"{shown(outcome)}: {grade_domain} is not rated yet, so there is nothing to confirm"
            )
        told = {
            "action": "rating.confirm",
            "reviewer": actor(session, by),
            "target": f"{shown(outcome)}: {grade_domain}",
        }
        after = {"levels": stored.levels, "reason": stored.reason, "outcome": str(outcome_id)}
        record(session, **told, before=after, after=after)


def outcome_of(session: Session, outcome_id: UUID) -> StoredOutcome:
    """The row of an outcome, which must exist."""
    outcome = session.get(StoredOutcome, outcome_id)
    if outcome is None:
        raise NotFound("the outcome is not in the review any more: list the outcomes to see what is")
    return outcome


def shown(outcome: StoredOutcome | Outcome) -> str:
    """How the history names an outcome: the same name at another time is another one."""
    return f"{outcome.name} ({outcome.time_point})" if outcome.time_point else outcome.name
