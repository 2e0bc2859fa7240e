"""Define `workbench include`, which takes an excluded study in again."""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.options import study_argument


@click.command("include")
@study_argument
@click.option("--reason", required=True, metavar="T", help="Why; it stands in the history.")
@pass_invocation
def command(invocation: Invocation, study: str, reason: str) -> None:
    """Take a study in again that was excluded."""
    from workbench.review.studies.exclusion import include

    with invocation.open_review() as session:
        listing = include(session, study, reason)
    output.say(f"{listing.key} is included again.")
