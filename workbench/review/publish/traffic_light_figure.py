"""Build the traffic light: a row an appraisal, a disc a domain."""

from __future__ import annotations

from collections.abc import Sequence

from checklists import Checklist
from workbench.output.figures.subjects import Lights
from workbench.review.appraisals.level_sheets import AppraisalOfTable
from workbench.review.appraisals.sheets import WHOLE_STUDY_LABEL
from workbench.review.session import CONSENSUS
from workbench.review.tables.appraisal_cells import override_note
from workbench.review.tables.material import Material, Of, gather_levels
from workbench.review.tables.summary_weights import final_of
from workbench.review.view import View


def build(view: View, of: Of, checklist: str | None) -> list[Lights]:
    """Return a matrix a checklist."""
    material = gather_levels(view, of)
    groups = material.by_checklist().items()
    return [_matrix(sheets, material) for name, sheets in groups if checklist in (None, name)]


def _matrix(sheets: list[AppraisalOfTable], material: Material[AppraisalOfTable]) -> Lights:
    """Return the matrix of one checklist: a row an appraisal."""
    checklist = sheets[0].checklist
    targets = checklist.targets
    overridden = frozenset(
        (row, column)
        for row, sheet in enumerate(sheets)
        for column, target in enumerate(targets)
        if target in sheet.overrides
    )
    rows = tuple(
        (label, tuple(final_of(sheet, target) for target in targets))
        for label, sheet in zip(_labels(sheets), sheets, strict=True)
    )
    return Lights(
        checklist.id,
        f"Risk of bias: {checklist.title}",
        _columns(checklist),
        rows,
        checklist.levels,
        overridden,
        (*override_note(sheets), *material.notes(sheets)),
        tuple(sheet.study.key for sheet in sheets),
    )


def _columns(checklist: Checklist) -> tuple[tuple[str, str], ...]:
    """Return id and title of each column; a whole has its title alone."""
    domains = [(domain.id, domain.title) for domain in checklist.judged_domains]
    return (*domains, *((checklist.title_of(target), "") for target in checklist.targets[len(domains) :]))


def _labels(sheets: Sequence[AppraisalOfTable]) -> list[str]:
    """Return the study, and of result, reviewer and draft what is needed to tell the rows apart."""
    people = {sheet.reviewer for sheet in sheets}
    labels = []
    for sheet in sheets:
        beside = [sheet.result_label] if sheet.result_label != WHOLE_STUDY_LABEL else []
        beside += [sheet.reviewer] if len(people) > 1 and sheet.reviewer != CONSENSUS else []
        beside += [] if sheet.submitted else ["draft"]
        labels.append(f"{sheet.study.key} ({', '.join(beside)})" if beside else sheet.study.key)
    return labels
