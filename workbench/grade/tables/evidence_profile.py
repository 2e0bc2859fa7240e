"""Build the evidence profile: one row a body of evidence, with a footnote for every rating that counts.

Layout: GRADE evidence profile; Guyatt GH, et al. GRADE 1. J Clin Epidemiol 2011;64:383-94.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workbench.grade.body.graded import GradedBody
from workbench.grade.body.overall import OverallCertainty
from workbench.grade.body.rating import Rating
from workbench.grade.body.scale import GRADE_DOMAINS
from workbench.grade.body.state import RatingState, suggested_text
from workbench.grade.numbers.wording import listed
from workbench.grade.suggestions.publication_bias import DOMAIN as PUBLICATION_BIAS
from workbench.grade.suggestions.publication_bias import ENOUGH_STUDIES
from workbench.grade.tables.cells import (
    certainty_cell,
    effect_cell,
    header_notes,
    open_notes,
    overall_notes,
    reading_notes,
    row_name,
    up_notes,
)
from workbench.grade.tables.footnotes import Cell, Footnote, Footnotes, rating_text

OWN_COLUMN = tuple(domain.id for domain in GRADE_DOMAINS.values() if domain.has_column)
"""The domains with a column of their own."""

OTHER = tuple(domain for domain in GRADE_DOMAINS if domain not in OWN_COLUMN)
"""The domains that share the column "other considerations"."""

NOT_RATED = RatingState.NOT_RATED.word


@dataclass(frozen=True, slots=True)
class ProfileRow:
    """One row of an evidence profile, column by column, in its final words.

    Attributes:
        body: What the row is about.
        outcome: Outcome and time point; where the outcome has several rows, also design and studies.
        studies: Number of studies.
        design: Design or designs.
        ratings: By domain, what it was rated, or "not rated"; of the domains with a column of their own.
        other_considerations: Publication bias and the reasons to rate up that count, or "none"; publication
            bias is never "none" where no test can assess it.
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

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The cells that can point to footnotes."""
        shared = (self.other_considerations, self.relative_effect, self.absolute_effect, self.certainty)
        return (*self.ratings.values(), *shared)


@dataclass(frozen=True, slots=True)
class EvidenceProfile:
    """The table in its final order and words.

    Attributes:
        rows: In the order given.
        footnotes: The reasons for ratings, and where effects are from.
        notes: Every line of the table besides its rows: header, footnotes, sums, comments, what is open.
        header: Those of the notes that are about the whole table and belong above it.
    """

    rows: tuple[ProfileRow, ...]
    footnotes: tuple[Footnote, ...]
    notes: tuple[str, ...]
    header: tuple[str, ...] = ()


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
    rows = tuple(_row(body, row_name(body, bodies), notes) for body in bodies)
    footnotes = notes.all()
    above = header_notes(header or {})
    lines = (
        *above,
        *(str(footnote) for footnote in footnotes),
        *(f"{body.label}: {body.sum_note}" for body in bodies if body.certainty),
        *(f"{body.label}: comment: {body.comment}" for body in bodies if body.comment),
        *reading_notes(bodies),
        *open_notes(bodies),
        *overall_notes(bodies, overall),
    )
    return EvidenceProfile(rows, footnotes, lines, above)


def _row(body: GradedBody, name: str, notes: Footnotes) -> ProfileRow:
    ratings = {domain: _cell(body, domain, notes) for domain in OWN_COLUMN}
    others = _others(body, notes)
    relative = effect_cell(body, notes)
    absolute = Cell("" if body.absolute is None else str(body.absolute), notes.add_some(body.baseline_note))
    return ProfileRow(
        body=body,
        outcome=name,
        studies=len(body.studies),
        design=body.design,
        ratings=ratings,
        other_considerations=others,
        patients_treatment=body.treated_text,
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
    state = body.standing.states.get(domain)
    if domain == "Inconsistency" and len(body.studies) == 1 and not rating.levels:
        return Cell("not assessable (one study)", remark=_remark(body, domain))
    if state is RatingState.SUGGESTED:
        return Cell(suggested_text(rating.levels), notes.add_some(_suggested_note(rating)))
    return Cell(rating.word, notes.add_ratings([rating]), _remark(body, domain))


def _remark(body: GradedBody, domain: str) -> str:
    state = body.standing.states.get(domain)
    if state not in (RatingState.STALE, RatingState.UNRECONCILED):
        return ""
    because = body.standing.because.get(domain, "")
    return f"{state.word}: {because}" if because else state.word


def _suggested_note(rating: Rating) -> str:
    return f"{rating_text(rating)} Suggested; nobody has rated it." if rating.levels else ""


def _others(body: GradedBody, notes: Footnotes) -> Cell:
    counting = [rating for rating in body.ratings if rating.domain in OTHER and rating.levels]
    counting.sort(key=lambda rating: OTHER.index(rating.domain))
    unrated = [GRADE_DOMAINS[domain].title for domain in OTHER if body.rating(domain) is None]
    if body.randomised:  # no reason to rate up is asked for
        unrated = [title for title in unrated if title == GRADE_DOMAINS[PUBLICATION_BIAS].title]
    no_test = _without_a_test(body)
    if not counting:
        if not any(body.rating(domain) for domain in OTHER):
            return Cell(NOT_RATED)
        nothing = no_test or "none"
        return Cell(f"{nothing}; {listed(unrated)} not assessed" if unrated else nothing)
    ignored = body.grade.up_ignored_because
    remarks = {rating.domain: _remark(body, rating.domain) for rating in counting}
    texts = [
        f"{GRADE_DOMAINS[rating.domain].title}: {rating.word}"
        + (f" ({remarks[rating.domain]})" if remarks[rating.domain] else "")
        + (" (does not count)" if ignored and rating.levels > 0 else "")
        for rating in counting
    ]
    said = "; ".join(filter(None, [*texts, no_test]))
    return Cell(said, notes.add_ratings(counting) + up_notes(body, notes))


def _without_a_test(body: GradedBody) -> str:
    """Say that studies are too few for a test of publication bias; empty where it is suspected anyway."""
    rating = body.rating(PUBLICATION_BIAS)
    if len(body.studies) >= ENOUGH_STUDIES or (rating is not None and rating.levels):
        return ""
    return f"{GRADE_DOMAINS[PUBLICATION_BIAS].title} not assessable by tests"
