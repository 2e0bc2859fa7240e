"""Define `workbench exclude`, which leaves a study out of the review."""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.options import study_argument


@click.command("exclude")
@study_argument
@click.option("--reason", required=True, metavar="T", help="Why; it stands in the table of excluded studies.")
@pass_invocation
def command(invocation: Invocation, study: str, reason: str) -> None:
    """Leave a study out of tables, agreement, certainty and methods.

    Everything that belongs to it is kept; `workbench table excluded` lists it, and `workbench include` takes
    it in again.
    """
    from workbench.review.studies.exclusion import exclude
    from workbench.review.studies.known_studies import find

    with invocation.open_review() as session:
        before = find(session, study).excluded
        listing = exclude(session, study, reason)
    output.say(f"{listing.key} is excluded: {listing.excluded}.")
    if before is not None:
        output.say(f"  It was excluded before; the reason was: {before}. The history keeps it.")
