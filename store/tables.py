"""Define the tables of a review, private to the store: what leaves it are the records of `store.records`.

Every primary key is a UUID, so that two files can be merged. Every constraint has a name, because SQLite
can only change a table whose constraints can be named. Values are judged in `store.validation`; the
CHECKs stand behind that. The tables of appraisals are in `store.appraisal_tables`, those of the history in
`store.history_tables`, those of the evidence in `store.evidence_tables`, and those of what travels between
files in `store.exchange_tables`.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Text, UniqueConstraint
from sqlmodel import Field

from store.column_types import Json, Row, UtcTime


class StoredReview(Row, table=True):
    """The review itself, in one row.

    With `blind`, nobody sees another's work before having submitted. `header` has what stands above the
    summary of findings, by name; `protocol` has each field of the protocol with who wrote it and when.
    """

    __tablename__ = "review"

    title: str
    question: str
    created_at: datetime = Field(sa_type=UtcTime)
    blind: bool
    header: dict[str, Any] = Field(sa_type=Json)
    protocol: dict[str, Any] = Field(sa_type=Json)


class StoredReviewer(Row, table=True):
    """A person who appraises; `handle_key` is the handle without case, and makes handles unique.

    `person_id` is made on the person's machine, and set by the first step that is written there.
    """

    __tablename__ = "reviewer"
    __table_args__ = (CheckConstraint("length(handle) BETWEEN 1 AND 40", name="handle"),)

    handle: str
    handle_key: str = Field(unique=True)
    name: str
    person_id: UUID | None


class StoredFormerHandle(Row, table=True):
    """A handle that a reviewer had before; the history goes on naming it, and nobody else gets it."""

    __tablename__ = "former_handle"
    __table_args__ = (CheckConstraint("length(handle) BETWEEN 1 AND 40", name="handle"),)

    handle: str
    handle_key: str = Field(unique=True)
    reviewer_id: UUID = Field(foreign_key="reviewer.id")


class StoredChecklist(Row, table=True):
    """The full text of a definition; appraisals point here, so an old one never changes meaning."""

    __tablename__ = "checklist_version"
    __table_args__ = (CheckConstraint("length(sha256) = 64", name="sha256"),)

    sha256: str = Field(unique=True)
    checklist_id: str = Field(index=True)
    version: str
    text: str = Field(sa_type=Text)


class StoredWording(Row, table=True):
    """The texts of a checklist that belong to somebody else, as the team gave them."""

    __tablename__ = "wording"
    __table_args__ = (CheckConstraint("length(sha256) = 64", name="sha256"),)

    sha256: str = Field(unique=True)
    text: str = Field(sa_type=Text)


class StoredOwnChecklist(Row, table=True):
    """A checklist that the review has of its own, beside those that come with the program.

    `origin` is the name of the file or package that it came from. Of one id at most one is current; those
    before it are replaced. A definition whose wording is external has its texts beside it, one file for good.
    """

    __tablename__ = "own_checklist"
    __table_args__ = (
        UniqueConstraint("checklist_version_id"),
        CheckConstraint("state IN ('current', 'replaced', 'removed')", name="state"),
    )

    checklist_version_id: UUID = Field(foreign_key="checklist_version.id")
    wording_id: UUID | None = Field(foreign_key="wording.id")
    origin: str
    state: str
    added_by: UUID = Field(foreign_key="reviewer.id")
    added_at: datetime = Field(sa_type=UtcTime)


class StoredStudy(Row, table=True):
    """A study.

    `doi_key` and `title_key` are for comparing; the DOI and the title stay as they were given.
    `excluded_because` says why it is left out of the review; it is empty for the others. `merged_into` is
    the study that it is a duplicate of; it keeps its row, so that a merge can be taken back.
    """

    __tablename__ = "study"
    __table_args__ = (
        CheckConstraint("length(key) BETWEEN 1 AND 200", name="key"),
        CheckConstraint("year BETWEEN 1 AND 9999", name="year"),
        CheckConstraint("excluded_because <> ''", name="excluded"),
        CheckConstraint("merged_into <> id", name="merged"),
    )

    key: str = Field(unique=True)
    title: str
    year: int | None
    design: str | None
    checklist: str | None
    design_confirmed_by: UUID | None = Field(foreign_key="reviewer.id")
    added_at: datetime = Field(sa_type=UtcTime)
    journal: str
    doi: str
    doi_key: str = Field(index=True)
    pmid: str = Field(index=True)
    pmcid: str
    registration: str
    title_key: str = Field(index=True)
    authors: list[str] = Field(sa_type=Json)
    design_reasons: list[str] = Field(sa_type=Json)
    facts: dict[str, Any] = Field(sa_type=Json)
    abstract: str = Field(sa_type=Text)
    calibration: bool
    excluded_because: str | None = Field(sa_type=Text)
    merged_into: UUID | None = Field(foreign_key="study.id")
    volume: str
    issue: str
    pages: str


class StoredDistinctPair(Row, table=True):
    """Two studies that look alike and are not the same, as somebody decided; `study_id` is the smaller id."""

    __tablename__ = "distinct_pair"
    __table_args__ = (
        UniqueConstraint("study_id", "other_id"),
        CheckConstraint("study_id <> other_id", name="two_studies"),
        CheckConstraint("reason <> ''", name="reasoned"),
    )

    study_id: UUID = Field(foreign_key="study.id")
    other_id: UUID = Field(foreign_key="study.id")
    reason: str = Field(sa_type=Text)
    decided_by: str
    decided_at: datetime = Field(sa_type=UtcTime)


class StoredAllocation(Row, table=True):
    """A study that a reviewer was asked to appraise, and by whom."""

    __tablename__ = "allocation"
    __table_args__ = (UniqueConstraint("study_id", "reviewer_id"),)

    study_id: UUID = Field(foreign_key="study.id")
    reviewer_id: UUID = Field(foreign_key="reviewer.id", index=True)
    allocated_by: str
    allocated_at: datetime = Field(sa_type=UtcTime)


class StoredCharacteristic(Row, table=True):
    """A characteristic of a study: `content` holds its value with the quote and the source."""

    __tablename__ = "characteristic"
    __table_args__ = (UniqueConstraint("study_id", "name"),)

    study_id: UUID = Field(foreign_key="study.id")
    name: str
    content: dict[str, Any] = Field(sa_type=Json)
    entered_by: str
    entered_at: datetime = Field(sa_type=UtcTime)


class StoredDocument(Row, table=True):
    """A text of a study.

    `replaces` is the version before, at most one each, so that versions make a row; `withdrawn_because`
    says why it is not read any more. The text is the last column, so that lists do not read past it.
    """

    __tablename__ = "document"
    __table_args__ = (
        UniqueConstraint("study_id", "sha256", "kind"),
        UniqueConstraint("replaces"),
        CheckConstraint("withdrawn_because <> ''", name="withdrawn"),
        CheckConstraint(
            "kind IN ('abstract', 'full_text', 'supplement', 'protocol', 'registry', 'summary')", name="kind"
        ),
        CheckConstraint("length(sha256) = 64", name="sha256"),
    )

    study_id: UUID = Field(foreign_key="study.id")
    kind: str
    source_name: str
    sha256: str = Field(index=True)
    characters: int
    added_at: datetime = Field(sa_type=UtcTime)
    replaces: UUID | None = Field(foreign_key="document.id")
    withdrawn_because: str | None = Field(sa_type=Text)
    text: str = Field(sa_type=Text)
