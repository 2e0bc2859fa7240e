"""Define `workbench duplicates distinct`, which keeps that two studies are not the same."""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.invocation import Invocation, pass_invocation


@click.command("distinct")
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@click.option("--reason", required=True, metavar="T", help="Why; it stands in the history.")
@click.option("--undo", is_flag=True, help="Take it back, so that they are listed again.")
@pass_invocation
def command(invocation: Invocation, one: str, other: str, reason: str, undo: bool) -> None:
    """Keep that A and B are not the same, so that they are not listed again.

    `workbench duplicates --decided` lists such pairs.
    """
    from workbench.review.studies import duplicates

    with invocation.open_review() as session:
        if undo:
            first, second = duplicates.take_back_distinct(session, one, other, reason)
            output.say(f"{first} and {second} are listed again where they look alike.")
        else:
            first, second = duplicates.mark_distinct(session, one, other, reason)
            output.say(f"{first} and {second} are distinct; they are not listed as duplicates any more.")
