"""Define `workbench team remove`, which takes the rights of a member away."""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.invocation import Invocation, pass_invocation


@click.command("remove")
@click.argument("handle", metavar="HANDLE")
@pass_invocation
def command(invocation: Invocation, handle: str) -> None:
    """Take the rights of a member away. What the person did stays, and so does the login on the server."""
    from workbench.review.admin import team

    with invocation.open_review() as session:
        removed = team.remove_member(session, handle)
    output.say(f"{removed.handle} is no member any more; the login {removed.login} gets nothing here.")
