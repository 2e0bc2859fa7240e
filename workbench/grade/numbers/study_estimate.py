"""Choose the one estimate of a study that forest plots and meta-analyses take: printed, or from counts."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.grade.checks.proportion import exact_interval
from workbench.grade.checks.two_by_two import TwoByTwo, risk_ratio
from workbench.grade.numbers.numbers import StudyNumbers

PROPORTION = "PROP"
"""Stands for the measure of a share of one group, which compares nothing."""


@dataclass(frozen=True, slots=True)
class StudyEstimate:
    """The estimate of one study.

    Attributes:
        measure: id of one of `MEASURES`, or `PROPORTION`.
        estimate: its value; shares from 0 to 1.
        lower: lower limit of its interval, None where there is none.
        upper: upper limit.
        confidence: of the interval, in per cent.
        source: "reported", or "counts" where it was computed.
    """

    measure: str
    estimate: float
    lower: float | None
    upper: float | None
    confidence: float
    source: str


def study_estimate(numbers: StudyNumbers | None) -> StudyEstimate | None:
    """Return the reported effect, else the risk ratio of the counts, else the share of a single group.

    A change within one group is no comparison and has its own measure. None where there is no number.

    >>> from workbench.grade.numbers.numbers import Group
    >>> arms = StudyNumbers(treatment=Group(events=14, total=17), comparison=Group(events=9, total=17))
    >>> found = study_estimate(arms)
    >>> found.measure, round(found.estimate, 2), found.source
    ('RR', 1.56, 'counts')
    """
    if numbers is None:
        return None
    if (effect := numbers.effect) is not None:
        ends = (effect.lower, effect.upper)
        return StudyEstimate(effect.measure, effect.estimate, *ends, effect.confidence, "reported")
    treated, control = numbers.treatment, numbers.comparison
    if treated is None or treated.events is None or not treated.total:
        return None
    if control is None:
        if treated.events > treated.total:
            return None
        lower, upper = exact_interval(treated.events, treated.total)
        return StudyEstimate(PROPORTION, treated.events / treated.total, lower, upper, 95.0, "counts")
    if control.events is None or not control.total:
        return None
    ratio = risk_ratio(TwoByTwo(treated.events, treated.total, control.events, control.total))
    if ratio.value is None:
        return None
    return StudyEstimate("RR", ratio.value, ratio.lower, ratio.upper, 95.0, "counts")
