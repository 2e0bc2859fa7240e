"""Build the table of agreement on the whole: a line a checklist, as the text of a manuscript has room for."""

from __future__ import annotations

from workbench.agreement import FEWEST_STUDIES
from workbench.counts import count
from workbench.output.table import Cell, Column, Labelled, Table
from workbench.review.reviewers.agreement import AgreementLine, AgreementReport
from workbench.review.reviewers.agreement_remarks import notes_of
from workbench.review.reviewers.agreement_words import NO_LABEL, label_of, many
from workbench.review.tables.agreement import LABELLED_BY, NO_INTERVAL, NOTHING, measured_cells
from workbench.review.tables.material import Of
from workbench.review.tables.registry import TABLES
from workbench.review.view import View

_COLUMNS = (
    Column("checklist", "Checklist"),
    Column("title", "On"),
    Column("agreed", "Agreed on"),
    Column("raw", "Raw agreement (95 % interval)"),
    Column("coefficient", "Coefficient"),
    Column("value", "Value (95 % interval)"),
    Column("beside", "Over all pairs"),
    Column("label", "Label"),
)


def build(view: View, of: Of) -> list[Table]:
    """Return one table, over all reviewers together and without the calibration."""
    title = TABLES["agreement-overall"].title
    lines = [
        (report, line)
        for report in view.agreement
        for line in report.lines
        if line.kind == "overall" and line.rated_twice
    ]
    if not lines:
        return [Table("agreement-overall", title, _COLUMNS, (), (NOTHING,))]
    notes = list(_shared([list(notes_of(each.remarks, label_of=view.label_of)) for each in view.agreement]))
    if any(line.rated_twice == 1 for _, line in lines):
        notes.append(NO_INTERVAL)
    if any(line.rated_twice < FEWEST_STUDIES for _, line in lines):
        notes.append(NO_LABEL)
    if any(label_of(line) for _, line in lines):
        notes.append(LABELLED_BY)
    rows = tuple(_row(report, line) for report, line in lines)
    return [Table("agreement-overall", title, _COLUMNS, rows, tuple(dict.fromkeys(notes)))]


def _shared(notes: list[list[str]]) -> list[str]:
    """Return the notes that hold for every checklist; the others stand under the tables of each."""
    return [note for note in notes[0] if all(note in others for others in notes)]


def _row(report: AgreementReport, line: AgreementLine) -> tuple[Cell, ...]:
    return (
        Labelled(report.checklist_id, report.title),
        line.title,
        f"{line.agreed} of {count(line.rated_twice, report.subject, many(report.subject, 2))}",
        *measured_cells(line),
    )
