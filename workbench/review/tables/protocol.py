"""Build the table of the protocol: each field, who wrote it and when, and what was written late."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from workbench.output import Column, Labelled, Table
from workbench.review.admin.protocol import ProtocolLine, protocol_of
from workbench.review.tables.material import Of
from workbench.review.tables.registry import TABLES
from workbench.review.view import View

COLUMNS: Final = (
    Column("field", "Field"),
    Column("value", "What it says"),
    Column("by", "By"),
    Column("at", "On"),
    Column("after_first_appraisal", "Remark"),
    Column("from", "From"),
)
APPRAISALS: Final = "appraisals"
"""What stands as the origin of what a reviewer entered while appraising; else it is the protocol."""


def build(view: View, of: Of) -> list[Table]:
    """Return one row a field that says something."""
    protocol = protocol_of(view)
    notes = protocol.notes if protocol.written else ("nothing is written in the protocol",)
    return [Table("protocol", TABLES["protocol"].title, COLUMNS, rows_of(protocol.written), notes)]


def rows_of(lines: Sequence[ProtocolLine]) -> tuple[tuple[str | Labelled, ...], ...]:
    """Return the rows of some lines; a program reads the name of the field, and if it was written late."""
    return tuple(
        (
            Labelled(line.field, line.title),
            line.value,
            line.by,
            line.when,
            Labelled(line.is_late, line.remark),
            APPRAISALS if line.is_preliminary else "protocol",
        )
        for line in lines
    )
