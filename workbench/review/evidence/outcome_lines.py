"""Describe the outcomes of a review: what is judged, at which time point, how much it matters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from store.records import Finding, Outcome
from workbench.grade import Thresholds, importance_word
from workbench.grade.body.thresholds import NONE_SET
from workbench.review.evidence.outcome_thresholds import thresholds_of


@dataclass(frozen=True, slots=True)
class OutcomeLine:
    """One outcome of the review.

    Attributes:
        id: its id in the review.
        name: such as "survival".
        time_point: such as "90 days"; may be empty.
        unit: of a measurement; may be empty.
        better: `higher`, `lower` or empty.
        importance: 1 to 9; None while nobody rated it.
        importance_word: critical, important, limited or not rated.
        studies: keys of the studies that have a finding for it.
        follow_up: when the studies looked at it, such as "28 to 90 days"; may be empty.
        thresholds: what differences of it are held against.
    """

    id: UUID
    name: str
    time_point: str
    unit: str
    better: str
    importance: int | None
    importance_word: str
    studies: tuple[str, ...]
    follow_up: str = ""
    thresholds: Thresholds = NONE_SET

    @property
    def label(self) -> str:
        """The name with the time point, as tables and the history have it."""
        return f"{self.name} ({self.time_point})" if self.time_point else self.name


def outcome_lines(
    outcomes: Iterable[Outcome], findings: Iterable[Finding], keys: Mapping[UUID, str]
) -> list[OutcomeLine]:
    """Return the outcomes, the most important first, else in the order given.

    Args:
        outcomes: by name and time point.
        findings: of the review.
        keys: by study id.
    """
    studies: dict[UUID, list[str]] = defaultdict(list)
    for finding in findings:
        studies[finding.outcome_id].append(keys[finding.study_id])
    lines = [outcome_line(outcome, studies[outcome.id]) for outcome in outcomes]
    return sorted(lines, key=lambda line: -(line.importance or 0))


def outcome_line(outcome: Outcome, studies: Iterable[str]) -> OutcomeLine:
    """Return an outcome with the keys of the studies that have a finding for it."""
    return OutcomeLine(
        outcome.id,
        outcome.name,
        outcome.time_point,
        outcome.unit,
        outcome.better,
        outcome.importance,
        importance_word(outcome.importance),
        tuple(studies),
        outcome.follow_up,
        thresholds_of(outcome),
    )


def forms_of(line: OutcomeLine) -> tuple[str, ...]:
    """Return how people write an outcome: its name and its time point, joined in several ways."""
    name, time = line.name.casefold(), line.time_point.casefold()
    if not time:
        return (name,)
    return (name, f"{name} ({time})", f"{name} {time}", f"{name} at {time}", f"{name}, {time}")


def names_outcome(text: str, outcome: OutcomeLine) -> bool:
    """Return True if the result of an appraisal is this very outcome, however it is written."""
    return " ".join(text.split()).casefold() in forms_of(outcome)
