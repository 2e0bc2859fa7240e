"""Build the overview of certainty: a row a body of evidence, a column a reason to rate down or up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from workbench.grade import CERTAINTY_WORDS, GRADE_DOMAINS, RatingState, state_remark
from workbench.output.figures.subjects import Certainties, Certainty
from workbench.review.evidence.body_records import BodyRow, RatingLine
from workbench.review.sentences import NAMED
from workbench.review.tables.material import Of
from workbench.review.view import View


def build(view: View, of: Of, checklist: str | None) -> list[Certainties]:
    """Return one overview, or none where there are no outcomes."""
    rows = [row for _, row in view.bodies]
    if not rows:
        return []
    raised = {line.domain for row in rows for line in row.ratings if line.final}
    domains = [domain for domain in GRADE_DOMAINS.values() if not domain.rates_up or domain.id in raised]
    several = {row.outcome.id for row in rows if row.place}
    made = []
    for row in rows:
        finals = {line.domain: _level(line) for line in row.ratings}
        is_stale = bool(row.certainty) and row.is_certainty_stale
        word = CERTAINTY_WORDS[row.certainty] if row.certainty else row.refused_because or "not rated"
        label = row.outcome.label + (
            f" ({_studies(list(map(view.label_of, row.studies)))})" if row.outcome.id in several else ""
        )
        start = CERTAINTY_WORDS.get(row.start, "")
        levels = tuple(finals.get(domain.id) for domain in domains)
        shown = ("", f"{word} ({state_remark(RatingState.STALE)})") if is_stale else (row.symbols, word)
        made.append(Certainty(label, start, levels, *shown))
    titles = tuple(domain.title[:1].upper() + domain.title[1:] for domain in domains)
    notes = (*_without_column(rows, {domain.id for domain in domains}), *_only_suggested(rows))
    return [Certainties("certainty", "Certainty of the evidence (GRADE)", titles, tuple(made), notes)]


def _level(line: RatingLine) -> int | str | None:
    """Return the level of a domain, or the word where it cannot be assessed, which is not the same as 0."""
    is_open = line.state is RatingState.NOT_ASSESSABLE and not line.final
    return line.state.word if is_open else line.final


def _without_column(rows: Sequence[BodyRow], shown: Collection[str]) -> Iterator[str]:
    """Yield notes on the reasons to rate up that have no column: some bodies may have them rated."""
    left_out = [domain for domain in GRADE_DOMAINS.values() if domain.id not in shown]
    rated = Counter(
        line.domain for row in rows for line in row.ratings if line.rated_by and line.final is not None
    )
    nowhere = [domain.title for domain in left_out if not rated[domain.id]]
    if nowhere:
        yield f"reasons to rate up that were not assessed: {', '.join(nowhere)}"
    somewhere = [f"{each.title} ({rated[each.id]} of {len(rows)})" for each in left_out if rated[each.id]]
    if somewhere:
        yield f"assessed, and no reason to rate up: {', '.join(somewhere)}"


def _only_suggested(rows: Sequence[BodyRow]) -> tuple[str, ...]:
    """Name the reasons whose levels are the program's, with the number of bodies; empty without any."""
    suggested = Counter(
        line.title
        for row in rows
        for line in row.ratings
        if line.counts and line.final is not None and line.state is RatingState.SUGGESTED
    )
    if not suggested:
        return ()
    each = ", ".join(f"{title} ({number} of {len(rows)})" for title, number in suggested.items())
    return (f"suggested by the program and rated by nobody: {each}",)


def _studies(keys: Sequence[str]) -> str:
    return ", ".join(keys) if len(keys) <= NAMED else f"{len(keys)} studies"
