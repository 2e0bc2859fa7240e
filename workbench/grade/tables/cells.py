"""Write the cells and notes that both evidence tables have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from workbench.grade.body.graded import GradedBody
from workbench.grade.body.overall import OverallCertainty
from workbench.grade.body.scale import CERTAINTY_WORDS, GRADE_DOMAINS, symbols
from workbench.grade.body.statement import statement_of
from workbench.grade.tables.footnotes import Cell, Footnotes

EFFECT = "effect"
"""Name of the entry that the relative effect is, in `Standing.stale`."""
STATEMENT = "statement"
"""Name of the entry that a statement written by a person is."""


def effect_cell(body: GradedBody, notes: Footnotes) -> Cell:
    """Write the relative effect; empty where nothing is compared.

    A footnote says how it was got, or why there is none.
    """
    text = "" if body.effect is None else str(body.effect)
    is_stale = bool(text) and EFFECT in body.standing.stale
    return Cell(text, notes.add_some(body.effect_note), "entered before a change" if is_stale else "")


def certainty_cell(body: GradedBody, numbers: tuple[int, ...]) -> Cell:
    """Write the certainty in symbols and word, or that there is none yet."""
    level = body.certainty
    return Cell("not yet" if level is None else f"{symbols(level)} {CERTAINTY_WORDS[level]}", numbers)


def statement_cell(body: GradedBody) -> Cell:
    """Write what happens, in one sentence; one that a person wrote may be from before a change."""
    said = statement_of(body)
    is_stale = said.is_written and STATEMENT in body.standing.stale
    return Cell(said.shown, remark="written before a change" if is_stale else "")


def header_notes(header: Mapping[str, str]) -> tuple[str, ...]:
    """Write the lines above a table: population, setting, treatment, comparison; those that say anything."""
    return tuple(f"{name.capitalize()}: {words}" for name, words in header.items() if words)


def open_notes(bodies: Iterable[GradedBody]) -> tuple[str, ...]:
    """Write what stands between a body and its certainty, and what needs another look."""
    lines = []
    for body in bodies:
        standing = body.standing
        if standing.refused_because:
            so_far = f" ({body.sum_note})" if body.sum_note else ""
            lines.append(f"{body.label}: no certainty yet: {standing.refused_because}{so_far}")
        if standing.stale:
            names = [GRADE_DOMAINS[name].title if name in GRADE_DOMAINS else name for name in standing.stale]
            lines.append(f"{body.label}: reviewed before a change: {', '.join(names)}")
        lines += [f"{body.label}: {sentence}" for sentence in standing.dormant]
    return tuple(lines)


def overall_notes(bodies: Sequence[GradedBody], overall: OverallCertainty | None) -> tuple[str, ...]:
    """Write the certainty over all outcomes, or why there is none yet; nothing without any outcome."""
    if overall is None or not bodies:
        return ()
    start = "Overall certainty" if overall.certainty else "No overall certainty yet"
    return (f"{start}: {overall.because}",)
