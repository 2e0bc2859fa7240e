"""From appraisals and numbers to certainty: GRADE, findings, the checks of numbers, evidence tables.

Pure: no database, no terminal. scipy is imported by the functions that compute with it, never by
importing this package. All that numbers say is a suggestion or a flag; the rating is a person's.
"""

from workbench.evidence.absolute import AbsoluteEffect, absolute_effect
from workbench.evidence.chance import ChanceDifference, chance_difference
from workbench.evidence.checking import check_numbers
from workbench.evidence.contradictions import Problem
from workbench.evidence.counts import Events, events_of, table_of
from workbench.evidence.e_value import EValue, e_value
from workbench.evidence.entered import (
    EFFECT_FIELDS,
    Baseline,
    effect_from_json,
    effect_problems,
    effect_to_json,
    read_baseline,
    read_effect,
)
from workbench.evidence.entry import (
    NumbersError,
    numbers_from_json,
    numbers_to_json,
    problems_of,
    read_numbers,
)
from workbench.evidence.fields import FIELDS, Field
from workbench.evidence.flag import Computed, Flag, NumberCheck
from workbench.evidence.footnotes import Cell, Footnote
from workbench.evidence.graded import NOTHING_COMPARED, GradedBody
from workbench.evidence.grading import Grade, certainty, grade, grade_ratings
from workbench.evidence.numbers import MEASURES, Centre, Effect, Group, Measure, PValue, StudyNumbers
from workbench.evidence.overall import (
    OutcomeCertainty,
    OverallCertainty,
    importance_word,
    overall_certainty,
)
from workbench.evidence.patients import Patients
from workbench.evidence.profile import EvidenceProfile, ProfileRow, evidence_profile
from workbench.evidence.proportion import counts_behind, exact_interval, sums_behind
from workbench.evidence.rating import Rating, Suggestion, rate
from workbench.evidence.risk_of_bias import (
    Body,
    Contribution,
    RiskOfBiasSuggestion,
    separate_bodies,
    suggest_risk_of_bias,
)
from workbench.evidence.scale import (
    CERTAINTIES,
    CERTAINTY_WORDS,
    GRADE_DOMAINS,
    GradeDomain,
    ascii_symbols,
    symbols,
)
from workbench.evidence.suggesting import (
    suggest_imprecision,
    suggest_inconsistency,
    suggest_large_effect,
    suggest_publication_bias,
)
from workbench.evidence.summary import SummaryHeader, SummaryOfFindings, SummaryRow, summary_of_findings
from workbench.evidence.two_by_two import (
    Estimate,
    TableTests,
    TwoByTwo,
    odds_ratio,
    risk_difference,
    risk_ratio,
    table_tests,
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
    "Body",
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
    "StudyNumbers",
    "Suggestion",
    "SummaryHeader",
    "SummaryOfFindings",
    "SummaryRow",
    "TableTests",
    "TwoByTwo",
    "absolute_effect",
    "ascii_symbols",
    "certainty",
    "chance_difference",
    "check_numbers",
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
