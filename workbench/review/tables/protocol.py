"""Build the table of the protocol: each field, who wrote it and when, and what was written late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
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
    # A manuscript names a checklist by its title, as everywhere else in it.
    lines = protocol.written
    if view.session.is_final:
        lines = [_by_title(line, view) for line in lines if line.is_method]
    notes = protocol.notes if protocol.written else ("nothing is written in the protocol",)
    return [Table("protocol", TABLES["protocol"].title, COLUMNS, rows_of(lines), notes)]


def _by_title(line: ProtocolLine, view: View) -> ProtocolLine:
    checklist_id, _, _ = line.field.rpartition(".")
    checklist = view.catalogue.get(checklist_id) if line.is_preliminary else None
    if checklist is None:
        return line
    asked = line.title.removeprefix(checklist_id).lstrip()  # such as "P2: How it was matched"
    return replace(line, title=f"{checklist.title}: {asked.partition(': ')[2] or asked}")


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
