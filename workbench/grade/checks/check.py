"""Check a study's numbers: what follows from them, and what does not fit together."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.grade.checks.chance import chance_difference
from workbench.grade.checks.direction import direction_flags
from workbench.grade.checks.e_value import COMMON_FROM, EValue, e_value
from workbench.grade.checks.effect_and_counts import effect_and_counts
from workbench.grade.checks.effect_and_means import effect_and_means
from workbench.grade.checks.estimate_and_interval import estimate_and_interval
from workbench.grade.checks.flag import Computed, Flag, Note, NumberCheck
from workbench.grade.checks.granularity import granularity_flags
from workbench.grade.checks.p_and_counts import p_and_counts
from workbench.grade.checks.p_and_interval import implied_range, p_and_interval
from workbench.grade.checks.p_and_statistic import p_and_statistic, range_of_statistic
from workbench.grade.checks.p_of_counts import may_be_of_the_counts
from workbench.grade.checks.p_ranges import PRange
from workbench.grade.checks.percentages import percentage_flags
from workbench.grade.checks.proportion import exact_interval
from workbench.grade.checks.table_p_values import candidates
from workbench.grade.checks.two_by_two import (
    Estimate,
    TwoByTwo,
    odds_ratio,
    risk_difference,
    risk_ratio,
    table_tests,
)
from workbench.grade.numbers.counts import events_of, table_of
from workbench.grade.numbers.numbers import Effect, Group, StudyNumbers
from workbench.grade.numbers.wording import p_text, percent, significant, span

_FEW = 5  # expected count below which chi-square is only rough


def check_numbers(numbers: StudyNumbers, *, better: str = "") -> NumberCheck:
    """Check a study's numbers for one outcome.

    Args:
        numbers: The finding.
        better: Which direction of the outcome is better: "higher", "lower" or empty.

    Returns:
        What can be computed, in the order of a screen; flags, which ask for a look and are never a verdict;
        and notes on what differs a little.

    Alive at day 90 were 82.4 % and 52.9 % of 17 each, with P 0.049: by none of eleven tests do 14/17
    against 9/17 give that.

    >>> from workbench.grade import read_numbers
    >>> check = check_numbers(read_numbers({
    ...     "treatment_total": "17", "treatment_percent": "82.4",
    ...     "comparison_total": "17", "comparison_percent": "52.9", "p": "0.049"}))
    >>> [(flag.id, flag.arithmetic) for flag in check.flags]
    [('p_mismatch', '14/17 against 9/17: by none of the 11 tests tried, P 0.0535 to 0.143; reported 0.049: \
the other side of 0.05')]
    """
    table = table_of(numbers)
    computed = (
        *_groups(numbers),
        *_from_table(table),
        *_tests(numbers, table),
        *_implied(numbers),
        *_e_values(numbers, table),
        *_chance(numbers),
    )
    lines: tuple[Flag | Note, ...] = (
        *percentage_flags(numbers),
        *granularity_flags(numbers),
        *p_and_counts(numbers),
        *effect_and_counts(numbers, table),
        *effect_and_means(numbers),
        *estimate_and_interval(numbers),
        *p_and_interval(numbers),
        *p_and_statistic(numbers),
        *direction_flags(numbers, better),
    )
    flags = tuple(line for line in lines if isinstance(line, Flag))
    return NumberCheck(computed, flags, tuple(line for line in lines if isinstance(line, Note)))


def _groups(numbers: StudyNumbers) -> Iterator[Computed]:
    for name, group in (("treatment", numbers.treatment), ("comparison", numbers.comparison)):
        counts = events_of(group)
        if counts is not None:
            low, high = exact_interval(counts.events, counts.total)
            share = percent(counts.events / counts.total)
            value = f"{counts.events}/{counts.total} = {share} ({percent(low)} to {percent(high)})"
            how = "exact 95 % interval (Clopper-Pearson)"
            yield Computed(f"{name}, with the event", value, f"{how}; {counts.how}" if counts.how else how)


def _from_table(table: TwoByTwo | None) -> Iterator[Computed]:
    if table is None:
        return
    titles = {"RR": "risk ratio", "OR": "odds ratio", "RD": "risk difference"}
    for compute in (risk_ratio, odds_ratio, risk_difference):
        result = compute(table)
        yield Computed(titles[result.measure], _shown(result), result.how)


def _tests(numbers: StudyNumbers, table: TwoByTwo | None) -> Iterator[Computed]:
    if table is None:
        return
    reported = f"; reported {numbers.p}" if numbers.p is not None else ""
    if reported and not may_be_of_the_counts(numbers):
        named = f" ({numbers.test})" if numbers.test else ""
        reported += f"{named} is not compared: another test, or not of these counts"
    results = table_tests(table)
    yield Computed("Fisher's exact p", p_text(results.fisher), f"two-sided{reported}")
    if results.chi_square is None or results.chi_square_corrected is None:
        return
    few = results.smallest_expected < _FEW
    note = f"; smallest expected count {results.smallest_expected:.1f}, so only rough" if few else ""
    yield Computed("chi-square p", p_text(results.chi_square), f"without correction{reported}{note}")
    yield Computed(
        "chi-square p, Yates", p_text(results.chi_square_corrected), f"with correction{reported}{note}"
    )
    tried = candidates(table)
    values = ", ".join(f"{each.name} {p_text(each.p)}" for each in tried)
    yield Computed(f"p by {len(tried)} tests", values, "two-sided")


def _implied(numbers: StudyNumbers) -> Iterator[Computed]:
    """Give the P values of the interval and of the test statistic, over their rounding."""
    interval = implied_range(numbers)
    if interval is not None:
        yield Computed("p of the interval", _range(interval), f"{numbers.effect}; over its rounding")
    if numbers.statistic is not None:
        how = f"{numbers.statistic}; over its rounding"
        yield Computed("p of the test statistic", _range(range_of_statistic(numbers.statistic)), how)


def _range(of: PRange) -> str:
    low, high = p_text(of.low), p_text(of.high)
    return low if low == high else f"{low} to {high}"


def _e_values(numbers: StudyNumbers, table: TwoByTwo | None) -> Iterator[Computed]:
    effect = numbers.effect
    if effect is None and table is not None:
        crude = risk_ratio(table)
        effect = None if crude.value is None else Effect("RR", crude.value, crude.lower, crude.upper)
    if effect is None or not effect.kind.compares:
        return
    if effect.measure in {"OR", "HR"}:
        # Both readings where the counts do not say how common the outcome is.
        readings = [False, True] if table is None else [max(table.risks) >= COMMON_FROM]
    else:
        readings = [False]
    for common in readings:
        yield _e_value_line(effect, e_value(effect, common=common))


def _e_value_line(effect: Effect, result: EValue) -> Computed:
    if result.estimate is None:
        return Computed("E-value", "none", result.how)
    limit = "" if result.limit is None else f"; nearer limit {significant(result.limit)}"
    return Computed("E-value", f"{significant(result.estimate)}{limit}", f"{effect}; {result.how}")


def _chance(numbers: StudyNumbers) -> Iterator[Computed]:
    treated, compared = _size(numbers.treatment), _size(numbers.comparison)
    if treated is None or compared is None:
        return
    chance = chance_difference(treated, compared)
    value = f"SD {significant(chance.sd)}, below {significant(chance.bound)} in 95 of 100"
    how = f"with {treated} and {compared} people; above 0.1 with probability {percent(chance.beyond_tenth)}"
    yield Computed("standardised difference by chance alone", value, how)


def _size(group: Group | None) -> int | None:
    return None if group is None else group.total


def _shown(result: Estimate) -> str:
    return "not defined" if result.value is None else span(result.value, result.lower, result.upper)
