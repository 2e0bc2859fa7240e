"""Build the export for RevMan: studies, and one appraisal of each result."""

from __future__ import annotations

from collections import defaultdict

from workbench.output.exports.export import Export
from workbench.output.exports.revman import make_revman
from workbench.review.appraisals.sheets import Sheet
from workbench.review.publish.exports import ExportRequest
from workbench.review.publish.submitted_work import as_appraised, as_work, submitted_sheets
from workbench.review.sentences import name_some
from workbench.review.session import CONSENSUS
from workbench.review.tables.material import gather
from workbench.review.view import View


def build(view: View, request: ExportRequest) -> Export:
    """Return one appraisal of a result with a checklist: RevMan has no place for two reviewers.

    Raises:
        UsageError: no such suffix, or no appraisal judges risk of bias.
        ConflictError: nothing is submitted.
    """
    request.require_suffix("csv")
    material = gather(view, request.of)
    sheets, left_out = submitted_sheets(material, request.checklist)
    places: dict[tuple[str, str, str], list[Sheet]] = defaultdict(list)
    for sheet in sheets:
        places[sheet.study.key, sheet.result, sheet.checklist.id].append(sheet)
    chosen, skipped = [], []
    for (key, result, _), group in places.items():
        own = [sheet for sheet in group if sheet.reviewer in (view.viewer, CONSENSUS)]
        chosen.append(own[-1] if own else group[0])
        if len(group) > 1:
            skipped.append(f"{key} ({result})" if result else key)
    works = [as_work(study) for study in material.studies]
    files = make_revman([as_appraised(sheet) for sheet in chosen], works)
    if not skipped:
        return files.without(left_out)
    several = f"several judged {name_some(skipped)}: only {view.viewer}'s went in; reconcile them first"
    return files.without((several, *left_out))
