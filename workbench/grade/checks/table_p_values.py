"""Compute the P values that a 2×2 table has by the tests in use: a reported one may be any of them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from statistics import NormalDist

from workbench.grade.checks.p_ranges import PRange
from workbench.grade.checks.stated_methods import named_family
from workbench.grade.checks.two_by_two import TwoByTwo

FISHER_FAMILY = ("Fisher", "Fisher doubled", "mid-p", "mid-p doubled")
CHI_SQUARE_FAMILY = ("chi-square", "chi-square with Yates", "chi-square (N - 1)", "likelihood ratio")


@dataclass(frozen=True, slots=True)
class TablePValue:
    """The P value of one test.

    Attributes:
        name: Of the test.
        p: Two-sided.
        one_sided: One-sided, on the side of the difference.
    """

    name: str
    p: float
    one_sided: float


def candidates(table: TwoByTwo) -> tuple[TablePValue, ...]:
    """Return every test that is defined for a table, eleven where no cell is 0.

    Fisher's test by likelihood and doubled, both less half of what was observed (mid-p), chi-square plain,
    with Yates' correction and with N - 1, the likelihood ratio, the z test with variances not pooled, and
    Wald's test of the logarithm of the odds ratio and of the risk ratio.

    Source:
        Campbell I. Stat Med 2007;26:3661-75, doi 10.1002/sim.2832 (N - 1); Lydersen S, et al. Stat Med
        2009;28:1159-75, doi 10.1002/sim.3531 (mid-p); the others as in `two_by_two`.

    >>> [f"{each.name} {each.p:.3f}" for each in candidates(TwoByTwo(14, 17, 9, 17))][:5]
    ['Fisher 0.141', 'Fisher doubled 0.141', 'mid-p 0.112', 'mid-p doubled 0.083', 'chi-square 0.067']
    >>> len(candidates(TwoByTwo(14, 17, 9, 17))), len(candidates(TwoByTwo(0, 17, 9, 17)))
    (11, 9)
    """
    return (*_exact(table), *_chi_squares(table), *_normal(table))


def tried_tests(table: TwoByTwo, test: str = "") -> tuple[TablePValue, ...]:
    """Return the tests that a named one can be: its family, or all where none of a family is named.

    Args:
        table: The counts.
        test: The test as named; may be empty.
    """
    every = candidates(table)
    family: Mapping[str, tuple[str, ...]] = {"Fisher": FISHER_FAMILY, "chi-square": CHI_SQUARE_FAMILY}
    names = family.get(named_family(test), ())
    return tuple(each for each in every if each.name in names) or every


def range_of(tried: tuple[TablePValue, ...]) -> PRange:
    """Return the range from the smallest to the largest P."""
    return PRange(min(each.p for each in tried), max(each.p for each in tried))


def _exact(table: TwoByTwo) -> Iterator[TablePValue]:
    import numpy as np
    from scipy.stats import fisher_exact, hypergeom

    a, b, c, d = table.cells
    people, events = a + b + c + d, a + c
    treated = table.treatment_total
    two_sided = float(fisher_exact(np.array([[a, b], [c, d]])).pvalue)
    at_most = float(hypergeom.cdf(a, people, events, treated))
    at_least = float(hypergeom.sf(a - 1, people, events, treated))
    observed = float(hypergeom.pmf(a, people, events, treated))
    tail = min(at_most, at_least, 1.0)
    mid_tail = max(tail - observed / 2, 0.0)
    yield TablePValue("Fisher", two_sided, tail)
    yield TablePValue("Fisher doubled", min(1.0, 2 * tail), tail)
    yield TablePValue("mid-p", max(two_sided - observed / 2, 0.0), mid_tail)
    yield TablePValue("mid-p doubled", min(1.0, 2 * mid_tail), mid_tail)


def _chi_squares(table: TwoByTwo) -> Iterator[TablePValue]:
    a, b, c, d = table.cells
    if a + c == 0 or b + d == 0:
        return
    people = a + b + c + d
    margins = (a + b) * (c + d) * (a + c) * (b + d)
    difference = abs(a * d - b * c)
    plain = people * difference**2 / margins
    yates = people * max(difference - people / 2, 0.0) ** 2 / margins
    statistics = {
        "chi-square": plain,
        "chi-square with Yates": yates,
        "chi-square (N - 1)": plain * (people - 1) / people,
        "likelihood ratio": _likelihood_ratio(table),
    }
    for name, statistic in statistics.items():
        yield _two_sided(name, math.sqrt(statistic))


def _likelihood_ratio(table: TwoByTwo) -> float:
    a, b, c, d = table.cells
    people = a + b + c + d
    expected = ((a + b) * (a + c), (a + b) * (b + d), (c + d) * (a + c), (c + d) * (b + d))
    parts = (
        cell * math.log(cell * people / product)
        for cell, product in zip(table.cells, expected, strict=True)
        if cell
    )
    return max(2 * sum(parts), 0.0)


def _normal(table: TwoByTwo) -> Iterator[TablePValue]:
    a, b, c, d = table.cells
    p1, p2 = table.risks
    variance = p1 * (1 - p1) / table.treatment_total + p2 * (1 - p2) / table.comparison_total
    if variance > 0:
        yield _two_sided("z, not pooled", abs(p1 - p2) / math.sqrt(variance))
    if 0 not in table.cells:
        spread = math.sqrt(1 / a + 1 / b + 1 / c + 1 / d)
        yield _two_sided("log odds ratio", abs(math.log(a * d / (b * c))) / spread)
    spread = math.sqrt(1 / a - 1 / (a + b) + 1 / c - 1 / (c + d)) if a and c else 0.0
    if spread:
        yield _two_sided("log risk ratio", abs(math.log(p1 / p2)) / spread)


def _two_sided(name: str, z: float) -> TablePValue:
    # The lower tail, since 1 less the upper one would lose small values.
    tail = NormalDist().cdf(-z)
    return TablePValue(name, min(1.0, 2 * tail), tail)
