"""Build the evidence profile: each body of evidence with its ratings and the reasons as footnotes."""

from __future__ import annotations

from workbench.grade import GRADE_DOMAINS, evidence_profile, notes_in, row_values
from workbench.grade import Cell as GradeCell
from workbench.output import Cell, Column, Labelled, Table
from workbench.review.evidence.body_records import BodyRow
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

_RATED = {
    domain.id: Column(domain.title.replace(" ", "_"), domain.title.capitalize(), is_domain=True)
    for domain in GRADE_DOMAINS.values()
    if domain.has_column
}
_COLUMNS = (
    Column("outcome", "Outcome"),
    Column("studies", "Studies"),
    Column("design", "Design"),
    *_RATED.values(),
    Column("other_considerations", "Other considerations"),
    Column("patients_treatment", "Treatment"),
    Column("patients_comparison", "Comparison"),
    Column("relative_effect", "Relative effect (95 % CI)"),
    Column("absolute_effect", "Absolute effect (95 % CI)"),
    Column("certainty", "Certainty"),
    Column("importance", "Importance"),
)


def build(view: View, of: Of) -> list[Table]:
    """Return one row a body of evidence."""
    rated = rows_by_id(view)
    profile = evidence_profile(graded_bodies(view), header=header(view), overall=overall_of(view))
    rows = tuple(
        (
            named(row.body, row.outcome),
            row.studies,
            row.design,
            *(_rating(rated[row.body.key], domain, row.ratings[domain]) for domain in _RATED),
            as_cell(row.other_considerations),
            row.patients_treatment,
            row.patients_comparison,
            as_cell(row.relative_effect),
            as_cell(row.absolute_effect),
            certainty_cell(row.body, row.certainty),
            row.importance,
        )
        for row in profile.rows
    )
    data = tuple(
        {
            "body_key": rated[row.body.key].key or None,
            **row_values(row.body, notes_in(row.cells, profile.footnotes)),
        }
        for row in profile.rows
    )
    notes = profile.notes if rows else (*profile.notes, NO_OUTCOMES)
    return [
        Table(
            "evidence-profile",
            TABLES["evidence-profile"].title,
            _COLUMNS,
            rows,
            notes,
            data,
            profile.header,
            as_footnotes(profile.footnotes),
            groups_of([row.body for row in profile.rows]),
        )
    ]


def _rating(row: BodyRow, domain: str, cell: GradeCell) -> Cell:
    """Return a rating: levels, suggestion and reason for programs, the word and a footnote for people."""
    line = next(line for line in row.ratings if line.domain == domain)
    value = {
        "rating": cell.text,
        "levels": line.final,
        "suggested": line.suggested,
        "reason": line.reason,
        "rated_by": line.rated_by,
        "stale": line.stale,
        "state": line.state.value,
        "confirmed_by": line.confirmed_by,
    }
    return Labelled(value, cell.shown, notes=cell.letters)
