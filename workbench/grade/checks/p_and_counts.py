"""Compare a reported P value with those that the reported counts give by the tests in use."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.grade.checks.flag import Flag, Note
from workbench.grade.checks.p_and_interval import fits_its_interval
from workbench.grade.checks.p_and_statistic import fits_its_statistic
from workbench.grade.checks.p_of_counts import may_be_of_the_counts
from workbench.grade.checks.p_ranges import Fit, PRange, compare, range_text, reported_range, words_of
from workbench.grade.checks.table_p_values import TablePValue, range_of, tried_tests
from workbench.grade.checks.two_by_two import TwoByTwo
from workbench.grade.numbers.counts import tables_of
from workbench.grade.numbers.numbers import PValue, StudyNumbers
from workbench.grade.numbers.wording import p_text, printed

INNOCENT = (
    "it is from another test: a log-rank P, say, is no 2×2 test",
    "the pairs of a matched study were respected (McNemar), or the result is adjusted",
    "it is of other people or another time point than the counts",
    "it is for non-inferiority, or one-sided",
    "a slip in typing or setting",
)


def p_and_counts(numbers: StudyNumbers) -> Iterator[Flag | Note]:
    """Flag a P value that none of the tests tried gives and that changes what a reader decides.

    A smaller difference is a note, and so is any difference where P fits the reported interval or test
    statistic, which outrank the counts.
    """
    tables = tables_of(numbers)
    if not tables or numbers.p is None or not may_be_of_the_counts(numbers):
        return
    tried = tuple(each for table in tables for each in tried_tests(table, numbers.test))
    computed, reported = range_of(tried), reported_range(numbers.p)
    fit = compare(reported, computed)
    if fit is Fit.FITS:
        return
    number = len({each.name for each in tried})
    by, span = f"by none of the {number} tests tried", range_text(computed, reported)
    arithmetic = (
        f"{_counts(numbers, tables)}: {by}, P {span}; reported {numbers.p}{_read_as(numbers.p)}: {fit.value}"
    )
    half = _half(tried, reported)
    if half and fit is not Fit.OTHER_SIDE:
        yield Note("p_may_be_one_sided", half, arithmetic)
    elif not fit.asks_for_a_look:
        yield Note("p_not_exact", words_of(fit, reported, computed, "by the tests tried"), arithmetic)
    elif fits_its_interval(numbers) or fits_its_statistic(numbers):
        what = "interval" if fits_its_interval(numbers) else "test statistic"
        yield Note("p_fits_the_effect", f"P fits the reported {what}, not the counts", arithmetic)
    else:
        named = f" ({numbers.test})" if numbers.test else ""
        yield Flag(
            "p_mismatch",
            f"reported P {numbers.p}{named} is reproduced {by} (range {span})",
            arithmetic,
            (*((half,) if half else ()), *INNOCENT, *_lost_decimals(numbers.p)),
        )


def _half(tried: tuple[TablePValue, ...], reported: PRange) -> str:
    """Say which test gives the reported P as a one-sided one; empty where none does."""
    for each in tried:
        if PRange(each.one_sided, each.one_sided).meets(reported) and reported.low > 0:
            return f"it may be one-sided: {each.name} gives {p_text(each.one_sided)} then"
    return ""


def _counts(numbers: StudyNumbers, tables: tuple[TwoByTwo, ...]) -> str:
    if len(tables) == 1:
        return str(tables[0])
    groups = []
    for group in (numbers.treatment, numbers.comparison):
        if group is not None and group.events is not None:
            groups.append(f"{group.events}/{group.total}")
        elif group is not None and group.percent is not None:
            groups.append(f"{printed(group.percent)} % of {group.total}")
    return " against ".join(groups)


def _read_as(reported: PValue) -> str:
    """Say how a P without decimals is read; empty for all others."""
    if not _lost_decimals(reported):
        return ""
    return ", read as below 0.005" if reported.value < 1 else ", read as above 0.995"


def _lost_decimals(reported: PValue) -> tuple[str, ...]:
    if reported.relation != "=" or printed(reported.value) not in ("0", "1"):
        return ()
    return ("its decimals were lost when it was copied or rounded",)
