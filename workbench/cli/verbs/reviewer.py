"""Define `workbench reviewer`, which lists, adds, names and renames the reviewers, and keeps their keys."""

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
    "key": Verb(f"{_HERE}.reviewer_key", "Show, export, replace or confirm the keys that sign."),
    "link": Verb(f"{_HERE}.reviewer_link", "Say that another key is yours too."),
}


@click.group(
    "reviewer", cls=LazyGroup, verbs=VERBS, invoke_without_command=True, subcommand_metavar="[VERB …]"
)
@format_option
@click.pass_context
def command(context: click.Context, fmt: str) -> None:
    """List, add, name or rename the reviewers, and look after keys. Without a verb it lists them."""
    if context.invoked_subcommand is None:
        from workbench.cli.verbs.reviewer_list import write_list

        write_list(context.obj, fmt)
