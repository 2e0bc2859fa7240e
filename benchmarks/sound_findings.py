"""Draw sound findings as papers print them: simulated patients, usual tests, rounded or as inequalities.

Each function simulates patients of two groups, or of one, and reports them by one of the methods in use. What
is printed follows from the patients, so that any flag on it is a false alarm.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import numpy as np
from scipy import stats
from scipy.stats.contingency import odds_ratio as conditional_odds_ratio

Finding = dict[str, str]
Draw = np.random.Generator

_LEVELS = (90, 99)


def printed_p(p: float, draw: Draw) -> str:
    """Print a P value as journals do: two or three decimals, or an inequality."""
    if p < 0.001:
        return str(draw.choice(["<0.001", "<0.001", "<0.01", "0.000"]))
    style = draw.choice(["two", "three", "three", "inequality"])
    if style == "inequality":
        return "<0.01" if p < 0.01 else "<0.05" if p < 0.05 else ">0.05"
    text = f"{p:.3f}" if style == "three" or p < 0.01 else f"{p:.2f}"
    return ">0.99" if float(text) >= 1 else text


def _effect(measure: str, middle: float, error: float, reach: float, digits: int = 2) -> Finding:
    """Print an estimate with its interval; error and reach are on the logarithmic scale for ratios."""
    is_ratio = measure in ("RR", "OR", "HR")
    ends = (middle, middle - reach * error, middle + reach * error)
    values = [math.exp(end) if is_ratio else end for end in ends]
    return {
        "measure": measure,
        **dict(zip(("estimate", "lower", "upper"), (f"{value:.{digits}f}" for value in values), strict=True)),
    }


def _counts(draw: Draw) -> tuple[Finding, tuple[int, int, int, int]]:
    n, m = (int(draw.integers(15, 400)) for _ in range(2))
    base = draw.uniform(0.05, 0.7)
    other = min(max(base * math.exp(draw.normal(0, 0.5)), 0.02), 0.95)
    a, c = int(draw.binomial(n, other)), int(draw.binomial(m, base))
    if not (0 < a < n and 0 < c < m):
        return _counts(draw)
    texts = {
        "treatment_events": str(a),
        "treatment_total": str(n),
        "comparison_events": str(c),
        "comparison_total": str(m),
    }
    style = draw.choice(["counts", "both", "percent"])
    shares = {
        "treatment_percent": f"{100 * a / n:.1f}",
        "comparison_percent": f"{100 * c / m:.1f}",
    }
    if style != "counts":
        texts |= shares
    if style == "percent":
        del texts["treatment_events"], texts["comparison_events"]
    return texts, (a, n, c, m)


def _table_p(table: tuple[int, int, int, int], draw: Draw) -> tuple[float, str]:
    """Return the P value of a table by one of the tests in use, with its name or without."""
    a, n, c, m = table
    cells = np.array([[a, n - a], [c, m - c]])
    name = str(draw.choice(["Fisher's exact", "chi-square", "chi-square with Yates correction", "G", "z"]))
    if name == "Fisher's exact":
        p = stats.fisher_exact(cells).pvalue
    elif name == "G":
        p = stats.chi2_contingency(cells, correction=False, lambda_="log-likelihood").pvalue
    elif name == "z":
        shares = a / n, c / m
        error = math.sqrt(sum(s * (1 - s) / size for s, size in zip(shares, (n, m), strict=True)))
        p = 2 * stats.norm.sf(abs(shares[0] - shares[1]) / error)
    else:
        p = stats.chi2_contingency(cells, correction="Yates" in name).pvalue
    return float(p), name if name[0] in "Fc" and draw.random() < 0.5 else ""


def counts_and_p(draw: Draw) -> Finding:
    """Counts or percentages with a P value of a test of the table."""
    texts, table = _counts(draw)
    p, test = _table_p(table, draw)
    return {**texts, "p": printed_p(p, draw), "test": test}


def _ratio(measure: str, table: tuple[int, int, int, int]) -> tuple[float, float]:
    a, n, c, m = table
    if measure == "RR":
        return math.log((a / n) / (c / m)), math.sqrt(1 / a - 1 / n + 1 / c - 1 / m)
    return math.log(a * (m - c) / (c * (n - a))), math.sqrt(1 / a + 1 / (n - a) + 1 / c + 1 / (m - c))


def wald_ratio_and_table_p(draw: Draw) -> Finding:
    """A ratio of the counts with its Wald interval, beside the P value of a test of the table."""
    texts, table = _counts(draw)
    measure = str(draw.choice(["RR", "OR"]))
    p, test = _table_p(table, draw)
    return {**texts, **_effect(measure, *_ratio(measure, table), 1.96), "p": printed_p(p, draw), "test": test}


def exact_odds_ratio(draw: Draw) -> Finding:
    """The conditional odds ratio with its exact interval, and Fisher's P; the counts are not given."""
    _, (a, n, c, m) = _counts(draw)
    result = conditional_odds_ratio(np.array([[a, n - a], [c, m - c]]))
    ends = result.confidence_interval(0.95)
    p = float(stats.fisher_exact(np.array([[a, n - a], [c, m - c]])).pvalue)
    values = (result.statistic, ends.low, ends.high)
    effect = dict(zip(("estimate", "lower", "upper"), (f"{value:.2f}" for value in values), strict=True))
    return {"measure": "OR", **effect, "p": printed_p(p, draw), "test": "Fisher's exact"}


