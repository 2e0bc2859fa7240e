"""Warn of designs in a definition that no study can have: the checklist would never be suggested for them."""

from __future__ import annotations

from checklists import Checklist, Problem
from checklists.errors import did_you_mean
from workbench.intake.design.checklists_by_design import ROUTES


def loading_warnings(checklist: Checklist, file: str = "") -> tuple[Problem, ...]:
    """Return what loading warned of, and each design in `applies_to.design_class` that does not exist.

    Args:
        checklist: the checklist.
        file: its file as it was given.
    """
    unknown = (name for name in checklist.design_classes if name not in ROUTES)
    return (
        *checklist.warnings,
        *(
            Problem(
                file,
                "applies_to.design_class",
                0,
                f"no study can have the design {name!r}, so that the checklist is never suggested for it: "
                f"{did_you_mean(name, ROUTES)}",
            )
            for name in unknown
        ),
    )
