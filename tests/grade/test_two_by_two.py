"""Ratios, difference and tests of a 2×2 table agree with published examples and with other programs."""

from __future__ import annotations

import math
from itertools import product

import pytest

from workbench.grade import TwoByTwo, odds_ratio, risk_difference, risk_ratio, table_tests
from workbench.grade.checks.two_by_two import Estimate

TABLES = [TwoByTwo(14, 17, 9, 17), TwoByTwo(56, 70, 48, 80), TwoByTwo(5, 56, 3, 29), TwoByTwo(1, 400, 7, 390)]


def _limits(result: Estimate) -> tuple[float, float]:
    assert result.lower is not None
    assert result.upper is not None
    return result.lower, result.upper


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((56, 70, 48, 80), (0.0524, 0.3339)),
        ((9, 10, 3, 10), (0.1705, 0.8090)),
        ((6, 7, 2, 7), (0.0582, 0.8062)),
        ((5, 56, 0, 29), (-0.0381, 0.1926)),
        ((0, 10, 0, 20), (-0.1611, 0.2775)),
        ((0, 10, 0, 10), (-0.2775, 0.2775)),
        ((10, 10, 0, 20), (0.6791, 1.0)),
        ((10, 10, 0, 10), (0.6075, 1.0)),
    ],
)
def test_newcombes_published_examples_are_met(
    counts: tuple[int, int, int, int], expected: tuple[float, float]
) -> None:
    """Stat Med 1998;17:873-90, Table II, method 10: all eight."""
    assert pytest.approx(expected, abs=5e-5) == _limits(risk_difference(TwoByTwo(*counts)))


@pytest.mark.parametrize("table", [*TABLES, TwoByTwo(0, 10, 0, 20), TwoByTwo(10, 10, 0, 20)])
@pytest.mark.parametrize("confidence", [0.9, 0.95, 0.99])
def test_the_difference_is_that_of_statsmodels(table: TwoByTwo, confidence: float) -> None:
    """Zero cells and other levels included."""
    proportion = pytest.importorskip("statsmodels.stats.proportion")
    counts = (
        table.treatment_events,
        table.treatment_total,
        table.comparison_events,
        table.comparison_total,
    )
    expected = proportion.confint_proportions_2indep(*counts, method="newcomb", alpha=1 - confidence)
    assert pytest.approx(expected, abs=1e-9) == _limits(risk_difference(table, confidence))


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("confidence", [0.9, 0.95, 0.99])
def test_ratios_are_those_of_scipy(table: TwoByTwo, confidence: float) -> None:
    """Risk ratio and sample odds ratio with their logarithmic intervals."""
    from scipy.stats.contingency import odds_ratio as scipy_odds_ratio
    from scipy.stats.contingency import relative_risk

    a, b, c, d = table.cells
    ratio = relative_risk(a, a + b, c, c + d)
    actual = risk_ratio(table, confidence)
    assert pytest.approx(ratio.relative_risk) == actual.value
    assert pytest.approx(tuple(ratio.confidence_interval(confidence))) == _limits(actual)
    odds = scipy_odds_ratio([[a, b], [c, d]], kind="sample")
    actual = odds_ratio(table, confidence)
    assert pytest.approx(odds.statistic) == actual.value
    assert pytest.approx(tuple(odds.confidence_interval(confidence))) == _limits(actual)


@pytest.mark.parametrize("table", TABLES)
def test_ratios_are_those_of_statsmodels(table: TwoByTwo) -> None:
    """Another program, the same numbers."""
    tables = pytest.importorskip("statsmodels.stats.contingency_tables")
    a, b, c, d = table.cells
    expected = tables.Table2x2([[a, b], [c, d]])
    assert pytest.approx(expected.riskratio_confint()) == _limits(risk_ratio(table))
    assert pytest.approx(expected.oddsratio_confint()) == _limits(odds_ratio(table))


