"""Flag percentages and means that whole numbers cannot give, and percentages beside other counts."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from workbench.grade.checks.flag import Flag
from workbench.grade.checks.proportion import counts_behind, cut_off, decimals, sums_behind
from workbench.grade.numbers.numbers import Group, StudyNumbers
from workbench.grade.numbers.wording import printed


def granularity_flags(numbers: StudyNumbers) -> Iterator[Flag]:
    """Flag percentages and means of either group that their number of people cannot give."""
    for name, group in (("treatment", numbers.treatment), ("comparison", numbers.comparison)):
        if group is None or group.total is None:
            continue
        yield from _percentage(name, group, group.total)
        if numbers.whole_numbers:
            for when, mean in (("before", group.before.mean), ("after", group.after.mean)):
                if mean is not None:
                    yield from _mean(f"{name}, {when}", mean, group.total)


def _percentage(name: str, group: Group, total: int) -> Iterator[Flag]:
    if group.percent is None:
        return
    counts = counts_behind(group.percent, total)
    text = f"{printed(group.percent)} %"
    if not counts:
        yield Flag(
            "percent_impossible",
            f"{name}: no number out of {total} is {text}",
            _neighbours(group.percent / 100, total, group.percent, 100),
            _innocent(
                group.percent,
                total,
                "the percentage is an estimate (Kaplan-Meier, weighted or adjusted)",
                100,
            ),
        )
    elif group.events is not None and group.events not in counts:
        share = 100 * group.events / total
        yield Flag(
            "percent_events_differ",
            f"{name}: {group.events} of {total} is not {text}",
            f"100 × {group.events}/{total} = {share:.{decimals(group.percent) + 1}f}; printed {text}",
            (
                "the percentage is of another number of people (some were not measured)",
                "the percentage is an estimate (Kaplan-Meier, weighted or adjusted)",
                "a number was entered in the wrong field",
            ),
        )


def _mean(name: str, mean: Decimal, people: int) -> Iterator[Flag]:
    if sums_behind(mean, people):
        return
    yield Flag(
        "mean_impossible",
        f"{name}: no {people} whole numbers have the mean {printed(mean)}",
        _neighbours(mean, people, mean, 1),
        _innocent(mean, people, "each person's value is itself a mean of several, so no whole number", 1),
    )


def _neighbours(share: Decimal, people: int, shown: Decimal, times: int) -> str:
    """Write the two fractions on either side of a value that cannot be."""
    below = int(Fraction(share) * people // 1)
    digits = decimals(shown) + 1
    parts = [f"{below + step}/{people} is {times * (below + step) / people:.{digits}f}" for step in (0, 1)]
    return f"{' and '.join(parts)}; printed {printed(shown)}"


def _innocent(shown: Decimal, people: int, special: str, times: int) -> tuple[str, ...]:
    below = int(Fraction(shown) / times * people // 1)
    reasons = [f"fewer than {people} were measured", special, "a slip in typing or setting"]
    for count in (below, below + 1):
        if cut_off(Fraction(times * count, people), shown):
            reasons.insert(
                0, f"digits were cut off, not rounded: {count}/{people} cut short is {printed(shown)}"
            )
    return tuple(reasons)