def newcombe_difference(draw: Draw) -> Finding:
    """A difference of risks with Newcombe's interval, and the P value of a test of the table."""
    texts, (a, n, c, m) = _counts(draw)
    p, test = _table_p((a, n, c, m), draw)
    first = stats.binomtest(a, n).proportion_ci(method="wilson")
    second = stats.binomtest(c, m).proportion_ci(method="wilson")
    difference, shares = a / n - c / m, (a / n, c / m)
    lower = difference - math.hypot(shares[0] - first.low, second.high - shares[1])
    upper = difference + math.hypot(first.high - shares[0], shares[1] - second.low)
    values = (difference, lower, upper)
    effect = dict(zip(("estimate", "lower", "upper"), (f"{value:.3f}" for value in values), strict=True))
    return {**texts, "measure": "RD", **effect, "p": printed_p(p, draw), "test": test}


def _survival(draw: Draw) -> tuple[float, float, float]:
    """Simulate survival of two groups; return log hazard ratio, its error, and the P of the log-rank test."""
    n = int(draw.integers(30, 300))
    group = draw.integers(0, 2, n)
    death = draw.exponential(1 / np.exp(draw.normal(0, 0.4) * group), n)
    leaves = draw.uniform(0.3, 2.5, n)
    time, died = np.minimum(death, leaves), death <= leaves
    order = np.argsort(time)
    group, died = group[order], died[order]
    treated = np.cumsum(group[::-1])[::-1].astype(float)
    left = np.arange(n, 0, -1).astype(float)
    treated, left, events = treated[died], left[died], group[died]
    share = treated / left
    spread = np.sum(share * (1 - share))
    if spread <= 0 or events.sum() in (0, len(events)):
        return _survival(draw)
    z = (events - share).sum() / math.sqrt(spread)
    beta = 0.0
    for _ in range(30):
        weight = treated * math.exp(beta)
        share = weight / (weight + left - treated)
        beta += (events - share).sum() / np.sum(share * (1 - share))
    return beta, 1 / math.sqrt(np.sum(share * (1 - share))), float(2 * stats.norm.sf(abs(z)))


def hazard_ratio(draw: Draw) -> Finding:
    """A hazard ratio of Cox with its Wald interval, beside the P of Wald or of the log-rank test."""
    beta, error, logrank = _survival(draw)
    is_logrank = draw.random() < 0.5
    p = logrank if is_logrank else float(2 * stats.norm.sf(abs(beta / error)))
    test = "log-rank" if is_logrank and draw.random() < 0.5 else ""
    return {**_effect("HR", beta, error, 1.96), "p": printed_p(p, draw), "test": test}


def other_level(draw: Draw) -> Finding:
    """A hazard ratio with an interval of 90 % or 99 % and the P of Wald."""
    beta, error, _ = _survival(draw)
    level = int(draw.choice(_LEVELS))
    reach = float(stats.norm.ppf((1 + level / 100) / 2))
    p = float(2 * stats.norm.sf(abs(beta / error)))
    return {**_effect("HR", beta, error, reach), "confidence": str(level), "p": printed_p(p, draw)}


def adjusted_odds_ratio(draw: Draw) -> Finding:
    """An odds ratio of logistic regression, beside the crude counts, said to be adjusted in half of them."""
    n = int(draw.integers(80, 500))
    group, age = draw.integers(0, 2, n), draw.normal(0, 1, n)
    risk = 1 / (1 + np.exp(-(-0.8 + draw.normal(0, 0.5) * group + 0.5 * age)))
    events = draw.random(n) < risk
    design = np.column_stack([np.ones(n), group, age])
    beta = np.zeros(3)
    for _ in range(25):
        mean = 1 / (1 + np.exp(-design @ beta))
        information = design.T @ (design * (mean * (1 - mean))[:, None])
        beta += np.linalg.solve(information, design.T @ (events - mean))
    error = math.sqrt(np.linalg.inv(information)[1, 1])
    p = float(2 * stats.norm.sf(abs(beta[1] / error)))
    return {
        "treatment_events": str(int(events[group == 1].sum())),
        "treatment_total": str(int((group == 1).sum())),
        "comparison_events": str(int(events[group == 0].sum())),
        "comparison_total": str(int((group == 0).sum())),
        **_effect("OR", float(beta[1]), error, 1.96),
        "effect_kind": str(draw.choice(["adjusted", ""])),
        "p": printed_p(p, draw),
    }


