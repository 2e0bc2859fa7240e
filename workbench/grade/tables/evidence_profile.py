"""The evidence profile: one row a body of evidence, with a footnote for every rating that counts.

Layout: GRADE evidence profile; Guyatt GH, et al. GRADE 1. J Clin Epidemiol 2011;64:383-94.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.grade.body.graded import GradedBody
from workbench.grade.body.scale import GRADE_DOMAINS
from workbench.grade.tables.footnotes import Cell, Footnote, Footnotes

OTHER = ("PublicationBias", "LargeEffect", "DoseResponseGradient", "PlausibleConfounding")
"""The domains that share the column "other considerations"."""

NOT_RATED = "not rated"


@dataclass(frozen=True, slots=True)
class ProfileRow:
    """One row of an evidence profile, column by column.

    Attributes:
        outcome: Outcome and time point.
        studies: Number of studies.
        design: Design or designs.
        risk_of_bias: Rating, or "not rated".
        inconsistency: Likewise.
        indirectness: Likewise.
        imprecision: Likewise.
        other_considerations: Publication bias and the reasons to rate up that count, or "none".
        patients_treatment: Events, total and percentage, or people.
        patients_comparison: The same; empty where nothing is compared.
        relative_effect: Effect with its interval; empty where nothing is compared.
        absolute_effect: Difference per 1,000 with both limits; empty likewise.
        certainty: Id of the level.
        note: The sum behind the certainty, in words.
        importance: Number and word; empty while nobody rated it.
        absolute_notes: Footnotes of the absolute effect: where the risk without treatment is from.
        certainty_notes: Footnotes of the certainty: why it starts elsewhere than the checklist says.
    """

    outcome: str
    studies: int
    design: str
    risk_of_bias: Cell
    inconsistency: Cell
    indirectness: Cell
    imprecision: Cell
    other_considerations: Cell
    patients_treatment: str
    patients_comparison: str
    relative_effect: Cell
    absolute_effect: str
    certainty: str
    note: str
    importance: str
    absolute_notes: tuple[int, ...] = ()
    certainty_notes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class EvidenceProfile:
    """The rows in the order given, and their footnotes."""

    rows: tuple[ProfileRow, ...]
    footnotes: tuple[Footnote, ...]


def evidence_profile(bodies: Sequence[GradedBody]) -> EvidenceProfile:
    """Build the evidence profile; bodies with different starts are rows of their own.

    Raises:
        ValueError: If a body has no such start, or a domain rated twice.
    """
    notes = Footnotes()
    rows = tuple(_row(body, notes) for body in bodies)
    return EvidenceProfile(rows, notes.all())


def relative_cell(body: GradedBody, notes: Footnotes) -> Cell:
    """Write the effect; empty where nothing is compared. A footnote says how it was got, or why it is not."""
    text = "" if body.effect is None else str(body.effect)
    return Cell(text, notes.add_some(body.effect_note))


def _row(body: GradedBody, notes: Footnotes) -> ProfileRow:
    grade = body.grade
    risk_of_bias, inconsistency, indirectness, imprecision = (
        _cell(body, domain, notes)
        for domain in ("RiskOfBias", "Inconsistency", "Indirectness", "Imprecision")
    )
    return ProfileRow(
        outcome=body.name,
        studies=len(body.studies),
        design=body.design,
        risk_of_bias=risk_of_bias,
        inconsistency=inconsistency,
        indirectness=indirectness,
        imprecision=imprecision,
        other_considerations=_others(body, notes),
        patients_treatment=str(body.patients_treatment),
        patients_comparison=str(body.patients_comparison) if body.compared else "",
        relative_effect=relative_cell(body, notes),
        absolute_effect="" if body.absolute is None else str(body.absolute),
        absolute_notes=notes.add_some(body.baseline_note),
        certainty_notes=notes.add_some(body.start_note),
        certainty=grade.certainty,
        note=grade.note,
        importance=body.importance_text,
    )


def _cell(body: GradedBody, domain: str, notes: Footnotes) -> Cell:
    rating = body.rating(domain)
    if rating is None:
        return Cell(NOT_RATED)
    if domain == "Inconsistency" and len(body.studies) == 1 and not rating.levels:
        return Cell("not assessable (one study)")
    return Cell(rating.word, notes.add_ratings([rating]))


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
