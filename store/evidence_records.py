"""Define the records of the evidence, which `store.records` hands out with all others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
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
    follow_up: str = ""
    """When the studies looked at it, such as "28 to 90 days"; empty where nobody said so."""
    thresholds: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """By name `value`, `source`, `by` and `at`, as `store.outcome_thresholds` says."""


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
        rated_by: handle; None where the history does not say.
        confirmed_by: handle of another person who said that it is right as it is.
    """

    outcome_id: UUID
    body: str
    domain: str
    levels: int
    reason: str
    rated_by: str | None = None
    rated_at: datetime | None = None
    confirmed_by: str | None = None
    confirmed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class BodyEntry:
    """The entry of a person for a part of a body of evidence, as JSON values by name.

    Attributes:
        body: key of the body among those of the outcome, such as `cohort-high`.
        part: `effect`, `baseline`, `comment`, `statement` or `up_anyway`.
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
