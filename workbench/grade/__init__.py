"""Grade certainty from appraisals and numbers: GRADE, findings, checks of numbers, evidence tables.

Pure: no database, no terminal. scipy is imported by the functions that compute with it, never by
importing this package. All that numbers say is a suggestion or a flag; the rating is a person's.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workbench.grade.body.arithmetic import Grade, certainty, grade, grade_ratings
    from workbench.grade.body.body_key import BodyKey
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
    from workbench.grade.body.overall import (
        OutcomeCertainty,
        OverallCertainty,
        importance_word,
        overall_certainty,
    )
    from workbench.grade.body.rating import Rating, Suggestion, rate
    from workbench.grade.body.rating_changes import RatingChange, rating_changes
    from workbench.grade.body.scale import (
        CERTAINTIES,
        CERTAINTY_WORDS,
        GRADE_DOMAINS,
        GradeDomain,
        ascii_symbols,
        symbols,
    )
    from workbench.grade.body.state import RatingState, suggested_text, weakest
    from workbench.grade.body.statement import Statement, informative_statement, statement_of
    from workbench.grade.body.thresholds import SIZES, TARGETS, Threshold, Thresholds, threshold_problems
    from workbench.grade.checks.chance import ChanceDifference, chance_difference
    from workbench.grade.checks.check import check_numbers
    from workbench.grade.checks.e_value import EValue, e_value
    from workbench.grade.checks.flag import Computed, Flag, Note, NumberCheck
    from workbench.grade.checks.granularity import squares_behind
    from workbench.grade.checks.p_and_statistic import p_of_statistic
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
    from workbench.grade.numbers.precision import Precision
    from workbench.grade.numbers.test_statistic import TestStatistic, read_statistic
    from workbench.grade.suggestions.imprecision import one_charge, suggest_imprecision
    from workbench.grade.suggestions.inconsistency import suggest_inconsistency
    from workbench.grade.suggestions.information_size import optimal_information_size
    from workbench.grade.suggestions.large_effect import suggest_large_effect, withhold_large_effect
    from workbench.grade.suggestions.publication_bias import suggest_publication_bias
    from workbench.grade.suggestions.rarer_side import RarerSide, rarer_side
    from workbench.grade.suggestions.risk_of_bias import (
        Contribution,
        RiskOfBiasSuggestion,
        WeighedBody,
        reword_suggestion,
        risk_of_bias_levels,
        separate_bodies,
        suggest_risk_of_bias,
    )
    from workbench.grade.tables.cells import name_of_body, name_within, notes_in, state_remark
    from workbench.grade.tables.evidence_profile import EvidenceProfile, ProfileRow, evidence_profile
    from workbench.grade.tables.footnotes import Cell, Footnote, letter_of
    from workbench.grade.tables.row_values import row_values
    from workbench.grade.tables.summary_of_findings import (
        SummaryOfFindings,
        SummaryRow,
        summary_of_findings,
    )

_MODULES = {
    "AbsoluteEffect": "workbench.grade.numbers.absolute",
    "Baseline": "workbench.grade.body.entries",
    "BodyKey": "workbench.grade.body.body_key",
    "CERTAINTIES": "workbench.grade.body.scale",
    "CERTAINTY_WORDS": "workbench.grade.body.scale",
    "Cell": "workbench.grade.tables.footnotes",
    "Centre": "workbench.grade.numbers.numbers",
    "ChanceDifference": "workbench.grade.checks.chance",
    "Computed": "workbench.grade.checks.flag",
    "Contribution": "workbench.grade.suggestions.risk_of_bias",
    "EFFECT_FIELDS": "workbench.grade.body.entries",
    "EValue": "workbench.grade.checks.e_value",
    "Effect": "workbench.grade.numbers.numbers",
    "Estimate": "workbench.grade.checks.two_by_two",
    "Events": "workbench.grade.numbers.counts",
    "EvidenceProfile": "workbench.grade.tables.evidence_profile",
    "FIELDS": "workbench.grade.numbers.fields",
    "Field": "workbench.grade.numbers.fields",
    "Flag": "workbench.grade.checks.flag",
    "Footnote": "workbench.grade.tables.footnotes",
    "GRADE_DOMAINS": "workbench.grade.body.scale",
    "Grade": "workbench.grade.body.arithmetic",
    "GradeDomain": "workbench.grade.body.scale",
    "GradedBody": "workbench.grade.body.graded",
    "Group": "workbench.grade.numbers.numbers",
    "MEASURES": "workbench.grade.numbers.numbers",
    "Measure": "workbench.grade.numbers.numbers",
    "NOTHING_COMPARED": "workbench.grade.body.graded",
    "Note": "workbench.grade.checks.flag",
    "NumberCheck": "workbench.grade.checks.flag",
    "NumbersError": "workbench.grade.numbers.entry",
    "OutcomeCertainty": "workbench.grade.body.overall",
    "OverallCertainty": "workbench.grade.body.overall",
    "PValue": "workbench.grade.numbers.numbers",
    "Patients": "workbench.grade.numbers.patients",
    "Precision": "workbench.grade.numbers.precision",
    "Problem": "workbench.grade.numbers.contradictions",
    "ProfileRow": "workbench.grade.tables.evidence_profile",
    "RarerSide": "workbench.grade.suggestions.rarer_side",
    "Rating": "workbench.grade.body.rating",
    "RatingChange": "workbench.grade.body.rating_changes",
    "RatingState": "workbench.grade.body.state",
    "RiskOfBiasSuggestion": "workbench.grade.suggestions.risk_of_bias",
    "SIZES": "workbench.grade.body.thresholds",
    "Standing": "workbench.grade.body.graded",
    "Statement": "workbench.grade.body.statement",
    "StudyNumbers": "workbench.grade.numbers.numbers",
    "Suggestion": "workbench.grade.body.rating",
    "SummaryOfFindings": "workbench.grade.tables.summary_of_findings",
    "SummaryRow": "workbench.grade.tables.summary_of_findings",
    "TARGETS": "workbench.grade.body.thresholds",
    "TableTests": "workbench.grade.checks.two_by_two",
    "Threshold": "workbench.grade.body.thresholds",
    "Thresholds": "workbench.grade.body.thresholds",
    "TestStatistic": "workbench.grade.numbers.test_statistic",
    "TwoByTwo": "workbench.grade.checks.two_by_two",
    "WeighedBody": "workbench.grade.suggestions.risk_of_bias",
    "absolute_effect": "workbench.grade.numbers.absolute",
    "ascii_symbols": "workbench.grade.body.scale",
    "certainty": "workbench.grade.body.arithmetic",
    "chance_difference": "workbench.grade.checks.chance",
    "check_numbers": "workbench.grade.checks.check",
    "compares": "workbench.grade.numbers.patients",
    "counts_behind": "workbench.grade.checks.proportion",
    "e_value": "workbench.grade.checks.e_value",
    "effect_from_json": "workbench.grade.body.entries",
    "effect_problems": "workbench.grade.body.entries",
    "effect_to_json": "workbench.grade.body.entries",
    "events_of": "workbench.grade.numbers.counts",
    "evidence_profile": "workbench.grade.tables.evidence_profile",
    "exact_interval": "workbench.grade.checks.proportion",
    "grade": "workbench.grade.body.arithmetic",
    "grade_ratings": "workbench.grade.body.arithmetic",
    "has_one_group": "workbench.grade.numbers.patients",
    "importance_word": "workbench.grade.body.overall",
    "informative_statement": "workbench.grade.body.statement",
    "letter_of": "workbench.grade.tables.footnotes",
    "name_of_body": "workbench.grade.tables.cells",
    "name_within": "workbench.grade.tables.cells",
    "notes_in": "workbench.grade.tables.cells",
    "numbers_from_json": "workbench.grade.numbers.entry",
    "numbers_to_json": "workbench.grade.numbers.entry",
    "odds_ratio": "workbench.grade.checks.two_by_two",
    "one_charge": "workbench.grade.suggestions.imprecision",
    "optimal_information_size": "workbench.grade.suggestions.information_size",
    "overall_certainty": "workbench.grade.body.overall",
    "problems_of": "workbench.grade.numbers.entry",
    "rarer_side": "workbench.grade.suggestions.rarer_side",
    "p_of_statistic": "workbench.grade.checks.p_and_statistic",
    "rate": "workbench.grade.body.rating",
    "rating_changes": "workbench.grade.body.rating_changes",
    "read_baseline": "workbench.grade.body.entries",
    "read_effect": "workbench.grade.body.entries",
    "read_numbers": "workbench.grade.numbers.entry",
    "read_statistic": "workbench.grade.numbers.test_statistic",
    "risk_difference": "workbench.grade.checks.two_by_two",
    "reword_suggestion": "workbench.grade.suggestions.risk_of_bias",
    "risk_of_bias_levels": "workbench.grade.suggestions.risk_of_bias",
    "risk_ratio": "workbench.grade.checks.two_by_two",
    "row_values": "workbench.grade.tables.row_values",
    "separate_bodies": "workbench.grade.suggestions.risk_of_bias",
    "state_remark": "workbench.grade.tables.cells",
    "statement_of": "workbench.grade.body.statement",
    "suggest_imprecision": "workbench.grade.suggestions.imprecision",
    "suggest_inconsistency": "workbench.grade.suggestions.inconsistency",
    "suggest_large_effect": "workbench.grade.suggestions.large_effect",
    "suggest_publication_bias": "workbench.grade.suggestions.publication_bias",
    "squares_behind": "workbench.grade.checks.granularity",
    "suggest_risk_of_bias": "workbench.grade.suggestions.risk_of_bias",
    "suggested_text": "workbench.grade.body.state",
    "summary_of_findings": "workbench.grade.tables.summary_of_findings",
    "sums_behind": "workbench.grade.checks.proportion",
    "symbols": "workbench.grade.body.scale",
    "table_of": "workbench.grade.numbers.counts",
    "table_tests": "workbench.grade.checks.two_by_two",
    "threshold_problems": "workbench.grade.body.thresholds",
    "weakest": "workbench.grade.body.state",
    "withhold_large_effect": "workbench.grade.suggestions.large_effect",
}
"""By name, the module that has it. It is imported when the name is first asked for."""

__all__ = [
    "CERTAINTIES",
    "CERTAINTY_WORDS",
    "EFFECT_FIELDS",
    "FIELDS",
    "GRADE_DOMAINS",
    "MEASURES",
    "NOTHING_COMPARED",
    "SIZES",
    "TARGETS",
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
    "Note",
    "NumberCheck",
    "NumbersError",
    "OutcomeCertainty",
    "OverallCertainty",
    "PValue",
    "Patients",
    "Precision",
    "Problem",
    "ProfileRow",
    "RarerSide",
    "Rating",
    "RatingChange",
    "RatingState",
    "RiskOfBiasSuggestion",
    "Standing",
    "Statement",
    "StudyNumbers",
    "Suggestion",
    "SummaryOfFindings",
    "SummaryRow",
    "TableTests",
    "TestStatistic",
    "Threshold",
    "Thresholds",
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
    "informative_statement",
    "letter_of",
    "name_of_body",
    "name_within",
    "notes_in",
    "numbers_from_json",
    "numbers_to_json",
    "odds_ratio",
    "one_charge",
    "optimal_information_size",
    "overall_certainty",
    "p_of_statistic",
    "problems_of",
    "rarer_side",
    "rate",
    "rating_changes",
    "read_baseline",
    "read_effect",
    "read_numbers",
    "read_statistic",
    "reword_suggestion",
    "risk_difference",
    "risk_of_bias_levels",
    "risk_ratio",
    "row_values",
    "separate_bodies",
    "squares_behind",
    "state_remark",
    "statement_of",
    "suggest_imprecision",
    "suggest_inconsistency",
    "suggest_large_effect",
    "suggest_publication_bias",
    "suggest_risk_of_bias",
    "suggested_text",
    "summary_of_findings",
    "sums_behind",
    "symbols",
    "table_of",
    "table_tests",
    "threshold_problems",
    "weakest",
    "withhold_large_effect",
]


def __getattr__(name: str) -> Any:
    """Return a name of this room, and import its module now."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_MODULES[name]), name)
    globals()[name] = value
    return value
