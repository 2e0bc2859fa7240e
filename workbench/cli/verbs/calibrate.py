"""Define `workbench calibrate`, which marks studies to practise on."""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.confirmation import confirm
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.options import study_argument


@click.command("calibrate")
@study_argument
@click.option("--off", is_flag=True, help="It counts in the agreement again.")
@click.option("--yes", is_flag=True, help="Do not ask at a terminal; without one nothing is asked.")
@pass_invocation
def command(invocation: Invocation, study: str, off: bool, yes: bool) -> None:
    """Mark a study as one for calibration.

    It is appraised as any other, and left out of agreement only: what is agreed on it counts in tables and
    certainty. `workbench agreement --calibration` shows it, with the guidance of the items on which reviewers
    agree least. A practice paper that is not of the review is excluded instead: `workbench exclude`.
    """
    from workbench.review.reviewers import calibration

    with invocation.open_review() as session:
        session.require_reviewer()
        change = calibration.plan_calibration(session, study, not off)
        if change.is_needed:
            confirm(change.question, change.lines, is_agreed=yes)
        calibration.calibrate(session, study, not off)
    output.say(f"{change.study}: {'counts in the agreement' if off else 'for calibration'}.")
