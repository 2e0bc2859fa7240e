"""Keep the ratings of certainty: one for each GRADE domain of a body of evidence."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from store import validation
from store.column_types import columns
from store.engine.store import Store
from store.errors import NotFound
from store.evidence_tables import StoredOutcome, StoredRating
from store.handles import present_handle, read_present_handles
from store.history import last_time, record
from store.history_tables import StoredEvent
from store.rating_authors import CONFIRM, RATE, authors_of
from store.records import CertaintyRating, Outcome
from store.reviewers import actor


def save_rating(
    db: Store,
    outcome_id: UUID,
    body: str,
    domain: str,
    levels: int,
    reason: str,
    *,
    by: str,
    anew: bool = False,
) -> CertaintyRating:
    """Rate one GRADE domain of a body of evidence, in the place of any rating before.

    The same rating again changes nothing.

    Args:
        db: the review.
        outcome_id: the outcome.
        body: key of the body of evidence, such as `cohort-high`.
        domain: such as `Imprecision`.
        levels: from -3 (three down) to 3 (three up).
        reason: why; may be empty only where the level is 0.
        by: the reviewer's handle.
        anew: write an event even where the rating was the same, because whoever rates could not see it.

    Raises:
        NotFound: there is no such outcome.
        InvalidValue: levels beyond 3, or none given a reason.
    """
    validation.name(body, "body of evidence")
    validation.name(domain, "GRADE domain")
    validation.whole(levels, "levels", -3, 3)
    validation.text(reason, "reason", required=levels != 0)
    after: dict[str, Any] = {"levels": levels, "reason": reason}
    with db.writing() as session:
        outcome = outcome_of(session, outcome_id)
        stored = _find(session, outcome_id, body, domain)
        before = None if stored is None else {"levels": stored.levels, "reason": stored.reason}
        if before == after and not anew and stored is not None:
            return CertaintyRating(*(getattr(stored, field) for field in CertaintyRating.__slots__))
        event = {"reviewer": actor(session, by)} | _told(outcome, body, domain)
        record(session, action=RATE, **event, before=before, after=after)
        if stored is None:
            key: dict[str, Any] = {"outcome_id": outcome_id, "body": body, "domain": domain}
            stored = StoredRating(id=uuid4(), **key, **after)
            session.add(stored)
        stored.levels, stored.reason = levels, reason
        stored.rated_by, stored.rated_at = event["reviewer"], last_time(session)
        stored.confirmed_by = stored.confirmed_at = None
        return CertaintyRating(*(getattr(stored, field) for field in CertaintyRating.__slots__))


def list_ratings(db: Store, *, outcome_id: UUID | None = None) -> list[CertaintyRating]:
    """List the ratings of the review, or of one outcome, by outcome, body and domain."""
    query = select(*(_read(field) for field in CertaintyRating.__slots__))
    if outcome_id is not None:
        query = query.where(col(StoredRating.outcome_id) == outcome_id)
    with db.reading() as session:
        ratings = [CertaintyRating(*row) for row in session.execute(query)]
    return sorted(ratings, key=lambda rating: (rating.outcome_id, rating.body, rating.domain))


def confirm_rating(db: Store, outcome_id: UUID, body: str, domain: str, *, by: str) -> None:
    """Write into the history that a rating was looked at again and stands.

    Another person than the one who rated it confirms the rating by that.

    Raises:
        NotFound: there is no such outcome or rating.
    """
    with db.writing() as session:
        outcome = outcome_of(session, outcome_id)
        stored = _find(session, outcome_id, body, domain)
        if stored is None:
            raise NotFound(f"{shown(outcome)}: {domain} is not rated yet, so there is nothing to confirm")
        value = {"levels": stored.levels, "reason": stored.reason}
        reviewer = actor(session, by)
        event = _told(outcome, body, domain)
        record(session, action=CONFIRM, reviewer=reviewer, **event, before=value, after=value)
        if reviewer != _present(session, stored.rated_by):
            stored.confirmed_by, stored.confirmed_at = reviewer, last_time(session)


def refresh_authors(db: Store, outcome_id: UUID, body: str, domain: str) -> None:
    """Bring what a row says of who rated and confirmed it to what the history says."""
    with db.writing() as session:
        stored = _find(session, outcome_id, body, domain)
        if stored is None:
            return
        fields = (
            StoredEvent.action,
            StoredEvent.reviewer,
            StoredEvent.at,
            StoredEvent.after,
            StoredEvent.about,
        )
        query = select(*columns(*fields)).where(col(StoredEvent.action).in_((RATE, CONFIRM)))
        rows = session.execute(query.order_by(col(StoredEvent.number))).mappings()
        about = {"outcome": str(outcome_id), "body": body, "domain": domain}
        told = [dict(row) for row in rows if about.items() <= row["about"].items()]
        authors = authors_of(told, stored.levels, stored.reason, read_present_handles(session))
        for field, value in authors._asdict().items():
            setattr(stored, field, value)


def outcome_of(session: Session, outcome_id: UUID) -> StoredOutcome:
    """Return the row of an outcome.

    Raises:
        NotFound: there is no such outcome.
    """
    outcome = session.get(StoredOutcome, outcome_id)
    if outcome is None:
        raise NotFound("the outcome is not in the review any more: list the outcomes to see what is")
    return outcome


def shown(outcome: StoredOutcome | Outcome) -> str:
    """Return how the history names an outcome: the same name at another time is another one."""
    return f"{outcome.name} ({outcome.time_point})" if outcome.time_point else outcome.name


def _find(session: Session, outcome_id: UUID, body: str, domain: str) -> StoredRating | None:
    query = select(StoredRating).where(
        col(StoredRating.outcome_id) == outcome_id,
        col(StoredRating.body) == body,
        col(StoredRating.domain) == domain,
    )
    return session.execute(query).scalar()


def _read(field: str) -> Any:
    column = getattr(StoredRating, field)
    return present_handle(column).label(field) if field in ("rated_by", "confirmed_by") else col(column)


def _present(session: Session, handle: str | None) -> str | None:
    return handle and read_present_handles(session).get(handle, handle)


def _told(outcome: StoredOutcome, body: str, domain: str) -> dict[str, Any]:
    return {
        "target": f"{shown(outcome)}: {body}/{domain}",
        "about": {"outcome": str(outcome.id), "body": body, "domain": domain},
    }
