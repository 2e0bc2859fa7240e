"""Define the tables of what travels between files: seals, conflicts, comments.

Private to the store, as `store.tables` is, and made by the same rules.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Text, UniqueConstraint
from sqlmodel import Field

from store.column_types import Json, Row, UtcTime


class StoredBareEvent(Row, table=True):
    """An event that came without its content: its parents and its commitment, so that the chain holds."""

    __tablename__ = "bare_event"
    __table_args__ = (CheckConstraint("length(hash) = 64", name="hash"),)

    hash: str = Field(unique=True)
    commitment: str
    parents: list[str] = Field(sa_type=Json)
    place_id: UUID | None = Field(foreign_key="place.id")
    signature: str | None


class StoredSeal(Row, table=True):
    """The seal of an appraisal, made when it was submitted.

    `digest` is the hash of `nonce` and `content`, which are empty in the seal of somebody whose appraisal is
    not here (yet). `head` is the hash of the event that submitted it; the place signed both. `about` has the
    study, its documents, the result and the checklist.
    """

    __tablename__ = "seal"
    __table_args__ = (CheckConstraint("length(digest) = 64", name="digest"),)

    appraisal_id: UUID | None = Field(foreign_key="appraisal.id", index=True)
    place_id: UUID = Field(foreign_key="place.id")
    digest: str = Field(unique=True)
    nonce: str | None
    content: str | None = Field(sa_type=Text)
    head: str
    signature: str
    about: dict[str, Any] = Field(sa_type=Json)
    sealed_at: datetime = Field(sa_type=UtcTime)
    received_at: datetime | None = Field(sa_type=UtcTime)


class StoredConflict(Row, table=True):
    """Another value of something that stands here, which a merge found and a person must decide on."""

    __tablename__ = "conflict"
    __table_args__ = (CheckConstraint("kind <> ''", name="kind"),)

    kind: str
    about: dict[str, Any] = Field(sa_type=Json)
    here: Any = Field(sa_type=Json, nullable=True)
    other: Any = Field(sa_type=Json, nullable=True)
    source: str
    found_at: datetime = Field(sa_type=UtcTime)
    decided_by: str | None
    decision: str | None


class StoredComment(Row, table=True):
    """What somebody remarks on a study, or on an item or a domain of it (`target`)."""

    __tablename__ = "comment"
    __table_args__ = (CheckConstraint("text <> ''", name="text"),)

    study_id: UUID = Field(foreign_key="study.id", index=True)
    reviewer_id: UUID = Field(foreign_key="reviewer.id")
    target: str
    text: str = Field(sa_type=Text)
    written_at: datetime = Field(sa_type=UtcTime)


class StoredFormerId(Row, table=True):
    """The id that a record had in a file that was merged, and the one of the same record here."""

    __tablename__ = "former_id"
    __table_args__ = (UniqueConstraint("kind", "elsewhere"),)

    kind: str
    elsewhere: UUID
    here: UUID
