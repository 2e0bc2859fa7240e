"""Define the tables of the history: the events, and the places where they are written.

Private to the store, as `store.tables` is, and made by the same rules.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, Text
from sqlmodel import Field

from store import appraisal_tables as _appraisals  # noqa: F401 - they are pointed to
from store.column_types import Json, Row, UtcTime


class StoredPlace(Row, table=True):
    """A place where a reviewer writes: a signing key in the settings of a machine.

    Its id follows from the key. `folder` is a random id of the settings folder, which shows where two handles
    share one.
    """

    __tablename__ = "place"
    __table_args__ = (CheckConstraint("length(public_key) = 64", name="public_key"),)

    reviewer_id: UUID = Field(foreign_key="reviewer.id", index=True)
    public_key: str = Field(unique=True)
    folder: str
    opened_at: datetime = Field(sa_type=UtcTime)


class StoredEvent(Row, table=True):
    """An entry of the history.

    `reviewer` is the handle itself: the history stands without any other table. `target` is for people,
    `about` has the keys of what it is about, by kind. `number` is its place in the list of this file and
    nothing else: what it is known by is its `hash`, see `store.event_chain`. `line` is the id of the draft
    whose side chain it is in, in hex, and empty in the main chain. `original` has, by name, what was hashed
    where a row had to point elsewhere since, or may not say it.
    """

    __tablename__ = "event"
    __table_args__ = (
        CheckConstraint("length(hash) = 64", name="hash"),
        Index("ix_event_place_id_line", "place_id", "line"),
    )

    hash: str = Field(unique=True)
    commitment: str
    parents: list[str] = Field(sa_type=Json)
    salt: str
    place_id: UUID | None = Field(foreign_key="place.id")
    line: str
    signature: str | None
    original: dict[str, Any] | None = Field(sa_type=Json)
    number: int = Field(sa_type=BigInteger, unique=True)
    at: datetime = Field(sa_type=UtcTime)
    reviewer: str
    action: str = Field(index=True)
    study_id: UUID | None = Field(foreign_key="study.id", index=True)
    appraisal_id: UUID | None = Field(foreign_key="appraisal.id", index=True)
    target: str
    about: dict[str, str] = Field(sa_type=Json)
    before: Any = Field(sa_type=Json, nullable=True)
    after: Any = Field(sa_type=Json, nullable=True)
    reason: str = Field(sa_type=Text)
    undoes: int | None = Field(sa_type=BigInteger, unique=True)
