"""Keep the places that people write at: a signing key each, on a machine of theirs."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from store.column_types import columns
from store.history_tables import StoredPlace
from store.tables import StoredReviewer

if TYPE_CHECKING:
    from store.engine.store import Store


@dataclass(frozen=True, slots=True)
class WritingPlace:
    """A place where a person writes.

    Attributes:
        public_key: Ed25519, 64 hex digits.
        person: the random id of the person, made when the key was.
        folder: the random id of the settings folder that has the key, in hex.
        sign: signs bytes with the private key.
    """

    public_key: str
    person: UUID
    folder: str
    sign: Callable[[bytes], bytes] = field(compare=False, repr=False)

    @property
    def id(self) -> UUID:
        """The id of the place, which follows from its key."""
        return place_id(self.public_key)


PlaceOf = Callable[[str], WritingPlace | None]
"""Gives the place at which a handle writes here; None where there is no key for it."""


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """A place as the review knows it, with the handle that writes there."""

    id: UUID
    reviewer: str
    public_key: str
    folder: str
    opened_at: datetime


def place_id(public_key: str) -> UUID:
    """Return the id of the place that a public key makes."""
    return UUID(bytes=hashlib.sha256(bytes.fromhex(public_key)).digest()[:16])


def list_places(db: Store) -> list[KnownPlace]:
    """List the places that were written at, by the time of their first event."""
    fields = columns(
        StoredPlace.id,
        StoredReviewer.handle,
        StoredPlace.public_key,
        StoredPlace.folder,
        StoredPlace.opened_at,
    )
    query = select(*fields).join_from(
        StoredPlace, StoredReviewer, col(StoredReviewer.id) == col(StoredPlace.reviewer_id)
    )
    with db.reading() as session:
        places = [KnownPlace(*row) for row in session.execute(query)]
    return sorted(places, key=lambda place: (place.opened_at, place.public_key))


def open_place(session: Session, place: WritingPlace, handle_key: str) -> None:
    """Make a place known to the review, in the caller's writing transaction.

    Args:
        session: in a writing transaction.
        place: which the review does not know yet.
        handle_key: of the reviewer who writes there, who is in the review.
    """
    query = select(StoredReviewer).where(col(StoredReviewer.handle_key) == handle_key)
    reviewer = session.execute(query).scalar_one()
    if reviewer.person_id is None:
        reviewer.person_id = place.person
    session.add(
        StoredPlace(
            id=place.id,
            reviewer_id=reviewer.id,
            public_key=place.public_key,
            folder=place.folder,
            opened_at=datetime.now(UTC),
        )
    )
    session.flush()
