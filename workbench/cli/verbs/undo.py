"""Define `workbench undo`, which takes back the last change to an appraisal."""

from __future__ import annotations

import click

from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.narration import tell
from workbench.cli.options import result_option, study_argument


@click.command("undo")
@study_argument
@result_option
@pass_invocation
def command(invocation: Invocation, study: str, result: str) -> None:
    """Take back your last change to an appraisal. The history keeps both."""
    from workbench.review.appraisals import answers

    with invocation.open_review() as session:
        sheet, undone = answers.undo(session, study, result=result)
    tell(sheet, f"took back: {undone}")
