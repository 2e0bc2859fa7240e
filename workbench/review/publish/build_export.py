"""Build an export by its name, with what goes into it, and what stays out.

Only submitted appraisals go to other tools, since a draft may still change; the long form has drafts too,
each marked as one. Blindness holds as everywhere: see `workbench.review.blindness`.
"""

from __future__ import annotations

from dataclasses import replace

from checklists.errors import did_you_mean
from workbench.errors import UsageError
from workbench.output.exports.export import Export
from workbench.review.publish.exports import EXPORTS, ExportRequest
from workbench.review.session import ReviewSession, use_case
from workbench.review.view import View


@use_case
def build_export(session: ReviewSession, request: ExportRequest) -> Export:
    """Build the files of one kind of export.

    Raises:
        UsageError: no such kind, suffix, checklist or shape, or the shape does not fit.
        ConflictError: nothing is submitted that could go into it, or it would not be the whole review.
    """
    if request.kind not in EXPORTS:
        raise UsageError(f"no export {request.kind!r}: {did_you_mean(request.kind, EXPORTS)}")
    view = View(replace(session, with_wording=request.with_wording))
    wanted = view.catalogue.find(request.checklist.strip()).id if request.checklist else None
    return EXPORTS[request.kind].build(view, replace(request, checklist=wanted))
