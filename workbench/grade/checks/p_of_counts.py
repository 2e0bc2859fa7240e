"""Give the P values that the reported counts lead to, where the reported P can be of them at all."""

from __future__ import annotations

from workbench.grade.checks.p_ranges import PRange, reported_range
from workbench.grade.checks.stated_methods import (
    is_against_a_margin,
    is_modelled,
    is_of_another_question,
    is_one_sided,
)
from workbench.grade.checks.table_p_values import range_of, tried_tests
from workbench.grade.numbers.counts import tables_of
from workbench.grade.numbers.numbers import StudyNumbers

_OF_ONE_TABLE = {"RR", "OR", "RD"}
"""Measures whose P may be one of the 2×2 table."""


def may_be_of_the_counts(numbers: StudyNumbers) -> bool:
    """Tell whether a reported P can be one of the 2×2 table by all that is said of it.

    It cannot where the effect is a hazard ratio or a difference of means, where another test is named, where
    the result is adjusted, matched, weighted, pooled or imputed, and where P is one-sided or for a margin.
    """
    effect, statistic = numbers.effect, numbers.statistic
    if effect is not None and effect.measure not in _OF_ONE_TABLE:
        return False
    if statistic is not None and statistic.kind not in ("χ²", "z"):
        return False
    return not (
        is_modelled(numbers)
        or is_one_sided(numbers)
        or is_against_a_margin(numbers)
        or is_of_another_question(numbers)
    )


def range_of_counts(numbers: StudyNumbers) -> PRange | None:
    """Return the P values of the counts by the tests tried; None where P cannot be of them."""
    tables = tables_of(numbers)
    if not tables or not may_be_of_the_counts(numbers):
        return None
    return range_of(tuple(each for table in tables for each in tried_tests(table, numbers.test)))


def fits_the_counts(numbers: StudyNumbers) -> bool:
    """Return True if the counts give the reported P by one of the tests tried."""
    of_counts = range_of_counts(numbers) if numbers.p is not None else None
    return of_counts is not None and numbers.p is not None and reported_range(numbers.p).meets(of_counts)
