"""Check percentages: whether a count can give them, and whether the count beside them does."""

from __future__ import annotations

import math
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from workbench.grade.checks.flag import Flag, Note
from workbench.grade.checks.proportion import counts_behind, cut_off, decimals
from workbench.grade.checks.stated_methods import is_no_table_test
from workbench.grade.numbers.numbers import StudyNumbers
from workbench.grade.numbers.wording import printed

_FEWER = Fraction(5, 100)  # of the people may not have been measured; our limit, as is the next
_OVER_TIME = 5  # points between a Kaplan-Meier estimate and the plain share

_INNOCENT = (
    "the percentage is of fewer people (some were not measured)",
    "the percentage is an estimate (Kaplan-Meier, weighted or adjusted)",
    "a slip in typing or setting, or a number in the wrong field",
)


def percentage_flags(numbers: StudyNumbers) -> Iterator[Flag | Note]:
    """Flag the percentages of either group that no count gives; an everyday difference is a note.

    Everyday are digits that were cut off, up to 5 % fewer people, and an estimate over time where a hazard
    ratio or a log-rank test stands beside it.
    """
    over_time = _is_over_time(numbers)
    for name, group in (("treatment", numbers.treatment), ("comparison", numbers.comparison)):
        if group is not None and group.total is not None and group.percent is not None:
            yield from _of_group(name, group.percent, group.events, group.total, over_time)


def fewer_people(percentage: Decimal, total: int, events: int | None = None) -> int | None:
    """Return the largest smaller number of people, up to 5 % fewer, of whom a percentage can be.

    Args:
        percentage: As printed.
        total: People as printed.
        events: The count that it must be; any if None.

    >>> fewer_people(Decimal("25.6"), 120, 30), fewer_people(Decimal("81.0"), 17)
    (117, None)
    """
    fewest = max(math.ceil(total * (1 - _FEWER)), 1)
    for people in range(total - 1, fewest - 1, -1):
        counts = counts_behind(percentage, people)
        if counts and (events is None or events in counts):
            return people
    return None


def _of_group(
    name: str, percentage: Decimal, events: int | None, total: int, over_time: bool
) -> Iterator[Flag | Note]:
    counts = counts_behind(percentage, total)
    if counts and (events is None or events in counts):
        return
    text = f"{printed(percentage)} %"
    nearest = _nearest(percentage, total) if events is None else events
    tried = (nearest, nearest + 1) if events is None else (events,)
    cut = [count for count in tried if cut_off(Fraction(100 * count, total), percentage)]
    if cut:
        yield Note("percent_cut_off", f"{name}: {cut[0]}/{total} cut off, not rounded")
        return
    people = fewer_people(percentage, total, events)
    if people is not None:
        of = "" if events is None else f" of {events}"
        yield Note("percent_of_fewer", f"{name}: {text}{of} fits {people} people, not {total}")
        return
    share = 100 * nearest / total
    if over_time and abs(share - float(percentage)) <= _OVER_TIME:
        shown = f"{nearest}/{total} is {share:.{max(decimals(percentage), 1)}f} %"
        yield Note("percent_over_time", f"{name}: {text} may be an estimate over time; {shown}")
    elif events is None:
        message = f"{name}: no count of {total}, nor of up to 5 % fewer, is {text}"
        yield Flag("percent_impossible", message, _neighbours(percentage, total), _INNOCENT)
    else:
        digits = decimals(percentage) + 1
        arithmetic = f"100 × {events}/{total} = {share:.{digits}f}; printed {text}"
        yield Flag(
            "percent_events_differ", f"{name}: {events} of {total} is not {text}", arithmetic, _INNOCENT
        )


def _nearest(percentage: Decimal, total: int) -> int:
    """Return the count at or below a percentage."""
    return min(int(Fraction(percentage) * total / 100 // 1), total)


def _neighbours(percentage: Decimal, total: int) -> str:
    """Write the two shares on either side of a percentage that cannot be."""
    below, digits = _nearest(percentage, total), decimals(percentage) + 1
    counts = [count for count in (below, below + 1) if count <= total]
    shares = [f"{count}/{total} is {100 * count / total:.{digits}f}" for count in counts]
    return f"{' and '.join(shares)}; printed {printed(percentage)}"


def _is_over_time(numbers: StudyNumbers) -> bool:
    hazard = numbers.effect is not None and numbers.effect.measure == "HR"
    words = f"{numbers.test} {numbers.sentence}".casefold()
    return hazard or (is_no_table_test(numbers.test) and "rank" in words) or "kaplan" in words
