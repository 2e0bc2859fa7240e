"""The records of the evidence; ``store.records`` hands them out with all others."""

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
    """``higher``, ``lower`` or empty."""
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
    """The rating of one GRADE domain for one outcome. ``levels`` is negative for down, positive for up."""

    outcome_id: UUID
    grade_domain: str
    levels: int
    reason: str


@dataclass(frozen=True, slots=True)
class BodyEntry:
    """What a person entered for a body of evidence, one record a part, as JSON values by name."""

    outcome_id: UUID
    start: str
    """The certainty that the studies of the body start from."""
    part: str
    """``effect``, ``baseline`` or ``comment``."""
    content: dict[str, Any]
    source: str


@dataclass(frozen=True, slots=True)
class ChosenStart:
    """Where GRADE starts for an outcome's studies with one checklist, if not where the checklist says."""

    outcome_id: UUID
    checklist: str
    start: str
    """The name under which the checklist declares it."""
    reason: str
