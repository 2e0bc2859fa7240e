"""Define `workbench reopen`, which makes a submitted appraisal a draft again."""

from __future__ import annotations

import click

from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.narration import tell
from workbench.cli.options import result_option, study_argument


@click.command("reopen")
@study_argument
@click.option("--reason", required=True, metavar="T", help="Why; it stands in the history.")
@result_option
@pass_invocation
def command(invocation: Invocation, study: str, reason: str, result: str) -> None:
    """Make a submitted appraisal a draft again."""
    from workbench.review.appraisals import submission

    with invocation.open_review() as session:
        sheet = submission.reopen(session, study, reason, result=result)
    tell(sheet, "reopened")
