"""Flag means (GRIM) and standard deviations (GRIMMER) that whole numbers cannot have."""

from __future__ import annotations

import math
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from workbench.grade.checks.flag import Flag, Note
from workbench.grade.checks.proportion import cut_off, decimals, half_unit, sums_behind
from workbench.grade.numbers.numbers import Centre, StudyNumbers
from workbench.grade.numbers.wording import printed

_FEWER = 0.05  # of the people may not have been measured; named among the explanations


def granularity_flags(numbers: StudyNumbers) -> Iterator[Flag | Note]:
    """Flag means and standard deviations of either group that so many whole numbers cannot have."""
    if not numbers.whole_numbers:
        return
    for name, group in (("treatment", numbers.treatment), ("comparison", numbers.comparison)):
        if group is not None and group.total:
            for when, centre in (("before", group.before), ("after", group.after)):
                yield from _centre(f"{name}, {when}", centre, group.total)


def squares_behind(mean: Decimal, sd: Decimal, people: int) -> list[tuple[int, int]]:
    """Return the sums, with the least sum of squares, that a printed mean and SD of whole numbers can have.

    The sum of squares is whole; it is odd where the sum is, since a number is odd where its square is; and it
    is no smaller than where the numbers lie as close together as they can.

    Args:
        mean: As printed; its decimals count.
        sd: The standard deviation of the sample (divided by people less 1), as printed.
        people: How many whole numbers, at least 2.

    Returns:
        Pairs of sum and sum of squares; empty where there are none, so that the SD cannot be.

    Raises:
        ValueError: If there are fewer than two people.

    Source:
        Anaya J. The GRIMMER test. PeerJ Preprints 2016;4:e2400, doi 10.7287/peerj.preprints.2400; in this
        form Allard A. Analytic-GRIMMER, 2018. Their published examples: a mean of 3.44 with SD 2.47 over 18
        cannot be, 5.21 with 1.60 over 28 can.

    >>> squares_behind(Decimal("3.44"), Decimal("2.47"), 18)
    []
    >>> squares_behind(Decimal("5.21"), Decimal("1.60"), 28)
    [(146, 830)]
    """
    if people < 2:
        raise ValueError(f"a standard deviation is over at least two; {people} is fewer")
    return [
        (total, square)
        for total in sums_behind(mean, people)
        if (square := _least_square(total, sd, people, people - 1)) is not None
    ]


def _least_square(total: int, sd: Decimal, people: int, divisor: int) -> int | None:
    """Return the least sum of squares that gives a printed SD beside a sum; None where none does."""
    half, middle = half_unit(sd), Fraction(sd)
    low, high = max(middle - half, Fraction(0)), middle + half
    about_nought = Fraction(total * total, people)
    first = max(math.ceil(divisor * low * low + about_nought), _closest(total, people))
    first += (first - total) % 2
    return first if first <= divisor * high * high + about_nought else None


def _closest(total: int, people: int) -> int:
    """Return the sum of squares of so many whole numbers with a sum that lie as close as they can."""
    each, more = divmod(total, people)
    return (people - more) * each * each + more * (each + 1) * (each + 1)


def _centre(name: str, centre: Centre, people: int) -> Iterator[Flag | Note]:
    mean, sd = centre.mean, centre.sd
    if mean is None:
        return
    if not sums_behind(mean, people):
        yield _mean(name, mean, people)
    elif sd is not None and people > 1 and not squares_behind(mean, sd, people):
        yield _spread(name, mean, sd, people)


def _mean(name: str, mean: Decimal, people: int) -> Flag:
    below = int(Fraction(mean) * people // 1)
    digits = decimals(mean) + 1
    parts = [f"{total}/{people} is {total / people:.{digits}f}" for total in (below, below + 1)]
    return Flag(
        "mean_impossible",
        f"{name}: no {people} whole numbers have the mean {printed(mean)}",
        f"{' and '.join(parts)}; printed {printed(mean)}",
        (
            *(
                f"digits were cut off, not rounded: {total}/{people} cut off is {printed(mean)}"
                for total in (below, below + 1)
                if cut_off(Fraction(total, people), mean)
            ),
            *_fewer(mean, None, people),
            "each person's value is itself a mean of several, so no whole number",
            "a slip in typing or setting",
        ),
    )


def _spread(name: str, mean: Decimal, sd: Decimal, people: int) -> Flag | Note:
    sums = sums_behind(mean, people)
    if any(_least_square(total, sd, people, people) is not None for total in sums):
        how = f"divided by {people}, not by {people - 1}"
        return Note("sd_of_population", f"{name}: SD {printed(sd)} fits where it is {how}")
    total = sums[0]
    near = _neighbours(total, sd, people)
    return Flag(
        "sd_impossible",
        f"{name}: no {people} whole numbers have the mean {printed(mean)} and the SD {printed(sd)}",
        f"with the sum {total} the nearest SDs are {' and '.join(near)}; printed {printed(sd)}",
        (
            *_fewer(mean, sd, people),
            "it is a standard error, or the width of something else",
            "each person's value is itself a mean of several, so no whole number",
            "a slip in typing or setting",
        ),
    )


def _neighbours(total: int, sd: Decimal, people: int) -> list[str]:
    """Write the standard deviations next below and above a printed one that cannot be."""
    exact = (people - 1) * Fraction(sd) ** 2 + Fraction(total * total, people)
    above = math.floor(exact) + 1
    above += (above - total) % 2
    digits = decimals(sd) + 1
    squares = [square for square in (above - 2, above) if square >= _closest(total, people)]
    spreads = [math.sqrt((square - total * total / people) / (people - 1)) for square in squares]
    return [f"{spread:.{digits}f}" for spread in spreads]


def _fewer(mean: Decimal, sd: Decimal | None, people: int) -> Iterator[str]:
    """Name the number of people, up to 5 % fewer, of whom the printed numbers can be."""
    for number in range(people - 1, max(math.ceil(people * (1 - _FEWER)), 2) - 1, -1):
        if squares_behind(mean, sd, number) if sd is not None else sums_behind(mean, number):
            yield f"fewer than {people} were measured: it fits {number} people"
            return
    yield f"fewer than {people} were measured"
