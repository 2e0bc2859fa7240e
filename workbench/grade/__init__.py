"""From appraisals and numbers to certainty: GRADE, findings, the checks of numbers, evidence tables.

Pure: no database, no terminal. scipy is imported by the functions that compute with it, never by
importing this package. All that numbers say is a suggestion or a flag; the rating is a person's.
"""

from workbench.grade.body.arithmetic import Grade, certainty, grade, grade_ratings
from workbench.grade.body.entries import (
    EFFECT_FIELDS,
    Baseline,
    effect_from_json,
    effect_problems,
    effect_to_json,
    read_baseline,
    read_effect,
)
from workbench.grade.body.graded import NOTHING_COMPARED, GradedBody, Standing
from workbench.grade.body.key import BodyKey
from workbench.grade.body.overall import (
    OutcomeCertainty,
    OverallCertainty,
    importance_word,
    overall_certainty,
)
from workbench.grade.body.rating import Rating, Suggestion, rate
from workbench.grade.body.scale import (
    CERTAINTIES,
    CERTAINTY_WORDS,
    GRADE_DOMAINS,
    GradeDomain,
    ascii_symbols,
    symbols,
)
from workbench.grade.checks.chance import ChanceDifference, chance_difference
from workbench.grade.checks.check import check_numbers
from workbench.grade.checks.e_value import EValue, e_value
from workbench.grade.checks.flag import Computed, Flag, NumberCheck
from workbench.grade.checks.proportion import counts_behind, exact_interval, sums_behind
from workbench.grade.checks.two_by_two import (
    Estimate,
    TableTests,
    TwoByTwo,
    odds_ratio,
    risk_difference,
    risk_ratio,
    table_tests,
)
from workbench.grade.numbers.absolute import AbsoluteEffect, absolute_effect
from workbench.grade.numbers.contradictions import Problem
from workbench.grade.numbers.counts import Events, events_of, table_of
from workbench.grade.numbers.entry import (
    NumbersError,
    numbers_from_json,
    numbers_to_json,
    problems_of,
    read_numbers,
)
from workbench.grade.numbers.fields import FIELDS, Field
from workbench.grade.numbers.numbers import MEASURES, Centre, Effect, Group, Measure, PValue, StudyNumbers
from workbench.grade.numbers.patients import Patients, compares, has_one_group
from workbench.grade.suggestions.risk_of_bias import (
    Contribution,
    RiskOfBiasSuggestion,
    WeighedBody,
    separate_bodies,
    suggest_risk_of_bias,
)
from workbench.grade.suggestions.suggest import (
    suggest_imprecision,
    suggest_inconsistency,
    suggest_large_effect,
    suggest_publication_bias,
)
from workbench.grade.tables.evidence_profile import EvidenceProfile, ProfileRow, evidence_profile
from workbench.grade.tables.footnotes import Cell, Footnote
from workbench.grade.tables.summary_of_findings import (
    SummaryOfFindings,
    SummaryRow,
    summary_of_findings,
)

__all__ = [
    "CERTAINTIES",
    "CERTAINTY_WORDS",
    "EFFECT_FIELDS",
    "FIELDS",
    "GRADE_DOMAINS",
    "MEASURES",
    "NOTHING_COMPARED",
    "AbsoluteEffect",
    "Baseline",
    "BodyKey",
    "Cell",
    "Centre",
    "ChanceDifference",
    "Computed",
    "Contribution",
    "EValue",
    "Effect",
    "Estimate",
    "Events",
    "EvidenceProfile",
    "Field",
    "Flag",
    "Footnote",
    "Grade",
    "GradeDomain",
    "GradedBody",
    "Group",
    "Measure",
    "NumberCheck",
    "NumbersError",
    "OutcomeCertainty",
    "OverallCertainty",
    "PValue",
    "Patients",
    "Problem",
    "ProfileRow",
    "Rating",
    "RiskOfBiasSuggestion",
    "Standing",
    "StudyNumbers",
    "Suggestion",
    "SummaryOfFindings",
    "SummaryRow",
    "TableTests",
    "TwoByTwo",
    "WeighedBody",
    "absolute_effect",
    "ascii_symbols",
    "certainty",
    "chance_difference",
    "check_numbers",
    "compares",
    "counts_behind",
    "e_value",
    "effect_from_json",
    "effect_problems",
    "effect_to_json",
    "events_of",
    "evidence_profile",
    "exact_interval",
    "grade",
    "grade_ratings",
    "has_one_group",
    "importance_word",
    "numbers_from_json",
    "numbers_to_json",
    "odds_ratio",
    "overall_certainty",
    "problems_of",
    "rate",
    "read_baseline",
    "read_effect",
    "read_numbers",
    "risk_difference",
    "risk_ratio",
    "separate_bodies",
    "suggest_imprecision",
    "suggest_inconsistency",
    "suggest_large_effect",
    "suggest_publication_bias",
    "suggest_risk_of_bias",
    "summary_of_findings",
    "sums_behind",
    "symbols",
    "table_of",
    "table_tests",
]
