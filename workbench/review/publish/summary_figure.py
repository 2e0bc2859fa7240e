"""Build the summary: for each domain the share of each judgement, every judged result alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from workbench.output.figures.subjects import Bars
from workbench.review.appraisals.level_sheets import AppraisalOfTable
from workbench.review.publish.figure_layout import Layout, file_name
from workbench.review.tables.appraisal_cells import heading
from workbench.review.tables.material import Material, Of, gather_levels
from workbench.review.tables.summary_weights import counted as describe
from workbench.review.tables.summary_weights import final_of, in_parts, left_out, parts, without_level
from workbench.review.view import View


def build(view: View, of: Of, checklist: str | None) -> list[Bars]:
    """Return the shares of each checklist of which anything is submitted."""
    material = gather_levels(view, of)
    bars = [_bars(sheets, material) for sheets in material.by_form(checklist)]
    return [each for each in bars if each is not None]


def _bars(sheets: list[AppraisalOfTable], material: Material[AppraisalOfTable]) -> Bars | None:
    """Return the shares of one checklist, None where nothing is submitted."""
    counted = [sheet for sheet in sheets if sheet.submitted]
    drafts = len(sheets) - len(counted)
    notes = [f"{describe(counted)}, each counting the same{in_parts(counted)}"]
    notes += left_out(drafts)
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
    if not counted or not counted[0].form.targets:
        return None
    checklist = counted[0].form
    each_part = zip(counted, parts(counted), strict=True)
    weighed = [(each, weights[each.study.id] * part) for each, part in each_part]
    total = sum(weight for _, weight in weighed)
    layout = Layout(checklist)
    made = []
    for target, order in zip(layout.targets, layout.orders, strict=True):
        given = [(final_of(sheet, target), weight) for sheet, weight in weighed]
        each_share = (
            sum(weight for final, weight in given if final == level) / total for level in order.levels
        )
        made.append((layout.label(target), tuple(each_share)))
    every = (*notes, *without_level(checklist, counted), *material.notes(counted))
    return Bars(
        file_name(checklist, material.apart(counted)),
        heading(f"{title}: ", counted, material),
        tuple(made),
        checklist.levels,
        every,
        layout.orders,
        layout.panels,
        layout.wholes,
        len({each.study.id for each in counted}),
    )
