"""Define `workbench checklists list`, which prints the catalogue."""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.options import format_option
from workbench.output.table import Column, Table

_COLUMNS = (
    Column("id", "Id"),
    Column("version", "Version"),
    Column("status", "Status"),
    Column("design", "Design"),
    Column("domains", "Domains"),
    Column("items", "Items"),
    Column("title", "Title", clipped=True),
)


@click.command("list")
@format_option
def command(fmt: str) -> None:
    """List the checklists that come with the workbench."""
    write_list(fmt)


def write_list(fmt: str) -> None:
    """Print the catalogue."""
    from workbench.review.admin import checklist_catalog

    rows = tuple(
        (
            *(checklist.id, checklist.version, checklist.status, ", ".join(checklist.design_classes)),
            *(len(checklist.domains), len(checklist.items), checklist.title),
        )
        for checklist in checklist_catalog.list_all()
    )
    output.write_tables([Table("checklists", "", _COLUMNS, rows)], fmt)
