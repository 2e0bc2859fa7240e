"""Define `workbench checklists remove`, which takes a checklist of the team out of the review."""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.invocation import Invocation, pass_invocation


@click.command("remove")
@click.argument("checklist", metavar="ID")
@pass_invocation
def command(invocation: Invocation, checklist: str) -> None:
    """Take one of your own checklists out of the review.

    It is refused while a study is assigned to it or an appraisal was made with it.
    """
    from workbench.review.checklists import own_checklists

    with invocation.open_review() as session:
        own_checklists.remove(session, checklist)
    output.say(f"Removed {checklist.strip()}. `workbench checklists add FILE` brings it back.")
