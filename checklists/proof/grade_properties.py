"""Prove that GRADE takes away no fewer levels for a worse judgement."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from checklists.errors import quoted
from checklists.language.model import Checklist
from checklists.language.parts import Scale
from checklists.proof.findings import Location, Report


def prove_grade(checklist: Checklist) -> Report:
    """Check every start of GRADE along the scale of the whole that it reads."""
    report = Report()
    if checklist.grade is None or checklist.main_axis is None:
        return report
    scale = checklist.scale_of(checklist.overall_target(checklist.main_axis))
    for name, start in checklist.grade.starts.items():
        taken = {level: -change for level, change in start.risk_of_bias.items()}
        here = ("grade", name, "risk_of_bias")
        _prove_order(name, scale, taken, here, report)
        for level in scale.off_scale:
            if level in taken:
                _prove_off_scale(name, level, scale, taken, here, report)
    return report


def _prove_order(name: str, scale: Scale, taken: Mapping[str, int], here: Location, report: Report) -> None:
    levels = [level for level in scale.ordered if level in taken]
    for better, worse in pairwise(levels):
        if taken[worse] < taken[better]:
            message = (
                f"{name} takes {taken[worse]} for {quoted(worse)} and {taken[better]} for {quoted(better)}, "
                "which is better"
            )
            report.fault("P8", f"{name} {worse}", (*here, worse), message)


def _prove_off_scale(
    name: str, level: str, scale: Scale, taken: Mapping[str, int], here: Location, report: Report
) -> None:
    """Check a level beside the order: no less than the best, no more than the worst, and not for nothing."""
    levels = [each for each in scale.ordered if each in taken]
    if not levels:
        return
    best, worst = levels[0], levels[-1]
    if not taken[best] <= taken[level] <= taken[worst]:
        message = (
            f"{name} takes {taken[level]} for {quoted(level)}, outside the {taken[best]} to {taken[worst]} "
            f"from {quoted(best)} to {quoted(worst)}"
        )
    elif taken[level] == taken[best] < max(taken[each] for each in levels):
        message = f"{name} takes {taken[level]} for {quoted(level)}, as little as for {quoted(best)}"
    else:
        return
    report.fault("P8", f"{name} {level}", (*here, level), message)
