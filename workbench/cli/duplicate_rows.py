"""Show pairs of studies that may be the same, and decisions on them, as rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from store.bibliography import field_in_words
from workbench.output.table import Column, Labelled, Table

if TYPE_CHECKING:
    from workbench.review.studies.duplicates import Decision, DuplicatePair
    from workbench.review.studies.records_beside import RecordsBeside

_PAIRS = (
    Column("study", "Study"),
    Column("other", "Other"),
    Column("sureness", "How sure"),
    Column("shared", "They share"),
    Column("differing", "They differ in"),
)
_DECISIONS = (
    Column("study", "Study"),
    Column("other", "Other"),
    Column("decision", "Decision"),
    Column("reason", "Reason"),
    Column("by", "By"),
    Column("at", "On"),
)


def pair_table(pairs: Sequence[DuplicatePair]) -> Table:
    """Return one row a pair, the surest first."""
    rows = tuple(
        (pair.study, pair.other, pair.sureness.value, shared(pair), differing(pair)) for pair in pairs
    )
    notes = () if rows else ("No two studies look alike.",)
    return Table("duplicates", "", _PAIRS, rows, notes)


def decision_table(decisions: Sequence[Decision]) -> Table:
    """Return one row a decision, oldest first; of a merge the study that was kept stands first."""
    rows = tuple(
        (each.study, each.other, each.kind, each.reason, each.by, f"{each.at:%Y-%m-%d}") for each in decisions
    )
    notes = () if rows else ("Nothing is decided yet.",)
    return Table("duplicates", "", _DECISIONS, rows, notes)


MARKS = {"same": "", "differ": "≠", "first": "‹", "second": "›"}
"""What stands between two values, by how they agree."""


def beside_table(records: RecordsBeside) -> Table:
    """Return one row a field, with the mark between the two values."""
    columns = (
        Column("field", "Field"),
        Column("first", records.first),
        Column("mark", ""),
        Column("second", records.second),
    )
    rows = tuple(
        (Labelled(line.field, line.title), line.first, Labelled(line.mark, MARKS[line.mark]), line.second)
        for line in records.lines
    )
    return Table("duplicates", "", columns, rows)


def pairs_as_json(pairs: Sequence[DuplicatePair]) -> list[dict[str, Any]]:
    """Return the shape of `workbench duplicates --format json`."""
    return [
        {
            "study": pair.study,
            "other": pair.other,
            "sureness": pair.sureness.value,
            "shared": list(pair.shared),
            "differing": [
                {"field": each.field, "study": each.first, "other": each.second} for each in pair.differing
            ],
            "excluded": list(pair.excluded),
        }
        for pair in pairs
    ]


def shared(pair: DuplicatePair) -> str:
    """Return what a pair shares, and which of the two is left out of the review."""
    words = ", ".join(field_in_words(name) for name in pair.shared)
    out = f" ({' and '.join(pair.excluded)} excluded)" if pair.excluded else ""
    return words + out


def differing(pair: DuplicatePair) -> str:
    """Return where a pair differs: short values in full, of others the field; then what only one prints."""
    both = [each for each in pair.differing if not each.is_of_one]
    parts = [
        f"{field_in_words(each.field)} {each.first} / {each.second}"
        if each.field in ("year", "doi", "pmid", "pmcid", "registration")
        else field_in_words(each.field)
        for each in both
    ]
    for key, missing in ((pair.study, "second"), (pair.other, "first")):
        alone = [
            field_in_words(each.field)
            for each in pair.differing
            if each.is_of_one and not getattr(each, missing)
        ]
        if alone:
            parts.append(f"only {key}: {', '.join(alone)}")
    return "; ".join(parts)
