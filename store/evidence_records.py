"""Define the records of the evidence, which `store.records` hands out with all others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Outcome:
    """An outcome of the review at one time point."""

    id: UUID
    name: str
    time_point: str
    unit: str
    better: str
    """`higher`, `lower` or empty."""
    importance: int | None
    """1 to 9 in GRADE; None while nobody rated it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A study's numbers for an outcome, as JSON values by name."""

    id: UUID
    outcome_id: UUID
    study_id: UUID
    numbers: dict[str, Any]
    source: str


@dataclass(frozen=True, slots=True)
class CertaintyRating:
    """The rating of one GRADE domain for one body of evidence.

    Attributes:
        body: key of the body among those of the outcome, such as `cohort-high`.
        domain: such as `Imprecision`.
        levels: negative for down, positive for up.
    """

    outcome_id: UUID
    body: str
    domain: str
    levels: int
    reason: str


@dataclass(frozen=True, slots=True)
class BodyEntry:
    """The entry of a person for a part of a body of evidence, as JSON values by name.

    Attributes:
        body: key of the body among those of the outcome, such as `cohort-high`.
        part: `effect`, `baseline` or `comment`.
    """

    outcome_id: UUID
    body: str
    part: str
    content: dict[str, Any]
    source: str


@dataclass(frozen=True, slots=True)
class ChosenStart:
    """The start of GRADE that was chosen for an outcome's studies with one checklist."""

    outcome_id: UUID
    checklist: str
    start: str
    """The name under which the checklist declares it."""
    reason: str
