"""Tell whether a checklist judges risk of bias in levels that the tools of others have words for.

Other tools know low to critical, from the best to the worst. A level of the same name may mean the contrary
elsewhere (low confidence in a review), so a scale fits only if its order is that of the words too.
"""

from __future__ import annotations

from checklists import Checklist

FROM_THE_BEST = ("low", "some_concerns", "moderate", "high", "serious", "critical")
SILENT = ("no_information", "insufficient_information")
"""Levels beside the order: not enough is known."""


def targets_of(checklist: Checklist) -> tuple[str, ...]:
    """Return the ids of the judged domains on the main axis, and of the whole on it if there is one."""
    axis = checklist.main_axis
    domains = checklist.judged_domains
    own = [domain.id for domain in domains if axis is None or domain.axis == axis]
    return (*own, *(target for target in checklist.targets if target == "overall"))


def why_not_risk_of_bias(checklist: Checklist) -> str | None:
    """Say in a clause why the judgements of a checklist are none of risk of bias; None if they are."""
    targets = targets_of(checklist)
    if not any(target != "overall" for target in targets):
        return "none of its domains is judged"
    for target in targets:
        scale = checklist.scale_of(target)
        unknown = [
            level
            for level in scale.levels
            if level not in (SILENT if level in scale.off_scale else FROM_THE_BEST)
        ]
        if unknown:
            return f"{', '.join(unknown)} of its levels is no risk of bias"
        places = [FROM_THE_BEST.index(level) for level in scale.ordered]
        if places != sorted(places):
            return "its levels are not in the order of a risk of bias"
    return None
