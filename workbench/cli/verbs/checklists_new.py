"""Define `workbench checklists new`, which writes the beginning of a definition."""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.counts import count
from workbench.paths import shell_word


@click.command("new")
@click.argument("file", metavar="FILE")
@click.option("--like", metavar="ID", help="Take over the structure of this checklist.")
@pass_invocation
def command(invocation: Invocation, file: str, like: str | None) -> None:
    """Write a starter for a definition of your own, with a remark above each part.

    Without --like it is a list of ten items with a total. A file that is there is never overwritten.
    """
    from checklists.language.json_schema import FILE_NAME
    from workbench.review.admin import checklist_tools

    with checklist_tools.catalogue_of(invocation.location if like else None) as catalogue:
        made = checklist_tools.write_starter(catalogue, file, like)
    output.say(f"Wrote {file}: {made.id}, {count(len(made.items), 'item')}. Change it, then:")
    output.say(f"  workbench checklists check {shell_word(file)}")
    output.say(f"  workbench checklists add {shell_word(file)}")
    output.say(f"An editor completes and checks it with: workbench checklists schema > {FILE_NAME}")
