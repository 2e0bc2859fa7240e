"""Keep what is entered for a body of evidence, such as an effect or a comment, and where GRADE starts.

A body is named by its key, such as `cohort-high`. What was entered for a body that the outcome has no more
stays, and counts again should the body come back.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from store import validation
from store.certainty_ratings import outcome_of, shown
from store.engine.store import Store
from store.errors import InvalidValue, NotFound
from store.evidence_tables import StoredBodyEntry, StoredOutcome, StoredStart
from store.history import record
from store.records import BodyEntry, ChosenStart
from store.reviewers import actor

PARTS = ("effect", "baseline", "comment", "statement", "up_anyway")
"""What can be entered for a body: an effect, the risk without treatment, a comment, the statement of what
happens, and why reasons to rate up count although something was rated down.
"""
_WITH_SOURCE = ("effect", "baseline")


def save_entry(
    db: Store,
    outcome_id: UUID,
    body: str,
    part: str,
    content: dict[str, Any],
    *,
    source: str = "",
    by: str,
    anew: bool = False,
) -> BodyEntry:
    """Keep one part of a body, in the place of any before.

    The same again is written into the history as a confirmation: it was looked at and stands.

    Args:
        db: the review.
        outcome_id: the outcome.
        body: key of the body of evidence, such as `cohort-high`.
        part: one of `PARTS`.
        content: JSON values by name.
        source: where it is from; required for an effect and a baseline.
        by: the reviewer's handle.
        anew: write the same again as entered too, because whoever enters it could not see that it was there.

    Raises:
        NotFound: there is no such outcome.
        InvalidValue: no such part, no JSON values by name, or no source.
    """
    validation.name(body, "body of evidence")
    _see_part(part)
    plain = validation.numbers_by_name(content, part)
    validation.text(source, f"source of the {part}", required=part in _WITH_SOURCE)
    after: dict[str, Any] = {"content": plain, "source": source}
    with db.writing() as session:
        outcome = outcome_of(session, outcome_id)
        stored = _find(session, outcome_id, body, part)
        before = None if stored is None else {"content": stored.content, "source": stored.source}
        if stored is None:
            key: dict[str, Any] = {"outcome_id": outcome_id, "body": body, "part": part}
            session.add(StoredBodyEntry(id=uuid4(), **key, **after))
        else:
            stored.content, stored.source = plain, source
        session.flush()
        event = {"reviewer": actor(session, by)} | _told(outcome, body, part)
        action = "body.confirm" if before == after and not anew else "body"
        record(session, action=action, **event, before=before, after=after)
    return BodyEntry(outcome_id, body, part, plain, source)


def remove_entry(db: Store, outcome_id: UUID, body: str, part: str, reason: str, *, by: str) -> None:
    """Take one part of a body away; the history keeps what it was, and why it went.

    Raises:
        NotFound: there is no such outcome, or nothing was entered.
        InvalidValue: no such part, or the reason is empty.
    """
    _see_part(part)
    validation.text(reason, "reason", required=True)
    with db.writing() as session:
        outcome = outcome_of(session, outcome_id)
        stored = _find(session, outcome_id, body, part)
        if stored is None:
            raise NotFound(f"{shown(outcome)} has no {part} entered: nothing was removed")
        before = {"content": stored.content, "source": stored.source}
        session.delete(stored)
        session.flush()
        event = {"reviewer": actor(session, by)} | _told(outcome, body, part)
        record(session, action="body.remove", **event, before=before, reason=reason)


def list_entries(db: Store) -> list[BodyEntry]:
    """List everything that is entered for the bodies of the review, by outcome, body and part."""
    query = select(*(col(getattr(StoredBodyEntry, field)) for field in BodyEntry.__slots__))
    with db.reading() as session:
        entries = [BodyEntry(*row) for row in session.execute(query)]
    return sorted(entries, key=lambda entry: (entry.outcome_id, entry.body, PARTS.index(entry.part)))


def choose_start(
    db: Store,
    outcome_id: UUID,
    checklist: str,
    start: str,
    reason: str,
    *,
    default: str,
    by: str,
    anew: bool = False,
) -> None:
    """Set where GRADE starts for an outcome's studies with a checklist.

    Args:
        db: the review.
        outcome_id: the outcome.
        checklist: id of the checklist.
        start: the name under which the checklist declares the start; its default takes a choice back.
        reason: why; for going back to the default too.
        default: the name of the start that the checklist has without a choice.
        by: the reviewer's handle.
        anew: write an event even where it starts there, because whoever chooses could not see that.

    Raises:
        NotFound: there is no such outcome.
        InvalidValue: the reason is empty.
    """
    for value, what in ((checklist, "checklist"), (start, "start"), (default, "default start")):
        validation.name(value, what)
    validation.text(reason, "reason", required=True)
    with db.writing() as session:
        outcome = outcome_of(session, outcome_id)
        query = select(StoredStart).filter_by(outcome_id=outcome_id, checklist=checklist)
        stored = session.execute(query).scalar()
        before = {"start": stored.start, "reason": stored.reason} if stored else {"start": default}
        if stored is None and start == default:
            return
        if stored is None:
            key: dict[str, Any] = {"outcome_id": outcome_id, "checklist": checklist}
            session.add(StoredStart(id=uuid4(), **key, start=start, reason=reason))
        elif start == default:
            session.delete(stored)
        elif (stored.start, stored.reason) == (start, reason) and not anew:
            return
        else:
            stored.start, stored.reason = start, reason
        session.flush()
        record(
            session,
            action="start",
            reviewer=actor(session, by),
            target=f"{shown(outcome)}: {checklist}",
            about={"outcome": str(outcome_id), "checklist": checklist},
            before=before,
            after={"start": start},
            reason=reason,
        )


def list_starts(db: Store) -> list[ChosenStart]:
    """List the starts that were chosen, by outcome and checklist."""
    query = select(*(col(getattr(StoredStart, field)) for field in ChosenStart.__slots__))
    with db.reading() as session:
        starts = [ChosenStart(*row) for row in session.execute(query)]
    return sorted(starts, key=lambda start: (start.outcome_id, start.checklist))


def _see_part(part: str) -> None:
    if part not in PARTS:
        raise InvalidValue(f"a body of evidence has no {part!r}; there are {', '.join(PARTS)}")


def _find(session: Session, outcome_id: UUID, body: str, part: str) -> StoredBodyEntry | None:
    query = select(StoredBodyEntry).where(
        col(StoredBodyEntry.outcome_id) == outcome_id,
        col(StoredBodyEntry.body) == body,
        col(StoredBodyEntry.part) == part,
    )
    return session.execute(query).scalar()


def _told(outcome: StoredOutcome, body: str, part: str) -> dict[str, Any]:
    return {
        "target": f"{shown(outcome)}: {body}/{part}",
        "about": {"outcome": str(outcome.id), "body": body, "part": part},
    }
