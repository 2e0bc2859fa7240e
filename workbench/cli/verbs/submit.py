"""Define `workbench submit`, which submits an appraisal."""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.narration import tell
from workbench.cli.options import result_option, study_argument


@click.command("submit")
@study_argument
@result_option
@pass_invocation
def command(invocation: Invocation, study: str, result: str) -> None:
    """Submit an appraisal.

    Every item that is asked must have an answer. From then on it changes only by `reopen`, with a reason.
    """
    from workbench.review.appraisals import submission

    with invocation.open_review() as session:
        sheet = submission.submit(session, study, result=result)
    tell(sheet, "submitted")
    for flag in sheet.verdict.flags:
        output.say(f"  flag {flag.id}: {flag.message}")
    if sheet.missing_preliminaries:
        output.say(f"  still empty: {', '.join(sheet.missing_preliminaries)}")
