"""The evidence profile and the summary of findings, and the findings of each study.

Columns: GRADE evidence profile and summary of findings, as `checklists/definitions/METHOD.md` cites them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from workbench.grade import (
    CERTAINTY_WORDS,
    Footnote,
    GradedBody,
    evidence_profile,
    summary_of_findings,
)
from workbench.grade import (
    Cell as NotedCell,
)
from workbench.output import Cell, Column, Labelled, Table
from workbench.review.evidence.bodies import Body
from workbench.review.evidence.body_records import BodyRow
from workbench.review.evidence.entries import COMMENT, EFFECT
from workbench.review.evidence.graded_body import as_graded
from workbench.review.evidence.outcomes import list_outcomes
from workbench.review.evidence.ratings import graded_bodies, overall
from workbench.review.evidence.summary_header import read_header
from workbench.review.session import ReviewSession

NAMES = ("evidence-profile", "findings")

_Pairs = Sequence[tuple[Body, BodyRow]]
_RATED = (
    ("RiskOfBias", "risk_of_bias"),
    ("Inconsistency", "inconsistency"),
    ("Indirectness", "indirectness"),
    ("Imprecision", "imprecision"),
)
_FACTS = {"population": "condition", "treatment": "treatment", "comparison": "comparison"}
"""Lines of the header that the characteristics of the studies can fill."""
_NOTHING = "no outcomes yet: add one with `workbench outcomes add NAME`"


def build_evidence(session: ReviewSession, name: str) -> list[Table]:
    """Make the table `evidence-profile` or `findings`, as the viewer may see it."""
    makers: dict[str, Callable[[ReviewSession, _Pairs], Table]] = {
        "evidence-profile": _profile,
        "findings": _summary,
    }
    return [makers[name](session, graded_bodies(session))]


def _profile(session: ReviewSession, pairs: _Pairs) -> Table:
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
    made = evidence_profile([_graded(body, row) for body, row in pairs])
    rows = tuple(
        (
            each.outcome,
            each.studies,
            each.design,
            *(_rating(row, domain, getattr(each, name)) for domain, name in _RATED),
            _noted(each.other_considerations),
            each.patients_treatment,
            each.patients_comparison,
            _effect(row, each.relative_effect),
            _noted(NotedCell(each.absolute_effect, each.absolute_notes)),
            _certainty(row, each.certainty_notes),
            each.importance,
        )
        for each, (_, row) in zip(made.rows, pairs, strict=True)
    )
    told = (*_sums(pairs), *_comments(pairs), *_open(pairs), *_overall(session))
    notes = (*_header(session, pairs), *_footnotes(made.footnotes), *told)
    return Table("evidence-profile", "Evidence profile", columns, rows, notes)


def _summary(session: ReviewSession, pairs: _Pairs) -> Table:
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
    made = summary_of_findings([_graded(body, row) for body, row in ordered])
    labels = list(dict.fromkeys(row.outcome.label for _, row in ordered))
    shown_pairs = [pair for label in labels for pair in ordered if pair[1].outcome.label == label]
    rows = tuple(
        (
            each.outcome,
            _noted(NotedCell(each.risk_without, each.risk_notes)),
            each.risk_with,
            _effect(row, each.relative_effect),
            each.participants,
            _certainty(row, each.certainty_cell.notes),
            each.comment,
        )
        for each, (_, row) in zip(made.rows, shown_pairs, strict=False)
    )
    left = (f"beyond the seven most important: {', '.join(made.left_out)}",) if made.left_out else ()
    notes = (*_header(session, pairs), *_footnotes(made.footnotes), *_open(pairs), *left, *_overall(session))
    return Table("findings", "Summary of findings", columns, rows, notes)


def _graded(body: Body, row: BodyRow) -> GradedBody:
    return as_graded(body, (rating for line in row.ratings if (rating := line.as_rating) is not None))


def _marks(notes: Iterable[int]) -> str:
    return "".join(f" [{number}]" for number in notes)


def _noted(cell: NotedCell) -> Cell:
    return Labelled(cell.text, cell.text + _marks(cell.notes)) if cell.notes else cell.text


def _effect(row: BodyRow, cell: NotedCell) -> Cell:
    """An effect that was entered before the studies of the body changed says so."""
    stale = " (entered before a change)" if cell.text and row.entry(EFFECT).stale else ""
    return Labelled(cell.text, cell.text + stale + _marks(cell.notes)) if stale else _noted(cell)


def _rating(row: BodyRow, domain: str, cell: NotedCell) -> Cell:
    """Programs get the levels, the suggestion and the reason; people the word and a footnote."""
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
    return Labelled(value, cell.text + stale + _marks(cell.notes))


def _certainty(row: BodyRow, notes: Iterable[int] = ()) -> Cell:
    if not row.certainty:
        return Labelled(None, f"not yet{_marks(notes)}")
    return Labelled(row.certainty, f"{row.symbols} {CERTAINTY_WORDS[row.certainty]}{_marks(notes)}")


def _header(session: ReviewSession, pairs: _Pairs) -> tuple[str, ...]:
    """Population, setting, treatment and comparison: as entered, else as the studies' characteristics say."""
    entered = read_header(session)
    lines = []
    for name, told in entered.items():
        facts = (
            str(value)
            for body, _ in pairs
            for member in body.members
            if (value := member.study.facts.get(_FACTS.get(name, "")))
        )
        if words := told or "; ".join(dict.fromkeys(facts)):
            lines.append(f"{name.capitalize()}: {words}")
    return tuple(lines) if pairs else (*lines, _NOTHING)


def _footnotes(notes: Iterable[Footnote]) -> tuple[str, ...]:
    return tuple(f"[{note.number}] {note.text}" for note in notes)


def _sums(pairs: _Pairs) -> tuple[str, ...]:
    return tuple(f"{_name(row)}: {row.sum_note}" for _, row in pairs if row.certainty)


def _comments(pairs: _Pairs) -> tuple[str, ...]:
    return tuple(
        f"{_name(row)}: comment: {row.entry(COMMENT).text}" for _, row in pairs if row.entry(COMMENT).text
    )


def _open(pairs: _Pairs) -> tuple[str, ...]:
    """What stands between a row and its certainty, and what needs another look."""
    lines = []
    for _, row in pairs:
        if row.refused_because:
            so_far = f" ({row.sum_note})" if row.sum_note else ""
            lines.append(f"{_name(row)}: no certainty yet: {row.refused_because}{so_far}")
        if row.stale:
            titles = [line.title for line in row.ratings if line.stale]
            titles += [entry.part for entry in row.entries if entry.stale]
            lines.append(f"{_name(row)}: reviewed before a change: {', '.join(titles)}")
        lines += [f"{_name(row)}: {sentence}" for sentence in row.kept]
    return tuple(lines)


def _name(row: BodyRow) -> str:
    return f"{row.outcome.label}, {', '.join(row.studies)}" if row.studies else row.outcome.label


def _overall(session: ReviewSession) -> tuple[str, ...]:
    if not list_outcomes(session):
        return ()
    level, because = overall(session)
    return (f"Overall certainty: {because}" if level else f"No overall certainty yet: {because}",)
