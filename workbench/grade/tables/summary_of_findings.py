"""Build the summary of findings: at most seven outcomes, for those who decide.

Layout: Cochrane Handbook, chapter 14; Guyatt GH, et al. GRADE 12. J Clin Epidemiol 2013;66:158-72.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workbench.grade.body.graded import GradedBody
from workbench.grade.body.overall import OverallCertainty
from workbench.grade.body.scale import GRADE_DOMAINS
from workbench.grade.numbers.absolute import AbsoluteEffect
from workbench.grade.numbers.patients import participants
from workbench.grade.tables.cells import (
    certainty_cell,
    effect_cell,
    header_notes,
    open_notes,
    overall_notes,
    reading_notes,
    row_name,
    statement_cell,
    up_notes,
)
from workbench.grade.tables.footnotes import Cell, Footnote, Footnotes

NOTHING_ENTERED = (
    "“No study reported” says that no result is entered for an outcome: whether the studies have none, or "
    "nobody has entered it yet, is not recorded."
)
MOST_OUTCOMES = 7


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One row of a summary of findings, column by column, in its final words.

    Attributes:
        body: What the row is about.
        outcome: Outcome and time point; where the outcome has several rows, also design and studies.
        risk_without: Per 1,000, without treatment; empty where nothing is compared, never 0.
        risk_with: Per 1,000, with its interval; empty where nothing is compared.
        relative_effect: Effect with its interval; empty where nothing is compared.
        participants: People and studies.
        certainty: Symbols and word, or "not yet", with the reasons as footnotes.
        statement: What happens, in one sentence, or why no statement is made.
        comment: The reviewers' comment; where nothing is compared it begins with what was found.
    """

    body: GradedBody
    outcome: str
    risk_without: Cell
    risk_with: str
    relative_effect: Cell
    participants: str
    certainty: Cell
    statement: Cell
    comment: str

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The cells that can point to footnotes."""
        return self.risk_without, self.relative_effect, self.certainty


@dataclass(frozen=True, slots=True)
class SummaryOfFindings:
    """The table in its final order and words.

    Attributes:
        rows: By falling importance, the bodies of one outcome together.
        footnotes: The reasons for every rating that counts.
        notes: Every line of the table besides its rows: header, footnotes, what is open, what is left out.
        header: Those of the notes that are about the whole table and belong above it.
    """

    rows: tuple[SummaryRow, ...]
    footnotes: tuple[Footnote, ...]
    notes: tuple[str, ...]
    header: tuple[str, ...] = ()


def summary_of_findings(
    bodies: Sequence[GradedBody],
    *,
    header: Mapping[str, str] | None = None,
    overall: OverallCertainty | None = None,
) -> SummaryOfFindings:
    """Build the summary of findings from the seven most important outcomes.

    Bodies of the same outcome stay together and count as one outcome; where importance is the same the order
    given is kept.

    Args:
        bodies: In any order.
        header: Population, setting, treatment and comparison, by name.
        overall: The certainty over all outcomes.

    Raises:
        ValueError: If a body has no such start, or a domain rated twice.
    """
    by_outcome: dict[str, list[GradedBody]] = {}
    for body in sorted(bodies, key=lambda body: -(body.importance or 0)):
        by_outcome.setdefault(body.name, []).append(body)
    chosen, left_out = list(by_outcome)[:MOST_OUTCOMES], list(by_outcome)[MOST_OUTCOMES:]
    notes = Footnotes()
    rows = tuple(_row(body, row_name(body, bodies), notes) for name in chosen for body in by_outcome[name])
    footnotes = notes.all()
    above = header_notes(header or {})
    lines = (
        *above,
        *(str(footnote) for footnote in footnotes),
        *reading_notes(bodies),
        *([NOTHING_ENTERED] if not all(body.studies for body in bodies) else ()),
        *open_notes(bodies),
        *((f"beyond the seven most important: {', '.join(left_out)}",) if left_out else ()),
        *overall_notes(bodies, overall),
    )
    return SummaryOfFindings(rows, footnotes, lines, above)


def _row(body: GradedBody, name: str, notes: Footnotes) -> SummaryRow:
    risks = body.risks
    order = list(GRADE_DOMAINS)
    ratings = sorted(body.ratings, key=lambda rating: order.index(rating.domain))
    # Footnotes are lettered in the order in which they are added: from left to right.
    without = Cell("") if risks is None else Cell(risks.risk_without, notes.add_some(body.baseline_note))
    relative = effect_cell(body, notes)
    numbers = notes.add_some(body.start_note) + notes.add_ratings(ratings) + up_notes(body, notes)
    return SummaryRow(
        body=body,
        outcome=name,
        risk_without=without,
        risk_with="" if risks is None else risks.risk_with,
        relative_effect=relative,
        participants=participants(list(body.studies.values())),
        certainty=certainty_cell(body, numbers),
        statement=statement_cell(body),
        comment=_comment(body, risks),
    )


def _comment(body: GradedBody, risks: AbsoluteEffect | None) -> str:
    parts = []
    counts = body.treated_text
    if not body.compared:
        parts.append(f"No comparison. {counts}." if "/" in counts else "No comparison.")
    if risks is not None and risks.capped:
        parts.append("A risk beyond 0 or 1,000 per 1,000 is shown as that limit.")
    findings = "" if body.compared else body.told
    if words := ". ".join(filter(None, [findings, body.comment])):
        parts.append(words)
    return " ".join(parts)
