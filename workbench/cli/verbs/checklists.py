"""Define `workbench checklists`, which lists, shows, checks, adds, removes and begins checklists."""

from __future__ import annotations

import click

from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.lazy_group import LazyGroup, Verb
from workbench.cli.options import format_option

_HERE = "workbench.cli.verbs"
VERBS = {
    "list": Verb(f"{_HERE}.checklists_list", "List the checklists."),
    "show": Verb(f"{_HERE}.checklists_show", "Show one checklist: its items, answers and rules."),
    "add": Verb(f"{_HERE}.checklists_add", "Prove your own definitions and add them to the review."),
    "remove": Verb(f"{_HERE}.checklists_remove", "Take one of your own out of the review again."),
    "new": Verb(f"{_HERE}.checklists_new", "Write a starter for a definition of your own."),
    "schema": Verb(f"{_HERE}.checklists_schema", "Print the JSON Schema of definitions, for editors."),
    "check": Verb(f"{_HERE}.checklists_check", "Prove definitions: every combination of answers is judged."),
}


@click.group(
    "checklists", cls=LazyGroup, verbs=VERBS, invoke_without_command=True, subcommand_metavar="[VERB …]"
)
@format_option
@pass_invocation
@click.pass_context
def command(context: click.Context, invocation: Invocation, fmt: str) -> None:
    """List, show, prove, add or begin checklists. Without a verb it lists them."""
    if context.invoked_subcommand is None:
        from workbench.cli.verbs.checklists_list import write_list

        write_list(invocation, fmt)
