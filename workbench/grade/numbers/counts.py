"""Find the events and totals of a finding, also where only a percentage is printed."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.grade.checks.proportion import counts_behind
from workbench.grade.checks.two_by_two import TwoByTwo
from workbench.grade.numbers.numbers import Group, StudyNumbers
from workbench.grade.numbers.wording import printed


@dataclass(frozen=True, slots=True)
class Events:
    """The events of one group.

    Attributes:
        events: How many.
        total: Of how many people.
        how: Where the number comes from, where it is not printed; else empty.
    """

    events: int
    total: int
    how: str = ""


def events_of(group: Group | None) -> Events | None:
    """Give the events of a group: as printed, or the one count that its percentage can stand for.

    Returns:
        None where nothing is printed, or where no count or more than one gives the percentage.

    >>> from decimal import Decimal
    >>> events_of(Group(total=17, percent=Decimal("82.4")))
    Events(events=14, total=17, how='82.4 % of 17 is 14: no other count gives it')
    """
    if group is None or group.total is None:
        return None
    if group.events is not None:
        return Events(group.events, group.total)
    if group.percent is None:
        return None
    counts = counts_behind(group.percent, group.total)
    if len(counts) != 1:
        return None
    how = f"{printed(group.percent)} % of {group.total} is {counts[0]}: no other count gives it"
    return Events(counts[0], group.total, how)


def tables_of(numbers: StudyNumbers) -> tuple[TwoByTwo, ...]:
    """Give the 2×2 tables that a finding's counts and percentages can stand for.

    A percentage of many people is that of several counts. Of these the ends are combined, between which the P
    values of all others lie, and where the groups can be alike a table in which they are.

    Returns:
        Empty in a single-arm finding, or where a count is missing or cannot be.

    >>> from decimal import Decimal
    >>> halves = Group(total=1000, percent=Decimal("50"))
    >>> [str(table) for table in tables_of(StudyNumbers(Group(400, 1000), halves))]
    ['400/1000 against 495/1000', '400/1000 against 505/1000']
    """
    treated, compared = _possible(numbers.treatment), _possible(numbers.comparison)
    if numbers.treatment is None or numbers.comparison is None or not treated or not compared:
        return ()
    n1, n2 = numbers.treatment.total or 0, numbers.comparison.total or 0
    pairs = {(a, c) for a in (treated[0], treated[-1]) for c in (compared[0], compared[-1])}
    pairs |= {
        (a, alike)
        for a in (treated[0], treated[-1])
        if compared[0] <= (alike := round(a * n2 / n1)) <= compared[-1]
    }
    pairs |= {
        (alike, c)
        for c in (compared[0], compared[-1])
        if treated[0] <= (alike := round(c * n1 / n2)) <= treated[-1]
    }
    return tuple(TwoByTwo(a, n1, c, n2) for a, c in sorted(pairs))


def _possible(group: Group | None) -> range:
    if group is None or group.total is None:
        return range(0)
    if group.events is not None:
        return range(group.events, group.events + 1)
    return range(0) if group.percent is None else counts_behind(group.percent, group.total)


def table_of(numbers: StudyNumbers) -> TwoByTwo | None:
    """Give the 2×2 table of a finding; None in a single-arm finding, or where a count is missing."""
    treated, compared = events_of(numbers.treatment), events_of(numbers.comparison)
    if treated is None or compared is None:
        return None
    return TwoByTwo(treated.events, treated.total, compared.events, compared.total)
