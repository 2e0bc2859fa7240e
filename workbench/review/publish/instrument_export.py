"""Build the view of appraisals by the numbers of a published instrument."""

from __future__ import annotations

from workbench.output import render
from workbench.output.exports.crosswalk import INSTRUMENTS, make_view
from workbench.output.exports.export import Export
from workbench.review.publish.exports import FORMAT_OF, ExportRequest
from workbench.review.publish.submitted_work import as_appraised, submitted_sheets
from workbench.review.tables.material import gather
from workbench.review.view import View


def build(view: View, request: ExportRequest) -> Export:
    """Return the view that the kind of the request names.

    Raises:
        UsageError: no such suffix, or no checklist points to the instrument.
        ConflictError: nothing is submitted.
    """
    request.require_suffix(*FORMAT_OF)
    sheets, left_out = submitted_sheets(gather(view, request.of), request.checklist)
    tables = make_view(INSTRUMENTS[request.kind], [as_appraised(sheet) for sheet in sheets])
    used = {table.rows[0][-1] for table in tables}
    unused = {f"{sheet.checklist.id} {sheet.checklist.version}" for sheet in sheets} - used
    lost = [f"appraisals with {name}: no item of it points to this instrument" for name in sorted(unused)]
    lost.append("judgements of domains, reasons, notes and quotes")
    notes = dict.fromkeys(note for table in tables for note in table.notes)
    data = render(tables, FORMAT_OF[request.suffix]).encode()
    return Export({"": data}, (*lost, *left_out), tuple(notes))
