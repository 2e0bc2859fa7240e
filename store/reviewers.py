"""Keep the people who appraise, with the handles that they have and had."""

from __future__ import annotations

from uuid import UUID, uuid4

from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from sqlmodel import col

from store.column_types import columns
from store.engine.store import Store
from store.errors import AlreadyExists, NotFound
from store.exchange_tables import StoredBareEvent
from store.history import record
from store.history_tables import StoredPlace
from store.records import Reviewer
from store.tables import StoredFormerHandle, StoredReviewer
from store.validation import MAX_KEY, handle_key, text
from store.validation import handle as valid_handle

RENAME = "reviewer.rename"
"""The action of the event that tells of another handle; `before` and `after` are the two."""


def ensure_reviewer(db: Store, handle: str, name: str = "") -> Reviewer:
    """Return the reviewer with this handle, made if need be; handles may differ in case.

    Args:
        db: the review.
        handle: 1 to 40 letters, digits, dots, underscores or hyphens; one that the reviewer had before does.
        name: set or changed where it is given.

    Raises:
        InvalidValue: the handle or the name does not do.
    """
    text(name, "name")
    key = handle_key(valid_handle(handle))
    with db.reading() as session:
        stored = _find(session, key)
        if stored is not None and name in ("", stored.name):
            return _reviewer(stored)
    with db.writing() as session:
        stored = reviewer_of(session, handle)
        if name and name != stored.name:
            before, stored.name = stored.name, name
            record(session, action="reviewer.name", reviewer=stored.handle, before=before, after=name)
        return _reviewer(stored)


def name_reviewer(db: Store, handle: str, name: str, *, by: str) -> bool:
    """Give a reviewer the name that stands beside the handle; an empty one takes it away.

    Returns:
        True if it was another one before.

    Raises:
        NotFound: nobody has the handle.
        InvalidValue: a name that cannot be kept.
    """
    text(name, "name", limit=MAX_KEY)
    with db.writing() as session:
        actor_handle = reviewer_of(session, by).handle
        stored = _known(session, handle)
        before = stored.name
        if before == name:
            return False
        stored.name = name
        session.flush()
        event = {"target": stored.handle, "about": {"reviewer": str(stored.id)}}
        record(session, action="reviewer.name", reviewer=actor_handle, **event, before=before, after=name)
        return True


def rename_reviewer(db: Store, handle: str, new: str, *, by: str) -> Reviewer:
    """Give a reviewer another handle; the one before still means that person and is nobody else's.

    Nothing that was recorded is altered: events and decisions that name the handle before are read as those
    of the same person; see `store.handles`.

    Args:
        db: the review.
        handle: the handle of now, or one before.
        new: the handle from now on.
        by: handle of the reviewer who changes it.

    Raises:
        NotFound: nobody has the handle.
        AlreadyExists: somebody has or had the new one.
        InvalidValue: a handle that does not do.
    """
    wanted = valid_handle(new)
    key = handle_key(wanted)
    with db.writing() as session:
        actor = reviewer_of(session, by)
        stored = _known(session, handle)
        before, owner = stored.handle, _find(session, key)
        if owner is not None and owner.id != stored.id:
            raise AlreadyExists(f"{wanted} is or was the handle of {owner.handle}: choose another one")
        if key == stored.handle_key:
            raise AlreadyExists(f"{before} has this handle already: upper and lower case make no difference")
        session.execute(delete(StoredFormerHandle).where(col(StoredFormerHandle.handle_key) == key))
        former = StoredFormerHandle(
            id=uuid4(), handle=before, handle_key=stored.handle_key, reviewer_id=stored.id
        )
        stored.handle, stored.handle_key = wanted, key
        session.add(former)
        session.flush()
        about = {"reviewer": str(stored.id)}
        changed = {"target": before, "about": about, "before": before, "after": wanted}
        record(session, action=RENAME, reviewer=actor.handle, **changed)
        return _reviewer(stored)


def list_reviewers(db: Store) -> list[Reviewer]:
    """List all reviewers by handle, with the handles that they had."""
    fields = (StoredReviewer.id, StoredReviewer.handle, StoredReviewer.name, StoredFormerHandle.handle)
    query = (
        select(*columns(*fields))
        .select_from(StoredReviewer)
        .outerjoin(StoredFormerHandle, col(StoredFormerHandle.reviewer_id) == col(StoredReviewer.id))
    )
    known: dict[UUID, Reviewer] = {}
    with db.reading() as session:
        for identity, handle, name, former in session.execute(query):
            had = known[identity].former if identity in known else ()
            known[identity] = Reviewer(identity, handle, name, (*had, former) if former else had)
    return sorted(known.values(), key=lambda reviewer: handle_key(reviewer.handle))


def made_for(db: Store) -> str:
    """Return the handle of the person for whom a file was handed out, as long as nobody has written in it.

    Empty for every other review: there a reviewer without work says nothing about who comes next.
    """
    nobody = col(StoredReviewer.person_id).is_(None)
    with db.reading() as session:
        if session.execute(select(col(StoredPlace.id)).limit(1)).first() is not None:
            return ""
        if session.execute(select(col(StoredBareEvent.id)).limit(1)).first() is None:
            return ""
        found = session.execute(select(col(StoredReviewer.handle)).where(nobody)).scalars().all()
    return found[0] if len(found) == 1 else ""


def reviewer_of(session: Session, handle: str) -> StoredReviewer:
    """Return the row of a reviewer, made if need be, in the caller's writing transaction."""
    given = valid_handle(handle)
    stored = _find(session, handle_key(given))
    if stored is None:
        stored = StoredReviewer(
            id=uuid4(), handle=given, handle_key=handle_key(given), name="", person_id=None
        )
        session.add(stored)
        session.flush()
        record(session, action="reviewer.add", reviewer=given, after=given)
    return stored


def actor(session: Session, by: str) -> str:
    """Return the handle as events show it. Empty stays empty: a program that adds studies is no person."""
    return reviewer_of(session, by).handle if by else ""


def _known(session: Session, handle: str) -> StoredReviewer:
    stored = _find(session, handle_key(handle))
    if stored is None:
        raise NotFound(f"nobody here has the handle {handle!r}: `workbench reviewer` lists who does")
    return stored


def _find(session: Session, key: str) -> StoredReviewer | None:
    """Return the reviewer who has a handle, else the one who had it."""
    has = select(StoredReviewer).where(col(StoredReviewer.handle_key) == key)
    stored = session.execute(has).scalar()
    if stored is not None:
        return stored
    had = (
        select(StoredReviewer)
        .join(StoredFormerHandle, col(StoredFormerHandle.reviewer_id) == col(StoredReviewer.id))
        .where(col(StoredFormerHandle.handle_key) == key)
    )
    return session.execute(had).scalar()


def _reviewer(stored: StoredReviewer) -> Reviewer:
    return Reviewer(stored.id, stored.handle, stored.name)
