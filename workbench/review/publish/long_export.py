"""Build the long form: every answer, judgement, passage, finding and rating as a row."""

from __future__ import annotations

from checklists.language.answer_codes import NOT_ASKED
from workbench.output.exports.export import Export
from workbench.output.exports.long_form import NA_IN_ROWS, long_table, readable
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
    rows = (*long_rows(view.session, sheets), *evidence)
    table = long_table(map(readable, rows) if FORMATS[fmt].is_delimited else rows)
    lost = ["the texts of documents and the history: export a .zip for those"]
    if material.hidden:
        lost.append(f"{hidden_work(material.hidden)} that you may not see yet")
    hints = []
    if fmt == "csv":
        hints.append(
            'in R: read.csv("FILE", colClasses = c(item = "character"), na.strings = "");'
            " item 1.10 becomes 1.1 otherwise"
        )
        hints.append(
            f'in pandas: pd.read_csv("FILE", dtype=str); the code {NOT_ASKED} stands as {NA_IN_ROWS},'
            " because pandas and R take NA for a gap"
        )
    if FORMATS[fmt].is_delimited:
        hints.append(
            "a cell that a spreadsheet would run begins with an apostrophe; take one off to restore it"
        )
    return Export({"": render([table], fmt).encode("utf-8", "backslashreplace")}, tuple(lost), tuple(hints))
