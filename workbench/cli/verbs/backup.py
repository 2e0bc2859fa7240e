"""Define `workbench backup`, which writes a copy of the review."""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.paths import shell_word, shown_location


@click.command("backup")
@click.argument("file")
@pass_invocation
def command(invocation: Invocation, file: str) -> None:
    """Write a copy of the review into FILE, whole or not at all, also while others work in it.

    The copy is an ordinary review: `workbench --db FILE` opens it. What is there already is never
    overwritten. A review on a PostgreSQL server is backed up with the server's tools.
    """
    from workbench.review.exchange.backup import back_up

    back_up(invocation.location, file)  # its size is not told: it grows with the work of others
    shown = shown_location(invocation.location)
    output.say(f"Wrote {file}, a copy of {shown}.")
    output.say(f"It is a review itself: `workbench --db {shell_word(file)} studies` shows what is in it.")
