"""Define `workbench reviewer rename`, which gives a reviewer another handle."""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.invocation import Invocation, pass_invocation


@click.command("rename")
@click.argument("old")
@click.argument("new")
@pass_invocation
def command(invocation: Invocation, old: str, new: str) -> None:
    """Give a reviewer another handle.

    Appraisals, decisions, allocations and the history follow; what the history recorded is not altered. The
    handle from before still means the same person, and nobody else gets it.
    """
    from workbench.review.reviewers import handles

    with invocation.open_review() as session:
        renamed = handles.rename_reviewer(session, old, new)
    output.say(f"{old} is called {renamed.handle} from now on; {old} still means the same person.")
