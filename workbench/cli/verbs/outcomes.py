"""Define `workbench outcomes`, which lists, adds and changes the outcomes of the review."""

from __future__ import annotations

import click

from workbench.cli.lazy_group import LazyGroup, Verb
from workbench.cli.options import format_option

_HERE = "workbench.cli.verbs"
VERBS = {
    "list": Verb(f"{_HERE}.outcomes_list", "List the outcomes."),
    "add": Verb(f"{_HERE}.outcomes_add", "Add an outcome."),
    "edit": Verb(f"{_HERE}.outcomes_edit", "Change an outcome; its findings and ratings stay."),
}


@click.group(
    "outcomes", cls=LazyGroup, verbs=VERBS, invoke_without_command=True, subcommand_metavar="[VERB …]"
)
@format_option
@click.pass_context
def command(context: click.Context, fmt: str) -> None:
    """List, add or change outcomes. Without a verb it lists them, the most important first."""
    if context.invoked_subcommand is None:
        from workbench.cli.verbs.outcomes_list import write_list

        write_list(context.obj, fmt)
