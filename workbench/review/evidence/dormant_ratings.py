"""What was rated and entered under starts that an outcome has no body of evidence with any more.

It is kept, and counts again where the start comes back; until then the rows of the outcome say that it does
not count: a rating is never carried from one start to another.
"""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

from workbench.grade import CERTAINTY_WORDS, GRADE_DOMAINS
from workbench.review.evidence.bodies import Evidence
from workbench.review.evidence.body_history import BodyHistory
from workbench.review.evidence.body_rows import Rated


def kept_elsewhere(evidence: Evidence, rated: Rated, told: BodyHistory) -> dict[UUID, tuple[str, ...]]:
    """By outcome one sentence for each such start, as far as the viewer may see it."""
    starts: dict[UUID, set[str]] = defaultdict(set)
    for body in evidence.bodies:
        starts[body.outcome.id].add(body.start or "")
    found: dict[UUID, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for outcome, key in rated:
        start, _, domain = key.rpartition("/")
        if start not in starts[outcome] and domain in GRADE_DOMAINS and not told.hides_key(outcome, key):
            found[outcome][start].append(GRADE_DOMAINS[domain].title)
    for outcome in starts:
        for start, parts in evidence.entered.starts_with_entries(outcome).items():
            if start not in starts[outcome]:
                found[outcome][start] += parts
    return {outcome: tuple(_sentence(*one) for one in kept.items()) for outcome, kept in found.items()}


def _sentence(start: str, names: list[str]) -> str:
    word = CERTAINTY_WORDS.get(start, start)
    return f"kept under start {word}, does not count here: {', '.join(names)}"
