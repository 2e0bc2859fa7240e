"""Write the overall judgement of each submitted appraisal, one a line."""

from workbench.output.exports.export import Export
from workbench.review.publish.exports import ExportKind, ExportRequest
from workbench.review.publish.submitted_work import submitted_sheets
from workbench.review.tables.material import gather
from workbench.review.view import View


def build(view: View, request: ExportRequest) -> Export:
    """Return a text file: study, reviewer, overall judgement."""
    sheets, left_out = submitted_sheets(gather(view, request.of), request.checklist)
    lines = [f"{sheet.study.key}\t{sheet.reviewer}\t{sheet.verdict.overall.final}\n" for sheet in sheets]
    return Export({"": "".join(lines).encode()}, lost=("answers, reasons and quotes", *left_out))


OVERALLS = ExportKind(title="Overall judgements", build=build)
