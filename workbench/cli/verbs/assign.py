"""Define `workbench assign`, which sets the checklist that a study is judged by."""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.options import study_argument


@click.command("assign")
@study_argument
@click.argument("checklist")
@click.option("--reason", default="", metavar="T", help="Why; needed once work is done with another.")
@pass_invocation
def command(invocation: Invocation, study: str, checklist: str, reason: str) -> None:
    """Confirm or change the checklist of a study.

    Appraisals with another checklist are kept, but tables and agreement go by the one that the study has now.
    """
    from workbench.review.studies import study_list

    with invocation.open_review() as session:
        listing = study_list.assign(session, study, checklist, reason=reason)
    output.say(f"{listing.key} is judged by {listing.checklist} (design: {listing.design}).")
