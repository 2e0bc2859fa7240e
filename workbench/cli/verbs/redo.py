"""Define `workbench redo`, which brings again what was taken back in an appraisal."""

from __future__ import annotations

import click

from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.narration import tell
from workbench.cli.options import result_option, study_argument


@click.command("redo")
@study_argument
@result_option
@pass_invocation
def command(invocation: Invocation, study: str, result: str) -> None:
    """Bring again what you took back last in an appraisal; not once something else was changed."""
    from workbench.review.appraisals import answers

    with invocation.open_review() as session:
        sheet, redone = answers.redo(session, study, result=result)
    tell(sheet, f"brought again: {redone}")
