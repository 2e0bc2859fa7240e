"""Build the evidence profile: one row a body of evidence, with a footnote for every rating that counts.

Layout: GRADE evidence profile; Guyatt GH, et al. GRADE 1. J Clin Epidemiol 2011;64:383-94.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workbench.grade.body.graded import GradedBody
from workbench.grade.body.overall import OverallCertainty
from workbench.grade.body.scale import GRADE_DOMAINS
from workbench.grade.tables.cells import (
    certainty_cell,
    effect_cell,
    header_notes,
    open_notes,
    overall_notes,
)
from workbench.grade.tables.footnotes import Cell, Footnote, Footnotes

OWN_COLUMN = tuple(domain.id for domain in GRADE_DOMAINS.values() if domain.has_column)
"""The domains with a column of their own."""

OTHER = tuple(domain for domain in GRADE_DOMAINS if domain not in OWN_COLUMN)
"""The domains that share the column "other considerations"."""

NOT_RATED = "not rated"


@dataclass(frozen=True, slots=True)
class ProfileRow:
    """One row of an evidence profile, column by column, in its final words.

    Attributes:
        body: What the row is about.
        outcome: Outcome and time point.
        studies: Number of studies.
        design: Design or designs.
        ratings: By domain, what it was rated, or "not rated"; of the domains with a column of their own.
        other_considerations: Publication bias and the reasons to rate up that count, or "none".
        patients_treatment: Events, total and percentage, or people.
        patients_comparison: The same; empty where nothing is compared.
        relative_effect: Effect with its interval; empty where nothing is compared.
        absolute_effect: Difference per 1,000 with both limits; empty where nothing is compared.
        certainty: Symbols and word, or "not yet".
        importance: Number and word; empty while nobody rated it.
    """

    body: GradedBody
    outcome: str
    studies: int
    design: str
    ratings: Mapping[str, Cell]
    other_considerations: Cell
    patients_treatment: str
    patients_comparison: str
    relative_effect: Cell
    absolute_effect: Cell
    certainty: Cell
    importance: str


@dataclass(frozen=True, slots=True)
class EvidenceProfile:
    """The table in its final order and words.

    Attributes:
        rows: In the order given.
        footnotes: The reasons for ratings, and where effects are from.
        notes: Every line of the table besides its rows: header, footnotes, sums, comments, what is open.
    """

    rows: tuple[ProfileRow, ...]
    footnotes: tuple[Footnote, ...]
    notes: tuple[str, ...]


def evidence_profile(
    bodies: Sequence[GradedBody],
    *,
    header: Mapping[str, str] | None = None,
    overall: OverallCertainty | None = None,
) -> EvidenceProfile:
    """Build the evidence profile; every body of evidence is a row of its own.

    Args:
        bodies: In the order of the rows.
        header: Population, setting, treatment and comparison, by name.
        overall: The certainty over all outcomes.

    Raises:
        ValueError: If a body has no such start, or a domain rated twice.
    """
    notes = Footnotes()
    rows = tuple(_row(body, notes) for body in bodies)
    footnotes = notes.all()
    lines = (
        *header_notes(header or {}),
        *(str(footnote) for footnote in footnotes),
        *(f"{body.label}: {body.sum_note}" for body in bodies if body.certainty),
        *(f"{body.label}: comment: {body.comment}" for body in bodies if body.comment),
        *open_notes(bodies),
        *overall_notes(bodies, overall),
    )
    return EvidenceProfile(rows, footnotes, lines)


def _row(body: GradedBody, notes: Footnotes) -> ProfileRow:
    ratings = {domain: _cell(body, domain, notes) for domain in OWN_COLUMN}
    others = _others(body, notes)
    relative = effect_cell(body, notes)
    absolute = Cell("" if body.absolute is None else str(body.absolute), notes.add_some(body.baseline_note))
    return ProfileRow(
        body=body,
        outcome=body.name,
        studies=len(body.studies),
        design=body.design,
        ratings=ratings,
        other_considerations=others,
        patients_treatment=str(body.patients_treatment),
        patients_comparison=str(body.patients_comparison) if body.compared else "",
        relative_effect=relative,
        absolute_effect=absolute,
        certainty=certainty_cell(body, notes.add_some(body.start_note)),
        importance=body.importance_text,
    )


def _cell(body: GradedBody, domain: str, notes: Footnotes) -> Cell:
    rating = body.rating(domain)
    if rating is None:
        return Cell(NOT_RATED)
    remark = "reviewed before a change" if domain in body.standing.stale else ""
    if domain == "Inconsistency" and len(body.studies) == 1 and not rating.levels:
        return Cell("not assessable (one study)", remark=remark)
    return Cell(rating.word, notes.add_ratings([rating]), remark)


def _others(body: GradedBody, notes: Footnotes) -> Cell:
    counting = [rating for rating in body.ratings if rating.domain in OTHER and rating.levels]
    counting.sort(key=lambda rating: OTHER.index(rating.domain))
    if not counting:
        return Cell("none" if any(body.rating(domain) for domain in OTHER) else NOT_RATED)
    ignored = body.grade.up_ignored_because
    texts = [
        f"{GRADE_DOMAINS[rating.domain].title}: {rating.word}"
        + (" (does not count)" if ignored and rating.levels > 0 else "")
        for rating in counting
    ]
    numbers = notes.add_ratings(counting)
    if ignored:
        numbers += (notes.add(f"Rating up does not count: {ignored}."),)
    return Cell("; ".join(texts), numbers)
