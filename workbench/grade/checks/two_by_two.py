"""Compute from events and totals of two groups ratios, the difference, and the usual p values.

scipy is imported by the functions that test, never by importing this module. Its ratios take no zero
cells, so the logarithmic interval is written out here; Newcombe's interval it does not have.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

from workbench.grade.checks.proportion import wilson


@dataclass(frozen=True, slots=True)
class TwoByTwo:
    """The events and totals of a treated group and its comparison.

    Attributes:
        treatment_events: With the event, among the treated.
        treatment_total: The treated, at least 1.
        comparison_events: With the event, in the comparison.
        comparison_total: People in the comparison, at least 1.

    Raises:
        ValueError: If events are negative or above their total, or a total is 0.
    """

    treatment_events: int
    treatment_total: int
    comparison_events: int
    comparison_total: int

    def __post_init__(self) -> None:
        for events, total in (
            (self.treatment_events, self.treatment_total),
            (self.comparison_events, self.comparison_total),
        ):
            if total < 1 or not 0 <= events <= total:
                raise ValueError(
                    f"{events} of {total} cannot be; events are 0 to the total, and the total 1 or more"
                )

    def __str__(self) -> str:
        """Write the counts, treated first: `14/17 against 9/17`."""
        treated = f"{self.treatment_events}/{self.treatment_total}"
        return f"{treated} against {self.comparison_events}/{self.comparison_total}"

    @property
    def cells(self) -> tuple[int, int, int, int]:
        """The treated with and without the event, then the comparison with and without."""
        a, c = self.treatment_events, self.comparison_events
        return a, self.treatment_total - a, c, self.comparison_total - c

    @property
    def risks(self) -> tuple[float, float]:
        """The share with the event among the treated and in the comparison."""
        return self.treatment_events / self.treatment_total, self.comparison_events / self.comparison_total


@dataclass(frozen=True, slots=True)
class Estimate:
    """An effect computed from counts.

    Attributes:
        measure: "RR", "OR" or "RD".
        value: The estimate; None where it is not defined.
        lower: Lower limit.
        upper: Upper limit.
        how: The method, and what was done about zero cells.
    """

    measure: str
    value: float | None
    lower: float | None
    upper: float | None
    how: str


@dataclass(frozen=True, slots=True)
class TableTests:
    """The two-sided p values of one table; None where a test is not defined.

    Attributes:
        fisher: Fisher's exact test.
        fisher_one_sided: The smaller of its two one-sided p values.
        chi_square: Pearson's chi-square test.
        chi_square_corrected: The same with Yates' correction.
        smallest_expected: Smallest expected count; chi-square wants about 5.
    """

    fisher: float
    fisher_one_sided: float
    chi_square: float | None
    chi_square_corrected: float | None
    smallest_expected: float


def risk_ratio(table: TwoByTwo, confidence: float = 0.95) -> Estimate:
    """Give the risk ratio with its interval on the logarithmic scale.

    Where one group has no event, 0.5 is added to each cell for both estimate and interval. Where neither has
    one, or everybody has, there is nothing to compare: not defined.

    Args:
        table: The counts.
        confidence: Level of the interval, between 0 and 1.

    Source:
        Katz D, et al. Biometrics 1978;34:469-74; the correction is that of the Cochrane Handbook, 10.4.4.

    >>> result = risk_ratio(TwoByTwo(14, 17, 9, 17))
    >>> [round(number, 3) for number in (result.value, result.lower, result.upper)]
    [1.556, 0.944, 2.563]
    """
    a, b, c, d = table.cells
    if a + c == 0 or b + d == 0:
        return _undefined("RR", a + c == 0)
    zero = a == 0 or c == 0
    half = 0.5 if zero else 0.0
    events, total = a + half, a + b + 2 * half
    others, of_others = c + half, c + d + 2 * half
    variance = 1 / events - 1 / total + 1 / others - 1 / of_others
    return _log_interval("RR", (events / total) / (others / of_others), variance, confidence, zero)


def odds_ratio(table: TwoByTwo, confidence: float = 0.95) -> Estimate:
    """Give the odds ratio with its interval on the logarithmic scale; 0.5 is added to each cell if one is 0.

    Args:
        table: The counts.
        confidence: Level of the interval, between 0 and 1.

    Source:
        Woolf B. Ann Hum Genet 1955;19:251-3; Haldane JBS 1956;20:309-11 for the correction.

    >>> round(odds_ratio(TwoByTwo(14, 17, 9, 17)).value, 3)
    4.148
    """
    cells = table.cells
    if table.cells[0] + table.cells[2] == 0 or table.cells[1] + table.cells[3] == 0:
        return _undefined("OR", table.cells[0] + table.cells[2] == 0)
    zero = 0 in cells
    a, b, c, d = (cell + (0.5 if zero else 0.0) for cell in cells)
    return _log_interval("OR", (a / b) / (c / d), 1 / a + 1 / b + 1 / c + 1 / d, confidence, zero)


def risk_difference(table: TwoByTwo, confidence: float = 0.95) -> Estimate:
    """Give the risk difference with Newcombe's hybrid score interval, which is defined for zero cells too.

    Args:
        table: The counts.
        confidence: Level of the interval, between 0 and 1.

    Source:
        Newcombe RG. Stat Med 1998;17:873-90, method 10; the examples are those of its Table II.

    >>> def shown(*counts):
    ...     result = risk_difference(TwoByTwo(*counts))
    ...     return tuple(round(number, 4) for number in (result.value, result.lower, result.upper))
    >>> shown(56, 70, 48, 80)
    (0.2, 0.0524, 0.3339)
    >>> shown(9, 10, 3, 10), shown(10, 10, 0, 10)
    ((0.6, 0.1705, 0.809), (1.0, 0.6075, 1.0))
    """
    p1, p2 = table.risks
    l1, u1 = wilson(table.treatment_events, table.treatment_total, confidence)
    l2, u2 = wilson(table.comparison_events, table.comparison_total, confidence)
    lower = p1 - p2 - math.hypot(p1 - l1, u2 - p2)
    upper = p1 - p2 + math.hypot(u1 - p1, p2 - l2)
    return Estimate("RD", p1 - p2, max(lower, -1.0), min(upper, 1.0), "Newcombe's hybrid score interval")


def table_tests(table: TwoByTwo) -> TableTests:
    """Give the p values of the tests that a 2×2 table is usually put to.

    Chi-square is not defined where nobody or everybody had the event.

    Source:
        scipy.stats: fisher_exact and chi2_contingency.

    >>> result = table_tests(TwoByTwo(14, 17, 9, 17))
    >>> [round(p, 3) for p in (result.fisher, result.chi_square, result.chi_square_corrected)]
    [0.141, 0.067, 0.143]
    """
    import numpy as np
    from scipy.stats import chi2_contingency, fisher_exact

    a, b, c, d = table.cells
    rows = np.array([[a, b], [c, d]])
    fisher = float(fisher_exact(rows).pvalue)
    one_sided = min(float(fisher_exact(rows, alternative=side).pvalue) for side in ("less", "greater"))
    people = table.treatment_total + table.comparison_total
    expected = min(table.treatment_total, table.comparison_total) * min(a + c, b + d) / people
    if a + c == 0 or b + d == 0:
        return TableTests(fisher, one_sided, None, None, expected)
    plain, corrected = (float(chi2_contingency(rows, correction=yates).pvalue) for yates in (False, True))
    return TableTests(fisher, one_sided, plain, corrected, expected)


def _undefined(measure: str, nobody: bool) -> Estimate:
    why = "no events in either group" if nobody else "everybody in both groups had the event"
    return Estimate(measure, None, None, None, f"not defined: {why}")


def _log_interval(measure: str, value: float, variance: float, confidence: float, zero: bool) -> Estimate:
    reach = NormalDist().inv_cdf((1 + confidence) / 2) * math.sqrt(max(variance, 0.0))
    how = "logarithmic interval" + ("; 0.5 added to each cell, because one is 0" if zero else "")
    return Estimate(measure, value, value * math.exp(-reach), value * math.exp(reach), how)
