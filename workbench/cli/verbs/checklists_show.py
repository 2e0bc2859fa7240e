"""``workbench checklists show``: one checklist."""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.checklist_text import as_json, as_table, as_text
from workbench.cli.options import format_option


@click.command("show")
@click.argument("checklist", metavar="ID")
@format_option
@click.option("--source", is_flag=True, help="Print the definition itself, exactly as it is.")
def command(checklist: str, fmt: str, source: bool) -> None:
    """Show one checklist: its items, answers, guidance and rules."""
    from workbench.review.admin import checklist_catalog

    found = checklist_catalog.show(checklist)
    if source:
        output.write(found.source)
    elif fmt == "text":
        output.write(as_text(found, output.width()))
    elif fmt == "json":
        output.write_json(as_json(found))
    else:
        output.write_tables([as_table(found)], fmt)
