"""Build the summary of findings: the most important outcomes with their effects and certainty."""

from __future__ import annotations

from workbench.grade import notes_in, row_values, summary_of_findings
from workbench.output import Column, Table
from workbench.review.evidence.ratings import overall_of
from workbench.review.tables.evidence_cells import (
    NO_OUTCOMES,
    as_cell,
    as_footnotes,
    certainty_cell,
    graded_bodies,
    groups_of,
    header,
    named,
    rows_by_id,
)
from workbench.review.tables.material import Of
from workbench.review.tables.registry import TABLES
from workbench.review.view import View

_COLUMNS = (
    Column("outcome", "Outcome"),
    Column("risk_without", "Risk without"),
    Column("risk_with", "Risk with (95 % CI)"),
    Column("relative_effect", "Relative effect (95 % CI)"),
    Column("participants", "Participants (studies)"),
    Column("certainty", "Certainty"),
    Column("statement", "What happens"),
    Column("comment", "Comment"),
)


def build(view: View, of: Of) -> list[Table]:
    """Return one row a body of evidence, those of the most important outcomes first."""
    rated = rows_by_id(view)
    summary = summary_of_findings(graded_bodies(view), header=header(view), overall=overall_of(view))
    rows = tuple(
        (
            named(row.body, row.outcome),
            as_cell(row.risk_without),
            row.risk_with,
            as_cell(row.relative_effect),
            row.participants,
            certainty_cell(row.body, row.certainty),
            as_cell(row.statement),
            row.comment,
        )
        for row in summary.rows
    )
    data = tuple(
        {
            "body_key": rated[row.body.key].key or None,
            **row_values(row.body, notes_in(row.cells, summary.footnotes)),
        }
        for row in summary.rows
    )
    notes = summary.notes if rows else (*summary.notes, NO_OUTCOMES)
    return [
        Table(
            "findings",
            TABLES["findings"].title,
            _COLUMNS,
            rows,
            notes,
            data,
            summary.header,
            as_footnotes(summary.footnotes),
            groups_of([row.body for row in summary.rows]),
        )
    ]
