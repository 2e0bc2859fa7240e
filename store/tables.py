"""Define the tables of a review, private to the store: what leaves it are the records of `store.records`.

Every primary key is a UUID, so that two files can be merged. Every constraint has a name, because SQLite
can only change a table whose constraints can be named. Values are judged in `store.validation`; the
CHECKs stand behind that. The tables of the evidence are in `store.evidence_tables`,
those of what travels between files in `store.exchange_tables`.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, Text, UniqueConstraint
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


class StoredAppraisal(Row, table=True):
    """An appraisal.

    `slot` is the owner's id where appraisals are independent and `consensus` where they are not: one
    independent appraisal a reviewer, one consensus in all. `imported_from` is the name of the file that it
    came from; it is empty for an appraisal made in this program.
    """

    __tablename__ = "appraisal"
    __table_args__ = (
        UniqueConstraint("study_id", "checklist_version_id", "result", "slot"),
        CheckConstraint("kind IN ('independent', 'consensus')", name="kind"),
        CheckConstraint("state IN ('draft', 'submitted')", name="state"),
        CheckConstraint("(state = 'submitted') = (submitted_at IS NOT NULL)", name="submitted_at"),
        CheckConstraint("imported_from <> ''", name="imported"),
    )

    study_id: UUID = Field(foreign_key="study.id")
    checklist_version_id: UUID = Field(foreign_key="checklist_version.id")
    reviewer_id: UUID = Field(foreign_key="reviewer.id", index=True)
    result: str
    slot: str
    kind: str
    state: str
    started_at: datetime = Field(sa_type=UtcTime)
    changed_at: datetime = Field(sa_type=UtcTime)
    submitted_at: datetime | None = Field(sa_type=UtcTime)
    reopened: int
    imported_from: str | None = Field(sa_type=Text)


class StoredAnswer(Row, table=True):
    """The answer to one item, its note, or both; a row with neither does not exist.

    `decided_by` says who settled a difference in a consensus; the note is the reason then. The index has
    codes too, so that those of a whole review are read from it alone.
    """

    __tablename__ = "answer"
    __table_args__ = (
        UniqueConstraint("appraisal_id", "item_id"),
        Index("ix_answer_appraisal_id_item_id_code", "appraisal_id", "item_id", "code"),
        CheckConstraint("code <> ''", name="code"),
        CheckConstraint("code IS NOT NULL OR note <> ''", name="says_something"),
        CheckConstraint(
            "decided_by IS NULL OR (decided_by <> '' AND code IS NOT NULL AND note <> '')", name="decided"
        ),
    )

    appraisal_id: UUID = Field(foreign_key="appraisal.id")
    item_id: str
    code: str | None
    note: str = Field(sa_type=Text)
    answered_at: datetime = Field(sa_type=UtcTime)
    decided_by: str | None


class StoredQuote(Row, table=True):
    """A passage of a document that backs an answer; positions count characters from 0, the end excluded."""

    __tablename__ = "quote"
    __table_args__ = (
        UniqueConstraint("appraisal_id", "item_id", "document_id", "start", "end"),
        CheckConstraint('start >= 0 AND "end" > start', name="span"),
    )

    appraisal_id: UUID = Field(foreign_key="appraisal.id")
    item_id: str
    document_id: UUID = Field(foreign_key="document.id")
    start: int
    end: int
    text: str = Field(sa_type=Text)


class StoredJudgement(Row, table=True):
    """A copy of a judgement or total of a submitted appraisal; see `store.judgements`."""

    __tablename__ = "judgement"
    __table_args__ = (
        UniqueConstraint("appraisal_id", "target"),
        CheckConstraint("kind IN ('domain', 'overall', 'total')", name="kind"),
    )

    appraisal_id: UUID = Field(foreign_key="appraisal.id")
    target: str
    kind: str
    suggested: str | None
    final: str | None
    points: int | None
    reason: str = Field(sa_type=Text)


class StoredOverride(Row, table=True):
    """A final judgement that differs from the suggested one, with its reason; `decided_by`: see answers."""

    __tablename__ = "override"
    __table_args__ = (
        UniqueConstraint("appraisal_id", "target"),
        CheckConstraint("judgement <> '' AND reason <> ''", name="reasoned"),
        CheckConstraint("decided_by <> ''", name="decided"),
    )

    appraisal_id: UUID = Field(foreign_key="appraisal.id")
    target: str
    judgement: str
    reason: str = Field(sa_type=Text)
    made_at: datetime = Field(sa_type=UtcTime)
    decided_by: str | None


class StoredPreliminary(Row, table=True):
    """A fact that is settled before the items.

    It belongs either to one appraisal, or to a reviewer and a checklist and is then shared by all their
    appraisals. `frozen` marks the copy of a shared one that a submission keeps.
    """

    __tablename__ = "preliminary"
    __table_args__ = (
        UniqueConstraint("appraisal_id", "preliminary_id"),
        UniqueConstraint("reviewer_id", "checklist_id", "preliminary_id"),
        CheckConstraint(
            "(appraisal_id IS NULL) = (reviewer_id IS NOT NULL AND checklist_id IS NOT NULL)"
            " AND (reviewer_id IS NULL) = (checklist_id IS NULL)",
            name="one_scope",
        ),
    )

    appraisal_id: UUID | None = Field(foreign_key="appraisal.id")
    reviewer_id: UUID | None = Field(foreign_key="reviewer.id")
    checklist_id: str | None
    preliminary_id: str
    value: str = Field(sa_type=Text)
    frozen: bool


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
