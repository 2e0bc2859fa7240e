"""Build the summary: for each domain the share of each judgement, every judged result alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from workbench.output.figures.subjects import Bars
from workbench.review.appraisals.level_sheets import AppraisalOfTable
from workbench.review.tables.material import Material, Of, gather_levels
from workbench.review.tables.summary_weights import counted as describe
from workbench.review.tables.summary_weights import final_of, in_parts, parts
from workbench.review.view import View


def build(view: View, of: Of, checklist: str | None) -> list[Bars]:
    """Return the shares of each checklist of which anything is submitted."""
    material = gather_levels(view, of)
    groups = material.by_checklist().items()
    bars = [_bars(sheets, material) for name, sheets in groups if checklist in (None, name)]
    return [each for each in bars if each is not None]


def _bars(sheets: list[AppraisalOfTable], material: Material[AppraisalOfTable]) -> Bars | None:
    """Return the shares of one checklist, None where nothing is submitted."""
    counted = [sheet for sheet in sheets if sheet.submitted]
    drafts = len(sheets) - len(counted)
    notes = [f"{describe(counted)}, each counting the same{in_parts(counted)}"]
    notes += [f"{drafts} {'drafts are' if drafts > 1 else 'draft is'} left out"] if drafts else []
    weights = dict.fromkeys((sheet.study.id for sheet in counted), 1.0)
    return shares("Summary", counted, weights, notes, material)


def shares(
    title: str,
    counted: list[AppraisalOfTable],
    weights: Mapping[UUID, float],
    notes: Sequence[str],
    material: Material[AppraisalOfTable],
) -> Bars | None:
    """Return the shares over what is submitted, None without it.

    Args:
        title: what comes before the title of the checklist.
        counted: submitted appraisals with one checklist; several of one result share its weight.
        weights: by study id.
        notes: what stands below before the notes of the material.
        material: what the appraisals were read from.
    """
    if not counted:
        return None
    checklist = counted[0].checklist
    each_part = zip(counted, parts(counted), strict=True)
    weighed = [(each, weights[each.study.id] * part) for each, part in each_part]
    total = sum(weight for _, weight in weighed)
    domains = {domain.id for domain in checklist.judged_domains}
    targets = [
        (
            target,
            f"{target} {checklist.title_of(target)}" if target in domains else checklist.title_of(target),
        )
        for target in checklist.targets
    ]
    made = tuple(
        (
            label,
            tuple(
                sum(weight for sheet, weight in weighed if final_of(sheet, target) == level) / total
                for level in checklist.levels
            ),
        )
        for target, label in targets
    )
    every = (*notes, *material.notes(counted))
    return Bars(checklist.id, f"{title}: {checklist.title}", made, checklist.levels, every)
