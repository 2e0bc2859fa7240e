"""Define `workbench duplicates split`, which takes a merge of two studies back."""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.options import study_argument


@click.command("split")
@study_argument
@click.option("--reason", required=True, metavar="T", help="Why; it stands in the history.")
@pass_invocation
def command(invocation: Invocation, study: str, reason: str) -> None:
    """Take the merge of STUDY back: what moved returns, with what was answered since.

    STUDY is the one that was merged, or the kept one where only one was merged into it.
    """
    from workbench.review.studies import duplicates

    with invocation.open_review() as session:
        merge = duplicates.split(session, study, reason)
    output.say(f"{merge.other} is a study of its own again, split from {merge.study}.")
