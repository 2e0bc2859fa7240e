"""Define `workbench checklists show`, which prints one checklist."""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.checklist_text import as_json, as_table, as_text
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.options import format_option


@click.command("show")
@click.argument("checklist", metavar="ID")
@format_option
@click.option("--source", is_flag=True, help="Print the definition itself, exactly as it is.")
@pass_invocation
def command(invocation: Invocation, checklist: str, fmt: str, source: bool) -> None:
    """Show one checklist: its items, answers, guidance and rules."""
    from workbench.review.admin import checklist_tools

    with checklist_tools.catalogue_of(invocation.location) as catalogue:
        definition = checklist_tools.show(catalogue, checklist)
    if source:
        output.write(definition.source)
    elif fmt == "text":
        output.write(as_text(definition, output.width()))
    elif fmt == "json":
        output.write_json(as_json(definition))
    else:
        output.write_tables([as_table(definition)], fmt)
