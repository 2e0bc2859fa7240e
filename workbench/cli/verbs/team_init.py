"""Define `workbench team init`, which puts the rules of a team into force."""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.invocation import Invocation, pass_invocation


@click.command("init")
@pass_invocation
def command(invocation: Invocation) -> None:
    """Let the server keep reviewers blind: nobody but the owner gets in who is not added.

    It needs the login that owns the review. That login, and whoever may do everything on the server, is bound
    by no rule: appraise with a login of your own. Where an earlier version of the workbench made the team,
    the rules of this version take the place of its rules.
    """
    from workbench.review.admin import team

    with invocation.open_review() as session:
        is_renewed = team.begin_team(session)
    if is_renewed:
        output.say("The rules of this version are in force now; the members are as they were.")
        return
    output.say(
        "The server keeps reviewers blind from now on. Add each with `workbench team add HANDLE --role …`."
    )
