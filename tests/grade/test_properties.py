"""What holds for all numbers."""

from __future__ import annotations

import json
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.grade import (
    CERTAINTIES,
    FIELDS,
    NumbersError,
    TwoByTwo,
    certainty,
    check_numbers,
    counts_behind,
    exact_interval,
    numbers_from_json,
    numbers_to_json,
    odds_ratio,
    read_numbers,
    risk_difference,
    risk_ratio,
    sums_behind,
)
from workbench.grade.checks.two_by_two import Estimate

levels = st.integers(0, 6)
starts = st.sampled_from(CERTAINTIES)
shares = st.integers(1, 300).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total)))
tables = st.tuples(shares, shares).map(lambda pair: TwoByTwo(*pair[0], *pair[1]))


def _swapped(table: TwoByTwo) -> TwoByTwo:
    return TwoByTwo(
        table.comparison_events, table.comparison_total, table.treatment_events, table.treatment_total
    )


def _numbers(result: Estimate) -> tuple[float, float, float]:
    assert result.value is not None
    assert result.lower is not None
    assert result.upper is not None
    return result.value, result.lower, result.upper


def _rank(start: str, randomised: bool, down: int, up: int) -> int:
    return CERTAINTIES.index(certainty(start, randomised=randomised, down=down, up=up))


@given(starts, st.booleans(), levels, levels)
def test_certainty_never_rises_with_levels_down_nor_falls_with_levels_up(
    start: str, randomised: bool, down: int, up: int
) -> None:
    """And randomised evidence is never rated up."""
    here = _rank(start, randomised, down, up)
    assert here >= _rank(start, randomised, down + 1, up)
    assert here <= _rank(start, randomised, down, up + 1)
    if randomised or down:
        assert here == _rank(start, randomised, down, 0)


@given(tables)
def test_the_difference_turns_round_with_the_groups(table: TwoByTwo) -> None:
    """Its limits change places and sign; it is within its interval, and that within -1 and 1."""
    value, lower, upper = _numbers(risk_difference(table))
    assert pytest.approx((-value, -upper, -lower), abs=1e-12) == _numbers(risk_difference(_swapped(table)))
    assert -1 <= lower <= value <= upper <= 1


@given(tables)
def test_ratios_turn_round_with_the_groups(table: TwoByTwo) -> None:
    """One over the other, limits included; defined for both or neither."""
    for compute in (risk_ratio, odds_ratio):
        one, two = compute(table), compute(_swapped(table))
        if one.value is None:
            assert two.value is None
            continue
        value, lower, upper = _numbers(one)
        assert pytest.approx((1 / value, 1 / upper, 1 / lower)) == _numbers(two)
        assert lower <= value <= upper


@given(shares, st.sampled_from([0.5, 0.9, 0.95, 0.999]))
def test_the_exact_interval_covers_the_share(share: tuple[int, int], confidence: float) -> None:
    """Within 0 and 1, and a higher level is never narrower."""
    events, total = share
    low, high = exact_interval(events, total, confidence)
    assert 0 <= low <= events / total <= high <= 1
    wider = exact_interval(events, total, 0.9999)
    assert wider[0] <= low + 1e-12
    assert high <= wider[1] + 1e-12


@given(shares, st.integers(0, 4), st.sampled_from([ROUND_HALF_UP, ROUND_HALF_EVEN]))
def test_a_true_percentage_is_never_impossible(share: tuple[int, int], digits: int, rounding: str) -> None:
    """However it was rounded, its count is among those behind it."""
    events, total = share
    printed = (Decimal(100 * events) / total).quantize(Decimal(1).scaleb(-digits), rounding=rounding)
    assert events in counts_behind(printed, total)


@given(st.lists(st.integers(-50, 200), min_size=1, max_size=120), st.integers(0, 4))
def test_a_true_mean_of_whole_numbers_is_never_impossible(values: list[int], digits: int) -> None:
    """Negative values and any number of decimals included."""
    mean = (Decimal(sum(values)) / len(values)).quantize(Decimal(1).scaleb(-digits))
    assert sum(values) in sums_behind(mean, len(values))


_KINDS: dict[str, st.SearchStrategy[str]] = {
    "count": st.integers(0, 400).map(str),
    "number": st.decimals(-1000, 1000, places=2).map(str),
    "spread": st.decimals(0, 100, places=1).map(str),
    "percent": st.decimals(0, 100, places=1).map(str),
    "p": st.tuples(st.sampled_from(["", "<", ">"]), st.decimals(0, 1, places=3)).map(
        lambda p: f"{p[0]}{p[1]}"
    ),
    "statistic": st.sampled_from(["t(34) = 2.31", "F(2, 45) = 3.20", "χ²(1) = 4.1", "z = -2", "r(9) = .3"]),
    "measure": st.sampled_from(["RR", "OR", "HR", "RD", "MD", "SMD", "CHANGE"]),
    "yes_no": st.sampled_from(["yes", "no"]),
    "text": st.text(max_size=20),
}


@st.composite
def entries(draw: st.DrawFn) -> dict[str, str]:
    """Some fields filled in, mostly with what the field is for."""
    names = draw(st.lists(st.sampled_from(sorted(FIELDS)), max_size=8, unique=True))
    return {name: draw(_KINDS[FIELDS[name].kind]) for name in names} | {"sentence": "as told"}


@given(entries())
def test_what_is_accepted_comes_back_from_json_the_same(texts: dict[str, str]) -> None:
    """And can be checked without a crash."""
    try:
        numbers = read_numbers(texts)
    except NumbersError:
        return
    stored = json.loads(json.dumps(numbers_to_json(numbers), allow_nan=False))
    assert numbers == numbers_from_json(stored)
    assert stored == numbers_to_json(numbers_from_json(stored))
    check_numbers(numbers, better="lower")


@given(st.dictionaries(st.sampled_from(sorted(FIELDS)), st.text(max_size=12), max_size=6))
def test_any_text_is_read_or_refused(texts: dict[str, str]) -> None:
    """Nothing that can be typed crashes the form."""
    try:
        numbers = read_numbers(texts)
    except NumbersError:
        return
    assert numbers == numbers_from_json(numbers_to_json(numbers))
