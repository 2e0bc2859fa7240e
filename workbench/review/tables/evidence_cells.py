"""Share the cells and notes that the evidence profile and the summary of findings have in common.

Columns: GRADE evidence profile and summary of findings, as `checklists/definitions/METHOD.md` cites them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from workbench.grade import CERTAINTY_WORDS, Footnote, GradedBody
from workbench.grade import Cell as NotedCell
from workbench.output import Cell, Labelled
from workbench.review.evidence.bodies import Body
from workbench.review.evidence.body_records import BodyRow
from workbench.review.evidence.entries import EFFECT
from workbench.review.evidence.graded_body import as_graded
from workbench.review.evidence.ratings import overall_of
from workbench.review.evidence.summary_header import header_lines
from workbench.review.view import View

Pairs = Sequence[tuple[Body, BodyRow]]

_FACTS = {"population": "condition", "treatment": "treatment", "comparison": "comparison"}
"""Lines of the header that the characteristics of the studies can fill."""
_NOTHING = "no outcomes yet: add one with `workbench outcomes add NAME`"


def graded(body: Body, row: BodyRow) -> GradedBody:
    """Return the body with the ratings that stand, for the grade room."""
    return as_graded(body, (rating for line in row.ratings if (rating := line.as_rating) is not None))


def marks(notes: Iterable[int]) -> str:
    """Return the numbers of footnotes as they stand behind a text."""
    return "".join(f" [{number}]" for number in notes)


def noted(cell: NotedCell) -> Cell:
    """Return a cell whose label has the marks of its footnotes."""
    return Labelled(cell.text, cell.text + marks(cell.notes)) if cell.notes else cell.text


def effect_cell(row: BodyRow, cell: NotedCell) -> Cell:
    """Return an effect; one that was entered before the studies of the body changed says so."""
    stale = " (entered before a change)" if cell.text and row.entry(EFFECT).stale else ""
    return Labelled(cell.text, cell.text + stale + marks(cell.notes)) if stale else noted(cell)


def certainty_cell(row: BodyRow, notes: Iterable[int] = ()) -> Cell:
    """Return the certainty in symbols and word, or that there is none yet."""
    if not row.certainty:
        return Labelled(None, f"not yet{marks(notes)}")
    return Labelled(row.certainty, f"{row.symbols} {CERTAINTY_WORDS[row.certainty]}{marks(notes)}")


def header_notes(view: View, pairs: Pairs) -> tuple[str, ...]:
    """Return population, setting, treatment and comparison: as entered, else from the characteristics."""
    entered = header_lines(view.review)
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


def footnotes(notes: Iterable[Footnote]) -> tuple[str, ...]:
    """Return the footnotes, each with its number."""
    return tuple(f"[{note.number}] {note.text}" for note in notes)


def open_notes(pairs: Pairs) -> tuple[str, ...]:
    """Return what stands between a row and its certainty, and what needs another look."""
    lines = []
    for _, row in pairs:
        if row.refused_because:
            so_far = f" ({row.sum_note})" if row.sum_note else ""
            lines.append(f"{name_of(row)}: no certainty yet: {row.refused_because}{so_far}")
        if row.stale:
            titles = [line.title for line in row.ratings if line.stale]
            titles += [entry.part for entry in row.entries if entry.stale]
            lines.append(f"{name_of(row)}: reviewed before a change: {', '.join(titles)}")
        lines += [f"{name_of(row)}: {sentence}" for sentence in row.kept]
    return tuple(lines)


def name_of(row: BodyRow) -> str:
    """Return what a note calls a body: its outcome and its studies."""
    return f"{row.outcome.label}, {', '.join(row.studies)}" if row.studies else row.outcome.label


def overall_notes(view: View) -> tuple[str, ...]:
    """Return the certainty over all outcomes, or why there is none yet."""
    if not view.outcomes:
        return ()
    level, because = overall_of(view)
    return (f"Overall certainty: {because}" if level else f"No overall certainty yet: {because}",)
