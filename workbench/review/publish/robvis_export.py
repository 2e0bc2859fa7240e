"""Build the export for robvis: a file a checklist."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from checklists.errors import did_you_mean
from workbench.errors import UsageError
from workbench.output.exports.export import Export
from workbench.output.exports.robvis import SHAPES, Shape, make_robvis, why_not
from workbench.review.appraisals.sheets import Sheet
from workbench.review.publish.exports import ExportRequest
from workbench.review.publish.submitted_work import as_appraised, submitted_sheets
from workbench.review.publish.weighted_summary_figure import participants
from workbench.review.tables.material import gather
from workbench.review.view import View


def build(view: View, request: ExportRequest) -> Export:
    """Return the files of submitted appraisals.

    Raises:
        UsageError: no such suffix or shape, or the shape fits no checklist of what is submitted.
        ConflictError: nothing is submitted.
    """
    request.require_suffix("csv")
    sheets, left_out = submitted_sheets(gather(view, request.of), request.checklist)
    known: dict[str, Shape] = {shape: shape for shape in SHAPES}
    if request.shape not in known:
        raise UsageError(f"no shape {request.shape!r} of robvis: {did_you_mean(request.shape, SHAPES)}")
    shape = known[request.shape]

    people = participants(view.findings, list(view.included.values())) if request.weights else {}
    fitting = [sheet for sheet in sheets if not why_not(sheet.checklist, shape)]
    refused = dict.fromkeys(why for sheet in sheets if (why := why_not(sheet.checklist, shape)))
    if not fitting:
        raise UsageError(next(iter(refused)))

    def make(group: Sequence[Sheet]) -> Export:
        weights = [people.get(sheet.study.id) for sheet in group] if request.weights else None
        return make_robvis([as_appraised(sheet) for sheet in group], shape, weights)

    lost = [f"appraisals that do not fit: {why}" for why in refused]
    return _each_checklist(fitting, make).without((*lost, *left_out))


def _each_checklist(sheets: Sequence[Sheet], make: Callable[[Sequence[Sheet]], Export]) -> Export:
    """Return one file for each checklist; the name that was asked for where there is only one."""
    groups = _by_version(sheets)
    files: dict[str, bytes] = {}
    lost: dict[str, None] = {}
    hints: dict[str, None] = {}
    for name, group in groups.items():
        made = make(group)
        alone = len(groups) == 1
        files["" if alone else f"-{name}.csv"] = made.files[""]
        lost |= dict.fromkeys(made.lost)
        hints |= dict.fromkeys(made.hints if alone else (f"{name}: {hint}" for hint in made.hints))
    return Export(files, tuple(lost), tuple(hints))


def _by_version(sheets: Sequence[Sheet]) -> dict[str, list[Sheet]]:
    """Group by checklist, and by version where there are several: scales and domains are never mixed."""
    grouped: dict[tuple[str, str, str], list[Sheet]] = defaultdict(list)
    for sheet in sheets:
        grouped[sheet.checklist.id, sheet.checklist.version, sheet.checklist.sha256].append(sheet)
    ids = [key[0] for key in grouped]
    return {
        identity if ids.count(identity) == 1 else f"{identity}-{version}-{sha256[:8]}": group
        for (identity, version, sha256), group in grouped.items()
    }
