"""The summary of findings: at most seven outcomes, for those who decide.

Layout: Cochrane Handbook, chapter 14; Guyatt GH, et al. GRADE 12. J Clin Epidemiol 2013;66:158-72.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.grade.body.graded import GradedBody
from workbench.grade.body.scale import CERTAINTY_WORDS, GRADE_DOMAINS
from workbench.grade.numbers.absolute import AbsoluteEffect
from workbench.grade.numbers.patients import participants
from workbench.grade.tables.evidence_profile import relative_cell
from workbench.grade.tables.footnotes import Cell, Footnote, Footnotes

MOST_OUTCOMES = 7


@dataclass(frozen=True, slots=True)
class SummaryHeader:
    """What stands above the table; empty where the review does not say."""

    population: str = ""
    setting: str = ""
    treatment: str = ""
    comparison: str = ""


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One row of a summary of findings, column by column.

    Attributes:
        outcome: Outcome and follow-up.
        risk_without: Per 1,000, without treatment; empty where nothing is compared, never 0.
        risk_with: Per 1,000, with its interval; empty likewise.
        relative_effect: Effect with its interval; empty likewise.
        participants: People and studies.
        certainty: Id of the level.
        certainty_cell: Its word, and footnotes with the reasons.
        comment: The reviewers' comment; where nothing is compared it begins with the counts.
        risk_notes: Footnotes of the risk without treatment: where it is from.
    """

    outcome: str
    risk_without: str
    risk_with: str
    relative_effect: Cell
    participants: str
    certainty: str
    certainty_cell: Cell
    comment: str
    risk_notes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class SummaryOfFindings:
    """The table.

    Attributes:
        header: Population, setting, treatment, comparison.
        rows: The rows, by falling importance.
        footnotes: The reasons for every rating that counts.
        left_out: Outcomes beyond the seven most important ones.
    """

    header: SummaryHeader
    rows: tuple[SummaryRow, ...]
    footnotes: tuple[Footnote, ...]
    left_out: tuple[str, ...] = ()


def summary_of_findings(
    bodies: Sequence[GradedBody], header: SummaryHeader | None = None
) -> SummaryOfFindings:
    """Build the summary of findings from the seven most important outcomes.

    Bodies of the same outcome stay together and count as one outcome; where importance is the same the order
    given is kept.

    Raises:
        ValueError: If a body has no such start, or a domain rated twice.
    """
    ordered = sorted(bodies, key=lambda body: -(body.importance or 0))
    names = list(dict.fromkeys(body.name for body in ordered))
    chosen = names[:MOST_OUTCOMES]
    notes = Footnotes()
    rows = tuple(_row(body, notes) for name in chosen for body in ordered if body.name == name)
    return SummaryOfFindings(header or SummaryHeader(), rows, notes.all(), tuple(names[MOST_OUTCOMES:]))


def _row(body: GradedBody, notes: Footnotes) -> SummaryRow:
    grade, risks = body.grade, body.risks
    order = list(GRADE_DOMAINS)
    ratings = sorted(body.ratings, key=lambda rating: order.index(rating.domain))
    numbers = notes.add_some(body.start_note) + notes.add_ratings(ratings)
    if grade.up_ignored_because:
        numbers += (notes.add(f"Rating up does not count: {grade.up_ignored_because}."),)
    return SummaryRow(
        outcome=body.name,
        risk_without="" if risks is None else f"{risks.without:,.0f} per 1,000",
        risk_with="" if risks is None else risks.risk_with,
        relative_effect=relative_cell(body, notes),
        risk_notes=() if risks is None else notes.add_some(body.baseline_note),
        participants=participants(list(body.studies.values())),
        certainty=grade.certainty,
        certainty_cell=Cell(CERTAINTY_WORDS[grade.certainty], numbers),
        comment=_comment(body, risks),
    )


def _comment(body: GradedBody, risks: AbsoluteEffect | None) -> str:
    parts = []
    counts = str(body.patients_treatment)
    if not body.compared:
        parts.append(f"No comparison. {counts}." if "/" in counts else "No comparison.")
    if risks is not None and risks.capped:
        parts.append("A risk beyond 0 or 1,000 per 1,000 is shown as that limit.")
    if body.comment:
        parts.append(body.comment)
    return " ".join(parts)
