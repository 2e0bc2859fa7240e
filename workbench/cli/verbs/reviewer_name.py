"""Define `workbench reviewer name`, which sets the name beside a handle."""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.invocation import Invocation, pass_invocation


@click.command("name")
@click.argument("handle")
@click.argument("name")
@pass_invocation
def command(invocation: Invocation, handle: str, name: str) -> None:
    """Set the name that stands beside a handle; an empty one ("") takes it away."""
    from workbench.review.reviewers import handles

    with invocation.open_review() as session:
        is_changed = handles.name_reviewer(session, handle, name)
    said = f"is {' '.join(name.split())}" if name.strip() else "has no name beside it"
    output.say(f"{handle} {said}{'' if is_changed else ' already'}.")
