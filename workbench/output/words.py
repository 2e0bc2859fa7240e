"""Ids of the definitions in words, for lists with one line a study."""

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
}


def short_design(design: str | None) -> str:
    """A design in at most a dozen characters; an unknown id is shown as it is.

    >>> short_design("psm_retrospective_cohort"), short_design(None), short_design("n_of_1")
    ('PSM cohort', '?', 'n_of_1')
    """
    return _DESIGNS.get(design, design) if design else "?"
