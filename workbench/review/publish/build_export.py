"""Build an export by its name, with what goes into it, and what stays out.

Only submitted appraisals go to other tools, since a draft may still change; the long form has drafts too,
each marked as one. Blindness holds as everywhere: see `workbench.review.blindness`.
"""

from __future__ import annotations

from dataclasses import replace

from checklists.errors import did_you_mean
from workbench.errors import ConflictError, UsageError, WorkbenchError
from workbench.output.exports.export import Export
from workbench.packages import in_one_line
from workbench.review.publish.exports import EXPORTS, ExportRequest, packaged_exports
from workbench.review.session import ReviewSession, use_case
from workbench.review.view import View


@use_case
def build_export(session: ReviewSession, request: ExportRequest) -> Export:
    """Build the files of one kind of export.

    Raises:
        UsageError: no such kind, suffix, checklist or shape, or the shape does not fit.
        ConflictError: nothing is submitted that could go into it, or it would not be the whole review.
    """
    return export_of(View(replace(session, with_wording=request.with_wording)), request)


def export_of(view: View, request: ExportRequest) -> Export:
    """Build an export from a reading of the review; see `build_export`."""
    if request.kind not in EXPORTS:
        return _build_packaged(view, request)
    wanted = view.catalogue.find(request.checklist.strip()).id if request.checklist else None
    return EXPORTS[request.kind].build(view, replace(request, checklist=wanted))


def _build_packaged(view: View, request: ExportRequest) -> Export:
    """Build an export that a package brings, which takes what the viewer may see by `submitted_sheets`.

    Raises:
        UsageError: no package brings it either.
        ConflictError: the package's own code failed.
    """
    kinds, _ = packaged_exports()
    if request.kind not in kinds:
        raise UsageError(f"no export {request.kind!r}: {did_you_mean(request.kind, [*EXPORTS, *kinds])}")
    wanted = view.catalogue.find(request.checklist.strip()).id if request.checklist else None
    try:
        made = kinds[request.kind].build(view, replace(request, checklist=wanted))
    except WorkbenchError:
        raise
    except Exception as error:
        why = in_one_line(error)
        raise ConflictError(
            f"the export {request.kind} of an installed package failed: {why}; tell its authors"
        ) from error
    return made
