"""List the figures of a review: the command line and the report take theirs from here.

A new figure is a module of this room with a function `build`, and a line in `FIGURES`. Where it shows
something new, its layout is a module of `workbench/output/figures/`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.output.report.table_places import Part
from workbench.review.deferred import deferred

if TYPE_CHECKING:
    from workbench.output.figures.subjects import Subject
    from workbench.review.tables.material import Of
    from workbench.review.view import View

_HERE = "workbench.review.publish"


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureKind:
    """One figure that a review can be asked for.

    Attributes:
        title: what people call it.
        build: makes what it shows, of one checklist where its id is given and else of each.
        needs: what is missing where there is nothing to draw.
        in_report: True if the page of the report draws it; it can draw bars and certainties.
        explained: what its name does not say, in the help of the command line; empty: nothing.
        is_by_study: whether it can be drawn of some studies only, and in an order of theirs.
        after: the table that it stands after in Word; empty: it is there only where it is asked for.
        part: of a Word document that has it.
        together: what it is called in Word where it shows several checklists; empty: its title.
        replaces_table: whether Word leaves that table out, as both say the same.
    """

    title: str
    build: Callable[[View, Of, str | None], Sequence[Subject]]
    needs: str
    in_report: bool = False
    explained: str = ""
    after: str = ""
    part: Part = "asked"
    together: str = ""
    replaces_table: bool = False
    is_by_study: bool = False


_NOT_TWICE = "no result was submitted by two reviewers, as far as you may see"

FIGURES: dict[str, FigureKind] = {
    "traffic-light": FigureKind(
        title="Traffic light",
        build=deferred(f"{_HERE}.traffic_light_figure"),
        needs="no appraisal that you may see was begun",
        is_by_study=True,
        after="traffic-light",
        together="Judgements of each study",
        part="main",
        replaces_table=True,
    ),
    "summary": FigureKind(
        title="Summary",
        build=deferred(f"{_HERE}.summary_figure"),
        needs="no appraisal that you may see is submitted",
        is_by_study=True,
        in_report=True,
        after="summary",
        together="Share of each judgement",
        part="supplement",
        replaces_table=True,
    ),
    "weighted-summary": FigureKind(
        title="Summary weighted by participants",
        build=deferred(f"{_HERE}.weighted_summary_figure"),
        needs="no submitted appraisal is of a study with a known number of participants; "
        "`workbench finding` records it",
    ),
    "forest": FigureKind(
        title="Forest beside traffic light",
        build=deferred(f"{_HERE}.forest_figure"),
        needs="no outcome has a finding yet; `workbench finding` records one",
        is_by_study=True,
        explained="study estimates beside their judgements, a figure an outcome",
        after="findings",
        part="main",
    ),
    "certainty": FigureKind(
        title="Certainty of the evidence",
        build=deferred(f"{_HERE}.certainty_figure"),
        needs="there are no outcomes yet",
        in_report=True,
    ),
    "agreement": FigureKind(title="Agreement", build=deferred(f"{_HERE}.agreement_figure"), needs=_NOT_TWICE),
    "disagreements": FigureKind(
        title="Where reviewers differ", build=deferred(f"{_HERE}.disagreements_figure"), needs=_NOT_TWICE
    ),
}
"""By the name that the command line takes, in the order in which help and report list them."""
