"""Define the tables of appraisals: each with its answers, quotes, overrides, preliminaries and judgements.

Private to the store, as `store.tables` is, and made by the same rules.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint
from sqlmodel import Field

from store import tables as _tables  # noqa: F401 - they are pointed to
from store.column_types import Row, UtcTime


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
