"""Build the table of what the number checks flag and note in the findings of all studies."""

from __future__ import annotations

from workbench.output import Column, Labelled, Table
from workbench.review.evidence.finding_form import numbers_of
from workbench.review.evidence.findings import COMPUTED, checks_of, tally
from workbench.review.tables.material import Of
from workbench.review.tables.registry import TABLES
from workbench.review.view import View

_COLUMNS = (
    Column("outcome", "Outcome"),
    Column("study", "Study"),
    Column("level", "Level"),
    Column("kind", "Kind"),
    Column("message", "What"),
    Column("arithmetic", "Arithmetic"),
    Column("innocent", "May be innocent"),
)


def build(view: View, of: Of) -> list[Table]:
    """Return one row a flag or note, flags first, below how many findings were checked.

    Findings belong to all reviewers, so that the table is the same for everybody.
    """
    checked = []
    for outcome in view.outcomes:
        for finding in view.findings_by_outcome.get(outcome.id, []):
            numbers = numbers_of(finding)
            if numbers is not None:
                study = view.studies[finding.study_id].key
                checked.append((outcome.label, study, checks_of(numbers, outcome.better)))
    rows = [
        (
            outcome,
            study,
            line.level,
            _in_words(line.kind),
            line.message,
            line.arithmetic,
            "; ".join(line.innocent),
        )
        for outcome, study, lines in checked
        for line in lines
        if line.level != COMPUTED
    ]
    rows.sort(key=lambda row: row[2])  # "flag" stands before "note"
    notes = (
        (tally([lines for _, _, lines in checked]), "a flag asks for a look and is never a verdict")
        if checked
        else ("no findings yet, so there is nothing to check",)
    )
    return [Table("number-checks", TABLES["number-checks"].title, _COLUMNS, tuple(rows), notes)]


def _in_words(kind: str) -> Labelled:
    """Return the id of a kind of check for programs, and its words for people."""
    return Labelled(kind, kind.replace("_", " ").capitalize())
