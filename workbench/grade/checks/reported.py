"""Compare reported p values and effects with those that the reported counts give."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from workbench.grade.checks.flag import Flag
from workbench.grade.checks.proportion import decimals
from workbench.grade.checks.two_by_two import (
    TableTests,
    TwoByTwo,
    odds_ratio,
    risk_difference,
    risk_ratio,
    table_tests,
)
from workbench.grade.numbers.numbers import Effect, PValue, StudyNumbers
from workbench.grade.numbers.wording import p_text, significant

_NO_TABLE_TEST = re.compile(
    r"log.?rank|\bcox|hazard|mcnemar|regress|logistic|stratif|mantel|wilcoxon|mann.whitney|welch|anova"
    r"|\bt[- ]test|gehan|breslow|\bgray|fine.gray|bayes|permutation|bootstrap",
    re.I,
)
_PERHAPS_NO_TABLE_TEST = re.compile(r"(?<!un)(paired|adjusted)", re.I)
_FISHER = re.compile(r"fisher|exact", re.I)
_CHI_SQUARE = re.compile(r"chi|χ|pearson|yates", re.I)
_WHOLE_P_DECIMALS = 2  # a p printed as 0 or 1 is read as 0.00 or 1.00, else it would fit half of all p values
_ROUNDING = 1e-9  # of the computed value, so that one that sits on a half is taken for either side

_COMPUTE = {"RR": risk_ratio, "OR": odds_ratio, "RD": risk_difference}


def agrees(computed: float, reported: PValue) -> bool:
    """Tell whether a computed p value could be printed as the reported one.

    A p printed as 0 or 1, which none is exactly, is read as below 0.005 or above 0.995.

    >>> agrees(0.0486, PValue(Decimal("0.049"))), agrees(0.0668, PValue(Decimal("0.049")))
    (True, False)
    >>> agrees(0.0486, PValue(Decimal("0.05"), "<")), agrees(0.0486, PValue(Decimal("0.05"), ">"))
    (True, False)
    >>> agrees(0.004, PValue(Decimal("0"))), agrees(0.37, PValue(Decimal("0")))
    (True, False)
    """
    value = float(reported.value)
    if reported.relation in ("<", "≤"):
        return computed < value + _ROUNDING
    if reported.relation in (">", "≥"):
        return computed > value - _ROUNDING
    return abs(computed - value) <= 0.5 * 10.0 ** -_decimals_of_p(reported) + _ROUNDING


def is_no_table_test(test: str) -> bool:
    """Tell whether the named test is none of a 2×2 table, so that its p value is not to be compared.

    >>> is_no_table_test("log-rank"), is_no_table_test("Fisher's exact"), is_no_table_test("")
    (True, False, False)
    """
    if _NO_TABLE_TEST.search(test):
        return True
    named = _FISHER.search(test) or _CHI_SQUARE.search(test)
    return bool(_PERHAPS_NO_TABLE_TEST.search(test)) and not named


def p_flags(numbers: StudyNumbers, table: TwoByTwo | None) -> Iterator[Flag]:
    """Flag a reported p value that no usual test of the 2×2 table gives.

    Where the study names Fisher's or a chi-square test, only that one is compared; where it names a test that
    is none of a 2×2 table, nothing is.
    """
    if table is None or numbers.p is None or is_no_table_test(numbers.test):
        return
    results = table_tests(table)
    candidates = _candidates(results, numbers.test)
    if any(agrees(p, numbers.p) for p in candidates.values()):
        return
    counts = str(table)
    shown = ", ".join(f"{name} {p_text(p)}" for name, p in candidates.items())
    named = f" ({numbers.test})" if numbers.test else ""
    yield Flag(
        "p_mismatch",
        f"reported P {numbers.p}{named} is given by no test of the counts {counts}",
        f"{counts}: {shown}; reported {numbers.p}{_read_as(numbers.p)}",
        _innocent_p(results, numbers.p),
    )


def effect_flags(numbers: StudyNumbers, table: TwoByTwo | None) -> Iterator[Flag]:
    """Flag a reported ratio or difference that is not that of the counts, or that they cannot have.

    Beside a cell of 0 both the plain ratio and that with 0.5 added to each cell fit. Where nobody had the
    event there is no ratio, so that any reported one asks for a look.
    """
    effect = numbers.effect
    if table is None or effect is None or effect.measure not in _COMPUTE:
        return
    crude = _COMPUTE[effect.measure](table)
    # Reported with its own rounding: what the last printed digit leaves open is no difference.
    printed_with = decimals(Decimal(repr(effect.estimate))) if effect.decimals is None else effect.decimals
    unit = 10.0**-printed_with
    plain = _plain_ratio(effect.measure, table)
    of_counts = [value for value in (crude.value, plain) if value is not None]
    if any(abs(value - effect.estimate) <= 0.5 * unit + _ROUNDING for value in of_counts):
        return
    if not of_counts:
        yield _undefined(effect, table, crude.how)
        return
    how = "without adding 0.5" if crude.value is None else crude.how
    yield Flag(
        "effect_differs",
        f"the reported {effect.kind.title} {significant(effect.estimate)} is not that of the counts",
        f"from the counts {significant(of_counts[0])} ({how}); reported {effect}",
        (
            "the reported effect is adjusted, weighted or matched",
            "it is the other way round: comparison over treatment, or no event in place of event",
            "it is of other people than the counts",
        ),
    )


def _plain_ratio(measure: str, table: TwoByTwo) -> float | None:
    """Return the ratio with nothing added to any cell; None for a difference, or a division by 0."""
    a, b, c, d = table.cells
    above, below = {"RR": (a * (c + d), c * (a + b)), "OR": (a * d, b * c)}.get(measure, (0, 0))
    return above / below if below else None


def _undefined(effect: Effect, table: TwoByTwo, how: str) -> Flag:
    a, b, c, d = (cell + 0.5 for cell in table.cells)
    corrected = (a / b) / (c / d) if effect.measure == "OR" else (a / (a + b)) / (c / (c + d))
    return Flag(
        "effect_undefined",
        f"the counts {table} have no {effect.kind.title}, and {significant(effect.estimate)} is reported",
        f"{table}: {how}; with 0.5 added to each cell {significant(corrected)}; reported {effect}",
        (
            "something was added to each cell (a continuity correction)",
            "the reported effect comes from a model: adjusted, weighted or Bayesian",
            "it is of other people, another outcome or another time point than the counts",
        ),
    )


def interval_flags(numbers: StudyNumbers) -> Iterator[Flag]:
    """Flag a 95 % interval and a p value that disagree on whether 0.05 is reached."""
    effect, p = numbers.effect, numbers.p
    if effect is None or p is None or effect.includes_no_effect is None or effect.confidence != 95:
        return
    below = _below_five_hundredths(p)
    if below is None or below != effect.includes_no_effect or _touches(effect):
        return
    what = "includes" if effect.includes_no_effect else "excludes"
    yield Flag(
        "interval_and_p_disagree",
        f"the interval {what} no effect, and P is {p}",
        f"{effect}; no effect is {effect.kind.no_effect}; P {p}",
        (
            "interval and p come from different methods (exact, score, likelihood, log-rank)",
            "p belongs to another comparison, or is adjusted while the interval is not",
            "p is one-sided",
        ),
    )


def _candidates(results: TableTests, test: str) -> dict[str, float]:
    fisher = {"Fisher": results.fisher}
    chi_square = {
        name: p
        for name, p in (
            ("chi-square", results.chi_square),
            ("chi-square with Yates", results.chi_square_corrected),
        )
        if p is not None
    }
    if _FISHER.search(test):
        return fisher
    if _CHI_SQUARE.search(test) and chi_square:
        return chi_square
    return fisher | chi_square


def _decimals_of_p(reported: PValue) -> int:
    return decimals(reported.value) or _WHOLE_P_DECIMALS


def _read_as(reported: PValue) -> str:
    """Say how a p without decimals is read, for the arithmetic; empty for all others."""
    if reported.relation != "=" or decimals(reported.value):
        return ""
    return ", read as below 0.005" if reported.value < 1 else ", read as above 0.995"


def _innocent_p(results: TableTests, reported: PValue) -> tuple[str, ...]:
    reasons = [
        "it is from another test: a log-rank p, say, is no 2×2 test",
        "the pairs of a matched study were respected (McNemar), or the result is adjusted",
        "it is of other people or another time point than the counts",
    ]
    one_sided = [("Fisher", results.fisher_one_sided)]
    if results.chi_square is not None:
        one_sided.append(("chi-square", results.chi_square / 2))
    for name, p in one_sided:
        if agrees(p, reported):
            reasons.insert(0, f"it is one-sided: {name} gives {p_text(p)} then")
    if _read_as(reported):
        reasons.append("its decimals were lost when it was copied or rounded")
    return tuple(reasons)


def _below_five_hundredths(p: PValue) -> bool | None:
    """Return True if p is below 0.05, or None where its printed form leaves that open."""
    value, limit = p.value, Decimal("0.05")
    if p.relation == "<":
        return True if value <= limit else None
    if p.relation == "≤":
        return True if value < limit else None
    if p.relation in (">", "≥"):
        return False if value >= limit else None
    return None if value == limit else value < limit


def _touches(effect: Effect) -> bool:
    return effect.kind.no_effect in (effect.lower, effect.upper)
