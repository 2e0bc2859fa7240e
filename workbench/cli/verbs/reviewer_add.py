"""Define `workbench reviewer add`, which makes somebody known before the first answer."""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.invocation import Invocation, pass_invocation


@click.command("add")
@click.argument("handle")
@click.argument("name", default="")
@click.option("--new-reviewer", is_flag=True, help="It is somebody new, though it resembles a known handle.")
@pass_invocation
def command(invocation: Invocation, handle: str, name: str, new_reviewer: bool) -> None:
    """Make somebody known who has not worked in the review yet, so that studies can be allocated."""
    from workbench.review.reviewers import handles

    is_new = new_reviewer or invocation.new_reviewer
    with invocation.open_review() as session:
        added = handles.add_reviewer(session, handle, name, is_new=is_new)
    named = f" ({added.name})" if added.name else ""
    output.say(f"{added.handle}{named} is a reviewer of this review from now on.")
