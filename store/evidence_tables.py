"""Define the tables of the evidence: outcomes, findings, ratings, and entries for bodies of evidence.

Private to the store, as `store.tables` is, and made by the same rules.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Text, UniqueConstraint
from sqlmodel import Field

from store.column_types import Json, Row, UtcTime


class StoredOutcome(Row, table=True):
    """An outcome at one time point; `thresholds` is as `store.outcome_thresholds` says."""

    __tablename__ = "outcome"
    __table_args__ = (
        UniqueConstraint("name", "time_point"),
        CheckConstraint("better IN ('', 'higher', 'lower')", name="better"),
        CheckConstraint("importance BETWEEN 1 AND 9", name="importance"),
    )

    name: str
    time_point: str
    unit: str
    better: str
    importance: int | None
    follow_up: str
    thresholds: dict[str, Any] = Field(sa_type=Json)


class StoredFinding(Row, table=True):
    """A study's numbers for an outcome."""

    __tablename__ = "finding"
    __table_args__ = (UniqueConstraint("outcome_id", "study_id"),)

    outcome_id: UUID = Field(foreign_key="outcome.id")
    study_id: UUID = Field(foreign_key="study.id", index=True)
    numbers: dict[str, Any] = Field(sa_type=Json)
    source: str


class StoredRating(Row, table=True):
    """The rating of one GRADE domain for a body of evidence; `body` is its key, such as `cohort-high`.

    Who rated and who else confirmed it are handles, as the history has them; see `store.rating_authors`.
    """

    __tablename__ = "certainty_rating"
    __table_args__ = (
        UniqueConstraint("outcome_id", "body", "domain"),
        CheckConstraint("levels BETWEEN -3 AND 3", name="levels"),
    )

    outcome_id: UUID = Field(foreign_key="outcome.id")
    body: str
    domain: str
    levels: int
    reason: str = Field(sa_type=Text)
    rated_by: str | None
    rated_at: datetime | None = Field(sa_type=UtcTime)
    confirmed_by: str | None
    confirmed_at: datetime | None = Field(sa_type=UtcTime)


class StoredBodyEntry(Row, table=True):
    """One part of what was entered for a body of evidence; `body` is its key, such as `cohort-high`."""

    __tablename__ = "body_entry"
    __table_args__ = (
        UniqueConstraint("outcome_id", "body", "part"),
        CheckConstraint("part IN ('effect', 'baseline', 'comment', 'statement', 'up_anyway')", name="part"),
    )

    outcome_id: UUID = Field(foreign_key="outcome.id")
    body: str
    part: str
    content: dict[str, Any] = Field(sa_type=Json)
    source: str = Field(sa_type=Text)


class StoredStart(Row, table=True):
    """The start of GRADE that was chosen for an outcome's studies with one checklist.

    `start` is the name under which the checklist declares it.
    """

    __tablename__ = "chosen_start"
    __table_args__ = (
        UniqueConstraint("outcome_id", "checklist"),
        CheckConstraint("start <> '' AND reason <> ''", name="reasoned"),
    )

    outcome_id: UUID = Field(foreign_key="outcome.id")
    checklist: str
    start: str
    reason: str = Field(sa_type=Text)
