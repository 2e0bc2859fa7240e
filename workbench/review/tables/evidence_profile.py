"""Build the evidence profile: each body of evidence with its ratings and the reasons as footnotes."""

from __future__ import annotations

from workbench.grade import Cell as NotedCell
from workbench.grade import evidence_profile
from workbench.output import Cell, Column, Labelled, Table
from workbench.review.evidence.body_records import BodyRow
from workbench.review.evidence.entries import COMMENT
from workbench.review.tables.evidence_cells import (
    Pairs,
    certainty_cell,
    effect_cell,
    footnotes,
    graded,
    header_notes,
    marks,
    name_of,
    noted,
    open_notes,
    overall_notes,
)
from workbench.review.tables.material import Of
from workbench.review.tables.registry import TABLES
from workbench.review.view import View

_RATED = (
    ("RiskOfBias", "risk_of_bias"),
    ("Inconsistency", "inconsistency"),
    ("Indirectness", "indirectness"),
    ("Imprecision", "imprecision"),
)


def build(view: View, of: Of) -> list[Table]:
    """Return one row a body of evidence."""
    pairs = view.bodies
    columns = (
        Column("outcome", "Outcome"),
        Column("studies", "Studies"),
        Column("design", "Design"),
        Column("risk_of_bias", "Risk of bias"),
        Column("inconsistency", "Inconsistency"),
        Column("indirectness", "Indirectness"),
        Column("imprecision", "Imprecision"),
        Column("other_considerations", "Other considerations"),
        Column("patients_treatment", "Treatment"),
        Column("patients_comparison", "Comparison"),
        Column("relative_effect", "Relative effect (95 % CI)"),
        Column("absolute_effect", "Absolute effect (95 % CI)"),
        Column("certainty", "Certainty"),
        Column("importance", "Importance"),
    )
    made = evidence_profile([graded(body, row) for body, row in pairs])
    rows = tuple(
        (
            each.outcome,
            each.studies,
            each.design,
            *(_rating(row, domain, getattr(each, name)) for domain, name in _RATED),
            noted(each.other_considerations),
            each.patients_treatment,
            each.patients_comparison,
            effect_cell(row, each.relative_effect),
            noted(NotedCell(each.absolute_effect, each.absolute_notes)),
            certainty_cell(row, each.certainty_notes),
            each.importance,
        )
        for each, (_, row) in zip(made.rows, pairs, strict=True)
    )
    told = (*_sums(pairs), *_comments(pairs), *open_notes(pairs), *overall_notes(view))
    notes = (*header_notes(view, pairs), *footnotes(made.footnotes), *told)
    return [Table("evidence-profile", TABLES["evidence-profile"].title, columns, rows, notes)]


def _rating(row: BodyRow, domain: str, cell: NotedCell) -> Cell:
    """Return a rating: levels, suggestion and reason for programs, the word and a footnote for people."""
    line = next(one for one in row.ratings if one.domain == domain)
    stale = " (reviewed before a change)" if line.stale else ""
    value = {
        "rating": cell.text,
        "levels": line.final,
        "suggested": line.suggested,
        "reason": line.reason,
        "rated_by": line.rated_by,
        "stale": line.stale,
    }
    return Labelled(value, cell.text + stale + marks(cell.notes))


def _sums(pairs: Pairs) -> tuple[str, ...]:
    return tuple(f"{name_of(row)}: {row.sum_note}" for _, row in pairs if row.certainty)


def _comments(pairs: Pairs) -> tuple[str, ...]:
    return tuple(
        f"{name_of(row)}: comment: {row.entry(COMMENT).text}" for _, row in pairs if row.entry(COMMENT).text
    )
