"""Define `workbench reviewer`, which lists, adds, names and renames the reviewers."""

from __future__ import annotations

import click

from workbench.cli.lazy_group import LazyGroup, Verb
from workbench.cli.options import format_option

_HERE = "workbench.cli.verbs"
VERBS = {
    "list": Verb(f"{_HERE}.reviewer_list", "List the reviewers."),
    "add": Verb(f"{_HERE}.reviewer_add", "Make somebody known who has not worked here yet."),
    "name": Verb(f"{_HERE}.reviewer_name", "Set the name beside a handle."),
    "rename": Verb(f"{_HERE}.reviewer_rename", "Give a reviewer another handle."),
}


@click.group(
    "reviewer", cls=LazyGroup, verbs=VERBS, invoke_without_command=True, subcommand_metavar="[VERB …]"
)
@format_option
@click.pass_context
def command(context: click.Context, fmt: str) -> None:
    """List, add, name or rename the reviewers of the review. Without a verb it lists them."""
    if context.invoked_subcommand is None:
        from workbench.cli.verbs.reviewer_list import write_list

        write_list(context.obj, fmt)
