"""Show what reviewers entered for bodies of evidence, as rows to read and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from workbench.output.table import Column, Table

if TYPE_CHECKING:
    from workbench.review.evidence.ratings import BodyRow, EntryLine

_BODY = (
    Column("outcome", "Outcome"),
    Column("body", "No"),
    Column("body_key", "Body"),
    Column("start", "Start"),
    Column("part", "Part"),
    Column("text", "Entered"),
    Column("source", "From"),
    Column("entered_by", "By"),
    Column("stale", "Before a change"),
)


def body_table(rows: Sequence[BodyRow]) -> Table:
    """Build one row for each part of a body: what was entered, then what follows from it."""
    cells = tuple(
        (row.outcome.label, row.place, row.key, row.start, *rest)
        for row in rows
        for rest in (
            *((entry.part, entry.text, entry.source, entry.entered_by, entry.stale) for entry in row.entries),
            ("effect shown", row.effect, row.effect_because, "", False),
            ("absolute effect", row.absolute, row.absolute_because, "", False),
            ("statement shown", row.statement, row.statement_because, "", False),
        )
    )
    notes = [f"{_name(row)}: {row.start_because}" for row in rows]
    notes += [f"{_name(row)}: {sentence}" for row in rows for sentence in row.kept]
    if any(entry.stale for row in rows for entry in row.entries):
        notes.append("Entered before a change: --confirm PART says that it stands.")
    return Table("body", "", _BODY, cells, tuple(notes))


def _name(row: BodyRow) -> str:
    return f"{row.outcome.label}, body {row.key}" if row.key else row.outcome.label


def body_json(row: BodyRow) -> dict[str, object]:
    """Return what was entered for a body of evidence, as a JSON object."""
    return {
        "outcome": row.outcome.name,
        "time_point": row.outcome.time_point,
        "body": row.place,
        "body_key": row.key or None,
        "studies": list(row.studies),
        "start": row.start or None,
        "start_because": row.start_because,
        "starts": [
            {
                "checklist": start.checklist,
                "name": start.name,
                "level": start.level,
                "own": start.own,
                "chosen": start.chosen,
            }
            for start in row.starts
        ],
        "entries": {entry.part: _entry_json(entry) if entry.text else None for entry in row.entries},
        "effect": row.effect or None,
        "effect_because": row.effect_because,
        "absolute": row.absolute or None,
        "absolute_because": row.absolute_because,
        "statement": row.statement or None,
        "statement_because": row.statement_because,
        "kept": list(row.kept),
    }


def _entry_json(entry: EntryLine) -> dict[str, object]:
    return {
        **entry.fields,
        "text": entry.text,
        "source": entry.source,
        "entered_by": entry.entered_by or None,
        "changed_at": entry.changed_at.isoformat() if entry.changed_at else None,
        "stale": entry.stale,
    }
