"""Show outcomes, findings, checks and certainties as rows to read and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from workbench.grade import SIZES, Thresholds
from workbench.output.table import Cell, Column, Labelled, Table

if TYPE_CHECKING:
    from workbench.review.evidence.findings import FindingLine
    from workbench.review.evidence.outcomes import OutcomeLine
    from workbench.review.evidence.ratings import BodyRow, EntryLine, RatingLine
    from workbench.review.evidence.trace import Node

_OUTCOME = (
    Column("name", "Outcome"),
    Column("time_point", "Time"),
    Column("unit", "Unit"),
    Column("better", "Better"),
    Column("importance", "Importance"),
    Column("studies", "Studies"),
    Column("follow_up", "Follow-up"),
    Column("thresholds", "Thresholds"),
)
_FINDING = (
    Column("outcome", "Outcome"),
    Column("study", "Study"),
    Column("finding", "Finding"),
    Column("source", "Source"),
    Column("quote", "Quote"),
    Column("flags", "Flags"),
    Column("notes", "Notes"),
)
_CHECK = (
    Column("outcome", "Outcome"),
    Column("kind", "Kind"),
    Column("message", "What"),
    Column("arithmetic", "Arithmetic"),
    Column("innocent", "May be innocent"),
    Column("level", "Level"),
)
_OF = (
    Column("outcome", "Outcome"),
    Column("time_point", "Time"),
    Column("body", "No"),
    Column("body_key", "Body"),
    Column("start", "Start"),
    Column("certainty", "Certainty"),
)
_RATING = (
    Column("domain", "Domain"),
    Column("suggested", "Suggested"),
    Column("final", "Final"),
    Column("state", "State"),
    Column("rated_by", "By"),
    Column("reason", "Reason"),
    Column("because", "Suggested because"),
)
_NODE = (Column("depth", "Depth"), Column("kind", "Kind"), Column("text", "Text"))


def outcome_table(lines: Sequence[OutcomeLine]) -> Table:
    """Build a table with one row for each outcome."""
    rows = tuple(
        (
            line.name,
            line.time_point,
            line.unit,
            line.better,
            Labelled(line.importance, _importance(line)),
            ", ".join(line.studies),
            line.follow_up,
            Labelled(thresholds_json(line.thresholds), line.thresholds.short),
        )
        for line in lines
    )
    notes = tuple(f"{line.label}: {line.thresholds.shown}" for line in lines if line.thresholds.shown)
    if not rows:
        notes = ("No outcomes yet: `workbench outcomes add NAME` adds one.",)
    return Table("outcomes", "", _OUTCOME, rows, notes)


def thresholds_json(thresholds: Thresholds) -> dict[str, str | int | float | None]:
    """Return each threshold of an outcome with its source, author and time; what is not set is not there."""
    shown: dict[str, str | int | float | None] = {}
    for name in SIZES:
        each = getattr(thresholds, name)
        if each is not None:
            at = each.at.isoformat() if each.at else None
            shown |= {name: each.value, f"{name}_source": each.source}
            shown |= {f"{name}_by": each.by or None, f"{name}_at": at}
    return shown | ({"target": thresholds.target} if thresholds.target else {})


def finding_table(lines: Sequence[FindingLine]) -> Table:
    """Build a table with one row for each finding, with the number of its flags and of its notes."""
    rows = tuple(
        (
            line.outcome.label,
            line.study,
            line.shown,
            line.source,
            line.quote,
            len(line.flags),
            len(line.notes),
        )
        for line in lines
    )
    flagged = any(line.flags or line.notes for line in lines)
    notes = ("Flags ask for a look: `workbench numbers STUDY` shows them, and the notes.",) if flagged else ()
    return Table("findings", "", _FINDING, rows, notes or (() if rows else ("No findings yet.",)))


def check_table(lines: Sequence[FindingLine]) -> Table:
    """Build one row for each check: the flags of all findings, then notes, then what can be computed."""
    from workbench.review.evidence.findings import tally

    checks = [(line.outcome.label, check) for line in lines for check in line.checks]
    checks.sort(key=lambda pair: (not pair[1].is_flag, not pair[1].is_note))
    rows = tuple(
        (label, check.kind, check.message, check.arithmetic, "; ".join(check.innocent), check.level)
        for label, check in checks
    )
    if not lines:
        notes: tuple[str, ...] = ("No findings of this study yet, so there is nothing to check.",)
    else:
        counted = f"{tally([line.checks for line in lines])}."
        notes = (counted, "A flag asks for a look and is never a verdict; a note is a small difference.")
    return Table("numbers", "", _CHECK, rows, notes)


def certainty_tables(rows: Sequence[BodyRow], *, plain: bool = False) -> list[Table]:
    """Build a block for each body of evidence: each domain as suggested and final, then the certainty.

    Args:
        rows: the bodies.
        plain: symbols in ASCII.
    """
    return [
        Table(
            "certainty",
            _title(row),
            _RATING,
            tuple(_rating(line) for line in row.ratings),
            _notes(row, plain),
        )
        for row in rows
    ]


def certainty_rows(rows: Sequence[BodyRow]) -> Table:
    """Put all bodies in one table for programs, where each row names its outcome and body."""
    columns = (*_OF, *_RATING)
    cells = tuple(
        (
            row.outcome.name,
            row.outcome.time_point,
            row.place,
            row.key,
            row.start,
            row.certainty,
            *_rating(line),
        )
        for row in rows
        for line in row.ratings
    )
    return Table("certainty", "", columns, cells)


def certainty_json(row: BodyRow) -> dict[str, object]:
    """Return a body of evidence as a JSON object."""
    return {
        "outcome": row.outcome.name,
        "time_point": row.outcome.time_point,
        "importance": row.outcome.importance,
        "body": row.place,
        "body_key": row.key or None,
        "start": row.start or None,
        "start_because": row.start_because,
        "checklists": list(row.checklist_ids),
        "studies": list(row.studies),
        "missing": list(row.missing),
        "ratings": [_rating_json(line) for line in row.ratings],
        "certainty": row.certainty or None,
        "symbols": row.symbols,
        "ascii_symbols": row.ascii_symbols,
        "sum": row.sum_note,
        "refused_because": row.refused_because,
        "statement": row.statement or None,
        "statement_because": row.statement_because,
        "recently": list(row.recently),
        "kept": list(row.kept),
        "state": row.state.value,
        "final": not row.open_points,
        "open": list(row.open_points),
        "hangs_on": list(row.hangs_on),
        "replaced": list(row.replaced),
    }


def trace_table(root: Node) -> Table:
    """Write a trace as rows with their depth."""
    return Table("trace", "", _NODE, tuple(_flat(root, 0)))


def trace_json(node: Node) -> dict[str, object]:
    """Return a trace as nested JSON objects."""
    return {"kind": node.kind, "text": node.text, "children": [trace_json(child) for child in node.children]}


def _flat(node: Node, depth: int) -> list[tuple[Cell, ...]]:
    below = [row for child in node.children for row in _flat(child, depth + 1)]
    return [(depth, node.kind, node.text), *below]


def _importance(line: OutcomeLine) -> str:
    if line.importance is None:
        return line.importance_word
    return f"{line.importance} ({line.importance_word})"


def _title(row: BodyRow) -> str:
    return f"{row.outcome.label}: {', '.join(row.studies) or 'no studies'}"


def _notes(row: BodyRow, plain: bool) -> tuple[str, ...]:
    symbols = row.ascii_symbols if plain else row.symbols
    certainty = f"Certainty: {symbols} {row.certainty.replace('_', ' ')} ({row.state.word})"
    stale = ", ".join(line.title for line in row.ratings if line.stale)
    entered = (f"{entry.title.capitalize()}: {_entry(entry)}" for entry in row.entries if entry.text)
    notes = (
        f"Body {row.key}: {row.start_because}" if row.key else f"No body yet: {row.start_because}",
        certainty if row.certainty else f"No certainty yet: {row.refused_because}",
        f"Sum: {row.sum_note}" if row.sum_note else "",
        f"Hangs on: {' '.join(row.hangs_on)}" if row.hangs_on else "",
        f"Stale: {stale} (--confirm says that it stands)" if stale else "",
        f"What happens: {row.statement or row.statement_because}",
        *(f"Replaced document: {sentence}" for sentence in row.replaced),
        *entered,
        *(f"{sentence[0].upper()}{sentence[1:]}" for sentence in row.kept),
        *(f"Recently: {change}" for change in row.recently),
    )
    return tuple(note for note in notes if note)


def _entry(entry: EntryLine) -> str:
    source = f" ({entry.source})" if entry.source else ""
    return f"{entry.text}{source}{', entered before a change' if entry.stale else ''}"


def _rating(line: RatingLine) -> tuple[Cell, ...]:
    return (
        Labelled(line.domain, line.title),
        _levels(line.suggested),
        Labelled(line.final, line.shown),
        Labelled(line.state.value, line.state_text),
        line.rated_by,
        line.reason,
        line.because,
    )


def _rating_json(line: RatingLine) -> dict[str, object]:
    return {
        "domain": line.domain,
        "title": line.title,
        "suggested": line.suggested,
        "because": line.because,
        "final": line.final,
        "word": line.word,
        "reason": line.reason,
        "rated_by": line.rated_by or None,
        "changed_at": line.changed_at.isoformat() if line.changed_at else None,
        "stale": line.stale,
        "state": line.state.value,
        "state_because": line.state_because,
        "shown": line.shown,
        "confirmed_by": line.confirmed_by or None,
        "confirmed_at": line.confirmed_at.isoformat() if line.confirmed_at else None,
    }


def _levels(levels: int | None) -> Cell:
    return Labelled(levels, "" if levels is None else f"{levels:+d}" if levels else "0")
