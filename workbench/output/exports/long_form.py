"""Lay out everything in long form for R and the like.

There is one row an answer, a judgement, a preliminary and a passage, of each finding one a number, and of
each body of evidence one a rating and an entry.
"""

from __future__ import annotations

from collections.abc import Iterable

from workbench.output.table import Cell, Column, Table

COLUMNS = (
    "study",
    "result",
    "reviewer",
    "kind",
    "state",
    "checklist",
    "checklist_version",
    "checklist_sha256",
    "row",
    "domain",
    "item",
    "asked",
    "code",
    "label",
    "note",
    "suggested",
    "final",
    "rule",
    "because",
    "override_reason",
    "decided_by",
    "at",
    "document",
    "start",
    "end",
    "text",
    "body_start",
    "measure",
    "estimate",
    "lower",
    "upper",
    "confidence",
    "per_1000",
    "source",
    "stale",
    "confirmed_by",
    "imported_from",
)
"""``row`` is ``answer``, ``judgement``, ``preliminary`` or ``quote``, of a study ``finding`` (a row a number,
``item`` names its field), or of a body of evidence ``effect``, ``baseline``, ``comment``, ``rating`` or
``certainty``; it says which columns are filled.
"""


NA_IN_ROWS = "N.A."
"""Stands for the code NA in CSV and TSV: pandas and R read NA as a gap, and no reader takes this for one."""


def readable(row: dict[str, Cell]) -> dict[str, Cell]:
    """Return a row whose answer NA survives being read by pandas and R."""
    return row | {"code": NA_IN_ROWS} if row.get("code") == "NA" else row


def long_table(rows: Iterable[dict[str, Cell]]) -> Table:
    """Return the table of such rows; a column that a row does not name is empty."""
    columns = tuple(Column(name, name) for name in COLUMNS)
    return Table("long", "", columns, tuple(tuple(row.get(name) for name in COLUMNS) for row in rows))
