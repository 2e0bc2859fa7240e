"""Hold what the store hands out and takes in: plain frozen records, never database rows.

Ids are UUIDs so that two reviews can be merged one day; times are timezone-aware UTC.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from store.bibliography import Bibliography
from store.evidence_records import BodyEntry as BodyEntry
from store.evidence_records import CertaintyRating as CertaintyRating
from store.evidence_records import ChosenStart as ChosenStart
from store.evidence_records import Finding as Finding
from store.evidence_records import Outcome as Outcome


class DocumentKind(StrEnum):
    """The role of a text for its study."""

    ABSTRACT = "abstract"
    FULL_TEXT = "full_text"
    SUPPLEMENT = "supplement"
    PROTOCOL = "protocol"
    REGISTRY = "registry"
    SUMMARY = "summary"
    """A summary written by others than the study's authors."""


class AppraisalKind(StrEnum):
    """The owner of an appraisal: one reviewer, or all in a consensus."""

    INDEPENDENT = "independent"
    CONSENSUS = "consensus"


class AppraisalState(StrEnum):
    """A draft can change; a submitted appraisal changes only by being reopened, with a reason."""

    DRAFT = "draft"
    SUBMITTED = "submitted"


OVERALL = "overall"
"""Stands in the place of a domain id where the judgement of the whole appraisal is meant."""

WHOLE_STUDY = ""
"""The result of an appraisal that judges the study as a whole."""


HEADER = ("population", "setting", "treatment", "comparison")
"""What can stand above the summary of findings, from top to bottom."""


@dataclass(frozen=True, slots=True)
class ProtocolEntry:
    """One entry of the protocol of a review.

    Attributes:
        by: handle of who wrote it last; empty where that was not kept.
        at: when that was; None where it was not kept.
    """

    value: str
    by: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Review:
    """One review: its title, its question, when it was made."""

    id: UUID
    title: str
    question: str
    created_at: datetime
    blind: bool
    """True if nobody sees another's work before having submitted."""
    header: dict[str, str]
    """What stands above the summary of findings, by the names in `HEADER`, as far as anybody entered it."""
    protocol: dict[str, ProtocolEntry]
    """What the team settled for the whole review, by field: the question and the header are among it."""


@dataclass(frozen=True, slots=True)
class Reviewer:
    """A person who appraises; `handle` is unique in the review, and so is each that the person had before."""

    id: UUID
    handle: str
    name: str
    former: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NewStudy:
    """A study before it is in the review."""

    key: str
    bibliography: Bibliography = field(default_factory=Bibliography)
    design: str | None = None
    design_reasons: tuple[str, ...] = ()
    checklist: str | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    """Further characteristics for the tables, such as `{"participants": 34}`; JSON values only."""


@dataclass(frozen=True, slots=True)
class Study:
    """A study of the review; `key` is unique and stable, such as `yamakawa2025`."""

    id: UUID
    key: str
    bibliography: Bibliography
    design: str | None
    design_reasons: tuple[str, ...]
    design_confirmed_by: str | None
    """Handle of the reviewer who confirmed design and checklist; None while both are suggestions."""
    checklist: str | None
    facts: dict[str, Any]
    added_at: datetime
    calibration: bool
    """True if it was appraised to practise, and is left out of the main agreement."""
    excluded: str | None = None
    """Why it is left out of tables, agreement and certainty; None for a study that is included."""
    merged_into: UUID | None = None
    """The study that it is a duplicate of; None for a study of its own."""


