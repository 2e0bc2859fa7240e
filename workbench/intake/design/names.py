"""Name the designs in words."""

from __future__ import annotations

from workbench.intake.design.phrases import (
    CASE_CONTROL,
    CASE_REPORT,
    CASE_SERIES,
    CROSS_SECTIONAL,
    DIAGNOSTIC,
    NARRATIVE,
    PREDICTION,
    PSM,
    RANDOMISED,
    SINGLE_ARM,
    SYSTEMATIC,
    UNMATCHED,
)

DESIGN_NAMES = {
    PSM: "propensity-score-matched retrospective cohort",
    CASE_SERIES: "case series",
    CASE_REPORT: "case report",
    SINGLE_ARM: "single-arm before-and-after study",
    RANDOMISED: "randomised trial",
    SYSTEMATIC: "systematic review",
    UNMATCHED: "unmatched cohort",
    CASE_CONTROL: "case-control study",
    CROSS_SECTIONAL: "cross-sectional study",
    DIAGNOSTIC: "diagnostic accuracy study",
    PREDICTION: "prediction-model study",
    NARRATIVE: "narrative review",
    "literature_review": "literature review",
    "protocol": "protocol",
}
"""Design ids in words, for screens and tables."""


def with_article(design: str) -> str:
    """Return the design in words, with its article."""
    name = DESIGN_NAMES[design]
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"
