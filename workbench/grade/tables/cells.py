"""Write the cells and notes that both evidence tables have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from workbench.counts import count
from workbench.grade.body.graded import GradedBody
from workbench.grade.body.overall import OverallCertainty
from workbench.grade.body.scale import CERTAINTY_WORDS, symbols
from workbench.grade.body.state import RatingState
from workbench.grade.body.statement import statement_of
from workbench.grade.numbers.wording import listed
from workbench.grade.tables.footnotes import Cell, Footnote, Footnotes

EFFECT = "effect"
"""Name of the entry that the relative effect is, in `Standing.stale`."""
STATEMENT = "statement"
"""Name of the entry that a statement written by a person is."""

NOT_STATED = "not stated"
ROUNDED = "Risks and differences are computed before rounding, so that they may differ by 1."
ALONE = (
    "Where nothing is compared, the certainty is about what was seen in these people, not about an effect of"
    " the treatment."
)
TWO_STARTS = (
    "Studies with a comparison that are not randomised start high in one row (GRADE 18) and low in another"
    " (Core GRADE): a review follows one of them."
)
_COMPARED = ("treatment", "comparison", "population")


def effect_cell(body: GradedBody, notes: Footnotes) -> Cell:
    """Write the relative effect; empty where nothing is compared.

    A footnote says how it was got, or why there is none.
    """
    text = "" if body.effect is None else str(body.effect)
    is_stale = bool(text) and EFFECT in body.standing.stale
    return Cell(text, notes.add_some(body.effect_note), "entered before a change" if is_stale else "")


def up_notes(body: GradedBody, notes: Footnotes) -> tuple[int, ...]:
    """Give the footnote on reasons to rate up that count against the rule, or do not count; else none."""
    grade = body.grade
    if grade.up_ignored_because:
        return (notes.add(f"Rating up does not count: {grade.up_ignored_because}."),)
    return notes.add_some(f"Rated up all the same: {grade.up_anyway}" if grade.up_anyway else "")


def certainty_cell(body: GradedBody, numbers: tuple[int, ...]) -> Cell:
    """Write the certainty in symbols and word, or that there is none yet, and mark a stale one."""
    level, state = body.certainty, body.standing.state
    if level is None:
        return Cell("not yet", numbers)
    words = f"{symbols(level)} {CERTAINTY_WORDS[level]}"
    if body.is_stale:
        return Cell(words, numbers, state_remark(RatingState.STALE))
    remark = state_remark(state) if state is not None else ""
    return Cell(words, numbers, remark)


_REMARKS = {
    RatingState.STALE: "stale: look again",
    RatingState.UNRECONCILED: "unreconciled",
    RatingState.SUGGESTED: "rests on what is suggested and not rated",
}


def state_remark(state: RatingState) -> str:
    """Return what a reader must know of a certainty that is not final; empty where it may be."""
    return _REMARKS.get(state, "")


def row_name(body: GradedBody, bodies: Iterable[GradedBody]) -> str:
    """Return what the row of a body is called: where its outcome has several, also its design and studies."""
    within = name_within(body, bodies)
    return f"{body.name}: {within}" if within else body.name


def name_within(body: GradedBody, bodies: Iterable[GradedBody]) -> str:
    """Return what tells a body from the others of its outcome: design and studies; empty if it is alone."""
    if sum(each.name == body.name for each in bodies) < 2:
        return ""
    return name_of_body(body)


def name_of_body(body: GradedBody) -> str:
    """Return design and studies of a body."""
    return f"{body.design}, {_studies(body)}"


def _studies(body: GradedBody) -> str:
    names = list(body.studies)
    return listed(names) if len(names) <= _NAMED else count(len(names), "study")


_NAMED = 3
"""How many studies are named; of more only the number is told."""


def notes_in(cells: Iterable[Cell], footnotes: Sequence[Footnote]) -> tuple[Footnote, ...]:
    """Return the footnotes that some cells point to, in the order of the table."""
    wanted = {number for cell in cells for number in cell.notes}
    return tuple(note for note in footnotes if note.number in wanted)


def statement_cell(body: GradedBody) -> Cell:
    """Write what happens, in one sentence; one that a person wrote may be from before a change."""
    said = statement_of(body)
    is_stale = said.is_written and STATEMENT in body.standing.stale
    return Cell(said.shown, remark="written before a change" if is_stale else "")


_NAME = re.compile(r"(?:ese|ish|[eiu]an|German)$")
"""The end of a word that is of a country or people, and keeps its capital within a sentence."""


def _within(words: str) -> str:
    """Begin words within a sentence in small letters, unless they begin with a name or an abbreviation.

    >>> _within("Usual care"), _within("ECMO alone"), _within("Japanese adults")
    ('usual care', 'ECMO alone', 'Japanese adults')
    """
    first = words.split(" ", 1)[0]
    is_plain = first[1:].islower() and not _NAME.search(first)
    return words[:1].lower() + words[1:] if is_plain else words


def header_notes(header: Mapping[str, str]) -> tuple[str, ...]:
    """Write the lines above a table: what is compared for whom, then each line, also an empty one."""
    treatment, comparison, population = (header.get(name, "") for name in _COMPARED)
    told = (treatment, comparison, population)
    is_short = all(told) and not any(";" in words for words in told)  # else it is put together from studies
    title: tuple[str, ...] = ()
    if is_short:
        title = (f"{treatment} compared with {_within(comparison)} for {_within(population)}",)
    return (*title, *(f"{name.capitalize()}: {words or NOT_STATED}" for name, words in header.items()))


def reading_notes(bodies: Sequence[GradedBody]) -> tuple[str, ...]:
    """Write what a reader must know of all rows: rounding, what is not compared, starts that clash.

    Source:
        A body of non-randomised studies starts high with GRADE 18 (J Clin Epidemiol 2019;111:105-14) and low
        with Core GRADE 4 (BMJ 2025;389:e083864); a review follows one of them.
    """
    with_studies = [body for body in bodies if body.studies]
    starts = {body.start for body in with_studies if body.compared and not body.randomised and body.certainty}
    notes = (
        (ROUNDED, any(body.absolute is not None for body in with_studies)),
        (ALONE, any(not body.compared for body in with_studies)),
        (TWO_STARTS, {"high", "low"} <= starts),
    )
    return tuple(note for note, applies in notes if applies)


def open_notes(bodies: Iterable[GradedBody]) -> tuple[str, ...]:
    """Write what stands between a body and its certainty, and what needs another look."""
    lines = []
    for body in bodies:
        standing = body.standing
        if standing.refused_because:
            so_far = f" ({body.sum_note})" if body.sum_note else ""
            lines.append(f"{body.label}: no certainty yet: {standing.refused_because}{so_far}")
        lines += [f"{body.label}: {point}" for point in standing.marked]
        lines += [f"{body.label}: {sentence}" for sentence in standing.dormant]
    return tuple(lines)


def overall_notes(bodies: Sequence[GradedBody], overall: OverallCertainty | None) -> tuple[str, ...]:
    """Write the certainty over all outcomes, or why there is none yet; nothing without any outcome."""
    if overall is None or not bodies:
        return ()
    start = "Overall certainty" if overall.certainty else "No overall certainty yet"
    return (f"{start}: {overall.because}",)
