"""Build the weighted summary: the share of each judgement, each result by its participants."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from store.records import Finding, Study
from workbench.output.figures.subjects import Bars
from workbench.review.appraisals.level_sheets import AppraisalOfTable
from workbench.review.evidence.finding_form import numbers_of
from workbench.review.publish.summary_figure import shares
from workbench.review.sentences import NAMED, name_some
from workbench.review.tables.material import Material, Of, gather_levels
from workbench.review.tables.summary_weights import counted as describe
from workbench.review.tables.summary_weights import in_parts
from workbench.review.view import View


def build(view: View, of: Of, checklist: str | None) -> list[Bars]:
    """Return the shares of each checklist of which anything with a known number is submitted."""
    material = gather_levels(view, of)
    people = participants(view.findings, list(view.included.values()))
    bars = [_bars(sheets, material, people, view) for sheets in material.by_form(checklist)]
    return [each for each in bars if each is not None]


def _bars(
    sheets: list[AppraisalOfTable],
    material: Material[AppraisalOfTable],
    people: dict[UUID, int],
    view: View,
) -> Bars | None:
    """Return the shares of one checklist, None where no number is known."""
    counted = [sheet for sheet in sheets if sheet.submitted and sheet.study.id in people]
    weights = {sheet.study.id: float(people[sheet.study.id]) for sheet in counted}
    notes = [
        f"{describe(counted)}, weighted by participants: {_weights(counted, people, view)}{in_parts(counted)}"
    ]
    apart = sorted({sheet.study.key for sheet in sheets} - {sheet.study.key for sheet in counted})
    why = "left out, being drafts or without a known number of participants"
    notes += [f"{why}: {name_some([*map(view.label_of, apart)])}"] if apart else []
    return shares("Summary weighted by participants", counted, weights, notes, material)


def _weights(counted: Sequence[AppraisalOfTable], people: dict[UUID, int], view: View) -> str:
    """Return how much each study weighs, or the least and the most where there are many."""
    known = {view.label_of(sheet.study.key): people[sheet.study.id] for sheet in counted}
    if len(known) <= NAMED:
        return ", ".join(f"{key} {number}" for key, number in known.items())
    return f"{min(known.values())} to {max(known.values())} a study, {sum(known.values()):,} together"


def participants(findings: Sequence[Finding], studies: Sequence[Study]) -> dict[UUID, int]:
    """Return how many participants each study has, by its id; what is not known is left out.

    What was noted of the study counts; else the largest number that a finding of it is about.
    """
    found: dict[UUID, int] = {}
    for finding in findings:
        numbers = numbers_of(finding)
        groups = (numbers.treatment, numbers.comparison) if numbers else ()
        totals = [group.total or 0 for group in groups if group is not None]
        if sum(totals):
            found[finding.study_id] = max(found.get(finding.study_id, 0), sum(totals))
    for study in studies:
        known = study.facts.get("participants")
        if isinstance(known, int) and not isinstance(known, bool) and known > 0:
            found[study.id] = known
    return found
