"""Build the long form: every answer, judgement, passage, finding and rating as a row."""

from __future__ import annotations

from workbench.output.exports.export import Export
from workbench.output.exports.long_form import long_table
from workbench.output.render import FORMATS, render
from workbench.review.blindness.visibility import hidden_work
from workbench.review.publish.exports import FORMAT_OF, ExportRequest
from workbench.review.publish.long_form import long_rows
from workbench.review.publish.long_form_bodies import body_long_rows
from workbench.review.publish.long_form_findings import finding_long_rows
from workbench.review.tables.material import gather
from workbench.review.view import View


def build(view: View, request: ExportRequest) -> Export:
    """Return all that the viewer may see, drafts too, each marked as one.

    Raises:
        UsageError: no such suffix.
    """
    request.require_suffix(*FORMAT_OF)
    fmt, checklist = FORMAT_OF[request.suffix], request.checklist
    material = gather(view, request.of)
    sheets = [sheet for sheet in material.sheets if checklist in (None, sheet.checklist.id)]
    evidence = () if checklist else (*finding_long_rows(view), *body_long_rows(view))
    table = long_table((*long_rows(view.session, sheets), *evidence))
    lost = ["the texts of documents and the history: export a .zip for those"]
    if material.hidden:
        lost.append(f"{hidden_work(material.hidden)} that you may not see yet")
    hints = []
    if fmt == "csv":
        hints.append(
            'in R: read.csv("FILE", colClasses = c(item = "character"), na.strings = "");'
            " item 1.10 becomes 1.1 otherwise"
        )
    if FORMATS[fmt].is_delimited:
        hints.append(
            "a cell that a spreadsheet would run begins with an apostrophe; take one off to restore it"
        )
    return Export({"": render([table], fmt).encode("utf-8", "backslashreplace")}, tuple(lost), tuple(hints))
