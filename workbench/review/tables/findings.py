"""Build the summary of findings: the most important outcomes with their effects and certainty."""

from __future__ import annotations

from workbench.grade import Cell as NotedCell
from workbench.grade import summary_of_findings
from workbench.output import Column, Table
from workbench.review.tables.evidence_cells import (
    certainty_cell,
    effect_cell,
    footnotes,
    graded,
    header_notes,
    noted,
    open_notes,
    overall_notes,
)
from workbench.review.tables.material import Of
from workbench.review.tables.registry import TABLES
from workbench.review.view import View


def build(view: View, of: Of) -> list[Table]:
    """Return one row a body of evidence, those of the most important outcomes first."""
    pairs = view.bodies
    columns = (
        Column("outcome", "Outcome"),
        Column("risk_without", "Risk without"),
        Column("risk_with", "Risk with (95 % CI)"),
        Column("relative_effect", "Relative effect (95 % CI)"),
        Column("participants", "Participants (studies)"),
        Column("certainty", "Certainty"),
        Column("comment", "Comment"),
    )
    # The order of the table: by importance, the bodies of one outcome together.
    ordered = sorted(pairs, key=lambda pair: -(pair[1].outcome.importance or 0))
    made = summary_of_findings([graded(body, row) for body, row in ordered])
    labels = list(dict.fromkeys(row.outcome.label for _, row in ordered))
    shown_pairs = [pair for label in labels for pair in ordered if pair[1].outcome.label == label]
    rows = tuple(
        (
            each.outcome,
            noted(NotedCell(each.risk_without, each.risk_notes)),
            each.risk_with,
            effect_cell(row, each.relative_effect),
            each.participants,
            certainty_cell(row, each.certainty_cell.notes),
            each.comment,
        )
        for each, (_, row) in zip(made.rows, shown_pairs, strict=False)
    )
    left = (f"beyond the seven most important: {', '.join(made.left_out)}",) if made.left_out else ()
    notes = (
        *header_notes(view, pairs),
        *footnotes(made.footnotes),
        *open_notes(pairs),
        *left,
        *overall_notes(view),
    )
    return [Table("findings", TABLES["findings"].title, columns, rows, notes)]
