"""Build the table of PRISMA 2020: which of its items the review's data can fill, and where they stand.

Item numbers are those of PRISMA 2020 (Page MJ, et al. BMJ 2021;372:n71); its words are not repeated here.
What is about the search, the screening or the discussion is for other programs and for the authors.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from store.records import AppraisalState
from workbench.grade import RatingState
from workbench.grade.suggestions.publication_bias import DOMAIN as PUBLICATION_BIAS
from workbench.output import Column, Labelled, Table
from workbench.review.tables.material import Of
from workbench.review.tables.registry import TABLES
from workbench.review.view import View

_COLUMNS = (
    Column("item", "Item"),
    Column("about", "About"),
    Column("filled", "Filled"),
    Column("state", "State"),
    Column("where", "Where it stands"),
)


@dataclass(frozen=True, slots=True)
class _Item:
    """One item: its number, what it is about in our words, how much there is, and the output that has it."""

    number: str
    about: str
    count: Callable[[View], tuple[int, int, str]]
    where: str


def _asked(view: View) -> tuple[int, int, str]:
    return int(bool(view.review.question.strip())), 1, "question"


def _appraised(view: View) -> tuple[int, int, str]:
    done = {appraisal.study_id for appraisal in view.counted if appraisal.state is AppraisalState.SUBMITTED}
    return len(done & view.included.keys()), len(view.included), "studies with a submitted appraisal"


def _described(view: View) -> tuple[int, int, str]:
    described = sum(bool(study.facts) for study in view.included.values())
    return described, len(view.included), "studies with characteristics"


def _excluded(view: View) -> tuple[int, int, str]:
    excluded = len(view.studies) - len(view.included)
    return excluded, excluded, "excluded studies with a reason"


def _with_findings(view: View) -> tuple[int, int, str]:
    return len(view.findings_by_outcome), len(view.outcomes), "outcomes with findings"


def _entered(view: View) -> tuple[int, int, str]:
    several = [body for body in view.evidence.bodies if len(body.members) > 1]
    return sum(body.entries.effect is not None for body in several), len(several), "entered effects"


def _certain(view: View) -> tuple[int, int, str]:
    rows = [row for _, row in view.bodies]
    return sum(bool(row.certainty) for row in rows), len(rows), "bodies of evidence with a certainty"


def _reporting(view: View) -> tuple[int, int, str]:
    rated = [
        any(
            line.domain == PUBLICATION_BIAS
            and line.final is not None
            and line.state is not RatingState.SUGGESTED
            for line in row.ratings
        )
        for _, row in view.bodies
    ]
    return sum(rated), len(rated), "bodies of evidence with a rating of publication bias"


_METHODS = "workbench methods"
_ITEMS = (
    _Item("4", "question of the review", _asked, "table protocol"),
    _Item("10a", "outcomes for which data were sought", _with_findings, "workbench outcomes"),
    _Item("10b", "other data sought", _described, "table characteristics"),
    _Item("11", "how risk of bias was assessed, by whom, how independently", _appraised, _METHODS),
    _Item("12", "effect measure of each outcome", _with_findings, "table findings"),
    _Item("14", "how bias by missing results was assessed", _reporting, _METHODS),
    _Item("15", "how certainty was assessed", _certain, _METHODS),
    _Item("16b", "studies that were excluded, and why", _excluded, "table excluded"),
    _Item("17", "each study and its characteristics", _described, "table characteristics, table references"),
    _Item(
        "18", "risk of bias of each study", _appraised, "table traffic-light, plot traffic-light, table boxes"
    ),
    _Item("19", "results of each study", _with_findings, "plot forest, table characteristics"),
    _Item(
        "20a", "risk of bias of the studies behind each synthesis", _appraised, "plot forest, table summary"
    ),
    _Item("20b", "results of each synthesis, made elsewhere and entered", _entered, "table findings"),
    _Item("21", "bias by missing results", _reporting, "table evidence-profile"),
    _Item(
        "22", "certainty of each outcome", _certain, "table findings, table evidence-profile, plot certainty"
    ),
    _Item("27", "data that others can use", _appraised, "workbench export"),
)


def build(view: View, of: Of) -> list[Table]:
    """Return one row an item that the data of a review can fill."""
    rows = []
    for item in _ITEMS:
        filled, needed, what = item.count(view)
        state = "none" if not needed else "filled" if filled == needed else "in part" if filled else "open"
        shown = Labelled({"filled": filled, "of": needed}, f"{filled} of {needed} {what}")
        rows.append((item.number, item.about, shown, state, item.where))
    notes = (
        "PRISMA 2020 by item number, in words of our own: the statement itself has the full items.",
        "Items that are not here are about what this program does not hold, such as search and screening.",
    )
    return [Table("prisma", TABLES["prisma"].title, _COLUMNS, tuple(rows), notes)]
