"""x of n, percentages and means that whole numbers cannot give."""

from __future__ import annotations

from decimal import Decimal

import pytest

from workbench.grade import Events, Group, counts_behind, events_of, exact_interval, sums_behind
from workbench.grade.checks.proportion import wilson


@pytest.mark.parametrize(("events", "total"), [(0, 10), (10, 10), (1, 1), (14, 17), (6, 6), (0, 1), (60, 79)])
@pytest.mark.parametrize("confidence", [0.9, 0.95])
def test_the_exact_interval_has_the_tails_of_its_definition(
    events: int, total: int, confidence: float
) -> None:
    """At each limit the tail of the binomial distribution beyond x is half of what is left."""
    from scipy.stats import binom

    low, high = exact_interval(events, total, confidence)
    tail = (1 - confidence) / 2
    if events:
        assert pytest.approx(tail) == float(binom.sf(events - 1, total, low))
    else:
        assert 0.0 == low
    if events < total:
        assert pytest.approx(tail) == float(binom.cdf(events, total, high))
    else:
        assert 1.0 == high


@pytest.mark.parametrize(("events", "total"), [(0, 10), (10, 10), (14, 17), (60, 79)])
def test_intervals_are_those_of_statsmodels(events: int, total: int) -> None:
    """Exact and Wilson."""
    proportion = pytest.importorskip("statsmodels.stats.proportion")
    for method, actual in (("beta", exact_interval(events, total)), ("wilson", wilson(events, total))):
        expected = proportion.proportion_confint(events, total, method=method)
        assert pytest.approx(expected, abs=1e-9) == actual


@pytest.mark.parametrize(("events", "total"), [(1, 0), (-1, 3), (4, 3)])
def test_an_impossible_share_has_no_interval(events: int, total: int) -> None:
    """Refused, not nan."""
    with pytest.raises(ValueError, match=f"{events} of {total} cannot be"):
        exact_interval(events, total)


@pytest.mark.parametrize(
    ("percent", "total", "expected"),
    [
        ("82.4", 17, [14]),
        ("52.9", 17, [9]),
        ("75.9", 79, [60]),
        ("83.0", 17, []),
        ("82", 17, [14]),
        ("50", 3, []),
        ("0", 6, [0]),
        ("100", 6, [6]),
        ("12.5", 8, [1]),
        ("12", 8, [1]),
        ("13", 8, [1]),
        ("10", 200, list(range(19, 22))),
        ("10.0", 200, [20]),
        ("82.40", 17, []),
        ("50", 2, [1]),
    ],
)
def test_counts_behind_a_percentage(percent: str, total: int, expected: list[int]) -> None:
    """One, several or none; a half may have been rounded either way."""
    assert expected == list(counts_behind(Decimal(percent), total))


@pytest.mark.parametrize(
    ("mean", "people", "possible"),
    [("3.48", 20, False), ("3.45", 20, True), ("5.93", 49, False), ("5.92", 49, True), ("3.48", 100, True)],
)
def test_means_that_no_whole_numbers_have(mean: str, people: int, possible: bool) -> None:
    """Published examples of GRIM: twenty dice, and 49 answers (The Economist, 18 June 2016)."""
    assert possible == bool(sums_behind(Decimal(mean), people))


def test_a_negative_mean_is_as_good_as_any() -> None:
    """A change score can fall."""
    assert [-7] == list(sums_behind(Decimal("-1.75"), 4))


def test_nobody_has_no_mean() -> None:
    """Refused by name."""
    with pytest.raises(ValueError, match="0 is none"):
        sums_behind(Decimal("1"), 0)


@pytest.mark.parametrize(
    ("group", "expected"),
    [
        (None, None),
        (Group(), None),
        (Group(total=17), None),
        (Group(14, 17, Decimal("50")), Events(14, 17)),
        (Group(total=17, percent=Decimal("83.0")), None),
        (Group(total=200, percent=Decimal("10")), None),
        (
            Group(total=17, percent=Decimal("82.4")),
            Events(14, 17, "82.4 % of 17 is 14: no other count gives it"),
        ),
    ],
)
def test_events_come_from_a_percentage_only_where_one_count_gives_it(
    group: Group | None, expected: Events | None
) -> None:
    """Printed counts go first; nothing is guessed among several."""
    assert expected == events_of(group)
