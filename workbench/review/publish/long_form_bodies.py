"""Build the long form of bodies of evidence: effects, baseline risks, comments, ratings, certainty."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.grade import NumbersError, read_baseline
from workbench.review.evidence.body_records import BodyRow, EntryLine
from workbench.review.evidence.entries import BASELINE, EFFECT, WORDS
from workbench.review.publish.long_form import LongRow
from workbench.review.view import View


def body_long_rows(view: View) -> Iterator[LongRow]:
    """Yield a row for each entry, rating and certainty, body after body; `study` has the study keys."""
    for _, row in view.bodies:
        of = {
            "study": " ".join(row.studies),
            "result": row.outcome.label,
            "kind": "body",
            "checklist": " ".join(row.checklist_ids),
            "body_start": row.start or None,
        }
        for rest in (*_entries(row), *_ratings(row), _certainty(row)):
            yield of | rest


def _entries(row: BodyRow) -> Iterator[LongRow]:
    for entry in row.entries:
        if not entry.text:
            continue
        told: LongRow = {
            "row": entry.part,
            "reviewer": entry.entered_by,
            "text": entry.text,
            "source": entry.source or None,
            "stale": entry.stale,
            "at": entry.changed_at.isoformat() if entry.changed_at else None,
        }
        yield told | _numbers(entry)


def _numbers(entry: EntryLine) -> LongRow:
    if entry.part == EFFECT:
        names = ("estimate", "lower", "upper", "confidence")
        numbers: LongRow = {name: float(entry.fields[name]) for name in names if name in entry.fields}
        return {"measure": entry.fields.get("measure")} | numbers
    if entry.part == BASELINE:
        try:
            return {"per_1000": round(read_baseline(entry.fields.get("risk", "")).risk * 1000, 9)}
        except NumbersError:
            return {}
    return {"text": entry.fields.get("text")} if entry.part in WORDS else {}


def _ratings(row: BodyRow) -> Iterator[LongRow]:
    for line in row.ratings:
        if line.final is not None:
            yield {
                "row": "rating",
                "domain": line.domain,
                "reviewer": line.rated_by or None,
                "suggested": line.suggested,
                "final": line.final,
                "because": line.because,
                "text": line.reason,
                "stale": line.stale,
                "state": line.state.value,
                "confirmed_by": line.confirmed_by or None,
                "at": line.changed_at.isoformat() if line.changed_at else None,
            }


def _certainty(row: BodyRow) -> LongRow:
    return {
        "row": "certainty",
        "final": row.certainty or None,
        "because": row.sum_note or row.refused_because,
        "text": row.start_because,
    }