def means(draw: Draw) -> Finding:
    """Means of two groups with their difference, its t interval, and the P of Student or Welch."""
    n, m = (int(draw.integers(8, 120)) for _ in range(2))
    first, second = draw.normal(draw.normal(0, 0.4), 1, n), draw.normal(0, draw.uniform(0.7, 1.4), m)
    first, second = 50 + 10 * first, 50 + 10 * second
    equal = bool(draw.random() < 0.5)
    result = stats.ttest_ind(first, second, equal_var=equal)
    ends = result.confidence_interval(0.95)
    values = (first.mean() - second.mean(), ends.low, ends.high)
    effect = dict(zip(("estimate", "lower", "upper"), (f"{value:.1f}" for value in values), strict=True))
    texts = {"treatment_total": str(n), "comparison_total": str(m), "measure": "MD", **effect}
    for name, group in (("treatment", first), ("comparison", second)):
        texts |= {f"{name}_mean": f"{group.mean():.1f}", f"{name}_sd": f"{group.std(ddof=1):.1f}"}
    if draw.random() < 0.5:
        texts["statistic"] = f"t({result.df:.{0 if equal else 1}f}) = {result.statistic:.2f}"
    return {**texts, "p": printed_p(float(result.pvalue), draw)}


def ranks(draw: Draw) -> Finding:
    """A difference of means with its t interval, beside the P of Mann and Whitney's test, named."""
    n, m = (int(draw.integers(10, 100)) for _ in range(2))
    first, second = draw.normal(draw.normal(0, 0.5), 1, n), draw.normal(0, 1, m)
    result = stats.ttest_ind(first, second)
    ends = result.confidence_interval(0.95)
    values = (first.mean() - second.mean(), ends.low, ends.high)
    effect = dict(zip(("estimate", "lower", "upper"), (f"{value:.2f}" for value in values), strict=True))
    p = float(stats.mannwhitneyu(first, second).pvalue)
    return {"measure": "MD", **effect, "p": printed_p(p, draw), "test": "Mann-Whitney"}


def change(draw: Draw) -> Finding:
    """A change within one group with its t interval and the P of the paired test."""
    n = int(draw.integers(6, 80))
    before = 60 + 12 * draw.normal(0, 1, n)
    after = before + draw.normal(draw.normal(0, 4), 8, n)
    result = stats.ttest_rel(after, before)
    ends = result.confidence_interval(0.95)
    values = ((after - before).mean(), ends.low, ends.high)
    effect = dict(zip(("estimate", "lower", "upper"), (f"{value:.1f}" for value in values), strict=True))
    texts = {"single_arm": "yes", "treatment_total": str(n), "measure": "CHANGE", **effect}
    for name, values_of in (("treatment_before", before), ("treatment", after)):
        texts |= {f"{name}_mean": f"{values_of.mean():.1f}", f"{name}_sd": f"{values_of.std(ddof=1):.1f}"}
    return {**texts, "p": printed_p(float(result.pvalue), draw)}


def scores(draw: Draw) -> Finding:
    """Mean and standard deviation of whole numbers in one group."""
    n = int(draw.integers(5, 60))
    values = draw.integers(0, int(draw.integers(4, 30)), n)
    digits = int(draw.integers(1, 3))
    return {
        "single_arm": "yes",
        "treatment_total": str(n),
        "treatment_mean": f"{values.mean():.{digits}f}",
        "treatment_sd": f"{values.std(ddof=1):.{digits}f}",
        "whole_numbers": "yes",
    }


def one_share(draw: Draw) -> Finding:
    """Events, people and percentage of one group."""
    n = int(draw.integers(5, 900))
    events = int(draw.integers(0, n + 1))
    digits = int(draw.integers(0, 3))
    return {
        "single_arm": "yes",
        "treatment_events": str(events),
        "treatment_total": str(n),
        "treatment_percent": f"{100 * events / n:.{digits}f}",
    }


SOUND: Mapping[str, Callable[[Draw], Finding]] = {
    "counts and P of the table": counts_and_p,
    "RR or OR, Wald interval, P of the table": wald_ratio_and_table_p,
    "odds ratio, exact interval, Fisher": exact_odds_ratio,
    "risk difference, Newcombe, P of the table": newcombe_difference,
    "hazard ratio, Wald or log-rank": hazard_ratio,
    "hazard ratio, 90 % or 99 % interval": other_level,
    "adjusted odds ratio beside crude counts": adjusted_odds_ratio,
    "difference of means, t or Welch": means,
    "difference of means, P of ranks": ranks,
    "change within one group": change,
    "mean and SD of whole numbers": scores,
    "percentage of one group": one_share,
}
"""What is printed → what draws it."""
