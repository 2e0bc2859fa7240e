"""What is entered for a body of evidence: an effect, a baseline risk, a comment; and where GRADE starts.

A body is an outcome with a start; what was entered under another start stays there.
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
from store.evidence_tables import StoredBodyEntry, StoredStart
from store.history import record
from store.records import BodyEntry, ChosenStart
from store.reviewers import actor

PARTS = ("effect", "baseline", "comment")
"""What can be entered for a body."""


def save_entry(
    db: Store,
    outcome_id: UUID,
    start: str,
    part: str,
    content: dict[str, Any],
    *,
    source: str = "",
    by: str,
    anew: bool = False,
) -> BodyEntry:
    """Keeps one part of a body, in the place of any before. The same again is told as a confirmation: it was
    looked at and stands.

    Args:
        db: the review.
        outcome_id: the outcome.
        start: the certainty that the studies of the body start from.
        part: one of ``PARTS``.
        content: JSON values by name.
        source: where it is from; required for an effect and a baseline.
        by: the reviewer's handle.
        anew: the same again is told as entered too: whoever enters it could not see that it was there.

    Raises:
        NotFound: there is no such outcome.
        InvalidValue: no such part, no JSON values by name, or no source.
    """
    validation.name(start, "start")
    _see_part(part)
    plain = validation.numbers_by_name(content, part)
    validation.text(source, f"source of the {part}", required=part != "comment")
    after: dict[str, Any] = {"content": plain, "source": source}
    with db.writing() as session:
        outcome = outcome_of(session, outcome_id)
        stored = _find(session, outcome_id, start, part)
        before = None if stored is None else {"content": stored.content, "source": stored.source}
        if stored is None:
            key: dict[str, Any] = {"outcome_id": outcome_id, "start": start, "part": part}
            session.add(StoredBodyEntry(id=uuid4(), **key, **after))
        else:
            stored.content, stored.source = plain, source
        session.flush()
        told = {"reviewer": actor(session, by), "target": f"{shown(outcome)}: {start}/{part}"}
        action = "body.confirm" if before == after and not anew else "body"
        record(session, action=action, **told, before=before, after=after | {"outcome": str(outcome_id)})
    return BodyEntry(outcome_id, start, part, plain, source)


def remove_entry(db: Store, outcome_id: UUID, start: str, part: str, reason: str, *, by: str) -> None:
    """Takes one part of a body away; the history keeps what it was, and why it went.

    Raises:
        NotFound: there is no such outcome, or nothing was entered.
        InvalidValue: no such part, or the reason is empty.
    """
    _see_part(part)
    validation.text(reason, "reason", required=True)
    with db.writing() as session:
        outcome = outcome_of(session, outcome_id)
        stored = _find(session, outcome_id, start, part)
        if stored is None:
            raise NotFound(f"{shown(outcome)} has no {part} entered: nothing was removed")
        before = {"content": stored.content, "source": stored.source, "outcome": str(outcome_id)}
        session.delete(stored)
        session.flush()
        told = {"action": "body.remove", "reviewer": actor(session, by)}
        target = f"{shown(outcome)}: {start}/{part}"
        record(session, **told, target=target, before=before, reason=reason)


def list_entries(db: Store) -> list[BodyEntry]:
    """Everything that is entered for the bodies of the review; by outcome, start and part."""
    query = select(*(col(getattr(StoredBodyEntry, field)) for field in BodyEntry.__slots__))
    with db.reading() as session:
        found = [BodyEntry(*row) for row in session.execute(query)]
    return sorted(found, key=lambda one: (one.outcome_id, one.start, PARTS.index(one.part)))


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
    """Says where GRADE starts for an outcome's studies with a checklist.

    Args:
        db: the review.
        outcome_id: the outcome.
        checklist: id of the checklist.
        start: the name under which the checklist declares the start; its default takes a choice back.
        reason: why; for going back to the default too.
        default: the name of the start that the checklist has without a choice.
        by: the reviewer's handle.
        anew: tell the history even where it starts there: whoever chooses could not see that.

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
        told = {"action": "start", "reviewer": actor(session, by), "target": f"{shown(outcome)}: {checklist}"}
        after = {"start": start, "outcome": str(outcome_id)}
        record(session, **told, before=before, after=after, reason=reason)


def list_starts(db: Store) -> list[ChosenStart]:
    """The starts that were chosen; by outcome and checklist."""
    query = select(*(col(getattr(StoredStart, field)) for field in ChosenStart.__slots__))
    with db.reading() as session:
        found = [ChosenStart(*row) for row in session.execute(query)]
    return sorted(found, key=lambda one: (one.outcome_id, one.checklist))


def _see_part(part: str) -> None:
    if part not in PARTS:
        raise InvalidValue(f"a body of evidence has no {part!r}; there are {', '.join(PARTS)}")


def _find(session: Session, outcome_id: UUID, start: str, part: str) -> StoredBodyEntry | None:
    query = select(StoredBodyEntry).filter_by(outcome_id=outcome_id, start=start, part=part)
    return session.execute(query).scalar()
