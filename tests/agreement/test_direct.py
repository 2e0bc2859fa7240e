"""Values from rating patterns equal those from going through the studies one by one, in exact fractions."""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.agreement import agreement

Row = tuple[int | None, ...]
Weights = list[list[Fraction]]

NOMINAL_AND_ORDERED = ("unweighted", "linear", "quadratic", "ordinal")


def _weights(name: str, q: int) -> Weights:
    def weight(k: int, j: int) -> Fraction:
        steps, most = abs(k - j), q - 1
        distance = {
            "unweighted": Fraction(k != j),
            "linear": Fraction(steps, most),
            "quadratic": Fraction(steps**2, most**2),
            "ordinal": Fraction(math.comb(steps + 1, 2), math.comb(q, 2)),
        }
        return 1 - distance[name]

    return [[weight(k, j) for j in range(q)] for k in range(q)]


def _mean(numbers: list[Fraction]) -> Fraction:
    return sum(numbers, Fraction(0)) / len(numbers)


def _corrected(observed: Fraction, chance: Fraction) -> Fraction | None:
    return None if chance == 1 else (observed - chance) / (1 - chance)


def _observed(rows: list[Row], w: Weights) -> Fraction:
    """Average, over the studies rated twice or more, the agreement of all ordered pairs of ratings."""
    rated = [[code for code in row if code is not None] for row in rows]
    return _mean([_mean([w[k][j] for k, j in permutations(row, 2)]) for row in rated if len(row) > 1])


def _prevalences(rows: list[Row], q: int) -> list[Fraction]:
    rated = [[code for code in row if code is not None] for row in rows]
    return [_mean([Fraction(row.count(k), len(row)) for row in rated if row]) for k in range(q)]


def _margins(codes: list[int], q: int) -> list[Fraction]:
    return [Fraction(codes.count(k), len(codes)) for k in range(q)]


def _pairwise_chance(columns: list[list[int]], w: Weights) -> Fraction:
    q = len(w)
    margins = [_margins(column, q) for column in columns if column]
    return _mean(
        [
            sum((w[k][j] * one[k] * two[j] for k in range(q) for j in range(q)), Fraction(0))
            for one, two in permutations(margins, 2)
        ]
    )


def _cohen(rows: list[Row], w: Weights) -> Fraction | None:
    both = [(one, two) for one, two in rows if one is not None and two is not None]
    columns = [list(column) for column in zip(*both, strict=True)]
    return _corrected(_mean([w[k][j] for k, j in both]), _pairwise_chance(columns, w))


def _alpha(rows: list[Row], distance: Weights) -> Fraction | None:
    units = [unit for row in rows if len(unit := [code for code in row if code is not None]) > 1]
    values = [value for unit in units for value in unit]
    observed = sum(
        (distance[k][j] / (len(unit) - 1) for unit in units for k, j in permutations(unit, 2)), Fraction(0)
    ) / len(values)
    expected = _mean([distance[k][j] for k, j in permutations(values, 2)])
    return None if expected == 0 else 1 - observed / expected


def _ordinal_metric(rows: list[Row], q: int) -> Weights:
    units = [unit for row in rows if len(unit := [code for code in row if code is not None]) > 1]
    used = [sum(unit.count(k) for unit in units) for k in range(q)]

    def squared(k: int, j: int) -> Fraction:
        low, high = min(k, j), max(k, j)
        return (Fraction(sum(used[low : high + 1])) - Fraction(used[k] + used[j], 2)) ** 2

    return [[squared(k, j) for j in range(q)] for k in range(q)]


def direct(rows: list[Row], q: int, coefficient: str, weights: str) -> Fraction | None:
    """Compute a coefficient as its definition reads."""
    if coefficient == "krippendorff_alpha" and weights == "krippendorff_ordinal":
        return _alpha(rows, _ordinal_metric(rows, q))
    w = _weights(weights, q)
    if coefficient == "krippendorff_alpha":
        return _alpha(rows, [[1 - weight for weight in row] for row in w])
    if coefficient == "cohen_kappa":
        return _cohen(rows, w)
    total = sum((sum(row, Fraction(0)) for row in w), Fraction(0))
    p = _prevalences(rows, q)
    if coefficient == "conger_kappa":
        columns = [[code for code in column if code is not None] for column in zip(*rows, strict=True)]
        chance = _pairwise_chance(columns, w)
    else:
        chance = {
            "percent_agreement": Fraction(0),
            "brennan_prediger": total / q**2,
            "gwet_ac": total / (q * (q - 1)) * sum((x * (1 - x) for x in p), Fraction(0)),
            "fleiss_kappa": sum((w[k][j] * p[k] * p[j] for k in range(q) for j in range(q)), Fraction(0)),
        }[coefficient]
    return _corrected(_observed(rows, w), chance)


@st.composite
def tables(
    draw: st.DrawFn, reviewers: st.SearchStrategy[int], complete: bool = False
) -> tuple[list[Row], int]:
    """Draw ratings in which two studies or more were rated twice, and the number of categories."""
    q, r = draw(st.integers(2, 4)), draw(reviewers)
    code = st.integers(0, q - 1)
    full = draw(st.lists(st.tuples(*[code] * r), min_size=2, max_size=6))
    some = draw(st.lists(st.tuples(*[code if complete else st.none() | code] * r), max_size=6))
    return full + some, q


def _compare(rows: list[Row], q: int, coefficient: str, weights: str) -> None:
    expected = direct(rows, q, coefficient, weights)
    result = agreement(
        rows, categories=range(q), coefficient=coefficient, weights=weights, interval="jackknife"
    )
    if expected is None:
        assert result.value is None
        assert result.undefined_because
        return
    assert float(expected) == pytest.approx(result.value, abs=1e-9)
    rated = [at for at, row in enumerate(rows) if any(code is not None for code in row)]
    if coefficient == "cohen_kappa":
        rated = [at for at in rated if None not in rows[at]]
    left_out = [direct(rows[:at] + rows[at + 1 :], q, coefficient, weights) for at in rated]
    if None in left_out:
        assert result.se is None
        assert result.interval_undefined_because
        return
    values = [float(value) for value in left_out if value is not None]
    mean, n = sum(values) / len(values), len(values)
    error = math.sqrt((n - 1) / n * sum((value - mean) ** 2 for value in values))
    assert error == pytest.approx(result.se, abs=1e-7)


@given(
    tables(st.integers(2, 4)),
    st.sampled_from(
        [
            (coefficient, weights)
            for coefficient in (
                "percent_agreement",
                "brennan_prediger",
                "gwet_ac",
                "fleiss_kappa",
                "conger_kappa",
                "krippendorff_alpha",
            )
            for weights in NOMINAL_AND_ORDERED
        ]
        + [("krippendorff_alpha", "krippendorff_ordinal")]
    ),
)
def test_patterns_give_what_the_definitions_give(
    table: tuple[list[Row], int], which: tuple[str, str]
) -> None:
    """Value and jackknife error equal those from going through the studies one by one."""
    _compare(*table, *which)


@given(tables(st.just(2)), st.sampled_from(NOMINAL_AND_ORDERED))
def test_patterns_give_cohens_kappa_as_defined(table: tuple[list[Row], int], weights: str) -> None:
    """Cohen's kappa rests on the studies both reviewers rated, and on no others."""
    _compare(*table, "cohen_kappa", weights)
