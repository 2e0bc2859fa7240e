"""Define `workbench protocol`, which shows and writes what the team settled for the whole review."""

from __future__ import annotations

import click

from workbench.cli.lazy_group import LazyGroup, Verb
from workbench.cli.options import format_option

VERBS = {"set": Verb("workbench.cli.verbs.protocol_set", "Write a field of the protocol, or take it away.")}


@click.group(
    "protocol",
    cls=LazyGroup,
    verbs=VERBS,
    invoke_without_command=True,
    subcommand_metavar="[set FIELD VALUE]",
)
@format_option
@click.pass_context
def command(context: click.Context, fmt: str) -> None:
    """Show what the team settled for the whole review, with who wrote it and when.

    What was written after the first study was appraised says so. Fields are offered where a checklist asks
    for them, and stand beside the items that rest on them.
    """
    if context.invoked_subcommand is None:
        from workbench.cli.protocol_text import write_protocol

        write_protocol(context.obj, fmt)