@dataclass(frozen=True, slots=True)
class StudyRow:
    """The columns that a long list of studies shows, without abstract, reasons and facts."""

    id: UUID
    key: str
    title: str
    year: int | None
    design: str | None
    checklist: str | None
    confirmed: bool
    calibration: bool
    excluded: str | None = None
    """Why it is left out of the review; None for a study that is included."""
    merged_into: UUID | None = None
    """The study that it is a duplicate of; None for a study of its own."""
    retracted: bool = False
    """True if its index, its title or its text said that it was retracted when it was added."""
    allocated: tuple[str, ...] = ()
    """Handles of those who were asked to appraise it, where that was read."""


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A text of a study before it is in the review; `sha256` is of the bytes as they were read."""

    kind: DocumentKind
    source_name: str
    sha256: str
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """A text of a study, without the text itself (`store.documents.read_text` gives that)."""

    id: UUID
    study_id: UUID
    kind: DocumentKind
    source_name: str
    sha256: str
    characters: int
    added_at: datetime
    replaces: UUID | None = None
    """The version before, of the same study; the versions of a document make a row."""
    withdrawn_because: str | None = None
    """Why it is not read any more; None while it is."""


@dataclass(frozen=True, slots=True)
class ChecklistVersion:
    """The exact text of a definition; appraisals point here, so an old one never changes meaning."""

    sha256: str
    checklist_id: str
    version: str
    text: str


class OwnState(StrEnum):
    """The standing of a checklist that a review has of its own."""

    CURRENT = "current"
    REPLACED = "replaced"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class OwnChecklist:
    """A checklist that a review has of its own, with its exact text.

    Attributes:
        checklist: id, version and text.
        wording: the texts of a definition whose wording is external; None where they are its own.
        origin: the name of the file or package that it came from.
        state: whether it is the one that new appraisals are begun with.
        added_by: handle of the reviewer who added it.
        added_at: when it was added.
    """

    checklist: ChecklistVersion
    wording: str | None
    origin: str
    state: OwnState
    added_by: str
    added_at: datetime


@dataclass(frozen=True, slots=True)
class Appraisal:
    """One reviewer's appraisal of one result of one study with one version of a checklist."""

    id: UUID
    study_id: UUID
    study_key: str
    result: str
    checklist_id: str
    checklist_version: str
    checklist_sha256: str
    reviewer: str
    """The reviewer's handle."""
    kind: AppraisalKind
    state: AppraisalState
    started_at: datetime
    changed_at: datetime
    submitted_at: datetime | None
    reopened: int
    """How often it was reopened after submission."""
    imported_from: str | None = None
    """Name of the file that it came from; None for one made in this program."""
    of_excluded: bool = False
    """True if its study is left out of the review."""
    superseded_in: UUID | None = None
    """The study that its own was merged into, where the same person's appraisal of that one stands in its
    place; None for an appraisal that counts.
    """


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one item; `code` is None where only a note was written so far."""

    item_id: str
    code: str | None
    note: str
    answered_at: datetime
    decided_by: str | None = None
    """In a consensus, who settled a difference, and `note` is the reason; None where all gave the same."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage that backs an answer: `text == document text[start:end]`."""

    id: UUID
    appraisal_id: UUID
    item_id: str
    document_id: UUID
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Override:
    """A final judgement that differs from the suggested one; `target` is a domain id or `OVERALL`."""

    target: str
    judgement: str
    reason: str
    made_at: datetime
    decided_by: str | None = None
    """As in an answer."""


@dataclass(frozen=True, slots=True)
class Worksheet:
    """The contents of one appraisal, read in one transaction."""

    appraisal: Appraisal
    answers: dict[str, Answer]
    overrides: dict[str, Override]
    preliminaries: dict[str, str]
    """By preliminary id; those with scope `review` are shared by all appraisals with this checklist and
    reviewer.
    """
    quotes: tuple[Quote, ...]

    @property
    def codes(self) -> dict[str, str]:
        """The answer codes of the items that have one, by item id."""
        return {item: answer.code for item, answer in self.answers.items() if answer.code is not None}

    @property
    def levels(self) -> dict[str, str]:
        """The judgements that overrides set, by target."""
        return {target: override.judgement for target, override in self.overrides.items()}


@dataclass(frozen=True, slots=True)
class Event:
    """An entry of the history: who changed what, when, from what to what; never altered, never removed."""

    number: int
    """Grows with time within one review."""
    at: datetime
    reviewer: str
    action: str
    """Such as `answer`, `note`, `override`, `submit`, `reopen`, `study.add`,
    `document.replace`, `checklist.assign`.
    """
    study_key: str | None
    appraisal_id: UUID | None
    target: str
    """Item, domain or document the action is about, for people; empty where it is the study or the review."""
    about: dict[str, str]
    """The keys of what the action is about: `item`, `domain`, `preliminary`, `document`, `outcome`,
    `body`, `part`, `checklist`; what does not apply is not in it.
    """
    before: Any
    after: Any
    reason: str
    undoes: int | None
    """The number of the event that this one took back."""
