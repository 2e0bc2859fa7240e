"""Name the designs of studies in words, in full and for lists with one line a study."""

from __future__ import annotations

_DESIGNS = {
    "psm_retrospective_cohort": "PSM cohort",
    "case_series": "case series",
    "case_report": "case report",
    "single_arm_before_after": "single arm",
    "randomised_trial": "randomised",
    "systematic_review": "syst. review",
    "unmatched_cohort": "cohort",
    "case_control": "case-control",
    "cross_sectional": "cross-sect.",
    "narrative_review": "review",
    "diagnostic_accuracy": "diagnostic",
    "prediction_model": "prediction",
}

_LONG_DESIGNS = {
    "psm_retrospective_cohort": "propensity-matched retrospective cohort",
    "single_arm_before_after": "single arm, before and after",
    "randomised_trial": "randomised trial",
    "systematic_review": "systematic review",
    "unmatched_cohort": "unmatched cohort",
    "case_control": "case-control study",
    "cross_sectional": "cross-sectional study",
    "narrative_review": "narrative review",
    "literature_review": "literature review",
    "diagnostic_accuracy": "diagnostic accuracy study",
    "prediction_model": "prediction-model study",
}


def design_in_words(design: str | None) -> str:
    """Return the name of a design in a table for readers; an unknown id is shown as it is.

    >>> design_in_words("psm_retrospective_cohort"), design_in_words("case_series"), design_in_words(None)
    ('propensity-matched retrospective cohort', 'case series', '')
    """
    return _LONG_DESIGNS.get(design, _DESIGNS.get(design, design)) if design else ""


def short_design(design: str | None) -> str:
    """Return the name of a design in at most a dozen characters; an unknown id is shown as it is.

    >>> short_design("psm_retrospective_cohort"), short_design(None), short_design("n_of_1")
    ('PSM cohort', '?', 'n_of_1')
    """
    return _DESIGNS.get(design, design) if design else "?"
