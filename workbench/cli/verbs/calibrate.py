"""Define `workbench calibrate`, which marks studies to practise on."""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.options import study_argument


@click.command("calibrate")
@study_argument
@click.option("--off", is_flag=True, help="It counts again.")
@pass_invocation
def command(invocation: Invocation, study: str, off: bool) -> None:
    """Mark a study as one for calibration.

    It is appraised as any other, and left out of the main agreement; `workbench agreement --calibration`
    shows it, with the guidance of the items on which reviewers agree least.
    """
    from workbench.review.admin import settings

    with invocation.open_review() as session:
        listing = settings.calibrate(session, study, not off)
    output.say(f"{listing.key}: {'counts in the main agreement' if off else 'for calibration'}.")
