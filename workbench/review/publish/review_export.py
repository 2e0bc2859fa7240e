"""Build the export of the whole review, for another machine."""

from __future__ import annotations

from workbench.errors import UsageError
from workbench.output.exports.export import Export
from workbench.review.exchange.whole_review import export_review
from workbench.review.publish.exports import AS_FOLDER, ExportRequest
from workbench.review.view import View


def build(view: View, request: ExportRequest) -> Export:
    """Return the zip or folder that `workbench import` takes.

    Raises:
        UsageError: another file than a .zip or folder, or only a part of the review was asked for.
        ConflictError: there are appraisals that the viewer may not see.
    """
    if request.suffix not in ("zip", AS_FOLDER):
        raise UsageError("a whole review is written as .zip, or as a folder (a name without a suffix)")
    if request.checklist or request.of != "consensus":
        raise UsageError("a whole review holds everything: leave out --checklist and --of")
    return export_review(
        view.session,
        visible_only=request.visible_only,
        with_wording=request.with_wording,
        as_folder=request.suffix == AS_FOLDER,
        on_progress=request.on_progress,
    )
