"""Choose among the values that two files have for one thing, by which of them knew of the other's.

A value that was set by somebody whose file had the other value already takes its place. Of values that were
set without knowing of each other all are kept: the one that was set last stands, the rest waits for a person.
Of versions of an appraisal one that was submitted stands before a draft, whichever was changed last.
The choice depends on the values and their events alone, so that it is the same in both directions.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from store.event_chain import canonical
from workbench.review.exchange.merge.sides import Knowledge, Values
from workbench.review.exchange.merge.unique import is_made_name

CREATING = ("study.add", "document.add", "document.replace", "outcome.add", "review.create")
"""Actions that make something: what is empty since then was not left empty by anybody's choice."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A value, and the event that set it.

    Attributes:
        value: a JSON value; None where it was taken away, or is empty.
        event: hash of the event; None where there is none.
        at: when, as the event says it.
        made: True if the event is one that made the thing.
        extra: what goes with the value and is not compared, by column.
    """

    value: Any
    event: str | None = None
    at: str = ""
    made: bool = False
    extra: Values = field(default_factory=dict)

    @property
    def rank(self) -> tuple[bool, str, str, bytes]:
        """The order of candidates; the last one stands. A submitted appraisal stands before a draft."""
        is_submitted = _state_of(self) == "submitted"
        return is_submitted, self.at, self.event or "", canonical([self.value, self.extra])

    @property
    def is_empty(self) -> bool:
        """True if nothing was entered."""
        return self.value is None or self.value in ("", [], {})


def settle(here: Sequence[Candidate], other: Sequence[Candidate], knowledge: Knowledge) -> list[Candidate]:
    """Return the values that are left of those of two files, the one that stands first.

    Args:
        here: those of one file, open ones of earlier merges too; none where it does not have the thing.
        other: those of the other file.
        knowledge: what the histories of both know.
    """
    return _settle(here, other, knowledge, knowledge.here, knowledge.other)


def settle_versions(
    here: Sequence[Candidate], other: Sequence[Candidate], knowledge: Knowledge
) -> list[Candidate]:
    """Return the versions of an appraisal that are left of those of two files, as `settle` does.

    The contents of an appraisal never come in with a hash alone, so a file knows a version if it has the last
    event of it in full, or a version that goes on from it.
    """
    known_here, known_other = (
        side.events.keys() | knowledge.before(candidate.event for candidate in candidates if candidate.event)
        for side, candidates in zip(knowledge.sides, (here, other), strict=True)
    )
    return _settle(here, other, knowledge, known_here, known_other)


def settle_withheld(
    here: Sequence[Candidate], other: Sequence[Candidate], knowledge: Knowledge
) -> list[Candidate]:
    """Return the values that are left of a fact that blindness may withhold, as `settle` does.

    What is withheld comes in as a hash, so a file knows the values of the steps alone that it has in full.
    """
    known_here, known_other = (side.events.keys() for side in knowledge.sides)
    return _settle(here, other, knowledge, known_here, known_other)


def _settle(
    here: Sequence[Candidate],
    other: Sequence[Candidate],
    knowledge: Knowledge,
    known_here: Collection[str],
    known_other: Collection[str],
) -> list[Candidate]:
    told_here = [candidate for candidate in here if candidate.event]
    told_other = [candidate for candidate in other if candidate.event]
    if told_here or told_other:
        left = _unknown(told_here, told_other, known_other) + _unknown(told_other, told_here, known_here)
        left = left or [*told_here, *told_other]
    elif knowledge.here_is_newer and here:
        left = [*here]
    elif knowledge.other_is_newer and other:
        left = [*other]
    else:
        left = [*here, *other]
    if len(left) == 1 or all(candidate == left[0] for candidate in left):
        return left[:1]  # as nearly all are, which spares writing them in canonical form
    left = _not_replaced_by_merging(_named_once(left))
    chosen = [candidate for candidate in left if not (candidate.is_empty and _unchosen(candidate))]
    return _without_repetition(chosen or left)


def _unchosen(candidate: Candidate) -> bool:
    return candidate.event is None or candidate.made


def _unknown(
    candidates: Sequence[Candidate], others: Sequence[Candidate], known: Collection[str]
) -> list[Candidate]:
    """Return the values that the other file has too, or did not know of."""
    events = {candidate.event for candidate in others}
    return [
        candidate
        for candidate in candidates
        if not others or candidate.event in events or candidate.event not in known
    ]


def _named_once(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the values without names that an earlier merge made of another one because that was taken.

    They rest on the same event and have a number behind it. The name is made again where it is still taken.
    """
    bases: dict[str, str] = {}
    for candidate in candidates:
        if candidate.event and isinstance(candidate.value, str):
            bases[candidate.event] = min(
                candidate.value, bases.get(candidate.event, candidate.value), key=len
            )
    return [
        candidate
        for candidate in candidates
        if not (
            isinstance(candidate.value, str)
            and is_made_name(bases.get(candidate.event or "", candidate.value), candidate.value)
        )
    ]


def _not_replaced_by_merging(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the values without those that say of a current checklist that a later version replaced it.

    What is current is found anew of all versions of both files, so that nobody need decide it.
    """
    is_current = any(_state_of(each) == "current" for each in candidates)
    return [each for each in candidates if not (is_current and _state_of(each) == "replaced")]


def _state_of(candidate: Candidate) -> str | None:
    return candidate.value.get("state") if isinstance(candidate.value, dict) else None


def _without_repetition(candidates: Sequence[Candidate]) -> list[Candidate]:
    by_value: dict[bytes, Candidate] = {}
    for candidate in sorted(candidates, key=lambda each: each.rank):
        by_value[canonical(candidate.value)] = candidate
    return sorted(by_value.values(), key=lambda each: each.rank, reverse=True)
