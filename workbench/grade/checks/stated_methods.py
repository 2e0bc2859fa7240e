"""Read from a finding's words which test a P value is of, and whether an effect is adjusted."""

from __future__ import annotations

import re

from workbench.grade.numbers.numbers import StudyNumbers

_UNDONE = re.compile(
    r"\bun(?:adjusted|weighted|matched|paired|stratified)\b"
    r"|\b(?:not|without|never|nor)\s+(?:\w+\s+)?(?:adjust|weight|match|pair|stratif|pool|imput|regress)\w*",
    re.I,
)
"""What is said not to have been done; taken out before anything else is looked for."""
_NO_TABLE_TEST = re.compile(
    r"log.?rank|\bcox\b|hazard|mcnemar|regress|logistic|poisson|binomial|stratif|mantel|\bcmh\b|wilcoxon"
    r"|mann.whitney|kruskal|\branks?\b|welch|\banc?ova\b|\bt[- ]?tests?\b|student|gehan|breslow"
    r"|\bgray\b|fine.gray|bayes|permutation|randomi[sz]ation test|bootstrap|\bgee\b"
    r"|generali[sz]ed (?:estimating|linear)|mixed.(?:effects?|model)|\bmmrm\b|kaplan|bonferroni|\bholm\b"
    r"|hochberg|multiplicity|multiple (?:testing|comparisons)",
    re.I,
)
_MODELLED = re.compile(
    r"adjusted|adjusting|multivari|matched|\bpaired\b|weighted|weighting|\biptw\b|propensity|pooled"
    r"|meta-?analy|imput|standardi[sz]ed (?:risk|to)",
    re.I,
)
_ONE_SIDED = re.compile(
    r"\b(?:one|1)[- ]?(?:sided|tailed)|\bsingle[- ](?:sided|tailed)|\bdirectional\b", re.I
)
_MARGIN = re.compile(r"non[- ]?inferior|superiority (?:by|margin|with a margin)|equivalence|\bmargin\b", re.I)
_OTHER_QUESTION = re.compile(
    r"\bp(?:[- ]?value)? (?:for|of) (?:the )?(?:trend|interaction|heterogeneity)", re.I
)
_FOR_MANY = re.compile(r"bonferroni|\bholm\b|hochberg|multiplicity|multiple (?:testing|comp)|tukey", re.I)
_RANKS = re.compile(r"wilcoxon|mann.whitney|kruskal|\branks?\b|permutation|randomi[sz]ation test", re.I)
_UNEVEN = re.compile(
    r"bayes|credib|bootstrap|permutation|profile.likelihood|hodges|\bmedians?\b|quantile|\bbca\b", re.I
)
_HYPHENS = str.maketrans({"‐": "-", "‑": "-", "–": "-", "−": "-"})
_FISHER = re.compile(r"fisher|\bexact\b", re.I)
_CHI_SQUARE = re.compile(r"chi|χ|pearson|yates", re.I)
_OTHER_EXACT = re.compile(r"barnard|boschloo|suissa", re.I)


def is_no_table_test(test: str) -> bool:
    """Tell whether the named test is none of a 2×2 table, so that its P is not to be compared with counts.

    >>> is_no_table_test("log-rank"), is_no_table_test("Fisher's exact"), is_no_table_test("")
    (True, False, False)
    """
    words = _read(test)
    if _NO_TABLE_TEST.search(words):
        return True
    named = _FISHER.search(words) or _CHI_SQUARE.search(words)
    return bool(_MODELLED.search(words)) and not named


def is_modelled(numbers: StudyNumbers) -> bool:
    """Tell whether the effect is said to be adjusted, matched, weighted, pooled or imputed.

    >>> is_modelled(StudyNumbers(effect_kind="adjusted")), is_modelled(StudyNumbers(test="unadjusted"))
    (True, False)
    """
    words = _read(numbers.effect_kind, numbers.sentence)
    return bool(_MODELLED.search(words) or _NO_TABLE_TEST.search(words)) or is_no_table_test(numbers.test)


def is_one_sided(numbers: StudyNumbers) -> bool:
    """Tell whether the P value is said to be one-sided."""
    return bool(_ONE_SIDED.search(_read(numbers.test, numbers.effect_kind, numbers.sentence)))


def is_against_a_margin(numbers: StudyNumbers) -> bool:
    """Tell whether the P value is said to be for non-inferiority, equivalence or superiority by a margin."""
    return bool(_MARGIN.search(_read(numbers.test, numbers.effect_kind, numbers.sentence)))


def is_of_another_question(numbers: StudyNumbers) -> bool:
    """Tell whether the P value is said to be for a trend, an interaction or heterogeneity."""
    return bool(_OTHER_QUESTION.search(_read(numbers.test, numbers.effect_kind, numbers.sentence)))


def is_corrected_for_many(numbers: StudyNumbers) -> bool:
    """Tell whether the P value is said to be corrected for multiple comparisons."""
    return bool(_FOR_MANY.search(_read(numbers.test, numbers.sentence)))


def is_rank_test(test: str) -> bool:
    """Tell whether the named test is one of ranks or of permutations, which gives no interval of means.

    >>> is_rank_test("Mann-Whitney U"), is_rank_test("log-rank"), is_rank_test("t test")
    (True, False, False)
    """
    words = _read(test)
    return bool(_RANKS.search(words)) and "log" not in words.casefold()


def has_uneven_interval(numbers: StudyNumbers) -> bool:
    """Tell whether the interval is said to come from a method whose intervals are uneven."""
    return bool(_UNEVEN.search(_read(numbers.test, numbers.effect_kind, numbers.sentence)))


def named_family(test: str) -> str:
    """Return "Fisher", "chi-square" or empty, by the test that is named.

    >>> named_family("Fisher's exact"), named_family("χ² with Yates"), named_family("Barnard's exact")
    ('Fisher', 'chi-square', '')
    """
    if _OTHER_EXACT.search(test):
        return ""
    if _FISHER.search(test):
        return "Fisher"
    return "chi-square" if _CHI_SQUARE.search(test) else ""


def _read(*texts: str) -> str:
    return _UNDONE.sub(" ", " ; ".join(texts).translate(_HYPHENS))
