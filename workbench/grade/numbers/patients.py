"""Add up people and events of several studies; a sum over some of them says so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workbench.counts import count
from workbench.grade.numbers.counts import events_of
from workbench.grade.numbers.numbers import Group, StudyNumbers
from workbench.grade.numbers.wording import percent_of_counts


@dataclass(frozen=True, slots=True)
class Patients:
    """One column of patients, added up over the studies.

    Attributes:
        events: With the event; None where the outcome is no event, or a study lacks the count.
        total: People; None where no study says.
        known: Studies that say how many people there were.
        studies: Studies that have such a group.
    """

    events: int | None
    total: int | None
    known: int = 1
    studies: int = 1

    @property
    def risk(self) -> float | None:
        """The share with the event; None where it is not known."""
        return self.events / self.total if self.events is not None and self.total else None

    def __str__(self) -> str:
        """Write them as tables print it: 14/17 (82.4 %), or the people alone; empty where nothing is known.

        >>> print(Patients(14, 17)), print(Patients(None, 7, known=2, studies=3))
        14/17 (82.4 %)
        7 in 2 of 3 studies
        (None, None)
        """
        if self.total is None:
            return ""
        some = f" {some_of(self.known, self.studies)}" if self.known < self.studies else ""
        if self.events is None:
            return f"{self.total:,}{some}"
        return f"{self.events:,}/{self.total:,} ({percent_of_counts(self.events, self.total)}){some}"


def treated(studies: Iterable[StudyNumbers | None]) -> Patients:
    """Add up the treated of all studies; one without numbers counts as not known."""
    return _added([None if each is None else each.treatment for each in studies])


def compared_with(studies: Iterable[StudyNumbers | None]) -> Patients:
    """Add up the comparison groups; a study that has one group only lacks none."""
    two = [each for each in studies if each is None or not has_one_group(each)]
    groups = [each.comparison for each in two if each is not None and each.comparison]
    added = _added(groups)
    return Patients(added.events, added.total, added.known, len(two))


def participants(studies: Sequence[StudyNumbers | None]) -> str:
    """Write people of both groups and the number of studies, as in a summary of findings.

    A sum over some of the studies names their number; one that lacks a group of a study is a lower bound.
    """
    totals = [_totals(each) for each in studies]
    known = [each for each in totals if any(total is not None for total in each)]
    if not known:
        return f"({count(len(studies), 'study')})"
    people = sum(total for each in known for total in each if total is not None)
    least = "at least " if any(total is None for each in known for total in each) else ""
    if len(known) < len(studies):
        return f"{least}{people:,} {some_of(len(known), len(studies))}"
    return f"{least}{people:,} ({count(len(studies), 'study')})"


def people_of(studies: Sequence[StudyNumbers | None]) -> int | None:
    """Return the people of both groups of all studies; None unless every group of each is known."""
    totals = [total for each in studies for total in _totals(each)]
    return sum(total for total in totals if total is not None) if totals and None not in totals else None


def some_of(known: int, studies: int) -> str:
    """Say over how many of the studies a sum is.

    >>> some_of(2, 3), some_of(0, 1)
    ('in 2 of 3 studies', 'in 0 of 1 study')
    """
    return f"in {known:,} of {count(studies, 'study')}"


def compares(numbers: StudyNumbers) -> bool:
    """Return True if a study has a comparison, by its groups or by its effect."""
    return numbers.comparison is not None or (numbers.effect is not None and numbers.effect.kind.compares)


def has_one_group(numbers: StudyNumbers) -> bool:
    """Return True if a study is known to have one group; a sentence alone does not tell."""
    is_known = numbers.single_arm or numbers.treatment is not None or numbers.effect is not None
    return is_known and not compares(numbers)


def _totals(numbers: StudyNumbers | None) -> list[int | None]:
    """Return how many people each group of a study has."""
    if numbers is None:
        return [None]
    groups = [numbers.treatment, *([numbers.comparison] if compares(numbers) else [])]
    return [None if group is None else group.total for group in groups]


def _added(groups: Sequence[Group | None]) -> Patients:
    events = [events_of(group) for group in groups]
    totals = [group.total for group in groups if group is not None and group.total is not None]
    # A sum over some of the studies must not look like one over all.
    counts = [each.events for each in events if each is not None]
    whole = bool(events) and len(counts) == len(events)
    return Patients(sum(counts) if whole else None, sum(totals) if totals else None, len(totals), len(groups))
