"""Say which checklists fit each design, the first of them suggested, or why none fits.

This is the only place that leads from a design to its checklists. A design is a key of `ROUTES`, and a
checklist names in `applies_to.design_class` the designs that it is for; a test holds the two together.
"""

from __future__ import annotations

from dataclasses import dataclass

from workbench.intake.design.population import Population


@dataclass(frozen=True, slots=True)
class Route:
    """The way from a design to its checklists.

    Attributes:
        checklists: ids of built-in checklists that fit, the one that is suggested first.
        reason: why none fits, or what to know before one is taken; a sentence without a full stop.
    """

    checklists: tuple[str, ...] = ()
    reason: str = ""


ROUTES: dict[str, Route] = {
    "psm_retrospective_cohort": Route(("psm-cohort", "nos-cohort", "minors")),
    "case_series": Route(("case-series", "jbi-case-series", "minors")),
    "case_report": Route(("case-report", "jbi-case-reports")),
    "single_arm_before_after": Route(
        ("single-arm", "single-arm-covid", "minors"),
        "single-arm-covid takes the place of single-arm where the patients have COVID-19",
    ),
    "randomised_trial": Route(("rob-2", "inspect-sr")),
    "systematic_review": Route(("amstar-2",)),
    "unmatched_cohort": Route(
        ("robins-i-v2", "nos-cohort", "minors"),
        "where groups were weighted or adjusted, psm-cohort may be assigned by hand",
    ),
    "case_control": Route(("nos-case-control",)),
    "cross_sectional": Route(("jbi-cross-sectional",)),
    "diagnostic_accuracy": Route(("quadas-3",)),
    "prediction_model": Route(
        (),
        "no built-in checklist is for prediction models; PROBAST is the usual instrument, which a team can "
        "add with `workbench checklists add`",
    ),
    "narrative_review": Route((), "it is not a study, so there is nothing to appraise"),
    "literature_review": Route((), "it is not a study, so there is nothing to appraise"),
    "protocol": Route((), "it has no results to appraise yet"),
}
"""By the id of the design, for every design that can be suggested."""

FOR_COVID = "single-arm-covid"
"""The only checklist that is for one population."""


_GENERAL = "single-arm"
"""The same checklist for every other population."""


def checklists_for(design: str | None, population: Population | None = None) -> tuple[str, ...]:
    """Return the ids of the built-in checklists that fit a study, the one to suggest first.

    Args:
        design: the id of its design; None where it is not known.
        population: what its text says of COVID-19; None where nothing was read.
    """
    route = ROUTES.get(design or "", Route())
    left_out = _GENERAL if population is not None and population.has_covid else FOR_COVID
    return tuple(name for name in route.checklists if name != left_out)


def is_routed(design: str | None, checklist: str) -> bool:
    """Return True if a checklist is one of those for a design, whatever the population."""
    return checklist in ROUTES.get(design or "", Route()).checklists


def depends_on_population(design: str | None) -> bool:
    """Return True if one of the checklists of a design is for one population only."""
    return is_routed(design, FOR_COVID)


def reason_for_none(design: str | None) -> str:
    """Say without a full stop why a study of this design has no checklist, or which would fit."""
    if design is None:
        return "the design is not recognised"
    route = ROUTES.get(design, Route((), "no built-in checklist is for this design"))
    return f"{', '.join(checklists_for(design))} would fit" if route.checklists else route.reason