def test_zero_cells_are_corrected_and_it_is_said() -> None:
    """0 of 10 against 5 of 10: by hand (0.5/11)/(5.5/11) and (0.5/10.5)/(5.5/5.5)."""
    table = TwoByTwo(0, 10, 5, 10)
    ratio, odds = risk_ratio(table), odds_ratio(table)
    assert pytest.approx((0.5 / 5.5, 0.5 / 10.5)) == (ratio.value, odds.value)
    reach = 1.959964 * math.sqrt(1 / 0.5 - 1 / 11 + 1 / 5.5 - 1 / 11)
    assert pytest.approx((0.5 / 5.5 * math.exp(-reach), 0.5 / 5.5 * math.exp(reach)), rel=1e-6) == _limits(
        ratio
    )
    assert ratio.how == odds.how == "logarithmic interval; 0.5 added to each cell, because one is 0"


def test_a_whole_group_with_the_event_needs_no_correction_for_the_risk_ratio() -> None:
    """Only the odds have a zero cell there."""
    table = TwoByTwo(10, 10, 5, 10)
    assert (2.0, "logarithmic interval") == (risk_ratio(table).value, risk_ratio(table).how)
    assert "0.5 added" in odds_ratio(table).how


@pytest.mark.parametrize(
    ("table", "why"),
    [
        (TwoByTwo(0, 10, 0, 20), "not defined: no events in either group"),
        (TwoByTwo(10, 10, 20, 20), "not defined: everybody in both groups had the event"),
    ],
)
def test_without_any_contrast_ratios_and_chi_square_are_not_defined(table: TwoByTwo, why: str) -> None:
    """Never 1, nan or a crash; the difference and Fisher's test stay defined."""
    for compute in (risk_ratio, odds_ratio):
        result = compute(table)
        assert (None, None, None, why) == (result.value, result.lower, result.upper, result.how)
    tests = table_tests(table)
    assert (1.0, None, None) == (tests.fisher, tests.chi_square, tests.chi_square_corrected)
    assert 0 == risk_difference(table).value


def _fisher_by_hand(table: TwoByTwo) -> float:
    a, b, c, d = table.cells
    n1, n2, events = a + b, c + d, a + c

    def ways(k: int) -> int:
        return math.comb(n1, k) * math.comb(n2, events - k)

    possible = range(max(0, events - n2), min(n1, events) + 1)
    return sum(ways(k) for k in possible if ways(k) <= ways(a)) / math.comb(n1 + n2, events)


@pytest.mark.parametrize("counts", list(product(range(0, 8, 2), [7], range(0, 10, 3), [9])))
def test_fisher_is_that_counted_by_hand(counts: tuple[int, int, int, int]) -> None:
    """All tables at most as probable as the one seen, in whole numbers."""
    table = TwoByTwo(*counts)
    assert pytest.approx(_fisher_by_hand(table)) == table_tests(table).fisher


@pytest.mark.parametrize("table", TABLES)
def test_chi_square_is_that_of_its_formula(table: TwoByTwo) -> None:
    """n (|ad - bc| - n/2)² over the product of the margins; its tail with one degree of freedom by erfc."""
    a, b, c, d = table.cells
    n, margins = a + b + c + d, (a + b) * (c + d) * (a + c) * (b + d)
    tests = table_tests(table)
    for correction, actual in ((0.0, tests.chi_square), (n / 2, tests.chi_square_corrected)):
        statistic = n * max(abs(a * d - b * c) - correction, 0) ** 2 / margins
        assert pytest.approx(math.erfc(math.sqrt(statistic / 2))) == actual


def test_the_smallest_expected_count_is_given() -> None:
    """14/17 against 9/17: 17 × 11 / 34."""
    assert 5.5 == table_tests(TwoByTwo(14, 17, 9, 17)).smallest_expected


@pytest.mark.parametrize("counts", [(18, 17, 9, 17), (-1, 17, 9, 17), (0, 0, 1, 2), (1, 2, 3, 0)])
def test_impossible_counts_make_no_table(counts: tuple[int, int, int, int]) -> None:
    """More events than people, or nobody."""
    with pytest.raises(ValueError, match="cannot be"):
        TwoByTwo(*counts)
